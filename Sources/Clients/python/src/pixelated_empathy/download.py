"""Files of exports, whole or where they were cut: what is there stays, and the digest is held against it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO, Any, Dict, Mapping, Optional, Union

import httpx

from . import calls
from .calls import Call
from .config import APIConfig
from .errors import ExportError, UnexpectedAnswerError
from .records import Job
from .transport import Attempts, data_of

PathLike = Union[str, "os.PathLike[str]"]


class Part:
    """A file that is being fetched: ``NAME.part`` beside its place, and which file it is the begin of."""

    def __init__(self, path: PathLike, tag: str) -> None:
        self.path = Path(path)
        self.part = self.path.with_name(self.path.name + ".part")
        self._tag = tag
        self._note = self.path.with_name(self.path.name + ".part.tag")
        if self.part.exists() and (
            not self._note.exists() or self._note.read_text(errors="replace") != tag
        ):
            self.part.unlink()
        self._note.write_text(tag)
        self._file: IO[bytes] = open(self.part, "ab")

    @property
    def size(self) -> int:
        return self._file.tell()

    def headers(self) -> Dict[str, str]:
        made = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if self.size:
            made["Range"] = f"bytes={self.size}-"
            made["If-Range"] = self._tag
        return made

    def begins(self, response: httpx.Response) -> None:
        """Makes ready for what the response brings: the rest, or all from the start."""
        if response.status_code == 206:
            start = response.headers.get("content-range", "").partition(" ")[2].partition("-")[0]
            if start != str(self.size):
                raise ExportError("the gateway sent another part of the file than was asked for")
        else:
            self._file.seek(0)
            self._file.truncate()

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def close(self) -> None:
        self._file.close()

    def finish(self, result: Optional[Mapping[str, Any]]) -> Path:
        """Puts the file in its place. Raises ``ExportError`` where it is not what was exported."""
        self._file.close()
        wanted = (result or {}).get("sha256")
        if wanted and wanted != _sha256(self.part):
            self.part.unlink()
            self._note.unlink()
            raise ExportError(
                "the file that came is not the one that was exported",
                code="EXPORT_ERROR",
                hint="fetch it again",
            )
        os.replace(self.part, self.path)
        self._note.unlink()
        return self.path


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


class Fetch:
    """The file of an export on its way: how it is asked for, and when again."""

    def __init__(self, job: Job, path: PathLike, config: APIConfig) -> None:
        self.address = calls.export_path(job.id)
        self._call: Call[None] = Call("GET", self.address, lambda *_: None)
        self._job, self._config = job, config
        self._part = Part(path, f'"{job.id}"')
        self._attempts, self._before = Attempts(self._call, config), self._part.size

    def headers(self) -> Dict[str, str]:
        """Of the next request; after one that brought something all attempts are there again."""
        if self._part.size > self._before:
            self._attempts, self._before = Attempts(self._call, self._config), self._part.size
        return self._part.headers()

    def begins(self, response: httpx.Response) -> bool:
        """Whether the response brings the file, or more of it."""
        if response.status_code not in (200, 206):
            return False
        self._part.begins(response)
        return True

    def write(self, data: bytes) -> None:
        self._part.write(data)

    def after_answer(self, response: httpx.Response) -> Optional[float]:
        """Seconds until it is asked for again; None where all is there. Raises what was answered."""
        if response.status_code == 416 and self._part.size:
            return None
        again = self._attempts.after_answer(response)
        if again is None:
            data_of(response, self._config)
            raise UnexpectedAnswerError("the gateway sent no file")
        return again

    def after_failure(self, error: Exception) -> float:
        return self._attempts.after_failure(error)

    def close(self) -> None:
        self._part.close()

    def finish(self) -> Path:
        return self._part.finish(self._job.get("result"))
