"""What can go wrong, each kind with a sentence that says what to do.

All are `PixelatedEmpathyAPIError`. Those that the gateway answered carry its `code`, `status`, `details`
and `request_id`, which the gateway's log names too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional

if TYPE_CHECKING:
    from .records import Job

__all__ = [
    "PixelatedEmpathyAPIError",
    "InvalidKeyError",
    "InsufficientPermissionsError",
    "NotFoundError",
    "InvalidRequestError",
    "ProcessingError",
    "ExportError",
    "RateLimitError",
    "NoServerError",
    "ConnectionCutError",
    "AnswerTimeoutError",
    "UnexpectedAnswerError",
    "OtherVersionError",
    "JobFailedError",
    "JobTimeoutError",
]


class PixelatedEmpathyAPIError(Exception):
    """Any failure of a call.

    code: the gateway's word, such as ``VALIDATION_ERROR``; empty where nothing of it answered.
    status: of HTTP; None where there was no answer. hint: what may help; empty when nobody knows.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        status: Optional[int] = None,
        details: Optional[Mapping[str, Any]] = None,
        request_id: str = "",
        hint: str = "",
    ) -> None:
        self.message = message
        self.code = code
        self.status = status
        self.details: Mapping[str, Any] = dict(details or {})
        self.request_id = request_id
        self.hint = hint or str(self.details.get("hint", ""))
        super().__init__(message)

    def __str__(self) -> str:
        text = self.message
        if self.hint:
            text += f" ({self.hint})"
        if self.request_id:
            text += f" [request {self.request_id}]"
        return text


class InvalidKeyError(PixelatedEmpathyAPIError):
    """INVALID_API_KEY: no key, or one that opens nothing."""


class InsufficientPermissionsError(PixelatedEmpathyAPIError):
    """INSUFFICIENT_PERMISSIONS: the key may not do that; ``details["scope"]`` names what it lacks."""


class NotFoundError(PixelatedEmpathyAPIError):
    """RESOURCE_NOT_FOUND."""


class InvalidRequestError(PixelatedEmpathyAPIError):
    """VALIDATION_ERROR: the request says something wrongly; ``details["parameter"]`` names what."""


class ProcessingError(PixelatedEmpathyAPIError):
    """PROCESSING_ERROR: it failed there, took too long, or too much is being worked on."""


class ExportError(PixelatedEmpathyAPIError):
    """EXPORT_ERROR."""


class RateLimitError(PixelatedEmpathyAPIError):
    """RATE_LIMIT_EXCEEDED. retry_after: seconds until the next request is let through, if known."""

    def __init__(
        self, message: str, *, retry_after: Optional[float] = None, **facts: Any
    ) -> None:
        self.retry_after = retry_after
        super().__init__(message, **facts)


class NoServerError(PixelatedEmpathyAPIError):
    """Nothing answers at that address."""


class ConnectionCutError(PixelatedEmpathyAPIError):
    """The connection ended in the middle of an answer, of which nothing was used."""


class AnswerTimeoutError(PixelatedEmpathyAPIError):
    """No answer came in time."""


class UnexpectedAnswerError(PixelatedEmpathyAPIError):
    """Something answered that is no gateway: a proxy's page, a login, another service."""


class OtherVersionError(PixelatedEmpathyAPIError):
    """A gateway of another version, which does not know what was asked or answers otherwise."""


class JobFailedError(PixelatedEmpathyAPIError):
    """A job ended without its result. job: as it ended, ``failed`` or ``cancelled``."""

    def __init__(self, job: "Job") -> None:
        self.job = job
        reason = job.get("error")
        what = f"the job {job.id} ({job.get('processing_type', 'job')}) {job.status}"
        if job.status == "cancelled":
            what = f"the job {job.id} was cancelled"
        super().__init__(what + (f": {reason}" if reason else ""), code="PROCESSING_ERROR")


class JobTimeoutError(PixelatedEmpathyAPIError):
    """A job was not over when waiting for it ended; it goes on. job: as it was seen last."""

    def __init__(self, job: "Job", seconds: float) -> None:
        self.job = job
        super().__init__(
            f"the job {job.id} is {job.status} after {seconds:g} s, and goes on",
            hint="wait_for_job waits on, cancel_job ends it",
        )
