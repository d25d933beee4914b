"""Events that ask for work, and events that tell what came of it."""

from __future__ import annotations

import queue
import threading
from typing import Any, Callable, Dict, Mapping, Optional

from pixelated_empathy import PixelatedEmpathyAPIError

Event = Dict[str, Any]


class EventProcessor:
    """emit: told each event that answers; timeout: seconds that one may take."""

    def __init__(
        self, api: Any, emit: Callable[[Event], None] = lambda event: None, timeout: float = 600
    ) -> None:
        self.api, self.emit, self.timeout = api, emit, timeout
        self._handlers: Dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "quality_validation": self._validate,
            "export": self._export,
            "analysis": self._analyse,
        }

    def handle(self, event: Mapping[str, Any]) -> Event:
        """The event that answers this one, which is emitted as well."""
        kind = str(event.get("type", ""))
        work = kind[: -len("_requested")] if kind.endswith("_requested") else ""
        answer: Event = {"id": event.get("id"), "type": f"{work or 'event'}_failed"}
        try:
            if work not in self._handlers:
                raise ValueError(f"there is no work of type {kind!r}")
            if not isinstance(event.get("id"), str) or not event["id"]:
                raise ValueError("an event has an id")
            answer["result"] = self._handlers[work](event)
            answer["type"] = f"{work}_completed"
        except (ValueError, PixelatedEmpathyAPIError) as error:
            answer["error"] = str(error)
        self.emit(answer)
        return answer

    def listen(self, events: "queue.Queue[Optional[Event]]", workers: int = 2) -> None:
        """Handles what comes until None does."""

        def work() -> None:
            while True:
                event = events.get()
                if event is None:
                    events.put(None)
                    return
                self.handle(event)

        threads = [threading.Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _validate(self, event: Mapping[str, Any]) -> Any:
        if "conversation" in event:
            return dict(self.api.validate_conversation_quality(event["conversation"]))
        return self._job(event, "quality_validation", {})

    def _export(self, event: Mapping[str, Any]) -> Any:
        parameters = {"format": event.get("format", "jsonl")}
        if "min_quality" in event:
            parameters["min_quality"] = event["min_quality"]
        return self._job(event, "export", parameters)

    def _analyse(self, event: Mapping[str, Any]) -> Any:
        parameters = {name: event[name] for name in ("by", "columns") if name in event}
        return self._job(event, "analysis", parameters)

    def _job(self, event: Mapping[str, Any], kind: str, parameters: Dict[str, Any]) -> Any:
        job = self.api.submit_processing_job(
            event.get("dataset"), kind, parameters, idempotency_key=f"event-{event['id']}"
        )
        return self.api.wait_for_job(job, timeout=self.timeout)["result"]
