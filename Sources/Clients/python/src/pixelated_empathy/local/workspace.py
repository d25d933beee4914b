"""A workspace file as the program tells of it: SQL, the query language, names."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional

from ..download import PathLike
from ..errors import InvalidRequestError, NotFoundError
from ..program import Program
from ..records import Record

# The platform's names of our metrics; aliases and no more.
ALIASES = {
    "overall": "overall_quality",
    "therapeutic_language": "therapeutic_accuracy",
    "conversation_flow": "conversation_coherence",
    "empathy": "emotional_authenticity",
    "response_appropriateness": "clinical_compliance",
    "safety_compliance": "safety_score",
}
_OURS = {theirs: ours for ours, theirs in ALIASES.items()}


class Workspace:
    """A file, and the program that is asked about it."""

    def __init__(self, workspace: PathLike, pe: Optional[str]) -> None:
        path = os.fspath(workspace)
        if path != ":memory:" and not os.path.exists(path):
            raise NotFoundError(
                f"there is no workspace {path!r}", hint=f"'pe --workspace {path} load FILE' makes one"
            )
        self.path = path
        self.pe = Program(path, pe)

    def sql(self, text: str) -> List[Record]:
        return self.pe.ask(["sql", text, "--limit", "all"]).rows("result")

    def sql_or_none(self, text: str, column: str) -> Any:
        rows = self.sql(text) if column in self.score_names() else []
        return rows[0][column] if rows else None

    def score_names(self) -> List[str]:
        """Columns of scores, in their order; none before anything was scored."""
        columns = self.pe.ask(["sql", "SELECT * FROM conversation_scores LIMIT 0"]).columns("result")
        own = {"conversation_id", "dataset", "external_id", "messages", "text_bytes"}
        names = [name for name in columns if name not in own]
        bounds = {f"{name}_{end}" for name in names for end in ("low", "high")}
        return [name for name in names if name not in bounds]

    def query(
        self,
        query: Optional[str],
        dataset: Optional[str],
        tier: Optional[str],
        least: Optional[float],
        role: Optional[str] = None,
    ) -> str:
        parts = []
        if dataset is not None:
            if not self.sql(f"SELECT 1 AS found FROM dataset WHERE name = {literal(dataset)}"):
                raise no_dataset(dataset)
            parts.append(f"dataset:{quoted(dataset)}")
        if tier is not None:
            parts.append(f"tier:{quoted(tier)}")
        if least is not None:
            if not 0 <= least <= 1:
                raise InvalidRequestError("min_quality takes a number from 0 to 1")
            parts.append(f"overall>={least}")
        if role is not None:
            parts.append(f"role:{quoted(role)}")
        own = (query or "").strip()
        if own:
            if ")" in own:
                # By itself first: what is no query must not become one beside the others.
                self.pe.ask(["show", "--limit", "1", "--", f"{own} or {own}"])
            parts.insert(0, f"({own})")
        return " ".join(parts) or "(all)"

    def find(self, reference: str) -> Record:
        """The one conversation that a reference names: dataset/id, id or number."""
        select = (
            "SELECT c.id, d.name, c.external_id FROM conversation c "
            "JOIN dataset d ON d.id = c.dataset_id WHERE "
        )
        name = literal(reference)
        conditions = [f"d.name || '/' || c.external_id = {name}", f"c.external_id = {name}"]
        if reference.isdigit() and len(reference) < 19:
            conditions.append(f"c.id = {int(reference)}")
        found: Dict[int, Record] = {}
        for condition in conditions:
            for row in self.sql(select + condition):
                found[int(row["id"])] = row
        if not found:
            raise NotFoundError(
                f"there is no conversation {reference[:60]!r}", code="RESOURCE_NOT_FOUND"
            )
        if len(found) > 1:
            raise InvalidRequestError(
                f"{reference[:60]!r} means {len(found)} conversations",
                code="VALIDATION_ERROR",
                status=409,
                hint="name it by dataset/id",
            )
        return next(iter(found.values()))


def ours(name: str) -> str:
    return "tier" if name == "tier_classification" else _OURS.get(name, name)


def literal(text: str) -> str:
    if "\0" in text:
        raise InvalidRequestError("a name holds NUL")
    return "'" + text.replace("'", "''") + "'"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def no_dataset(name: str) -> NotFoundError:
    return NotFoundError(f"there is no dataset {name[:60]!r}", code="RESOURCE_NOT_FOUND")
