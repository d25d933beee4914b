"""Conversations scored as they come, over the gateway's WebSocket."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, Optional

from pixelated_empathy import Assessment, ConnectionCutError, InvalidRequestError


class RealTimeProcessor:
    """least_safety: of ``safety_score``, under which ``on_alarm`` is told. reconnects: in a row."""

    def __init__(
        self,
        api: Any,
        on_score: Callable[[Assessment], None] = lambda assessed: None,
        on_alarm: Callable[[Assessment], None] = lambda assessed: None,
        on_error: Callable[[Dict[str, Any], Exception], None] = lambda conversation, error: None,
        least_safety: float = 0.8,
        reconnects: int = 5,
    ) -> None:
        self.api = api
        self.on_score, self.on_alarm, self.on_error = on_score, on_alarm, on_error
        self.least_safety, self.reconnects = least_safety, reconnects

    async def run(self, conversations: "asyncio.Queue[Optional[Dict[str, Any]]]") -> None:
        """Scores what comes until None does. Raises ``ConnectionCutError`` when it cannot connect again."""
        waiting: Optional[Dict[str, Any]] = None
        cuts = 0
        while True:
            try:
                async with self.api.stream() as stream:
                    while True:
                        if waiting is None:
                            waiting = await conversations.get()
                        if waiting is None:
                            return
                        await self._score(stream, waiting)
                        waiting, cuts = None, 0
            except ConnectionCutError:
                cuts += 1
                if cuts > self.reconnects:
                    raise
                await asyncio.sleep(min(5.0, 0.1 * 2**cuts))

    async def _score(self, stream: Any, conversation: Dict[str, Any]) -> None:
        try:
            assessed = await stream.validate(conversation, evidence=False)
        except InvalidRequestError as error:  # This one alone.
            self.on_error(conversation, error)
            return
        self.on_score(assessed)
        safety = assessed["quality_metrics"].get("safety_score")
        if safety is not None and safety < self.least_safety:
            self.on_alarm(assessed)
