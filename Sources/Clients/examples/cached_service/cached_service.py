"""Conversations and scores, each asked for once an hour."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from typing import Any, Callable, Dict, Optional, Protocol, Tuple

HOUR = 3600


class Store(Protocol):
    def get(self, key: str) -> Optional[bytes]: ...

    def put(self, key: str, value: bytes, seconds: int) -> None: ...

    def remove(self, key: str) -> None: ...


class DictStore:
    """In this process, with a bounded number of entries."""

    def __init__(self, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: Dict[str, Tuple[float, bytes]] = {}
        self._most, self._clock, self._lock = most, clock, threading.Lock()

    def get(self, key: str) -> Optional[bytes]:
        with self._lock:
            end, value = self._kept.get(key, (0.0, b""))
            return value if end > self._clock() else None

    def put(self, key: str, value: bytes, seconds: int) -> None:
        with self._lock:
            if len(self._kept) >= self._most:
                now = self._clock()
                self._kept = {k: v for k, v in self._kept.items() if v[0] > now}
                for old in list(self._kept)[: max(0, len(self._kept) - self._most + 1)]:
                    del self._kept[old]
            self._kept[key] = (self._clock() + seconds, value)

    def remove(self, key: str) -> None:
        with self._lock:
            self._kept.pop(key, None)


class RedisStore:
    """In Redis, for several processes; entries end by themselves."""

    def __init__(self, redis: Any, prefix: str = "pixelated-empathy:") -> None:
        self._redis, self._prefix = redis, prefix

    def get(self, key: str) -> Optional[bytes]:
        value: Optional[bytes] = self._redis.get(self._prefix + key)
        return value

    def put(self, key: str, value: bytes, seconds: int) -> None:
        self._redis.set(self._prefix + key, value, ex=seconds)

    def remove(self, key: str) -> None:
        self._redis.delete(self._prefix + key)


class CachedService:
    """asked and kept: how often the gateway was asked, and how often it was spared."""

    def __init__(self, api: Any, store: Store, seconds: int = HOUR) -> None:
        self.api, self.store, self.seconds = api, store, seconds
        self.asked = self.kept = 0

    def conversation(self, reference: str) -> Dict[str, Any]:
        return self._through(["conversation", reference], lambda: self.api.get_conversation(reference))

    def scores(self, conversation: Dict[str, Any]) -> Dict[str, Any]:
        return self._through(
            ["scores", conversation["messages"]],
            lambda: self.api.validate_conversation_quality(conversation, evidence=False),
        )

    def forget(self, reference: str) -> None:
        self.store.remove(self._key(["conversation", reference]))

    @staticmethod
    def _key(what: Any) -> str:
        return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()

    def _through(self, what: Any, ask: Callable[[], Dict[str, Any]]) -> Dict[str, Any]:
        key = self._key(what)
        try:
            known = self.store.get(key)
            if known is not None:
                self.kept += 1
                found: Dict[str, Any] = json.loads(known)
                return found
        except Exception:  # A store that fails, or what is no JSON in it.
            pass
        self.asked += 1
        answer = ask()
        try:
            self.store.put(key, json.dumps(answer).encode(), self.seconds)
        except Exception:
            pass
        return answer
