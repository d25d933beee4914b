"""The gateway's calls as values: what is asked, whether it may be repeated, how the answer is read."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Generic, List, Mapping, Optional, Sequence, TypeVar, Union
from urllib.parse import quote
from uuid import uuid4

from .config import VERSION
from .errors import InvalidRequestError
from .records import (
    Assessment,
    Conversation,
    Dataset,
    Export,
    Hit,
    Hits,
    Job,
    Metrics,
    Page,
    Record,
    Summary,
)

T = TypeVar("T")
Headers = Mapping[str, str]
ConversationLike = Mapping[str, Any]
JobLike = Union[str, Mapping[str, Any]]

_JSON = {"Content-Type": "application/json"}

# What the gateway takes at once, with room for the rest of the body.
MOST_CONVERSATIONS = 1000
MOST_BYTES = 9 << 20


@dataclass(frozen=True)
class Call(Generic[T]):
    """is_safe: whether it may be sent again when nobody knows what became of it: it reads, it computes
    without storing, or it carries an Idempotency-Key."""

    method: str
    path: str
    read: Callable[[Any, Headers], T]
    is_safe: bool = True
    params: Mapping[str, str] = field(default_factory=dict)
    body: Optional[bytes] = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _segment(name: str) -> str:
    """A name as a part of a path."""
    if name in ("", ".", ".."):
        raise InvalidRequestError(
            f"{name!r} cannot stand in an address", hint="a conversation has a number as well"
        )
    try:
        return quote(name, safe="")
    except UnicodeEncodeError as error:
        raise InvalidRequestError("a name holds half of a character") from error


def _body(members: Mapping[str, Any]) -> bytes:
    given = {name: value for name, value in members.items() if value is not None}
    try:
        return json.dumps(given, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError) as error:
        raise InvalidRequestError(f"this cannot be sent as JSON: {error}") from error


def _params(members: Mapping[str, Any]) -> Dict[str, str]:
    params: Dict[str, str] = {}
    for name, value in members.items():
        if value is None:
            continue
        if isinstance(value, bool):
            params[name] = "true" if value else "false"
        elif isinstance(value, (list, tuple)):
            params[name] = ",".join(str(part) for part in value)
        else:
            params[name] = str(value)
    return params


def _get(path: str, read: Callable[[Any, Headers], T], **params: Any) -> Call[T]:
    return Call("GET", path, read, params=_params(params))


def _post(path: str, read: Callable[[Any, Headers], T], is_safe: bool, **body: Any) -> Call[T]:
    return Call("POST", path, read, is_safe=is_safe, body=_body(body), headers=_JSON)


def _keyed(
    path: str, read: Callable[[Any, Headers], T], key: Optional[str], **body: Any
) -> Call[T]:
    """With a key of its own unless one is given, so that repeating it begins nothing twice."""
    headers = {**_JSON, "Idempotency-Key": key or str(uuid4())}
    return Call("POST", path, read, body=_body(body), headers=headers)


def _record(data: Any, _: Headers) -> Record:
    return Record(data)


def _records(name: str) -> Callable[[Any, Headers], List[Record]]:
    return lambda data, _: [Record(one) for one in data[name]]


def _job(data: Any, _: Headers) -> Job:
    return Job(data)


def compatible(health: Record) -> Record:
    """With a member that tells whether versions fit."""
    theirs = str(health.get("version", "")).split(".")[:2]
    health["compatible"] = theirs == VERSION.split(".")[:2]
    return health


def health() -> Call[Record]:
    return _get("/health", lambda data, _: compatible(Record(data)))


def key() -> Call[Record]:
    return _get("/v1/auth/validate", _record)


def list_datasets() -> Call[List[Dataset]]:
    return _get("/v1/datasets", lambda data, _: [Dataset(one) for one in data])


def dataset(name: str) -> Call[Dataset]:
    return _get(f"/v1/datasets/{_segment(name)}", lambda data, _: Dataset(data))


def conversations(**params: Any) -> Call[Page]:
    def read(data: Any, _: Headers) -> Page:
        return Page(
            [Summary(one) for one in data["conversations"]], data["total"], data["next_cursor"]
        )

    return _get("/v1/conversations", read, **params)


def conversation(reference: str, evidence: bool) -> Call[Conversation]:
    return _get(
        f"/v1/conversations/{_segment(reference)}",
        lambda data, _: Conversation(data),
        evidence=evidence or None,
    )


def quality_metrics(**params: Any) -> Call[Metrics]:
    return _get("/v1/quality/metrics", lambda data, _: Metrics(data), **params)


def overview() -> Call[Metrics]:
    return _get("/v1/statistics/overview", lambda data, _: Metrics(data))


def assessment(data: Any, sent: ConversationLike, cached: bool) -> Assessment:
    made = Assessment(data)
    messages = sent.get("messages")
    made._sent = list(messages) if isinstance(messages, (list, tuple)) else []
    made.cached = cached
    return made


def validate(
    conversation: ConversationLike,
    validators: Optional[Sequence[str]],
    profile: Optional[str],
    evidence: bool,
) -> Call[Assessment]:
    return _post(
        "/v1/quality/validate",
        lambda data, headers: assessment(data, conversation, headers.get("x-cache") == "hit"),
        True,
        conversation=sendable(conversation),
        validators=None if validators is None else list(validators),
        profile=profile,
        evidence=evidence,
    )


def validate_many(
    conversations: Sequence[ConversationLike],
    validators: Optional[Sequence[str]],
    profile: Optional[str],
    evidence: bool,
) -> Call[List[Assessment]]:
    def read(data: Any, _: Headers) -> List[Assessment]:
        return [assessment(one, sent, False) for one, sent in zip(data["results"], conversations)]

    return _post(
        "/v1/quality/validate",
        read,
        True,
        conversations=[sendable(one) for one in conversations],
        validators=None if validators is None else list(validators),
        profile=profile,
        evidence=evidence,
    )


def parts(conversations: Sequence[ConversationLike]) -> List[Sequence[ConversationLike]]:
    """Conversations in as few requests as the gateway's limits let."""
    made: List[Sequence[ConversationLike]] = []
    start, size = 0, 0
    for place, one in enumerate(conversations):
        bytes_of_it = len(_body(sendable(one)))
        if place > start and (
            place - start >= MOST_CONVERSATIONS or size + bytes_of_it > MOST_BYTES
        ):
            made.append(conversations[start:place])
            start, size = place, 0
        size += bytes_of_it
    if start < len(conversations):
        made.append(conversations[start:])
    return made


def sendable(conversation: ConversationLike) -> Dict[str, Any]:
    """What of a conversation is scored: one that came from the gateway has members beside it."""
    if not isinstance(conversation, Mapping):
        raise InvalidRequestError(
            f"a conversation is a dictionary with messages, not {type(conversation).__name__}"
        )
    if "messages" not in conversation:
        raise InvalidRequestError(
            "a conversation has messages",
            hint="get_conversation gives those of one in a list",
        )
    return {k: conversation[k] for k in ("id", "messages", "metadata") if k in conversation}


def submit(
    dataset_name: Optional[str],
    processing_type: str,
    parameters: Optional[Mapping[str, Any]],
    key: Optional[str],
) -> Call[Job]:
    return _keyed(
        "/v1/processing/submit",
        _job,
        key,
        dataset_name=dataset_name,
        processing_type=processing_type,
        parameters=None if parameters is None else dict(parameters),
    )


def jobs() -> Call[List[Job]]:
    return _get("/v1/processing/jobs", lambda data, _: [Job(one) for one in data])


def job(job_id: str) -> Call[Job]:
    return _get(f"/v1/processing/jobs/{_segment(job_id)}", _job)


def cancel(job_id: str) -> Call[Job]:
    return Call("DELETE", f"/v1/processing/jobs/{_segment(job_id)}", _job)


def search(
    query: str, filters: Optional[Mapping[str, Any]], limit: int, offset: int
) -> Call[Hits]:
    return _post(
        "/v1/search",
        lambda data, _: Hits([Hit(one) for one in data["hits"]], data["total"]),
        True,
        query=query,
        filters=None if filters is None else dict(filters),
        limit=limit,
        offset=offset,
    )


def export(key: Optional[str], **body: Any) -> Call[Export]:
    return _keyed("/v1/export", lambda data, _: Export(data), key, **body)


def export_path(export_id: str) -> str:
    return f"/v1/exports/{_segment(export_id)}"


def validators() -> Call[List[Record]]:
    return _get("/v1/validators", _records("validators"))


def models() -> Call[List[Record]]:
    return _get("/v1/models", _records("models"))


def formats() -> Call[List[Record]]:
    return _get("/v1/formats", _records("exporters"))


def agreement(**params: Any) -> Call[Record]:
    return _get("/v1/agreement", _record, **params)


def predict(model: str, query: str, out_of_fold: bool) -> Call[Record]:
    return _post(
        "/v1/predict", _record, False, model=model, query=query, out_of_fold=out_of_fold
    )


def webhooks() -> Call[List[Record]]:
    return _get("/v1/webhooks", lambda data, _: [Record(one) for one in data])


def add_webhook(url: str, events: Optional[Sequence[str]]) -> Call[Record]:
    return _post(
        "/v1/webhooks", _record, False, url=url, events=None if events is None else list(events)
    )


def remove_webhook(webhook_id: str) -> Call[None]:
    return Call("DELETE", f"/v1/webhooks/{_segment(webhook_id)}", lambda *_: None, is_safe=False)


def job_id(job: JobLike) -> str:
    """Of a job, or its id."""
    if isinstance(job, Mapping):
        return str(job["job_id"])
    return str(job)
