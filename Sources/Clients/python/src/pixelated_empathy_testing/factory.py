"""Conversations made for a quality that is wanted, held against the validators themselves."""

from __future__ import annotations

import random
from typing import Any, Dict, List, Optional, Sequence, Tuple

from pixelated_empathy import Record
from pixelated_empathy.calls import _body
from pixelated_empathy.program import Program, Scorer

from .talks import CARING, FAIR, LEADS, NAMING, POOR, TOPICS, Exchange

__all__ = ["ConversationFactory"]

# How a reply is made, from the worst to the best.
_LEVELS = ("poor", "closed", "fair", "question", "reflection", "good", "caring")
# Tiers, and about the score at which the lower end of its interval reaches them.
_BOUNDS = {"below_basic": 0.35, "basic": 0.55, "standard": 0.65, "professional": 0.78}
# Conversations that are tried at once, and how often.
_WIDTH, _ROUNDS = 24, 40


class ConversationFactory:
    """Plausible conversations, the same for the same seed, validators and order of calls.

        factory = ConversationFactory(seed=1)
        talk = factory.create_conversation(quality_score=0.85)
        talks = factory.create_batch(10, quality_range=(0.4, 0.6))

    A conversation is composed of exchanges whose replies are better or worse, scored by `pe`, and changed
    until its overall score is within tolerance of the wanted one: what the validators of tomorrow say is what
    counts tomorrow. ``quality_metrics`` and ``tier`` tell what it scores. pe: the program, on the PATH or where
    ``PE`` says when not given.
    """

    def __init__(self, seed: int = 0, pe: Optional[str] = None, tolerance: float = 0.03) -> None:
        self._random = random.Random(seed)
        self._scorer = Scorer(Program(":memory:", pe), [])
        self._made = 0
        self.tolerance = tolerance

    def __enter__(self) -> "ConversationFactory":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def close(self) -> None:
        self._scorer.close()

    def create_conversation(
        self, quality_score: Optional[float] = None, tier: Optional[str] = None
    ) -> Record:
        """One conversation of an overall score (0 to 1), of a tier, or of both.

        Raises ``ValueError`` where the validators give no such conversation that score, with the nearest
        that was found.
        """
        if tier is not None and tier not in _BOUNDS:
            raise ValueError(f"tier is one of {', '.join(_BOUNDS)}, not {tier!r}")
        if quality_score is not None and not 0 <= quality_score <= 1:
            raise ValueError("quality_score is from 0 to 1")
        wanted = quality_score
        if wanted is None:
            wanted = _BOUNDS[tier] if tier else self._random.uniform(0.3, 0.8)
        best = self._search(wanted, tier, has_score=quality_score is not None or tier is None)
        self._made += 1
        best["id"] = f"made-{self._made:04d}"
        return best

    def create_batch(
        self,
        count: int,
        quality_range: Tuple[float, float] = (0.3, 0.8),
        tier: Optional[str] = None,
    ) -> List[Record]:
        """Several, whose scores are drawn evenly from a range."""
        low, high = quality_range
        if not 0 <= low <= high <= 1 or count < 0:
            raise ValueError("quality_range is two numbers from 0 to 1, the lower first; count is 0 or more")
        inset = min(self.tolerance, (high - low) / 2)
        return [
            self.create_conversation(self._random.uniform(low + inset, high - inset), tier)
            for _ in range(count)
        ]

    # The search

    def _search(self, wanted: float, tier: Optional[str], has_score: bool) -> Record:
        place = min(1.0, max(0.0, (wanted - 0.2) / 0.65))
        plans = [self._plan(place) for _ in range(_WIDTH)]
        best: Optional[Tuple[float, Record, List[Tuple[Exchange, int, int]]]] = None
        for _ in range(_ROUNDS):
            talks = [self._talk(plan) for plan in plans]
            for plan, talk, answer in zip(plans, talks, self._scores(talks)):
                overall = answer["quality_metrics"].get("overall_quality")
                if overall is None:
                    continue
                miss = abs(overall - wanted) if has_score else 0.0
                if tier is not None and answer["tier"] != tier:
                    miss += 1 + self._distance(answer, tier)
                if best is None or miss < best[0]:
                    talk["quality_metrics"] = answer["quality_metrics"]
                    talk["tier"] = answer["tier"]
                    best = (miss, talk, plan)
            if best is not None and best[0] <= self.tolerance:
                return best[1]
            start = best[2] if best else self._plan(place)
            plans = [self._changed(start) for _ in range(_WIDTH - 4)]
            plans += [self._plan(self._random.random()) for _ in range(4)]
        found = best[1]["quality_metrics"].get("overall_quality") if best else None
        found_tier = best[1]["tier"] if best else None
        raise ValueError(
            f"no conversation scores {wanted:g}{f' in {tier}' if tier else ''}; "
            f"the nearest has {found} in {found_tier}"
        )

    def _scores(self, talks: Sequence[Record]) -> List[Any]:
        lines = [_body({"id": str(n), "messages": talk["messages"]}) for n, talk in enumerate(talks)]
        return self._scorer.answers(lines)

    @staticmethod
    def _distance(answer: Dict[str, Any], tier: str) -> float:
        names = list(_BOUNDS)
        known = answer["tier"] if answer["tier"] in names else names[0]
        low = next((s["interval"] for s in answer["scores"] if s["metric"] == "overall"), None)
        edge = float(low[0]) if low else 0.0
        return abs(names.index(known) - names.index(tier)) + abs(edge - _BOUNDS[tier])

    # Plans: exchanges, each with the level of its reply and a number that picks its words

    def _plan(self, place: float) -> List[Tuple[Exchange, int, int]]:
        topics = self._random.sample(list(TOPICS), self._random.choice((1, 1, 2, 3)))
        rows = [row for topic in topics for row in TOPICS[topic]]
        rows = rows[: self._random.randint(6, len(rows))]
        return [(row, self._level(place), self._random.randrange(1 << 30)) for row in rows]

    def _level(self, place: float) -> int:
        drawn = self._random.gauss(place * (len(_LEVELS) - 1), 1.2)
        return min(len(_LEVELS) - 1, max(0, round(drawn)))

    def _changed(self, plan: List[Tuple[Exchange, int, int]]) -> List[Tuple[Exchange, int, int]]:
        made = list(plan)
        for _ in range(self._random.choice((1, 1, 2, 4))):
            at = self._random.randrange(len(made))
            row, level, words = made[at]
            if self._random.random() < 0.7:
                level = min(len(_LEVELS) - 1, max(0, level + self._random.choice((-2, -1, 1, 2))))
            else:
                words = self._random.randrange(1 << 30)
            made[at] = (row, level, words)
        if self._random.random() < 0.2 and len(made) > 6:
            made.pop()
        elif self._random.random() < 0.3:
            used = {row for row, _, _ in made}
            rest = [r for rows in TOPICS.values() for r in rows if r not in used]
            if rest:
                made.append((rest[0], made[-1][1], self._random.randrange(1 << 30)))
        return made

    @staticmethod
    def _talk(plan: Sequence[Tuple[Exchange, int, int]]) -> Record:
        messages = []
        for row, level, words in plan:
            messages.append({"role": "user", "content": row.seeker})
            messages.append({"role": "assistant", "content": _reply(row, _LEVELS[level], words)})
        return Record(messages=messages)


def _reply(row: Exchange, level: str, words: int) -> str:
    def pick(texts: Sequence[str], salt: int) -> str:
        return texts[(words >> salt) % len(texts)]

    reflection = f"{pick(LEADS, 0)} {row.reflection}."
    if level == "poor":
        return pick(POOR, 3).format(row.advice)
    if level == "closed":
        return f"{row.closed_question} You could {row.advice}."
    if level == "fair":
        return f"{pick(FAIR, 6)} {row.closed_question}"
    if level == "question":
        return f"{pick(FAIR, 6)} {row.open_question}"
    if level == "reflection":
        return reflection
    named = pick(NAMING, 9).format(row.feeling)
    if level == "good":
        return f"{reflection} {row.open_question}"
    last = row.open_question if (words >> 15) % 2 else pick(CARING, 12)
    return f"{reflection} {named} {last}"
