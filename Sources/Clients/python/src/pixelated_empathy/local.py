"""A workspace with nothing running: the client's methods over `pe` as a child."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple, Type, Union
from uuid import uuid4

from . import calls
from .calls import ConversationLike
from .client import Conversations, JobLike, _compatible, _completed
from .download import PathLike
from .errors import (
    ExportError,
    InvalidRequestError,
    JobTimeoutError,
    NotFoundError,
    PixelatedEmpathyAPIError,
)
from .program import Program, Scorer
from .records import (
    Assessment,
    Conversation,
    Dataset,
    Export,
    Hit,
    Hits,
    Job,
    JobUpdate,
    Metrics,
    Page,
    Record,
    Summary,
)

__all__ = ["LocalAPI", "local"]

# The platform's names of our metrics; aliases and no more.
ALIASES = {
    "overall": "overall_quality",
    "therapeutic_language": "therapeutic_accuracy",
    "conversation_flow": "conversation_coherence",
    "empathy": "emotional_authenticity",
    "response_appropriateness": "clinical_compliance",
    "safety_compliance": "safety_score",
}
_OURS = {theirs: ours for ours, theirs in ALIASES.items()}


def local(workspace: PathLike, pe: Optional[str] = None) -> "LocalAPI":
    """The methods of ``PixelatedEmpathyAPI`` on a workspace file, with no gateway running.

        api = local("corpus.sqlite")
        api.iter_conversations().to_pandas()

    pe: the program; on the PATH, or where ``PE`` says, when not given. Raises ``NoServerError`` where it is
    not there and ``NotFoundError`` where there is no such file.
    """
    return LocalAPI(workspace, pe)


class LocalAPI:
    """See ``local``. Answers have the members that the gateway's have; jobs run beside, and are forgotten
    with this object. A question costs some 30 ms, the start of a process; a conversation that is scored
    some 0.5 ms, since one process scores all."""

    def __init__(self, workspace: PathLike, pe: Optional[str] = None) -> None:
        path = os.fspath(workspace)
        if path != ":memory:" and not os.path.exists(path):
            raise NotFoundError(
                f"there is no workspace {path!r}", hint=f"'pe --workspace {path} load FILE' makes one"
            )
        self._pe = Program(path, pe)
        self._scorers: Dict[Tuple[str, ...], Scorer] = {}
        self._jobs: Dict[str, _LocalJob] = {}
        self._folder: Optional[str] = None

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
        for scorer in self._scorers.values():
            scorer.close()
        self._scorers = {}
        for job in self._jobs.values():
            job.cancel()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def __repr__(self) -> str:
        return f"local({self._pe.workspace!r})"

    # Looking

    def health_check(self) -> Record:
        facts = {row["name"]: row["value"] for row in self._pe.ask(["info"]).rows("workspace")}
        return _compatible(
            Record(
                status="healthy",
                version=str(facts.get("pe", "")).split(" ")[0],
                workspace=os.path.basename(self._pe.workspace),
                read_only=not os.access(self._pe.workspace, os.W_OK),
                uptime=0.0,
            )
        )

    def list_datasets(self) -> List[Dataset]:
        with ThreadPoolExecutor(1) as beside:
            found = beside.submit(self._sql, "SELECT * FROM dataset ORDER BY id")
            tiers, means = self._by_dataset(self._score_names())
            return [
                Dataset(
                    name=row["name"],
                    conversations=row["conversations"],
                    messages=row["messages"],
                    broken_records=row["broken"],
                    format=row["format"],
                    loaded_at=row["loaded_at"],
                    fingerprint=row["fingerprint"],
                    tiers=tiers.get(row["name"], {}),
                    quality_metrics=means.get(row["name"], {}),
                )
                for row in found.result()
            ]

    def get_dataset_info(self, name: str) -> Dataset:
        for dataset in self.list_datasets():
            if dataset.name == name:
                dataset["metrics"] = self.get_quality_metrics(dataset=name)["metrics"]
                dataset["fields"] = [
                    {"name": row["key"], "level": row["level"], "kind": row["kind"], "count": row["count"]}
                    for row in self._sql(
                        "SELECT f.key, f.level, f.kind, f.count FROM field f JOIN dataset d "
                        f"ON d.id = f.dataset_id WHERE d.name = {_literal(name)} ORDER BY f.position"
                    )
                ]
                return dataset
        raise _no_dataset(name)

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
        whole = self._query(query, dataset, tier, min_quality)
        page, total = self._list(whole, cursor, limit + offset + 1)
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
        found = self._find(str(conversation_id))
        number, dataset, name = int(found["id"]), str(found["name"]), str(found["external_id"])
        shown = self._pe.ask(["show", "--scores", "--", f"{dataset}/{name}"])
        fields = self._sql(
            "SELECT position, key, value, kind FROM metadata "
            f"WHERE conversation_id = {number} ORDER BY position"
        )
        metadata: Dict[int, Dict[str, Any]] = {}
        for row in fields:
            metadata.setdefault(int(row["position"]), {})[row["key"]] = row["value"]
        messages = []
        for row in shown.rows("messages"):
            message = {"role": row["role"]}
            if row["speaker"] != row["role"]:
                message["speaker"] = row["speaker"]
            message["content"] = row["text"]
            if int(row["position"]) in metadata:
                message["metadata"] = metadata[int(row["position"])]
            messages.append(message)
        made = Conversation(
            id=name, number=number, dataset=dataset, messages=messages, metadata=metadata.get(-1, {})
        )
        if "scores" not in shown:
            return made
        aliases = {}
        scores = []
        for row in shown.rows("scores"):
            score: Dict[str, Any] = {"metric": row["metric"]}
            if row["metric"] in ALIASES:
                score["alias"] = ALIASES[row["metric"]]
                if row["value"] is not None:
                    aliases[score["alias"]] = row["value"]
            score["value"] = row["value"]
            score["interval"] = None if row["low"] is None else [row["low"], row["high"]]
            if row["abstained"] is not None:
                score["abstained"] = row["abstained"]
            scores.append(score)
        tier = self._sql_or_none(
            f"SELECT tier FROM conversation_scores WHERE conversation_id = {number}", "tier"
        )
        made["quality_metrics"] = {**aliases, "tier_classification": tier}
        made["tier"] = tier
        made["scores"] = scores
        pieces = [
            {
                "metric": row["metric"],
                "message": row["turn"],
                "start": row["start"],
                "end": row["end"],
                "label": row["label"],
                "contribution": row["contribution"],
            }
            for row in shown.rows("evidence")
        ]
        made["recommendations"] = _recommendations(pieces)
        if evidence:
            made["evidence"] = pieces
        return made

    def get_quality_metrics(
        self,
        dataset: Optional[str] = None,
        tier: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        bins: Optional[int] = None,
    ) -> Metrics:
        return self._metrics(self._query(query, dataset, tier, min_quality), bins or 20)

    def get_statistics_overview(self) -> Metrics:
        datasets = self.list_datasets()
        made = Metrics(
            total_datasets=len(datasets),
            total_conversations=sum(dataset.conversations for dataset in datasets),
            total_messages=sum(int(dataset["messages"]) for dataset in datasets),
        )
        made.update(self._metrics("(all)", 20))
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
        known = dict(filters or {})
        for name in known:
            if name not in ("dataset", "tier", "min_quality", "role"):
                raise InvalidRequestError(f"there is no filter {name!r}")
        if not 0 <= limit <= 1000 or not 0 <= offset <= 10_000:
            raise InvalidRequestError("limit takes 0 to 1,000 and offset 0 to 10,000")
        whole = self._query(
            query, known.get("dataset"), known.get("tier"), known.get("min_quality"), known.get("role")
        )
        found = self._pe.ask(["search", "--limit", str(max(1, limit + offset)), "--", whole])
        hits = [
            Hit(
                rank=rank,
                conversation_id=row["id"],
                number=row["number"],
                dataset=row["dataset"],
                message=row["turn"],
                role=row["role"],
                snippet=row["text"],
                highlights=[],
                cut_before=False,
                cut_after=False,
            )
            for rank, row in enumerate(found.rows("hits"), 1)
        ]
        total = found.measures.get("hits")
        return Hits(hits[offset : offset + limit], None if total is None else int(total))

    def list_validators(self) -> List[Record]:
        return [
            Record(
                name=row["validator"],
                version=row["version"],
                origin="built-in" if row["from"] == "built-in" else "plugin",
                summary=row["summary"],
            )
            for row in self._pe.ask(["validators"]).rows("validators")
        ]

    def list_models(self) -> List[Record]:
        return self._pe.ask(["models"]).rows("models")

    def list_formats(self) -> List[Record]:
        return [
            Record(name=row["format"], summary=row["summary"])
            for row in self._pe.ask(["formats"]).rows("written")
        ]

    def get_agreement(
        self,
        columns: Sequence[str],
        query: Optional[str] = None,
        group: Optional[str] = None,
        positive: Optional[str] = None,
        order: Optional[Sequence[str]] = None,
    ) -> Record:
        words = ["agree", *(_ours(column) for column in columns)]
        if query:
            words += ["where", f"({query})"]
        for option, value in (("--group", group), ("--positive", positive)):
            if value is not None:
                words += [option, value]
        if order:
            words += ["--order", ",".join(order)]
        agreed = self._pe.ask(words)
        return Record(agreed.measures)

    # Scoring

    def validate_conversation_quality(
        self,
        conversation: ConversationLike,
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = True,
    ) -> Assessment:
        return self._assess([conversation], validators, profile, evidence)[0]

    def validate_conversations(
        self,
        conversations: Sequence[ConversationLike],
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = False,
    ) -> List[Assessment]:
        return self._assess(list(conversations), validators, profile, evidence)

    def predict(self, model: str, query: str = "", out_of_fold: bool = False) -> Record:
        words = ["predict", model] + (["--out-of-fold"] if out_of_fold else [])
        if query:
            words += ["where", f"({query})"]
        return Record(self._pe.ask(words).measures)

    # Jobs

    def submit_processing_job(
        self,
        dataset_name: Optional[str] = None,
        processing_type: str = "quality_validation",
        parameters: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> Job:
        """The same; the job runs in a process beside this one."""
        known = dict(parameters or {})
        tier, least = known.pop("tier", None), known.pop("min_quality", None)
        query = self._query(known.pop("query", None), dataset_name, tier, least)
        if processing_type == "export":
            return self._export(query, str(known.pop("format", "jsonl")), known, idempotency_key)
        if processing_type == "analysis":
            columns, field = known.pop("columns", None), known.pop("by", None)
            _nothing_left(known, processing_type)

            def analyse(job: "_LocalJob") -> Dict[str, Any]:
                made = dict(self._metrics(query, 20, [_ours(c) for c in columns] if columns else None))
                if field is not None:
                    words = ["stats", *(columns or []), "by", field, "where", query]
                    made.update(by=field, groups=job.ask(self._pe, words).rows("stats"))
                return made

            return self._begin(analyse, "analysis", idempotency_key)
        if processing_type != "quality_validation":
            raise InvalidRequestError(
                "processing_type is quality_validation, export or analysis, "
                f"not {processing_type!r}"
            )
        words = ["validate"]
        validators, options = known.pop("validators", None), known.pop("options", None)
        _nothing_left(known, processing_type)
        if validators:
            words += ["--using", ",".join(_ours(name) for name in validators)]
        for name, value in (options or {}).items():
            words += ["--option", f"{name}={value}"]
        words += ["--", query]

        def validate(job: "_LocalJob") -> Dict[str, Any]:
            measures = job.ask(self._pe, words).measures
            return {
                "conversations": measures.get("conversations", 0),
                "computed": measures.get("computed", 0),
                "failed": measures.get("failed", 0),
                "flagged": measures.get("flagged", 0),
                "tiers": self._metrics(query, 1, [])["tiers"],
            }

        return self._begin(validate, "quality_validation", idempotency_key)

    def list_jobs(self) -> List[Job]:
        return [job.record() for job in reversed(list(self._jobs.values()))]

    def get_job_status(self, job: JobLike) -> Job:
        return self._job(job).record()

    def cancel_job(self, job: JobLike) -> Job:
        known = self._job(job)
        known.cancel()
        return known.record()

    def wait_for_job(
        self, job: JobLike, timeout: Optional[float] = None, poll_interval: Optional[float] = None
    ) -> Job:
        known = self._job(job)
        known.thread.join(timeout)
        now = known.record()
        if not now.is_over:
            raise JobTimeoutError(now, timeout or 0)
        return _completed(now)

    def watch(self, job: JobLike) -> Iterator[JobUpdate]:
        known = self._job(job)
        before = ""
        while True:
            now = known.record()
            if now.status != before:
                before = now.status
                yield JobUpdate(timestamp=_now(), **now)
            if now.is_over:
                return
            known.thread.join(0.1)

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
        whole = self._query(query, dataset, tier, min_quality)
        return Export(self._export(whole, format, {}, idempotency_key))

    def download_export(
        self, export: JobLike, path: PathLike, timeout: Optional[float] = None
    ) -> Path:
        self.wait_for_job(export, timeout)
        file = self._job(export).file
        if file is None or not os.path.exists(file):
            raise ExportError("this job has no file", code="EXPORT_ERROR")
        made = Path(path)
        part = made.with_name(made.name + ".part")
        shutil.copyfile(file, part)
        os.replace(part, made)
        return made

    # What they stand on

    def _sql(self, text: str) -> List[Record]:
        return self._pe.ask(["sql", text, "--limit", "all"]).rows("result")

    def _sql_or_none(self, text: str, column: str) -> Any:
        rows = self._sql(text) if column in self._score_names() else []
        return rows[0][column] if rows else None

    def _score_names(self) -> List[str]:
        """Columns of scores, in their order; none before anything was scored."""
        columns = self._pe.ask(["sql", "SELECT * FROM conversation_scores LIMIT 0"]).columns("result")
        own = {"conversation_id", "dataset", "external_id", "messages", "text_bytes"}
        names = [name for name in columns if name not in own]
        bounds = {f"{name}_{end}" for name in names for end in ("low", "high")}
        return [name for name in names if name not in bounds]

    def _by_dataset(
        self, scores: List[str]
    ) -> Tuple[Dict[str, Dict[str, int]], Dict[str, Dict[str, Optional[float]]]]:
        """Tiers and mean scores of each dataset."""
        shared = [name for name in ALIASES if name in scores]
        if "tier" not in scores:
            return {}, {}
        sums = "".join(f", sum({n}) AS {n}_sum, count({n}) AS {n}_count" for n in shared)
        rows = self._sql(
            f"SELECT dataset, tier, count(*) AS n{sums} FROM conversation_scores GROUP BY 1, 2"
        )
        tiers: Dict[str, Dict[str, int]] = {}
        for row in rows:
            tiers.setdefault(row["dataset"], {})[row["tier"] or "none"] = int(row["n"])
        means: Dict[str, Dict[str, Optional[float]]] = {}
        for dataset in tiers:
            own = [row for row in rows if row["dataset"] == dataset]
            for name in shared:
                count = sum(row[f"{name}_count"] for row in own)
                total = sum(row[f"{name}_sum"] or 0 for row in own)
                means.setdefault(dataset, {})[ALIASES[name]] = total / count if count else None
        return tiers, means

    def _query(
        self,
        query: Optional[str],
        dataset: Optional[str],
        tier: Optional[str],
        least: Optional[float],
        role: Optional[str] = None,
    ) -> str:
        parts = []
        if dataset is not None:
            if not self._sql(f"SELECT 1 AS found FROM dataset WHERE name = {_literal(dataset)}"):
                raise _no_dataset(dataset)
            parts.append(f"dataset:{_quoted(dataset)}")
        if tier is not None:
            parts.append(f"tier:{_quoted(tier)}")
        if least is not None:
            if not 0 <= least <= 1:
                raise InvalidRequestError("min_quality takes a number from 0 to 1")
            parts.append(f"overall>={least}")
        if role is not None:
            parts.append(f"role:{_quoted(role)}")
        own = (query or "").strip()
        if own:
            if ")" in own:
                # By itself first: what is no query must not become one beside the others.
                self._pe.ask(["show", "--limit", "1", "--", f"{own} or {own}"])
            parts.insert(0, f"({own})")
        return " ".join(parts) or "(all)"

    def _list(self, query: str, cursor: Optional[str], most: int) -> Tuple[List[Summary], int]:
        if cursor is not None:
            if not cursor.isdigit():
                raise InvalidRequestError("this cursor is of another query, or none")
        names = [name for name in self._score_names() if name != "tier"]
        has_tier = bool(names)
        columns = ["messages", "begins", *(["tier"] if has_tier else []), *names]
        words = ["--limit", str(most), "--columns", ",".join(columns), "--"]
        whole = query
        total: Optional[int] = None
        if cursor is not None:
            whole = f'{query} sql "conversation_id > {int(cursor)}"'
            total = int(
                self._pe.ask(["show", "--limit", "1", "--", query]).measures.get("conversations", 0)
            )
        shown = self._pe.ask(["show", *words, whole])
        if total is None:
            total = int(shown.measures.get("conversations", 0))
        made = []
        for row in shown.rows("conversations"):
            tier = row.get("tier")
            scores = {name: row.get(name) for name in names}
            aliases = {
                ALIASES[name]: value
                for name, value in scores.items()
                if name in ALIASES and value is not None
            }
            made.append(
                Summary(
                    id=row["id"],
                    number=row["number"],
                    dataset=row["dataset"],
                    message_count=int(row["messages"]),
                    opening=row["begins"],
                    tier=tier,
                    quality_metrics={**aliases, "tier_classification": tier},
                    scores=scores,
                )
            )
        return made, total

    def _metrics(self, query: str, bins: int, columns: Optional[Sequence[str]] = None) -> Metrics:
        if not 1 <= bins <= 200:
            raise InvalidRequestError("bins takes a whole number from 1 to 200")
        known = self._score_names()
        numbers = [name for name in known if name != "tier"]
        chosen = numbers if columns is None else list(columns)
        for name in chosen:
            if name == "tier":
                raise InvalidRequestError("tier holds text, not numbers")
        listed = [*chosen, *(["tier"] if "tier" in known else [])]
        words = ["show", "--limit", "all"] + (["--columns", ",".join(listed)] if listed else [])
        shown = self._pe.ask([*words, "--", query])
        rows = shown.rows("conversations")
        tiers: Dict[str, int] = {}
        for row in rows if "tier" in known else []:
            tiers[row["tier"] or "none"] = tiers.get(row["tier"] or "none", 0) + 1
        metrics = [self._spread(name, [row.get(name) for row in rows], bins) for name in chosen]
        aliases = {m["alias"]: m.get("mean") for m in metrics if "alias" in m}
        return Metrics(
            conversations=len(rows), tiers=tiers, quality_metrics=aliases, metrics=metrics
        )

    def _spread(self, name: str, values: List[Any], bins: int) -> Dict[str, Any]:
        there = sorted(float(value) for value in values if value is not None)
        made: Dict[str, Any] = {"metric": name}
        if name in ALIASES:
            made["alias"] = ALIASES[name]
        made["missing"] = len(values) - len(there)
        made["count"] = len(there)
        if there:
            mean = sum(there) / len(there)
            spread = sum((value - mean) ** 2 for value in there)
            made["mean"] = mean
            made["standard_deviation"] = (spread / (len(there) - 1)) ** 0.5 if len(there) > 1 else None
            for label, share in (
                ("minimum", 0.0),
                ("lower_quartile", 0.25),
                ("median", 0.5),
                ("upper_quartile", 0.75),
                ("maximum", 1.0),
            ):
                made[label] = _quantile(there, share)
        low, high = 0.0, max([1.0, *there[-1:]])
        edges = [low + (high - low) * place / bins for place in range(bins + 1)]
        counts = [0] * bins
        for value in there:
            counts[min(bins - 1, max(0, int((value - low) / (high - low) * bins)))] += 1
        made["distribution"] = {"edges": edges, "counts": counts}
        return made

    def _find(self, reference: str) -> Record:
        """The one conversation that a reference names: dataset/id, id or number."""
        select = (
            "SELECT c.id, d.name, c.external_id FROM conversation c "
            "JOIN dataset d ON d.id = c.dataset_id WHERE "
        )
        literal = _literal(reference)
        conditions = [f"d.name || '/' || c.external_id = {literal}", f"c.external_id = {literal}"]
        if reference.isdigit() and len(reference) < 19:
            conditions.append(f"c.id = {int(reference)}")
        found: Dict[int, Record] = {}
        for condition in conditions:
            for row in self._sql(select + condition):
                found[int(row["id"])] = row
        if not found:
            raise NotFoundError(
                f"there is no conversation {reference[:60]!r}", code="RESOURCE_NOT_FOUND"
            )
        if len(found) > 1:
            raise InvalidRequestError(
                f"{reference[:60]!r} means {len(found)} conversations",
                code="VALIDATION_ERROR",
                status=409,
                hint="name it by dataset/id",
            )
        return next(iter(found.values()))

    def _assess(
        self,
        conversations: Sequence[ConversationLike],
        validators: Optional[Sequence[str]],
        profile: Optional[str],
        evidence: bool,
    ) -> List[Assessment]:
        lines = [calls._body(calls.sendable(one)) for one in conversations]
        options: List[str] = ["--evidence"] if evidence else []
        if validators is not None:
            if not validators:
                raise InvalidRequestError("at least one validator is needed")
            options += ["--using", ",".join(_ours(name) for name in validators)]
        if profile is not None:
            options += ["--profile", profile]
        key = tuple(options)
        scorer = self._scorers.get(key)
        if scorer is None or scorer.is_over:
            scorer = self._scorers[key] = Scorer(self._pe, options)
        made = []
        for sent, answer in zip(conversations, scorer.answers(lines)):
            if "error" in answer:
                reason = re.sub(r"^line \d+: ", "", str(answer["error"]))
                raise InvalidRequestError(
                    f"the conversation is none: {reason}", code="VALIDATION_ERROR"
                )
            made.append(calls.assessment(answer, sent, False))
        return made

    def _export(
        self, query: str, format: str, known: Dict[str, Any], key: Optional[str]
    ) -> Job:
        _nothing_left(known, "export")
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="pixelated-empathy-")
        file = os.path.join(self._folder, str(uuid4()))
        words = ["data", "download", "--format", format, "--output", file, "--query", query]

        def write(job: _LocalJob) -> Dict[str, Any]:
            outcome = job.ask(self._pe, words)
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

    def _begin(
        self, work: "Callable[[_LocalJob], Dict[str, Any]]", kind: str, key: Optional[str]
    ) -> Job:
        for known in self._jobs.values():
            if key is not None and known.key == key:
                return known.record()
        job = _LocalJob(work, kind, key)
        self._jobs[job.id] = job
        job.thread.start()
        return job.record()

    def _job(self, job: JobLike) -> "_LocalJob":
        known = self._jobs.get(calls.job_id(job))
        if known is None:
            raise NotFoundError("there is no such job", code="RESOURCE_NOT_FOUND")
        return known


class _LocalJob:
    """Work on a thread, most of it in a child that can be stopped."""

    def __init__(
        self, work: "Callable[[_LocalJob], Dict[str, Any]]", kind: str, key: Optional[str]
    ) -> None:
        self.id = uuid4().hex[:24]
        self.key = key
        self.file: Optional[str] = None
        self._work, self._kind = work, kind
        self._status, self._error = "running", ""
        self._result: Optional[Dict[str, Any]] = None
        self._begun, self._ended = _now(), ""
        self._child: "Optional[subprocess.Popen[bytes]]" = None
        self._is_cancelled = False
        self.thread = threading.Thread(target=self._run, daemon=True)

    def ask(self, program: Program, words: Sequence[str]) -> Any:
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
        self._ended = _now()
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


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _ours(name: str) -> str:
    return "tier" if name == "tier_classification" else _OURS.get(name, name)


def _literal(text: str) -> str:
    if "\0" in text:
        raise InvalidRequestError("a name holds NUL")
    return "'" + text.replace("'", "''") + "'"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _no_dataset(name: str) -> NotFoundError:
    return NotFoundError(f"there is no dataset {name[:60]!r}", code="RESOURCE_NOT_FOUND")


def _nothing_left(parameters: Mapping[str, Any], kind: str) -> None:
    for name in parameters:
        raise InvalidRequestError(f"{kind} has no parameter {name!r}", code="VALIDATION_ERROR")


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _recommendations(evidence: Sequence[Mapping[str, Any]]) -> List[str]:
    """What cost the conversation most, as the gateway puts it together."""
    costs: Dict[Tuple[str, str], List[float]] = {}
    for piece in evidence:
        if piece["contribution"] < 0:
            costs.setdefault((piece["metric"], piece["label"]), []).append(piece["contribution"])
    ordered = sorted(costs.items(), key=lambda item: (sum(item[1]), item[0][1], item[0][0]))[:5]
    return [
        f"fewer of '{label}': {len(all_)} cost {metric} {round(-sum(all_), 3):g}"
        for (metric, label), all_ in ordered
    ]
