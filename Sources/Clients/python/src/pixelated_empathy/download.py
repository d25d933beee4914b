"""Files of exports, whole or where they were cut: what is there stays, and the digest is held against it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO, Any, Dict, Mapping, Optional, Union

import httpx

from .errors import ExportError

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
