"""The client's methods over `pe` as a child."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Iterator, List, Mapping, Optional, Sequence, Type, Union

from .. import calls
from ..calls import ConversationLike, JobLike
from ..download import PathLike
from ..errors import ExportError, InvalidRequestError, JobTimeoutError
from ..jobs import completed
from ..pages import Conversations
from ..records import (
    Assessment,
    Conversation,
    Dataset,
    Export,
    Hits,
    Job,
    JobUpdate,
    Metrics,
    Page,
    Record,
)
from .conversations import read_conversation, search, summaries
from .datasets import read_dataset, read_datasets
from .jobs import Jobs
from .metrics import metrics
from .scoring import Scoring
from .workspace import Workspace, ours


class LocalAPI:
    """See ``local``. Answers have the members that the gateway's have; jobs run beside, and are forgotten
    with this object. A question costs some 30 ms, the start of a process; a conversation that is scored
    some 0.5 ms, since one process scores all."""

    def __init__(self, workspace: PathLike, pe: Optional[str] = None) -> None:
        self._workspace = Workspace(workspace, pe)
        self._scoring = Scoring(self._workspace)
        self._jobs = Jobs(self._workspace)

    def __enter__(self) -> "LocalAPI":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends what was started, and removes exports that were not fetched."""
        self._scoring.close()
        self._jobs.close()

    def __repr__(self) -> str:
        return f"local({self._workspace.path!r})"

    # Looking

    def health_check(self) -> Record:
        told = self._workspace.pe.ask(["info"]).rows("workspace")
        facts = {row["name"]: row["value"] for row in told}
        return calls.compatible(
            Record(
                status="healthy",
                version=str(facts.get("pe", "")).split(" ")[0],
                workspace=os.path.basename(self._workspace.path),
                read_only=not os.access(self._workspace.path, os.W_OK),
                uptime=0.0,
            )
        )

    def list_datasets(self) -> List[Dataset]:
        return read_datasets(self._workspace)

    def get_dataset_info(self, name: str) -> Dataset:
        return read_dataset(self._workspace, name)

    def get_conversations(
        self,
        tier: Optional[str] = None,
        dataset: Optional[str] = None,
        min_quality: Optional[float] = None,
        limit: int = 100,
        offset: int = 0,
        query: Optional[str] = None,
        cursor: Optional[str] = None,
    ) -> Page:
        if not 0 <= limit <= 1000:
            raise InvalidRequestError("limit takes a whole number from 0 to 1000")
        if offset < 0 or (cursor is not None and offset):
            raise InvalidRequestError("an offset is 0 or more, and none with a cursor")
        whole = self._workspace.query(query, dataset, tier, min_quality)
        page, total = summaries(self._workspace, whole, cursor, limit + offset + 1)
        after = page[offset + limit :]
        rows = page[offset : offset + limit]
        following = str(rows[-1]["number"]) if after and rows else None
        return Page(rows, total, following)

    def iter_conversations(
        self,
        batch_size: int = 500,
        tier: Optional[str] = None,
        dataset: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        cursor: Optional[str] = None,
    ) -> Conversations:
        def fetch(at: Optional[str]) -> Page:
            return self.get_conversations(
                tier, dataset, min_quality, limit=batch_size, query=query, cursor=at
            )

        return Conversations(fetch, cursor)

    def get_conversation(
        self, conversation_id: Union[str, int], evidence: bool = True
    ) -> Conversation:
        return read_conversation(self._workspace, str(conversation_id), evidence)

    def get_quality_metrics(
        self,
        dataset: Optional[str] = None,
        tier: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        bins: Optional[int] = None,
    ) -> Metrics:
        whole = self._workspace.query(query, dataset, tier, min_quality)
        return metrics(self._workspace, whole, bins or 20)

    def get_statistics_overview(self) -> Metrics:
        known = self.list_datasets()
        made = Metrics(
            total_datasets=len(known),
            total_conversations=sum(dataset.conversations for dataset in known),
            total_messages=sum(int(dataset["messages"]) for dataset in known),
        )
        made.update(metrics(self._workspace, "(all)", 20))
        made.pop("conversations", None)
        return made

    def search_conversations(
        self,
        query: str,
        filters: Optional[Mapping[str, Any]] = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """The same; a hit's ``snippet`` is the whole message, and nothing in it is marked."""
        return search(self._workspace, query, filters or {}, limit, offset)

    def list_validators(self) -> List[Record]:
        return [
            Record(
                name=row["validator"],
                version=row["version"],
                origin="built-in" if row["from"] == "built-in" else "plugin",
                summary=row["summary"],
            )
            for row in self._workspace.pe.ask(["validators"]).rows("validators")
        ]

    def list_models(self) -> List[Record]:
        return self._workspace.pe.ask(["models"]).rows("models")

    def list_formats(self) -> List[Record]:
        return [
            Record(name=row["format"], summary=row["summary"])
            for row in self._workspace.pe.ask(["formats"]).rows("written")
        ]

    def get_agreement(
        self,
        columns: Sequence[str],
        query: Optional[str] = None,
        group: Optional[str] = None,
        positive: Optional[str] = None,
        order: Optional[Sequence[str]] = None,
    ) -> Record:
        words = ["agree", *(ours(column) for column in columns)]
        if query:
            words += ["where", f"({query})"]
        for option, value in (("--group", group), ("--positive", positive)):
            if value is not None:
                words += [option, value]
        if order:
            words += ["--order", ",".join(order)]
        agreed = self._workspace.pe.ask(words)
        return Record(agreed.measures)

    # Scoring

    def validate_conversation_quality(
        self,
        conversation: ConversationLike,
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = True,
    ) -> Assessment:
        return self._scoring.assess([conversation], validators, profile, evidence)[0]

    def validate_conversations(
        self,
        conversations: Sequence[ConversationLike],
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = False,
    ) -> List[Assessment]:
        return self._scoring.assess(list(conversations), validators, profile, evidence)

    def predict(self, model: str, query: str = "", out_of_fold: bool = False) -> Record:
        words = ["predict", model] + (["--out-of-fold"] if out_of_fold else [])
        if query:
            words += ["where", f"({query})"]
        return Record(self._workspace.pe.ask(words).measures)

    # Jobs

    def submit_processing_job(
        self,
        dataset_name: Optional[str] = None,
        processing_type: str = "quality_validation",
        parameters: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> Job:
        """The same; the job runs in a process beside this one."""
        return self._jobs.submit(dataset_name, processing_type, parameters or {}, idempotency_key)

    def list_jobs(self) -> List[Job]:
        return self._jobs.records()

    def get_job_status(self, job: JobLike) -> Job:
        return self._jobs[job].record()

    def cancel_job(self, job: JobLike) -> Job:
        known = self._jobs[job]
        known.cancel()
        return known.record()

    def wait_for_job(
        self, job: JobLike, timeout: Optional[float] = None, poll_interval: Optional[float] = None
    ) -> Job:
        known = self._jobs[job]
        known.thread.join(timeout)
        now = known.record()
        if not now.is_over:
            raise JobTimeoutError(now, timeout or 0)
        return completed(now)

    def watch(self, job: JobLike) -> Iterator[JobUpdate]:
        yield from self._jobs[job].updates()

    # Exports

    def export_data(
        self,
        dataset: Optional[str] = None,
        format: str = "jsonl",
        tier: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        idempotency_key: Optional[str] = None,
    ) -> Export:
        whole = self._workspace.query(query, dataset, tier, min_quality)
        return Export(self._jobs.export(whole, format, idempotency_key))

    def download_export(
        self, export: JobLike, path: PathLike, timeout: Optional[float] = None
    ) -> Path:
        self.wait_for_job(export, timeout)
        file = self._jobs[export].file
        if file is None or not os.path.exists(file):
            raise ExportError("this job has no file", code="EXPORT_ERROR")
        made = Path(path)
        part = made.with_name(made.name + ".part")
        shutil.copyfile(file, part)
        os.replace(part, made)
        return made
