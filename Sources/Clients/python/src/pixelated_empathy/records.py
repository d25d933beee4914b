"""What calls give: dictionaries as they were answered, with names, tables and pictures of them."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Mapping, Optional, Sequence, TypeVar

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Record",
    "Dataset",
    "Summary",
    "Page",
    "Conversation",
    "Assessment",
    "Hit",
    "Hits",
    "Job",
    "Export",
    "JobUpdate",
    "Metric",
    "Metrics",
]


class Record(Dict[str, Any]):
    """One thing of the workspace: its members by name, as in the gateway's JSON."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({_line(self)})"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{_text(name)}</th><td>{_value(value)}</td></tr>"
            for name, value in self.items()
        )
        return f"<table>{rows}</table>"


class Dataset(Record):
    """A dataset: ``name``, ``conversations``, ``messages``, ``tiers``, mean ``quality_metrics``."""

    @property
    def name(self) -> str:
        return str(self["name"])

    @property
    def conversations(self) -> int:
        return int(self["conversations"])


class _Scored(Record):
    @property
    def id(self) -> str:
        return str(self["id"])

    @property
    def tier(self) -> Optional[str]:
        """``below_basic``, ``basic``, ``standard`` or ``professional``; None where unscored."""
        value = self.get("tier")
        return None if value is None else str(value)

    @property
    def overall(self) -> Optional[float]:
        """``overall_quality``, 0 to 1; None where it abstained or nothing is scored."""
        value = self.get("quality_metrics", {}).get("overall_quality")
        return None if value is None else float(value)


class Summary(_Scored):
    """A conversation in a list: ``id``, ``number``, ``dataset``, ``message_count``, ``opening``, ``scores``.

    ``scores`` has a number a metric, None where the metric abstained.
    """

    def row(self) -> Dict[str, Any]:
        """It as a row of a table: what it is, then a column a score."""
        row = {k: self.get(k) for k in ("id", "dataset", "message_count", "tier")}
        row.update(self.get("scores") or {})
        return row


T = TypeVar("T", bound=Record)


class _Records(List[T]):
    def rows(self) -> List[Dict[str, Any]]:
        return [dict(record) for record in self]

    def to_pandas(self) -> "pandas.DataFrame":
        """A DataFrame with a row for each. Needs pandas (the extra ``[pandas]``)."""
        return frame(self.rows())

    def _repr_html_(self) -> str:
        rows = self.rows()
        names: List[str] = list(dict.fromkeys(name for row in rows[:50] for name in row))[:12]
        head = "".join(f"<th>{_text(name)}</th>" for name in names)
        body = "".join(
            "<tr>" + "".join(f"<td>{_value(row.get(name))}</td>" for name in names) + "</tr>"
            for row in rows[:50]
        )
        more = f"<p>{len(rows) - 50} more</p>" if len(rows) > 50 else ""
        return f"<table><tr>{head}</tr>{body}</table>{more}"


class Page(_Records[Summary]):
    """Conversations of a query, a page of them; ``next_cursor`` leads to the next."""

    def __init__(
        self,
        conversations: Iterable[Summary],
        total: int,
        next_cursor: Optional[str] = None,
    ) -> None:
        super().__init__(conversations)
        self.total = total
        self.next_cursor = next_cursor

    @property
    def has_more(self) -> bool:
        return self.next_cursor is not None

    def rows(self) -> List[Dict[str, Any]]:
        return [summary.row() for summary in self]

    def __repr__(self) -> str:
        return f"Page({len(self)} of {self.total} conversations)"


class Hit(Record):
    """A message that holds the words: ``rank``, ``conversation_id``, ``message``, ``role``, ``snippet``.

    ``highlights`` has places in the snippet, in bytes of UTF-8.
    """

    def _repr_html_(self) -> str:
        places = [(h["start"], h["end"], "", 0.0) for h in self.get("highlights", [])]
        return (
            f"<p>{_text(self.get('dataset'))}/{_text(self.get('conversation_id'))} "
            f"{_text(self.get('role'))}: {marked(str(self.get('snippet', '')), places)}</p>"
        )


class Hits(_Records[Hit]):
    """What a search found, best first. total: of all messages that match; None where not counted."""

    def __init__(self, hits: Iterable[Hit], total: Optional[int] = None) -> None:
        super().__init__(hits)
        self.total = total

    def _repr_html_(self) -> str:
        return "".join(hit._repr_html_() for hit in self[:50])


class _Assessed(_Scored):
    def score(self, metric: str) -> Optional[float]:
        """The value of a metric by either of its names; None where it abstained.

        Raises ``KeyError`` for a name that is no metric of this.
        """
        for score in self.get("scores", []):
            if metric in (score["metric"], score.get("alias")):
                value = score.get("value")
                return None if value is None else float(value)
        raise KeyError(metric)

    @property
    def recommendations(self) -> List[str]:
        return list(self.get("recommendations", []))

    def rows(self) -> List[Dict[str, Any]]:
        return [
            {
                "metric": score["metric"],
                "value": score.get("value"),
                "low": (score.get("interval") or [None, None])[0],
                "high": (score.get("interval") or [None, None])[1],
                "abstained": score.get("abstained") or score.get("failed"),
            }
            for score in self.get("scores", [])
        ]

    def to_pandas(self) -> "pandas.DataFrame":
        """The scores, a row a metric: value, bounds of the 95 % interval, why there is none."""
        return frame(self.rows())

    def _messages(self) -> Sequence[Mapping[str, Any]]:
        return list(self.get("messages") or [])

    def _repr_html_(self) -> str:
        evidence: Dict[int, List[Any]] = {}
        for piece in self.get("evidence", []):
            title = f"{piece['label']}: {piece['metric']} {piece['contribution']:+.3f}"
            evidence.setdefault(int(piece["message"]), []).append(
                (piece["start"], piece["end"], title, piece["contribution"])
            )
        turns = "".join(
            f"<p><b>{_text(message.get('speaker') or message.get('role'))}</b> "
            f"{marked(str(message.get('content', '')), evidence.get(place, []))}</p>"
            for place, message in enumerate(self._messages())
        )
        scores = "".join(
            f"<tr><td>{_text(row['metric'])}</td><td>{_value(row['value'])}</td>"
            f"<td>{_interval(row)}</td></tr>"
            for row in self.rows()
            if row["value"] is not None
        )
        advice = "".join(f"<li>{_text(line)}</li>" for line in self.recommendations)
        tier = f" · {_text(self.tier)}" if self.tier else ""
        return (
            f"<h4>{_text(self.get('id'))}{tier}</h4>{turns}"
            f"<table>{scores}</table>" + (f"<ul>{advice}</ul>" if advice else "")
        )


class Conversation(_Assessed):
    """A stored conversation: ``messages`` of role and content, ``metadata``, ``scores``, ``evidence``.

    ``scores`` lists metric, value, 95 % interval, or why it abstained. Places of evidence count bytes
    of UTF-8 in the message's content.
    """

    @property
    def messages(self) -> List[Dict[str, Any]]:
        return list(self["messages"])


class Assessment(_Assessed):
    """What the validators say of a conversation that was sent; nothing of it is stored.

    cached: whether the gateway had scored the same conversation before.
    """

    cached: bool = False
    _sent: Sequence[Mapping[str, Any]] = ()

    def _messages(self) -> Sequence[Mapping[str, Any]]:
        return self._sent


class Metric(Record):
    """How one metric is spread: ``mean``, quartiles, ``missing``, ``distribution``."""


class Metrics(Record):
    """How all metrics are spread over the conversations of a query: ``tiers``, ``metrics``."""

    @property
    def metrics(self) -> List[Metric]:
        return [Metric(metric) for metric in self.get("metrics", [])]

    def __getitem__(self, name: str) -> Any:
        if not super().__contains__(name):
            for metric in self.get("metrics", []):
                if name in (metric.get("metric"), metric.get("alias")):
                    return Metric(metric)
        return super().__getitem__(name)

    def to_pandas(self) -> "pandas.DataFrame":
        """A row a metric, without the distributions."""
        return frame(
            [{k: v for k, v in m.items() if k != "distribution"} for m in self.get("metrics", [])]
        )


class Job(Record):
    """Work that was submitted: ``job_id``, ``status``, ``progress`` from 0 to 1, ``result``, ``error``."""

    @property
    def id(self) -> str:
        return str(self["job_id"])

    @property
    def status(self) -> str:
        """``queued``, ``running``, ``completed``, ``failed`` or ``cancelled``."""
        return str(self["status"])

    @property
    def progress(self) -> float:
        return float(self.get("progress") or 0)

    @property
    def is_over(self) -> bool:
        return self.status in ("completed", "failed", "cancelled")


class Export(Job):
    """An export: a job with ``export_id``, ``download_url`` and ``estimated_size`` in bytes."""

    @property
    def export_id(self) -> str:
        return str(self["export_id"])


class JobUpdate(Job):
    """How a job stood at a ``timestamp``."""


def frame(rows: Sequence[Mapping[str, Any]]) -> "pandas.DataFrame":
    """Rows as a DataFrame; says how to get pandas where it is not there."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_pandas needs pandas: pip install pandas") from error
    return pandas.DataFrame(list(rows))


def marked(text: str, places: Sequence[Any]) -> str:
    """HTML of a text with places marked: (start, end, title, contribution), in bytes of UTF-8.

    What helped is green and what cost is red; where places meet, the later begins where the earlier ends.
    """
    data = text.encode("utf-8", "surrogatepass")
    parts: List[str] = []
    at = 0

    def cut(start: int, end: int) -> str:
        return html.escape(data[start:end].decode("utf-8", "replace"))

    for start, end, title, contribution in sorted(places, key=lambda p: (p[0], p[1])):
        start, end = max(int(start), at), min(int(end), len(data))
        if start >= end:
            continue
        colour = "#f8d0cd" if contribution < 0 else "#cdeccd" if contribution > 0 else "#f5e9b0"
        parts.append(cut(at, start))
        parts.append(
            f"<mark style='background:{colour};color:#111' title='{_text(title)}'>{cut(start, end)}</mark>"
        )
        at = end
    parts.append(cut(at, len(data)))
    return "".join(parts).replace("\n", "<br>")


def _text(value: Any) -> str:
    return html.escape("" if value is None else str(value), quote=True)


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, (dict, list)):
        return _text(_short(value))
    return _text(value)


def _interval(row: Mapping[str, Any]) -> str:
    return "" if row["low"] is None else f"{row['low']:.2f} to {row['high']:.2f}"


def _short(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, dict):
        return f"{{{len(value)} members}}" if len(value) > 6 else (
            "{" + ", ".join(f"{k}: {_short(v)}" for k, v in value.items()) + "}"
        )
    if isinstance(value, list):
        return f"[{len(value)}]"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _line(record: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_short(value)}" for name, value in list(record.items())[:8])
