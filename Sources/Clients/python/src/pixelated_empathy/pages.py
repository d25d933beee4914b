"""Conversations of a query one by one, got a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, AsyncIterator, Awaitable, Callable, Iterator, Optional

from .records import Page, Summary, frame

if TYPE_CHECKING:
    import pandas

__all__ = ["AsyncConversations", "Conversations"]


class _Turning:
    """Where the page after this one begins, and how many conversations there are in all."""

    def __init__(self, cursor: Optional[str]) -> None:
        self.cursor = cursor
        self.total: Optional[int] = None
        self._is_last = False

    def _turned(self, page: Page) -> Page:
        self.cursor, self.total = page.next_cursor, page.total
        self._is_last = page.next_cursor is None
        return page


class Conversations(_Turning, Iterator[Summary]):
    """The conversations of a query one by one, got a page at a time.

    cursor: where the page after this one begins; given to ``iter_conversations`` it goes on there.
    """

    def __init__(self, fetch: Callable[[Optional[str]], Page], cursor: Optional[str]) -> None:
        super().__init__(cursor)
        self._fetch = fetch
        self._page: Iterator[Summary] = iter(())

    def __iter__(self) -> "Conversations":
        return self

    def __next__(self) -> Summary:
        for summary in self._page:
            return summary
        if self._is_last:
            raise StopIteration
        self._page = iter(self._turned(self._fetch(self.cursor)))
        return next(self)

    def pages(self) -> Iterator[Page]:
        """The same a page at a time, from the next page on."""
        while not self._is_last:
            yield self._turned(self._fetch(self.cursor))

    def to_pandas(self) -> "pandas.DataFrame":
        """All that are left as a DataFrame: what each is, then a column a score."""
        return frame([summary.row() for summary in self])


class AsyncConversations(_Turning):
    """The conversations of a query one by one, got a page at a time: ``async for`` goes over it.

    cursor: where the page after this one begins; given to ``iter_conversations`` it goes on there.
    """

    def __init__(
        self, fetch: Callable[[Optional[str]], Awaitable[Page]], cursor: Optional[str]
    ) -> None:
        super().__init__(cursor)
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[Summary]:
        async for page in self.pages():
            for summary in page:
                yield summary

    async def pages(self) -> AsyncIterator[Page]:
        """The same a page at a time, from the next page on."""
        while not self._is_last:
            yield self._turned(await self._fetch(self.cursor))

    async def to_pandas(self) -> "pandas.DataFrame":
        """All that are left as a DataFrame: what each is, then a column a score."""
        return frame([summary.row() async for summary in self])
