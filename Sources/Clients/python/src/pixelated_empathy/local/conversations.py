"""Conversations of a workspace with the members that the gateway gives them."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from ..errors import InvalidRequestError
from ..program import Outcome
from ..records import Conversation, Hit, Hits, Summary
from .workspace import ALIASES, Workspace


def summaries(
    workspace: Workspace, query: str, cursor: Optional[str], most: int
) -> Tuple[List[Summary], int]:
    """The first of a query's conversations after a cursor, and how many there are in all."""
    if cursor is not None:
        if not cursor.isdigit():
            raise InvalidRequestError("this cursor is of another query, or none")
    names = [name for name in workspace.score_names() if name != "tier"]
    has_tier = bool(names)
    columns = ["messages", "begins", *(["tier"] if has_tier else []), *names]
    words = ["--limit", str(most), "--columns", ",".join(columns), "--"]
    whole = query
    total: Optional[int] = None
    if cursor is not None:
        whole = f'{query} sql "conversation_id > {int(cursor)}"'
        total = int(
            workspace.pe.ask(["show", "--limit", "1", "--", query]).measures.get("conversations", 0)
        )
    shown = workspace.pe.ask(["show", *words, whole])
    if total is None:
        total = int(shown.measures.get("conversations", 0))
    made = []
    for row in shown.rows("conversations"):
        tier = row.get("tier")
        scores = {name: row.get(name) for name in names}
        aliases = {
            ALIASES[name]: value
            for name, value in scores.items()
            if name in ALIASES and value is not None
        }
        made.append(
            Summary(
                id=row["id"],
                number=row["number"],
                dataset=row["dataset"],
                message_count=int(row["messages"]),
                opening=row["begins"],
                tier=tier,
                quality_metrics={**aliases, "tier_classification": tier},
                scores=scores,
            )
        )
    return made, total


def read_conversation(workspace: Workspace, reference: str, evidence: bool) -> Conversation:
    """One conversation with its messages, scores and what they rest on."""
    found = workspace.find(reference)
    number, dataset, name = int(found["id"]), str(found["name"]), str(found["external_id"])
    shown = workspace.pe.ask(["show", "--scores", "--", f"{dataset}/{name}"])
    metadata = _metadata(workspace, number)
    made = Conversation(
        id=name,
        number=number,
        dataset=dataset,
        messages=_messages(shown, metadata),
        metadata=metadata.get(-1, {}),
    )
    if "scores" not in shown:
        return made
    aliases, scores = _scores(shown)
    tier = workspace.sql_or_none(
        f"SELECT tier FROM conversation_scores WHERE conversation_id = {number}", "tier"
    )
    made["quality_metrics"] = {**aliases, "tier_classification": tier}
    made["tier"] = tier
    made["scores"] = scores
    pieces = _evidence(shown)
    made["recommendations"] = _recommendations(pieces)
    if evidence:
        made["evidence"] = pieces
    return made


def _metadata(workspace: Workspace, number: int) -> Dict[int, Dict[str, Any]]:
    """Fields of a conversation's messages by position; -1 is the conversation itself."""
    fields = workspace.sql(
        "SELECT position, key, value, kind FROM metadata "
        f"WHERE conversation_id = {number} ORDER BY position"
    )
    metadata: Dict[int, Dict[str, Any]] = {}
    for row in fields:
        metadata.setdefault(int(row["position"]), {})[row["key"]] = row["value"]
    return metadata


def _messages(shown: Outcome, metadata: Mapping[int, Dict[str, Any]]) -> List[Dict[str, Any]]:
    messages: List[Dict[str, Any]] = []
    for row in shown.rows("messages"):
        message: Dict[str, Any] = {"role": row["role"]}
        if row["speaker"] != row["role"]:
            message["speaker"] = row["speaker"]
        message["content"] = row["text"]
        if int(row["position"]) in metadata:
            message["metadata"] = metadata[int(row["position"])]
        messages.append(message)
    return messages


def _scores(shown: Outcome) -> Tuple[Dict[str, Any], List[Dict[str, Any]]]:
    """Values by the platform's names, and all scores."""
    aliases: Dict[str, Any] = {}
    scores: List[Dict[str, Any]] = []
    for row in shown.rows("scores"):
        score: Dict[str, Any] = {"metric": row["metric"]}
        if row["metric"] in ALIASES:
            score["alias"] = ALIASES[row["metric"]]
            if row["value"] is not None:
                aliases[score["alias"]] = row["value"]
        score["value"] = row["value"]
        score["interval"] = None if row["low"] is None else [row["low"], row["high"]]
        if row["abstained"] is not None:
            score["abstained"] = row["abstained"]
        scores.append(score)
    return aliases, scores


def _evidence(shown: Outcome) -> List[Dict[str, Any]]:
    return [
        {
            "metric": row["metric"],
            "message": row["turn"],
            "start": row["start"],
            "end": row["end"],
            "label": row["label"],
            "contribution": row["contribution"],
        }
        for row in shown.rows("evidence")
    ]


def _recommendations(evidence: Sequence[Mapping[str, Any]]) -> List[str]:
    """What cost the conversation most, as the gateway puts it together."""
    costs: Dict[Tuple[str, str], List[float]] = {}
    for piece in evidence:
        if piece["contribution"] < 0:
            costs.setdefault((piece["metric"], piece["label"]), []).append(piece["contribution"])
    ordered = sorted(costs.items(), key=lambda item: (sum(item[1]), item[0][1], item[0][0]))[:5]
    return [
        f"fewer of '{label}': {len(all_)} cost {metric} {round(-sum(all_), 3):g}"
        for (metric, label), all_ in ordered
    ]


def search(
    workspace: Workspace, query: str, filters: Mapping[str, Any], limit: int, offset: int
) -> Hits:
    """Messages that hold the words, best first."""
    known = dict(filters)
    for name in known:
        if name not in ("dataset", "tier", "min_quality", "role"):
            raise InvalidRequestError(f"there is no filter {name!r}")
    if not 0 <= limit <= 1000 or not 0 <= offset <= 10_000:
        raise InvalidRequestError("limit takes 0 to 1,000 and offset 0 to 10,000")
    whole = workspace.query(
        query, known.get("dataset"), known.get("tier"), known.get("min_quality"), known.get("role")
    )
    found = workspace.pe.ask(["search", "--limit", str(max(1, limit + offset)), "--", whole])
    hits = [
        Hit(
            rank=rank,
            conversation_id=row["id"],
            number=row["number"],
            dataset=row["dataset"],
            message=row["turn"],
            role=row["role"],
            snippet=row["text"],
            highlights=[],
            cut_before=False,
            cut_after=False,
        )
        for rank, row in enumerate(found.rows("hits"), 1)
    ]
    total = found.measures.get("hits")
    return Hits(hits[offset : offset + limit], None if total is None else int(total))
