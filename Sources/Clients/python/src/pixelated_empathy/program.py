"""`pe` as a child: one for each question, and one that scores for as long as it is needed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import threading
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence

from .config import VERSION
from .errors import (
    InvalidRequestError,
    NoServerError,
    OtherVersionError,
    PixelatedEmpathyAPIError,
    ProcessingError,
)
from .records import Record


class Program:
    """Where `pe` is, and the workspace it is asked about."""

    def __init__(self, workspace: str, pe: Optional[str]) -> None:
        wanted = pe or os.environ.get("PE") or "pe"
        found = shutil.which(wanted)
        if found is None:
            raise NoServerError(
                f"there is no program {wanted!r}",
                hint="'.ci/install' installs it; pe= or PE says where it is",
            )
        self.path = found
        self.workspace = workspace

    def command(self, words: Sequence[str], is_json: bool = True) -> List[str]:
        for word in words:
            if "\0" in word:
                raise InvalidRequestError("a word holds NUL")
        options = ["--json"] if is_json else []
        return [self.path, "--workspace", self.workspace, *options, *words]

    def start(self, words: Sequence[str]) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(
                self.command(words),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except (OSError, UnicodeEncodeError) as error:
            raise NoServerError(f"{self.path} cannot be started: {error}") from error

    def ask(self, words: Sequence[str], child: "Optional[subprocess.Popen[bytes]]" = None) -> "Outcome":
        """What a command gave. Raises what went wrong in the program's own words."""
        child = child or self.start(words)
        out, err = child.communicate()
        try:
            answer = json.loads(out.splitlines()[-1]) if out else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or "status" not in answer:
            said = err.decode(errors="replace").strip()[-300:]
            raise ProcessingError(
                f"pe ended with {child.returncode}" + (f": {said}" if said else ""),
                code="PROCESSING_ERROR",
            )
        if answer["status"] != "ok":
            raise failure(answer.get("error") or {})
        return Outcome(answer)


def failure(error: Mapping[str, Any]) -> PixelatedEmpathyAPIError:
    hint = str(error.get("hint") or "")
    message = str(error.get("message", "it could not be done"))
    if error.get("code") == "usage":
        if "no command" in message or "unknown option" in message:
            return OtherVersionError(
                f"this pe is another version than the client {VERSION}: {message}",
                hint="take both from the same release",
            )
        return InvalidRequestError(message, code="VALIDATION_ERROR", hint=hint)
    return ProcessingError(message, code="PROCESSING_ERROR", hint=hint)


class Outcome:
    """What a command gave: measures by name, tables as rows by column."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.measures: Dict[str, Any] = dict(answer.get("measures") or {})
        self.labels: Dict[str, str] = dict(answer.get("labels") or {})
        self.notes: List[str] = list(answer.get("notes") or [])
        self.artifacts: List[Dict[str, Any]] = list(answer.get("artifacts") or [])
        self._tables = {table["name"]: table for table in answer.get("tables") or []}

    def __contains__(self, name: str) -> bool:
        return name in self._tables

    def columns(self, name: str) -> List[str]:
        return [column["name"] for column in self._tables[name]["columns"]]

    def rows(self, name: str) -> List[Record]:
        if name not in self._tables:
            return []
        names = self.columns(name)
        return [Record(zip(names, row)) for row in self._tables[name]["rows"]]


class Scorer:
    """A `pe quality validate` that answers a line with a line, for one choice of validators."""

    def __init__(self, program: Program, options: Sequence[str]) -> None:
        self._log = tempfile.TemporaryFile()
        command = program.command(["quality", "validate", *options], is_json=False)
        try:
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log
            )
        except OSError as error:
            raise NoServerError(f"{program.path} cannot be started: {error}") from error
        self._lock = threading.Lock()

    def answers(self, lines: Sequence[bytes]) -> List[Any]:
        """An answer a line, in their order."""
        with self._lock:
            writer = threading.Thread(target=self._write, args=(lines,), daemon=True)
            writer.start()
            answers = list(self._read(len(lines)))
            writer.join()
            return answers

    def _write(self, lines: Iterable[bytes]) -> None:
        stdin = self._child.stdin
        assert stdin is not None
        try:
            for line in lines:
                stdin.write(line + b"\n")
            stdin.flush()
        except (BrokenPipeError, ValueError):
            pass  # It has ended; who reads sees that.

    def _read(self, count: int) -> Iterator[Any]:
        stdout = self._child.stdout
        assert stdout is not None
        for _ in range(count):
            line = stdout.readline()
            if not line.endswith(b"\n"):
                raise self._ended()
            yield json.loads(line)

    def _ended(self) -> PixelatedEmpathyAPIError:
        code = self._child.wait()
        self._log.seek(0)
        said = self._log.read()[-500:].decode(errors="replace").strip()
        said = said[7:] if said.startswith("error: ") else said
        if code == 1 or "help" in said:
            return InvalidRequestError(said or "pe refused it", code="VALIDATION_ERROR")
        return ProcessingError(f"pe ended with {code}: {said}", code="PROCESSING_ERROR")

    @property
    def is_over(self) -> bool:
        return self._child.poll() is not None

    def close(self) -> None:
        if self._child.stdin is not None:
            try:
                self._child.stdin.close()
            except BrokenPipeError:
                pass
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()
        self._log.close()
