"""What happens around a call: errors by kind, which failures may be repeated and when, the own limit."""

from __future__ import annotations

import email.utils
import json
import random
import re
import threading
import time
from typing import Any, Dict, Mapping, NoReturn, Optional, Type, TypeVar

import httpx

from .calls import Call
from .config import VERSION, APIConfig
from .errors import (
    AnswerTimeoutError,
    ConnectionCutError,
    ExportError,
    InsufficientPermissionsError,
    InvalidKeyError,
    InvalidRequestError,
    NoServerError,
    NotFoundError,
    OtherVersionError,
    PixelatedEmpathyAPIError,
    ProcessingError,
    RateLimitError,
    UnexpectedAnswerError,
)

T = TypeVar("T")

_BY_CODE: Dict[str, Type[PixelatedEmpathyAPIError]] = {
    "INVALID_API_KEY": InvalidKeyError,
    "INSUFFICIENT_PERMISSIONS": InsufficientPermissionsError,
    "RESOURCE_NOT_FOUND": NotFoundError,
    "VALIDATION_ERROR": InvalidRequestError,
    "PROCESSING_ERROR": ProcessingError,
    "EXPORT_ERROR": ExportError,
}
_HINTS = {
    "INVALID_API_KEY": "'pe keys add NAME' makes a key; api_key= or PE_API_KEY gives it",
    "INSUFFICIENT_PERMISSIONS": "'pe keys add NAME --scopes …' makes a key that may",
}


def headers(config: APIConfig) -> Dict[str, str]:
    made = {"User-Agent": f"pixelated-empathy-api/{VERSION}", "Accept": "application/json"}
    if config.api_key:
        made["Authorization"] = f"Bearer {config.api_key}"
    if config.is_loopback:
        # Packing costs more than carrying where nothing is carried far.
        made["Accept-Encoding"] = "identity"
    return made


class Cut(Exception):
    """An answer that says it is JSON and ends before its end."""


def data_of(response: httpx.Response, config: APIConfig) -> Any:
    """The data of an answer. Raises the error that it is, or ``Cut``."""
    if response.status_code == 204:
        return None
    envelope = _envelope(response, config)
    if envelope.get("success") is True and "data" in envelope and response.status_code < 400:
        return envelope["data"]
    error = envelope.get("error")
    if isinstance(error, Mapping):
        raise problem(error, response)
    raise _other_version(
        response, "it answers in a form that this client does not know", config
    )


def read_answer(call: Call[T], response: httpx.Response, config: APIConfig) -> T:
    """What an answer gives. Raises the error that it is, or ``Cut``."""
    data = data_of(response, config)
    try:
        return call.read(data, response.headers)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _other_version(
            response, "it answers with other members than this client knows", config
        ) from error


def _envelope(response: httpx.Response, config: APIConfig) -> Mapping[str, Any]:
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        try:
            envelope = json.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise Cut from error
        if isinstance(envelope, Mapping) and "success" in envelope:
            return envelope
    raise _unexpected(response, kind, config)


def _unexpected(
    response: httpx.Response, kind: str, config: APIConfig
) -> UnexpectedAnswerError:
    status = response.status_code
    where = config.base_url
    if 300 <= status < 400:
        try:
            host = httpx.URL(response.headers.get("location", "")).host or "another path"
        except httpx.InvalidURL:
            host = "another place"
        return UnexpectedAnswerError(
            f"{where} redirects to {host} in place of answering",
            status=status,
            hint="is it a login page, or does base_url lack https or a path?",
        )
    what = {"text/html": "a page of HTML", "": "nothing that says what it is"}.get(kind, kind)
    title = ""
    if kind == "text/html":
        found = re.search(r"<title[^>]*>([^<]{1,80})", response.text[:4096], re.IGNORECASE)
        title = f" titled {found.group(1).strip()!r}" if found else ""
    return UnexpectedAnswerError(
        f"{where} answered {status} with {what}{title} in place of the gateway's JSON",
        status=status,
        hint="is there a proxy before the gateway, or another service at base_url?",
    )


def problem(
    error: Mapping[str, Any], response: Optional[httpx.Response] = None
) -> PixelatedEmpathyAPIError:
    """The error of an answer, or of a message of the stream, by its code."""
    code = str(error.get("code", ""))
    message = str(error.get("message", "the gateway refused it"))
    details = error.get("details")
    details = dict(details) if isinstance(details, Mapping) else {}
    facts: Dict[str, Any] = {
        "code": code,
        "status": response.status_code if response is not None else None,
        "details": details,
        "request_id": str(error.get("request_id") or ""),
        "hint": str(details.get("hint") or _HINTS.get(code, "")),
    }
    if code == "INSUFFICIENT_PERMISSIONS" and "scope" in details:
        facts["hint"] = f"it lacks the scope {details['scope']}; {_HINTS[code]}"
    if code == "RATE_LIMIT_EXCEEDED":
        seconds = details.get("retry_after")
        seconds = float(seconds) if isinstance(seconds, (int, float)) else None
        if response is not None and seconds is None:
            seconds = retry_after(response)
        wait = "" if seconds is None else f"; the next is let through in {seconds:.0f} s"
        return RateLimitError(message + wait, retry_after=seconds, **facts)
    if response is not None and message == "there is no such route":
        return _other_version(response, "it does not know what was asked", None, facts)
    return _BY_CODE.get(code, PixelatedEmpathyAPIError)(message, **facts)


def _other_version(
    response: httpx.Response,
    what: str,
    config: Optional[APIConfig],
    facts: Optional[Mapping[str, Any]] = None,
) -> OtherVersionError:
    theirs = response.headers.get("x-pe-version") or "another version"
    known = dict(facts or {"status": response.status_code})
    known["hint"] = "take the client and the gateway from the same release"
    where = f" at {config.base_url}" if config else ""
    return OtherVersionError(
        f"the gateway{where} is {theirs} and this client {VERSION}: {what}", **known
    )


def retry_after(response: httpx.Response) -> Optional[float]:
    """Seconds of Retry-After, whether given as seconds or as a date; None without it."""
    text = response.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


class Attempts:
    """How often one call was sent, and whether it is sent again."""

    def __init__(self, call: Call[Any], config: APIConfig) -> None:
        self._call = call
        self._config = config
        self._sent = 0

    def after_answer(self, response: httpx.Response) -> Optional[float]:
        """Seconds to wait before it is sent again; None where the answer stands."""
        status = response.status_code
        # Refused before anything was done.
        is_refusal = status == 429
        is_own = response.headers.get("content-type", "").startswith("application/json")
        is_passing = status in (408, 502, 503) or (status == 504 and not is_own)
        if not is_refusal and not (is_passing and self._call.is_safe):
            return None
        return self._next(retry_after(response))

    def after_failure(self, error: Exception) -> float:
        """The same for no answer. Raises what it means when it is not sent again."""
        never_sent = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout))
        # An address that is wrong stays wrong.
        is_hopeless = isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError))
        wait = None
        if (never_sent or self._call.is_safe) and not is_hopeless:
            wait = self._next(None)
        if wait is None:
            raise_failure(error, self._config, self._call.is_safe)
        return wait

    def _next(self, asked: Optional[float]) -> Optional[float]:
        if self._sent >= self._config.max_retries:
            return None
        own = min(8.0, 0.25 * 2.0**self._sent) * random.uniform(0.5, 1)
        if asked is not None:
            if asked > self._config.max_retry_wait:
                return None
            own = asked + random.uniform(0, 0.1)
        self._sent += 1
        return own


def raise_failure(error: Exception, config: APIConfig, is_safe: bool = True) -> NoReturn:
    where = config.base_url
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        raise NoServerError(
            f"nothing answers at {where}",
            hint="'pe serve' starts a gateway; base_url= or PE_GATEWAY says where it is",
        ) from error
    unknown = "" if is_safe else "; it may have been done, so it was not sent again"
    if isinstance(error, httpx.TimeoutException):
        raise AnswerTimeoutError(
            f"{where} did not answer within {config.timeout:g} s{unknown}",
            hint="narrow the query, submit a job, or give more timeout",
        ) from error
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL, httpx.LocalProtocolError)):
        raise NoServerError(f"{where} cannot be asked: {error}") from error
    raise ConnectionCutError(
        f"the connection to {where} ended in the middle of an answer, of which nothing was used"
        + unknown,
        hint="try again; cursors and downloads go on where they were",
    ) from error


class Pace:
    """The limit that a client sets itself: a bucket of an hour's requests, filled evenly."""

    def __init__(self, config: APIConfig) -> None:
        self._limit = config.rate_limit_per_hour
        self._most = config.max_retry_wait
        self._tokens = float(self._limit or 0)
        self._at = time.monotonic()
        self._lock = threading.Lock()

    def take(self) -> float:
        """Seconds to wait before the next request. Raises ``RateLimitError`` where they are too many."""
        if self._limit is None:
            return 0.0
        with self._lock:
            now = time.monotonic()
            rate = self._limit / 3600
            self._tokens = min(float(self._limit), self._tokens + (now - self._at) * rate)
            self._at = now
            wait = max(0.0, (1 - self._tokens) / rate)
            if wait > self._most:
                raise RateLimitError(
                    f"this client lets itself make {self._limit} requests an hour; "
                    f"the next in {wait:.0f} s",
                    retry_after=wait,
                    code="RATE_LIMIT_EXCEEDED",
                )
            self._tokens -= 1
            return wait
