"""The client that waits for its answers."""

from __future__ import annotations

import time
from pathlib import Path
from types import TracebackType
from typing import (
    Any,
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
from .calls import Call, ConversationLike, JobLike
from .config import APIConfig, settled
from .download import Fetch, PathLike
from .errors import ConnectionCutError
from .jobs import WATCHING, Looks, Watch, completed
from .pages import Conversations
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
)
from .stream import Stream, Refused
from .transport import Attempts, Cut, Pace, headers, read_answer

__all__ = ["PixelatedEmpathyAPI"]

T = TypeVar("T")


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
        self.config = settled(api_key, config, base_url)
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
                    headers=call.headers,
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
        return self._do(calls.health())

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
        looks = Looks(timeout, poll_interval)
        while True:
            now = self.get_job_status(job)
            if now.is_over:
                return completed(now)
            time.sleep(looks.after(now))

    def watch(self, job: JobLike) -> Iterator[JobUpdate]:
        """How a job stands, now and with each change, until it is over; by WebSocket, else by asking.

        A stream that is cut is opened again. The last update has ``result`` or ``error``.
        """
        watch = Watch(calls.job_id(job), self.config)
        while True:
            try:
                with self.stream() as stream:
                    stream.send("subscribe_to_job", job_id=watch.name)
                    for message in stream:
                        told = watch.told(message)
                        if told is not None:
                            yield told
                            if told.is_over:
                                return
            except Refused:
                yield from self._look(watch)
                return
            except ConnectionCutError:
                again = watch.after_cut()
                if again is None:
                    raise
                time.sleep(again)

    def _look(self, watch: Watch) -> Iterator[JobUpdate]:
        while True:
            now = self.get_job_status(watch.name)
            seen = watch.seen(now)
            if seen is not None:
                yield seen
            if now.is_over:
                return
            time.sleep(WATCHING)

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
        fetch = Fetch(self.wait_for_job(export, timeout), path, self.config)
        again: Optional[float] = 0.0
        try:
            while again is not None:
                try:
                    with self._http.stream("GET", fetch.address, headers=fetch.headers()) as response:
                        if fetch.begins(response):
                            for data in response.iter_raw():
                                fetch.write(data)
                            break
                        response.read()
                        again = fetch.after_answer(response)
                except (httpx.HTTPError, Cut) as error:
                    again = fetch.after_failure(error)
                if again is not None:
                    time.sleep(again)
        finally:
            fetch.close()
        return fetch.finish()

    # Webhooks

    def create_webhook(self, url: str, events: Optional[Sequence[str]] = None) -> Record:
        """Has a URL told when jobs of this key end; the answer's ``secret`` is shown once."""
        return self._do(calls.add_webhook(url, events))

    def list_webhooks(self) -> List[Record]:
        return self._do(calls.webhooks())

    def delete_webhook(self, webhook_id: str) -> None:
        self._do(calls.remove_webhook(webhook_id))
