"""Datasets of a workspace with the members that the gateway gives them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Dict, List, Optional, Tuple

from ..records import Dataset
from .metrics import metrics
from .workspace import ALIASES, Workspace, literal, no_dataset


def read_datasets(workspace: Workspace) -> List[Dataset]:
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(workspace.sql, "SELECT * FROM dataset ORDER BY id")
        tiers, means = _by_dataset(workspace, workspace.score_names())
        return [
            Dataset(
                name=row["name"],
                conversations=row["conversations"],
                messages=row["messages"],
                broken_records=row["broken"],
                format=row["format"],
                loaded_at=row["loaded_at"],
                fingerprint=row["fingerprint"],
                tiers=tiers.get(row["name"], {}),
                quality_metrics=means.get(row["name"], {}),
            )
            for row in found.result()
        ]


def read_dataset(workspace: Workspace, name: str) -> Dataset:
    for known in read_datasets(workspace):
        if known.name == name:
            query = workspace.query(None, name, None, None)
            known["metrics"] = metrics(workspace, query, 20)["metrics"]
            known["fields"] = [
                {"name": row["key"], "level": row["level"], "kind": row["kind"], "count": row["count"]}
                for row in workspace.sql(
                    "SELECT f.key, f.level, f.kind, f.count FROM field f JOIN dataset d "
                    f"ON d.id = f.dataset_id WHERE d.name = {literal(name)} ORDER BY f.position"
                )
            ]
            return known
    raise no_dataset(name)


def _by_dataset(
    workspace: Workspace, scores: List[str]
) -> Tuple[Dict[str, Dict[str, int]], Dict[str, Dict[str, Optional[float]]]]:
    """Tiers and mean scores of each dataset."""
    shared = [name for name in ALIASES if name in scores]
    if "tier" not in scores:
        return {}, {}
    sums = "".join(f", sum({n}) AS {n}_sum, count({n}) AS {n}_count" for n in shared)
    rows = workspace.sql(
        f"SELECT dataset, tier, count(*) AS n{sums} FROM conversation_scores GROUP BY 1, 2"
    )
    tiers: Dict[str, Dict[str, int]] = {}
    for row in rows:
        tiers.setdefault(row["dataset"], {})[row["tier"] or "none"] = int(row["n"])
    means: Dict[str, Dict[str, Optional[float]]] = {}
    for dataset in tiers:
        own = [row for row in rows if row["dataset"] == dataset]
        for name in shared:
            count = sum(row[f"{name}_count"] for row in own)
            total = sum(row[f"{name}_sum"] or 0 for row in own)
            means.setdefault(dataset, {})[ALIASES[name]] = total / count if count else None
    return tiers, means
