"""The client that waits for its answers."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Type,
    TypeVar,
    Union,
)

import httpx

from . import calls
from .calls import Call, ConversationLike
from .config import APIConfig
from .download import Part, PathLike
from .errors import (
    ConnectionCutError,
    JobFailedError,
    JobTimeoutError,
    UnexpectedAnswerError,
)
from .records import (
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
    Summary,
    frame,
)
from .stream import Stream, _Refused
from .transport import VERSION, Attempts, Cut, Pace, data_of, headers, read_answer

if TYPE_CHECKING:
    import pandas

__all__ = ["PixelatedEmpathyAPI", "Conversations"]

T = TypeVar("T")
JobLike = Union[str, Mapping[str, Any]]
# Seconds between looks at a job that is waited for.
_FIRST_LOOK, _LONGEST_LOOK = 0.1, 2.0


class Conversations(Iterator[Summary]):
    """The conversations of a query one by one, got a page at a time.

    cursor: where the page after this one begins; given to ``iter_conversations`` it goes on there.
    """

    def __init__(self, fetch: Callable[[Optional[str]], Page], cursor: Optional[str]) -> None:
        self._fetch = fetch
        self._page: Iterator[Summary] = iter(())
        self._is_last = False
        self.cursor = cursor
        self.total: Optional[int] = None

    def __iter__(self) -> "Conversations":
        return self

    def __next__(self) -> Summary:
        for summary in self._page:
            return summary
        if self._is_last:
            raise StopIteration
        self._page = iter(self._turn())
        return next(self)

    def _turn(self) -> Page:
        page = self._fetch(self.cursor)
        self.cursor, self.total = page.next_cursor, page.total
        self._is_last = page.next_cursor is None
        return page

    def pages(self) -> Iterator[Page]:
        """The same a page at a time, from the next page on."""
        while not self._is_last:
            yield self._turn()

    def to_pandas(self) -> "pandas.DataFrame":
        """All that are left as a DataFrame: what each is, then a column a score."""
        return frame([summary.row() for summary in self])


class PixelatedEmpathyAPI:
    """The workbench behind a gateway. Threads may share one; ``with`` closes it.

        api = PixelatedEmpathyAPI("sk_…")                 # http://127.0.0.1:8000, or PE_GATEWAY
        api.get_conversations(tier="professional").to_pandas()

    Every method raises ``PixelatedEmpathyAPIError`` of the kind that fits (see ``errors``). What reads or
    computes is sent again after a failure that may pass, what writes only under an Idempotency-Key.
    """

    def __init__(
        self,
        api_key: Optional[str] = None,
        *,
        config: Optional[APIConfig] = None,
        base_url: Optional[str] = None,
        transport: Optional[httpx.BaseTransport] = None,
    ) -> None:
        self.config = _settled(api_key, config, base_url)
        self._http = httpx.Client(
            base_url=self.config.base_url,
            headers=headers(self.config),
            timeout=self.config.timeout,
            transport=transport,
        )
        self._pace = Pace(self.config)

    def __enter__(self) -> "PixelatedEmpathyAPI":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def __repr__(self) -> str:
        return f"PixelatedEmpathyAPI({self.config.base_url!r})"

    def _do(self, call: Call[T]) -> T:
        attempts = Attempts(call, self.config)
        while True:
            wait = self._pace.take()
            if wait:
                time.sleep(wait)
            try:
                response = self._http.request(
                    call.method,
                    call.path,
                    params=call.params or None,
                    content=call.body,
                    headers=_with_type(call),
                )
                again = attempts.after_answer(response)
                if again is None:
                    return read_answer(call, response, self.config)
            except (httpx.HTTPError, httpx.InvalidURL, Cut) as error:
                again = attempts.after_failure(error)
            time.sleep(again)

    # Looking

    def health_check(self) -> Record:
        """``status``, ``version``, ``workspace``, ``uptime`` in seconds, and whether versions fit
        (``compatible``). Needs no key."""
        return _compatible(self._do(calls.health()))

    def validate_key(self) -> Record:
        """Whose key this is: name, tier, scopes, requests_an_hour."""
        return self._do(calls.key())

    def list_datasets(self) -> List[Dataset]:
        """The datasets in order of loading, each with counts, tiers and mean scores."""
        return self._do(calls.list_datasets())

    def get_dataset_info(self, name: str) -> Dataset:
        """One dataset with its fields and the distribution of each metric."""
        return self._do(calls.dataset(name))

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
        """A page of the conversations that all of it finds, in order of loading.

        tier: below_basic, basic, standard or professional. min_quality: of overall_quality, 0 to 1.
        limit: 0 to 1,000. query: in the query language, ``topic:sleep overall>=0.6``. cursor: the
        ``next_cursor`` of the page before, with which an offset is refused.
        """
        return self._do(
            calls.conversations(
                tier=tier,
                dataset=dataset,
                min_quality=min_quality,
                limit=limit,
                offset=offset or None,
                query=query,
                cursor=cursor,
            )
        )

    def iter_conversations(
        self,
        batch_size: int = 500,
        tier: Optional[str] = None,
        dataset: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        cursor: Optional[str] = None,
    ) -> Conversations:
        """All conversations that it finds, each once whatever is loaded meanwhile.

        batch_size: conversations a request, 1 to 1,000. After a failure ``iter_conversations(cursor=
        conversations.cursor)`` goes on with the page that did not come.
        """

        def fetch(at: Optional[str]) -> Page:
            return self.get_conversations(
                tier, dataset, min_quality, limit=batch_size, query=query, cursor=at
            )

        return Conversations(fetch, cursor)

    def get_conversation(
        self, conversation_id: Union[str, int], evidence: bool = True
    ) -> Conversation:
        """One conversation by id, dataset/id or number, with messages, scores and evidence."""
        return self._do(calls.conversation(str(conversation_id), evidence))

    def get_quality_metrics(
        self,
        dataset: Optional[str] = None,
        tier: Optional[str] = None,
        min_quality: Optional[float] = None,
        query: Optional[str] = None,
        bins: Optional[int] = None,
    ) -> Metrics:
        """How each metric is spread: mean, standard deviation, quartiles, a distribution of bins."""
        return self._do(
            calls.quality_metrics(
                dataset=dataset, tier=tier, min_quality=min_quality, query=query, bins=bins
            )
        )

    def get_statistics_overview(self) -> Metrics:
        """The workspace in figures: totals, tiers, metrics."""
        return self._do(calls.overview())

    def search_conversations(
        self,
        query: str,
        filters: Optional[Mapping[str, Any]] = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """Messages that hold the words, best first by BM25.

        filters: dataset, tier, min_quality, role. limit: 0 to 1,000; offset: 0 to 10,000.
        """
        return self._do(calls.search(query, filters, limit, offset))

    def list_validators(self) -> List[Record]:
        """The validators, and what range and direction their numbers have."""
        return self._do(calls.validators())

    def list_models(self) -> List[Record]:
        """The models that were trained here."""
        return self._do(calls.models())

    def list_formats(self) -> List[Record]:
        """The formats that ``export_data`` knows."""
        return self._do(calls.formats())

    def get_agreement(
        self,
        columns: Sequence[str],
        query: Optional[str] = None,
        group: Optional[str] = None,
        positive: Optional[str] = None,
        order: Optional[Sequence[str]] = None,
    ) -> Record:
        """How far columns of scores or labels say the same, with 95 % intervals."""
        return self._do(
            calls.agreement(
                columns=list(columns), query=query, group=group, positive=positive, order=order
            )
        )

    # Scoring

    def validate_conversation_quality(
        self,
        conversation: ConversationLike,
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = True,
    ) -> Assessment:
        """Scores a conversation, ``{"messages": [{"role": …, "content": …}, …]}``; nothing is stored.

        Scores are 0 to 1 unless the validator says else, with 95 % intervals; what cannot be scored
        abstains and says why. They describe text: they are no risk assessment.
        """
        return self._do(calls.validate(conversation, validators, profile, evidence))

    def validate_conversations(
        self,
        conversations: Sequence[ConversationLike],
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = False,
    ) -> List[Assessment]:
        """The same for many, in their order and in as few requests as the limits let."""
        made: List[Assessment] = []
        for part in calls.parts(list(conversations)):
            scored = self._do(calls.validate_many(part, validators, profile, evidence))
            made.extend(scored)
        return made

    def predict(self, model: str, query: str = "", out_of_fold: bool = False) -> Record:
        """Stores what a model says of the query's conversations. Never sent twice by itself."""
        return self._do(calls.predict(model, query, out_of_fold))

    # Jobs

    def submit_processing_job(
        self,
        dataset_name: Optional[str] = None,
        processing_type: str = "quality_validation",
        parameters: Optional[Mapping[str, Any]] = None,
        idempotency_key: Optional[str] = None,
    ) -> Job:
        """Begins a job: quality_validation, export or analysis; of all datasets where none is named."""
        return self._do(calls.submit(dataset_name, processing_type, parameters, idempotency_key))

    def list_jobs(self) -> List[Job]:
        """The jobs of this key, newest first."""
        return self._do(calls.jobs())

    def get_job_status(self, job: JobLike) -> Job:
        return self._do(calls.job(calls.job_id(job)))

    def cancel_job(self, job: JobLike) -> Job:
        return self._do(calls.cancel(calls.job_id(job)))

    def wait_for_job(
        self, job: JobLike, timeout: Optional[float] = None, poll_interval: Optional[float] = None
    ) -> Job:
        """The job when it is completed.

        Raises ``JobFailedError`` when it failed or was cancelled, ``JobTimeoutError`` after timeout
        seconds; it goes on then.
        """
        start, pause = time.monotonic(), _FIRST_LOOK
        while True:
            now = self.get_job_status(job)
            if now.is_over:
                return _completed(now)
            passed = time.monotonic() - start
            if timeout is not None and passed >= timeout:
                raise JobTimeoutError(now, timeout)
            pause = poll_interval or min(pause * 1.5, _LONGEST_LOOK)
            time.sleep(pause if timeout is None else max(0.0, min(pause, timeout - passed)))

    def watch(self, job: JobLike) -> Iterator[JobUpdate]:
        """How a job stands, now and with each change, until it is over; by WebSocket, else by asking.

        A stream that is cut is opened again. The last update has ``result`` or ``error``.
        """
        name = calls.job_id(job)
        cuts = 0
        while True:
            try:
                with self.stream() as stream:
                    stream.send("subscribe_to_job", job_id=name)
                    for message in stream:
                        stream._checked(message, "")
                        if message.get("type") == "job_update" and message.get("job_id") == name:
                            cuts = 0
                            update = JobUpdate(message)
                            yield update
                            if update.is_over:
                                return
            except _Refused:
                yield from self._look(name)
                return
            except ConnectionCutError:
                cuts += 1
                if cuts > self.config.max_retries:
                    raise
                time.sleep(0.25 * cuts)

    def _look(self, name: str) -> Iterator[JobUpdate]:
        before: Optional[Job] = None
        while True:
            now = self.get_job_status(name)
            if before is None or (now.status, now.progress) != (before.status, before.progress):
                yield JobUpdate(now)
            if now.is_over:
                return
            before = now
            time.sleep(0.5)

    def stream(self) -> Stream:
        """The WebSocket, for conversations that are scored as they come."""
        return Stream(self.config)

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
        """Begins to write conversations to a file: jsonl, csv, parquet, openai, …; a job."""
        return self._do(
            calls.export(
                idempotency_key,
                dataset=dataset,
                format=format,
                tier=tier,
                min_quality=min_quality,
                query=query,
            )
        )

    def download_export(
        self, export: JobLike, path: PathLike, timeout: Optional[float] = None
    ) -> Path:
        """Waits for an export and fetches its file, in pieces and in bounded memory.

        What was fetched before a cut stays in ``PATH.part`` and is gone on with, now and in a later
        run; the digest is compared before the file takes its place.
        """
        job = self.wait_for_job(export, timeout)
        address = calls.export_path(job.id)
        part = Part(path, f'"{job.id}"')
        fetch: Call[None] = Call("GET", address, lambda *_: None)
        try:
            attempts, before = Attempts(fetch, self.config), part.size
            while True:
                if part.size > before:
                    attempts, before = Attempts(fetch, self.config), part.size
                try:
                    with self._http.stream("GET", address, headers=part.headers()) as response:
                        if response.status_code in (200, 206):
                            part.begins(response)
                            for data in response.iter_raw():
                                part.write(data)
                            break
                        if response.status_code == 416 and part.size:
                            break
                        response.read()
                        again = attempts.after_answer(response)
                        if again is None:
                            data_of(response, self.config)
                            raise UnexpectedAnswerError("the gateway sent no file")
                except (httpx.HTTPError, Cut) as error:
                    again = attempts.after_failure(error)
                time.sleep(again)
        finally:
            part.close()
        return part.finish(job.get("result"))

    # Webhooks

    def create_webhook(self, url: str, events: Optional[Sequence[str]] = None) -> Record:
        """Has a URL told when jobs of this key end; the answer's ``secret`` is shown once."""
        return self._do(calls.add_webhook(url, events))

    def list_webhooks(self) -> List[Record]:
        return self._do(calls.webhooks())

    def delete_webhook(self, webhook_id: str) -> None:
        self._do(calls.remove_webhook(webhook_id))


def _settled(
    api_key: Optional[str], config: Optional[APIConfig], base_url: Optional[str]
) -> APIConfig:
    if config is not None:
        if api_key is not None or base_url is not None:
            raise ValueError("a config has the key and the address already")
        return config
    made = APIConfig()
    if api_key is not None:
        made = replace(made, api_key=api_key)
    return made if base_url is None else replace(made, base_url=base_url)


def _with_type(call: Call[Any]) -> Mapping[str, str]:
    if call.body is None:
        return call.headers
    return {"Content-Type": "application/json", **call.headers}


def _compatible(health: Record) -> Record:
    theirs = str(health.get("version", "")).split(".")[:2]
    health["compatible"] = theirs == VERSION.split(".")[:2]
    return health


def _completed(job: Job) -> Job:
    if job.status != "completed":
        raise JobFailedError(job)
    return job
