"""Jobs on threads of this program, most of their work in children that can be stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from datetime import datetime, timezone
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence
from uuid import uuid4

from .. import calls
from ..calls import JobLike
from ..errors import InvalidRequestError, NotFoundError, PixelatedEmpathyAPIError
from ..program import Outcome, Program
from ..records import Job, JobUpdate
from .metrics import metrics
from .workspace import Workspace, ours

Work = Callable[["LocalJob"], Dict[str, Any]]


class Jobs:
    """The jobs that were begun, and the folder of what they export; both go with ``close``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: Dict[str, LocalJob] = {}
        self._folder: Optional[str] = None

    def __getitem__(self, job: JobLike) -> "LocalJob":
        known = self._known.get(calls.job_id(job))
        if known is None:
            raise NotFoundError("there is no such job", code="RESOURCE_NOT_FOUND")
        return known

    def records(self) -> List[Job]:
        """Newest first."""
        return [job.record() for job in reversed(list(self._known.values()))]

    def close(self) -> None:
        for job in self._known.values():
            job.cancel()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def submit(
        self,
        dataset: Optional[str],
        processing_type: str,
        parameters: Mapping[str, Any],
        key: Optional[str],
    ) -> Job:
        known = dict(parameters)
        tier, least = known.pop("tier", None), known.pop("min_quality", None)
        query = self._workspace.query(known.pop("query", None), dataset, tier, least)
        if processing_type == "export":
            format = str(known.pop("format", "jsonl"))
            _nothing_left(known, processing_type)
            return self.export(query, format, key)
        if processing_type == "analysis":
            columns, field = known.pop("columns", None), known.pop("by", None)
            _nothing_left(known, processing_type)

            def analyse(job: "LocalJob") -> Dict[str, Any]:
                chosen = [ours(column) for column in columns] if columns else None
                made = dict(metrics(self._workspace, query, 20, chosen))
                if field is not None:
                    words = ["stats", *(columns or []), "by", field, "where", query]
                    made.update(by=field, groups=job.ask(self._workspace.pe, words).rows("stats"))
                return made

            return self._begin(analyse, "analysis", key)
        if processing_type != "quality_validation":
            raise InvalidRequestError(
                "processing_type is quality_validation, export or analysis, "
                f"not {processing_type!r}"
            )
        words = ["validate"]
        validators, options = known.pop("validators", None), known.pop("options", None)
        _nothing_left(known, processing_type)
        if validators:
            words += ["--using", ",".join(ours(name) for name in validators)]
        for name, value in (options or {}).items():
            words += ["--option", f"{name}={value}"]
        words += ["--", query]

        def validate(job: "LocalJob") -> Dict[str, Any]:
            measures = job.ask(self._workspace.pe, words).measures
            return {
                "conversations": measures.get("conversations", 0),
                "computed": measures.get("computed", 0),
                "failed": measures.get("failed", 0),
                "flagged": measures.get("flagged", 0),
                "tiers": metrics(self._workspace, query, 1, [])["tiers"],
            }

        return self._begin(validate, "quality_validation", key)

    def export(self, query: str, format: str, key: Optional[str]) -> Job:
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="pixelated-empathy-")
        file = os.path.join(self._folder, str(uuid4()))
        words = ["data", "download", "--format", format, "--output", file, "--query", query]

        def write(job: LocalJob) -> Dict[str, Any]:
            outcome = job.ask(self._workspace.pe, words)
            job.file = file
            return {
                "export_id": job.id,
                "download_url": f"file:{file}",
                "format": format,
                "conversations": outcome.measures.get("conversations", 0),
                "messages": outcome.measures.get("messages", 0),
                "sha256": outcome.artifacts[0]["sha256"] if outcome.artifacts else None,
                "bytes": os.path.getsize(file),
            }

        job = self._begin(write, "export", key)
        job.update(export_id=job.id, download_url=f"file:{file}")
        return job

    def _begin(self, work: Work, kind: str, key: Optional[str]) -> Job:
        for known in self._known.values():
            if key is not None and known.key == key:
                return known.record()
        job = LocalJob(work, kind, key)
        self._known[job.id] = job
        job.thread.start()
        return job.record()


class LocalJob:
    """Work on a thread, most of it in a child that can be stopped."""

    def __init__(self, work: Work, kind: str, key: Optional[str]) -> None:
        self.id = uuid4().hex[:24]
        self.key = key
        self.file: Optional[str] = None
        self._work, self._kind = work, kind
        self._status, self._error = "running", ""
        self._result: Optional[Dict[str, Any]] = None
        self._begun, self._ended = timestamp(), ""
        self._child: "Optional[subprocess.Popen[bytes]]" = None
        self._is_cancelled = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def ask(self, program: Program, words: Sequence[str]) -> Outcome:
        self._child = program.start(words)
        return program.ask(words, self._child)

    def _run(self) -> None:
        try:
            self._result = self._work(self)
            status = "completed"
        except PixelatedEmpathyAPIError as error:
            status = "cancelled" if self._is_cancelled else "failed"
            self._error = "" if self._is_cancelled else error.message
        except Exception as error:  # The job's, not the thread's.
            status, self._error = "failed", str(error)
        self._ended = timestamp()
        self._status = status

    def cancel(self) -> None:
        self._is_cancelled = True
        child = self._child
        if child is not None and child.poll() is None:
            child.send_signal(signal.SIGINT)
        if self.thread.is_alive():
            self.thread.join(10)

    def record(self) -> Job:
        return Job(
            job_id=self.id,
            processing_type=self._kind,
            status=self._status,
            progress=1.0 if self._status == "completed" else 0.0,
            submitted_at=self._begun,
            started_at=self._begun,
            ended_at=self._ended or None,
            result=self._result,
            error=self._error or None,
        )

    def updates(self) -> Iterator[JobUpdate]:
        """How it stands, now and with each change, until it is over."""
        before = ""
        while True:
            now = self.record()
            if now.status != before:
                before = now.status
                yield JobUpdate(timestamp=timestamp(), **now)
            if now.is_over:
                return
            self.thread.join(0.1)


def timestamp() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _nothing_left(parameters: Mapping[str, Any], kind: str) -> None:
    for name in parameters:
        raise InvalidRequestError(f"{kind} has no parameter {name!r}", code="VALIDATION_ERROR")
