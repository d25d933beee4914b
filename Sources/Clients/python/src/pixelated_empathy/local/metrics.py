"""How scores are spread over conversations."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from ..errors import InvalidRequestError
from ..records import Metrics
from .workspace import ALIASES, Workspace


def metrics(
    workspace: Workspace, query: str, bins: int, columns: Optional[Sequence[str]] = None
) -> Metrics:
    if not 1 <= bins <= 200:
        raise InvalidRequestError("bins takes a whole number from 1 to 200")
    known = workspace.score_names()
    numbers = [name for name in known if name != "tier"]
    chosen = numbers if columns is None else list(columns)
    for name in chosen:
        if name == "tier":
            raise InvalidRequestError("tier holds text, not numbers")
    listed = [*chosen, *(["tier"] if "tier" in known else [])]
    words = ["show", "--limit", "all"] + (["--columns", ",".join(listed)] if listed else [])
    shown = workspace.pe.ask([*words, "--", query])
    rows = shown.rows("conversations")
    tiers: Dict[str, int] = {}
    for row in rows if "tier" in known else []:
        tiers[row["tier"] or "none"] = tiers.get(row["tier"] or "none", 0) + 1
    spreads = [_spread(name, [row.get(name) for row in rows], bins) for name in chosen]
    aliases = {m["alias"]: m.get("mean") for m in spreads if "alias" in m}
    return Metrics(
        conversations=len(rows), tiers=tiers, quality_metrics=aliases, metrics=spreads
    )


def _spread(name: str, values: List[Any], bins: int) -> Dict[str, Any]:
    there = sorted(float(value) for value in values if value is not None)
    made: Dict[str, Any] = {"metric": name}
    if name in ALIASES:
        made["alias"] = ALIASES[name]
    made["missing"] = len(values) - len(there)
    made["count"] = len(there)
    if there:
        mean = sum(there) / len(there)
        spread = sum((value - mean) ** 2 for value in there)
        made["mean"] = mean
        made["standard_deviation"] = (spread / (len(there) - 1)) ** 0.5 if len(there) > 1 else None
        for label, share in (
            ("minimum", 0.0),
            ("lower_quartile", 0.25),
            ("median", 0.5),
            ("upper_quartile", 0.75),
            ("maximum", 1.0),
        ):
            made[label] = _quantile(there, share)
    low, high = 0.0, max([1.0, *there[-1:]])
    edges = [low + (high - low) * place / bins for place in range(bins + 1)]
    counts = [0] * bins
    for value in there:
        counts[min(bins - 1, max(0, int((value - low) / (high - low) * bins)))] += 1
    made["distribution"] = {"edges": edges, "counts": counts}
    return made


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
