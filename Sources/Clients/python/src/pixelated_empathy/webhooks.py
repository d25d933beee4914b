"""Notices of jobs that a gateway sends."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Union

__all__ = ["verify_notice"]


def verify_notice(
    secret: str, body: Union[bytes, str], timestamp: str, signature: str, tolerance: float = 300
) -> bool:
    """Whether a notice is the gateway's: X-PE-Timestamp and X-PE-Signature of the bytes that came.

    Older than tolerance seconds is refused. A notice's ``id`` may come again; keep those that were seen.
    """
    data = body.encode() if isinstance(body, str) else body
    try:
        age = abs(time.time() - int(timestamp))
    except ValueError:
        return False
    wanted = hmac.new(secret.encode(), timestamp.encode() + b"." + data, hashlib.sha256).hexdigest()
    return age <= tolerance and hmac.compare_digest(signature.encode(), f"v1={wanted}".encode())
