"""Jobs that are waited for or watched: when to look again, and what is news."""

from __future__ import annotations

import time
from typing import Optional

from .config import APIConfig
from .errors import JobFailedError, JobTimeoutError
from .records import Job, JobUpdate, Record
from .stream import checked

# Seconds between looks at a job that is waited for, and at one that is watched without a stream.
_FIRST_LOOK, _LONGEST_LOOK = 0.1, 2.0
WATCHING = 0.5


def completed(job: Job) -> Job:
    """A job that is over, when it has its result. Raises ``JobFailedError`` otherwise."""
    if job.status != "completed":
        raise JobFailedError(job)
    return job


class Looks:
    """Looks at a job that is waited for."""

    def __init__(self, timeout: Optional[float], poll_interval: Optional[float]) -> None:
        self._timeout = timeout
        self._interval = poll_interval
        self._start, self._pause = time.monotonic(), _FIRST_LOOK

    def after(self, now: Job) -> float:
        """Seconds until the next look at a job that is not over. Raises ``JobTimeoutError``."""
        passed = time.monotonic() - self._start
        if self._timeout is not None and passed >= self._timeout:
            raise JobTimeoutError(now, self._timeout)
        self._pause = self._interval or min(self._pause * 1.5, _LONGEST_LOOK)
        if self._timeout is None:
            return self._pause
        return max(0.0, min(self._pause, self._timeout - passed))


class Watch:
    """What is news of a job, from a stream or by asking, and whether a stream that is cut is opened again."""

    def __init__(self, name: str, config: APIConfig) -> None:
        self.name = name
        self._most = config.max_retries
        self._cuts = 0
        self._before: Optional[Job] = None

    def told(self, message: Record) -> Optional[JobUpdate]:
        """The update that a message of the stream is. Raises the error that it tells."""
        checked(message, "")
        if message.get("type") != "job_update" or message.get("job_id") != self.name:
            return None
        self._cuts = 0
        return JobUpdate(message)

    def seen(self, now: Job) -> Optional[JobUpdate]:
        """The update that a look gave, when something changed since the one before."""
        before, self._before = self._before, now
        if before is not None and (now.status, now.progress) == (before.status, before.progress):
            return None
        return JobUpdate(now)

    def after_cut(self) -> Optional[float]:
        """Seconds until the stream is opened again; None when it was cut too often."""
        self._cuts += 1
        return None if self._cuts > self._most else 0.25 * self._cuts
