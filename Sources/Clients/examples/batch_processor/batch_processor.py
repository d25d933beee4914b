"""All conversations of a query, each given to a function, from where the last run ended."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Callable, Dict, Union


class BatchProcessor:
    """filters: of ``iter_conversations``. A progress of other filters is refused."""

    def __init__(
        self,
        api: Any,
        work: Callable[[Dict[str, Any]], None],
        progress: Union[str, Path],
        batch_size: int = 100,
        **filters: Any,
    ) -> None:
        self.api, self.work, self.batch_size, self.filters = api, work, batch_size, filters
        self._path = Path(progress)
        self.state: Dict[str, Any] = {
            "filters": filters, "cursor": None, "is_done": False, "done": 0, "failed": {},
        }
        if self._path.exists():
            kept = json.loads(self._path.read_text())
            if kept["filters"] != filters:
                raise ValueError(f"{self._path} is the progress of another query: {kept['filters']}")
            self.state = kept

    def run(self) -> Dict[str, Any]:
        """The state when all is done. Raises what the client raises; the next run goes on then."""
        if self.state["is_done"]:
            return self.state
        talks = self.api.iter_conversations(
            batch_size=self.batch_size, cursor=self.state["cursor"], **self.filters
        )
        for page in talks.pages():
            for conversation in page:
                try:
                    self.work(conversation)
                    self.state["failed"].pop(conversation["id"], None)
                except Exception as error:  # The function's: told, and gone on.
                    self.state["failed"][conversation["id"]] = f"{type(error).__name__}: {error}"
            self.state["done"] += len(page)
            self.state["cursor"] = page.next_cursor
            self.state["is_done"] = page.next_cursor is None
            self._keep()
        return self.state

    def _keep(self) -> None:
        part = self._path.with_name(self._path.name + ".part")
        part.write_text(json.dumps(self.state))
        os.replace(part, self._path)
