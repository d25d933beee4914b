"""How the gateway is reached."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import Optional
from urllib.parse import urlsplit

__all__ = ["APIConfig", "DEFAULT_URL", "VERSION"]

# Of this package, which goes with the program's.
VERSION = "0.1.0"
DEFAULT_URL = "http://127.0.0.1:8000"


def _address() -> str:
    return os.environ.get("PE_GATEWAY") or DEFAULT_URL


def _key() -> str:
    return os.environ.get("PE_API_KEY", "")


@dataclass(frozen=True)
class APIConfig:
    """What a client needs to know.

    api_key: ``sk_…``, ``pk_…`` or a signed token; ``PE_API_KEY`` unless given. Never shown by ``repr``.
    base_url: the gateway's address; ``PE_GATEWAY`` or http://127.0.0.1:8000 unless given. A path in it
        is kept, for a gateway behind a proxy.
    timeout: seconds that a connection, and each silence within an answer, may take.
    max_retries: how often a request that is safe to repeat is sent again.
    max_retry_wait: seconds that one wait before a repetition may take; a server that wants a longer one
        raises ``RateLimitError`` at once.
    rate_limit_per_hour: requests that this client lets itself make; no limit of its own when None.
    """

    api_key: str = field(default_factory=_key, repr=False)
    base_url: str = field(default_factory=_address)
    timeout: float = 30.0
    max_retries: int = 3
    rate_limit_per_hour: Optional[int] = None
    max_retry_wait: float = 60.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(
                f"base_url is an address such as {DEFAULT_URL}, not {self.base_url!r}"
            )
        if parts.query or parts.fragment:
            raise ValueError("base_url has no query and no fragment")
        if any(ord(c) <= 32 or ord(c) >= 127 for c in self.api_key):
            raise ValueError("api_key holds a space, a line end or a letter that no key has")
        if self.timeout <= 0 or self.max_retry_wait < 0 or self.max_retries < 0:
            raise ValueError("timeout is above 0; max_retries and max_retry_wait are 0 or more")
        if self.rate_limit_per_hour is not None and self.rate_limit_per_hour < 1:
            raise ValueError("rate_limit_per_hour is 1 or more, or None")
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))

    @property
    def is_loopback(self) -> bool:
        """Whether the gateway is on this machine."""
        host = urlsplit(self.base_url).hostname or ""
        return host in ("localhost", "::1") or host.startswith("127.")

    @property
    def stream_url(self) -> str:
        """The address of the WebSocket."""
        return "ws" + self.base_url[4:] + "/v1/stream"


def settled(
    api_key: Optional[str], config: Optional[APIConfig], base_url: Optional[str]
) -> APIConfig:
    """The config that a client was given, or one of its other words."""
    if config is not None:
        if api_key is not None or base_url is not None:
            raise ValueError("a config has the key and the address already")
        return config
    made = APIConfig()
    if api_key is not None:
        made = replace(made, api_key=api_key)
    return made if base_url is None else replace(made, base_url=base_url)
