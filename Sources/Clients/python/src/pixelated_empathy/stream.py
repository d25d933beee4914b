"""The gateway's WebSocket: conversations scored as they come, batches, jobs as they go on."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, AsyncIterator, Deque, Dict, Iterator, Optional, Sequence, Type
from uuid import uuid4

import httpx
import websockets.asyncio.client as asyncio_client
import websockets.sync.client as sync_client
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidStatus,
    WebSocketException,
)

from .calls import ConversationLike, assessment, sendable
from .config import APIConfig
from .errors import (
    AnswerTimeoutError,
    ConnectionCutError,
    InvalidKeyError,
    InvalidRequestError,
    NoServerError,
    PixelatedEmpathyAPIError,
    UnexpectedAnswerError,
)
from .records import Assessment, Record
from .transport import Cut, data_of, headers, problem

# Of a message, in bytes: results of a batch may be large.
_LARGEST = 64 << 20


class Refused(UnexpectedAnswerError):
    """No WebSocket is to be had at that address."""


def _head(config: APIConfig) -> Dict[str, str]:
    return {k: v for k, v in headers(config).items() if k in ("Authorization",)}


def _opening(error: Exception, config: APIConfig) -> PixelatedEmpathyAPIError:
    where = config.base_url
    if isinstance(error, InvalidStatus):
        answer = error.response
        response = httpx.Response(
            answer.status_code,
            headers=[(k, v) for k, v in answer.headers.raw_items() if k.lower() == "content-type"],
            content=bytes(answer.body or b""),
        )
        try:
            data_of(response, config)
        except UnexpectedAnswerError:
            pass
        except PixelatedEmpathyAPIError as told:
            return told
        except Cut:
            pass
        return Refused(
            f"{where} answered {answer.status_code} to a WebSocket",
            status=answer.status_code,
            hint="a proxy has to pass Upgrade on; wait_for_job asks without one",
        )
    if isinstance(error, (OSError, TimeoutError, asyncio.TimeoutError)):
        return NoServerError(
            f"nothing answers at {where}",
            hint="'pe serve' starts a gateway; base_url= or PE_GATEWAY says where it is",
        )
    if isinstance(error, InvalidHandshake):
        return Refused(f"{where} does not speak WebSocket: {error}")
    return ConnectionCutError(f"the stream to {where} could not be opened: {error}")


def _closing(error: ConnectionClosed) -> PixelatedEmpathyAPIError:
    code = error.rcvd.code if error.rcvd else None
    reason = error.rcvd.reason if error.rcvd else ""
    if code == 4401:
        return InvalidKeyError(reason or "this key opens nothing", code="INVALID_API_KEY")
    if code == 1009:
        return InvalidRequestError(
            reason or "the message is too large", hint="send fewer conversations at once"
        )
    said = f": {reason}" if reason else ""
    return ConnectionCutError(f"the stream was closed ({code or 'no goodbye'}){said}")


def checked(message: Record, request_id: str) -> bool:
    """Whether it belongs to the request. Raises the error that it tells of it."""
    if message.get("type") == "error":
        about = message.get("request_id")
        if about in (None, request_id):
            raise problem(message.get("error") or {})
    return bool(message.get("request_id") == request_id)


class _Talk:
    """What both kinds of stream share: messages made and read."""

    def __init__(self) -> None:
        self._later: Deque[Record] = deque()

    @staticmethod
    def _text(kind: str, members: Dict[str, Any]) -> str:
        message = {"type": kind, **{k: v for k, v in members.items() if v is not None}}
        try:
            return json.dumps(message, allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError) as error:
            raise InvalidRequestError(f"this cannot be sent as JSON: {error}") from error

    @staticmethod
    def _record(text: Any) -> Record:
        try:
            message = json.loads(text)
        except ValueError as error:
            raise ConnectionCutError("a message of the stream is no JSON") from error
        if not isinstance(message, dict):
            raise ConnectionCutError("a message of the stream is no object")
        return Record(message)

    @staticmethod
    def _asked(
        conversation: ConversationLike,
        validators: Optional[Sequence[str]],
        profile: Optional[str],
        evidence: bool,
    ) -> Dict[str, Any]:
        return {
            "request_id": str(uuid4()),
            "conversation": sendable(conversation),
            "validators": None if validators is None else list(validators),
            "profile": profile,
            "evidence": evidence,
        }

    @staticmethod
    def _batch(
        conversations: Optional[Sequence[ConversationLike]],
        dataset: Optional[str],
        validators: Optional[Sequence[str]],
    ) -> Dict[str, Any]:
        if (conversations is None) == (dataset is None):
            raise InvalidRequestError("a batch is of conversations, or of a dataset")
        return {
            "request_id": str(uuid4()),
            "conversations": None
            if conversations is None
            else [sendable(one) for one in conversations],
            "dataset": dataset,
            "validators": None if validators is None else list(validators),
        }


class Stream(_Talk):
    """A WebSocket to the gateway, from ``PixelatedEmpathyAPI.stream()``; one thread uses it at a time."""

    def __init__(self, config: APIConfig) -> None:
        super().__init__()
        self._timeout = config.timeout
        self._stack = ExitStack()
        try:
            self._socket = self._stack.enter_context(
                sync_client.connect(
                    config.stream_url,
                    additional_headers=_head(config),
                    open_timeout=config.timeout,
                    max_size=_LARGEST,
                    proxy=None if config.is_loopback else True,
                )
            )
        except (OSError, TimeoutError, WebSocketException) as error:
            raise _opening(error, config) from error

    def __enter__(self) -> "Stream":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def close(self) -> None:
        with suppress(WebSocketException, OSError):
            self._stack.close()

    def send(self, kind: str, **members: Any) -> None:
        """Sends a message of the guide's table: ``send("subscribe_to_job", job_id=…)``."""
        try:
            self._socket.send(self._text(kind, members))
        except ConnectionClosed as error:
            raise _closing(error) from error

    def receive(self, timeout: Optional[float] = None) -> Record:
        """The next message. Raises ``AnswerTimeoutError`` when none comes within seconds."""
        if self._later:
            return self._later.popleft()
        return self._next(timeout)

    def _next(self, timeout: Optional[float]) -> Record:
        try:
            return self._record(self._socket.recv(timeout))
        except TimeoutError as error:
            raise AnswerTimeoutError(f"no message came within {timeout:g} s") from error
        except ConnectionClosed as error:
            raise _closing(error) from error

    def __iter__(self) -> Iterator[Record]:
        while True:
            yield self.receive()

    def validate(
        self,
        conversation: ConversationLike,
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = True,
    ) -> Assessment:
        """Scores a conversation, as ``validate_conversation_quality`` does."""
        asked = self._asked(conversation, validators, profile, evidence)
        self.send("validate_conversation", **asked)
        while True:
            message = self._next(self._timeout)
            if checked(message, asked["request_id"]):
                return assessment(message["result"], conversation, bool(message.get("cached")))
            self._later.append(message)

    def process_batch(
        self,
        conversations: Optional[Sequence[ConversationLike]] = None,
        dataset: Optional[str] = None,
        validators: Optional[Sequence[str]] = None,
    ) -> Iterator[Record]:
        """Scores many: ``batch_progress`` messages as it goes on, then one ``batch_result``."""
        asked = self._batch(conversations, dataset, validators)
        self.send("process_batch", **asked)
        while True:
            message = self._next(None)
            if not checked(message, asked["request_id"]):
                self._later.append(message)
                continue
            yield message
            if message.get("type") == "batch_result":
                return


class AsyncStream(_Talk):
    """The same for asyncio, from ``AsyncPixelatedEmpathyAPI.stream()``."""

    def __init__(self, config: APIConfig) -> None:
        super().__init__()
        self._config = config
        self._open: Optional[asyncio_client.ClientConnection] = None

    async def __aenter__(self) -> "AsyncStream":
        try:
            self._open = await asyncio_client.connect(
                self._config.stream_url,
                additional_headers=_head(self._config),
                open_timeout=self._config.timeout,
                max_size=_LARGEST,
                proxy=None if self._config.is_loopback else True,
            )
        except (OSError, asyncio.TimeoutError, WebSocketException) as error:
            raise _opening(error, self._config) from error
        return self

    async def __aexit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        await self.close()

    @property
    def _socket(self) -> asyncio_client.ClientConnection:
        if self._open is None:
            raise ConnectionCutError("the stream is not open", hint="async with api.stream() as …")
        return self._open

    async def close(self) -> None:
        if self._open is not None:
            with suppress(WebSocketException, OSError):
                await self._open.close()

    async def send(self, kind: str, **members: Any) -> None:
        try:
            await self._socket.send(self._text(kind, members))
        except ConnectionClosed as error:
            raise _closing(error) from error

    async def receive(self) -> Record:
        if self._later:
            return self._later.popleft()
        return await self._next()

    async def _next(self) -> Record:
        try:
            return self._record(await self._socket.recv())
        except ConnectionClosed as error:
            raise _closing(error) from error

    async def __aiter__(self) -> AsyncIterator[Record]:
        while True:
            yield await self.receive()

    async def validate(
        self,
        conversation: ConversationLike,
        validators: Optional[Sequence[str]] = None,
        profile: Optional[str] = None,
        evidence: bool = True,
    ) -> Assessment:
        asked = self._asked(conversation, validators, profile, evidence)
        await self.send("validate_conversation", **asked)
        while True:
            message = await self._next()
            if checked(message, asked["request_id"]):
                return assessment(message["result"], conversation, bool(message.get("cached")))
            self._later.append(message)

    async def process_batch(
        self,
        conversations: Optional[Sequence[ConversationLike]] = None,
        dataset: Optional[str] = None,
        validators: Optional[Sequence[str]] = None,
    ) -> AsyncIterator[Record]:
        asked = self._batch(conversations, dataset, validators)
        await self.send("process_batch", **asked)
        while True:
            message = await self._next()
            if not checked(message, asked["request_id"]):
                self._later.append(message)
                continue
            yield message
            if message.get("type") == "batch_result":
                return
