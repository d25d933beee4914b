"""Conversations scored by a child that stays, one for each choice of validators."""

from __future__ import annotations

import re
from typing import Dict, List, Optional, Sequence, Tuple

from .. import calls
from ..calls import ConversationLike
from ..errors import InvalidRequestError
from ..program import Scorer
from ..records import Assessment
from .workspace import Workspace, ours


class Scoring:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._scorers: Dict[Tuple[str, ...], Scorer] = {}

    def assess(
        self,
        conversations: Sequence[ConversationLike],
        validators: Optional[Sequence[str]],
        profile: Optional[str],
        evidence: bool,
    ) -> List[Assessment]:
        lines = [calls._body(calls.sendable(one)) for one in conversations]
        options: List[str] = ["--evidence"] if evidence else []
        if validators is not None:
            if not validators:
                raise InvalidRequestError("at least one validator is needed")
            options += ["--using", ",".join(ours(name) for name in validators)]
        if profile is not None:
            options += ["--profile", profile]
        key = tuple(options)
        scorer = self._scorers.get(key)
        if scorer is None or scorer.is_over:
            scorer = self._scorers[key] = Scorer(self._workspace.pe, options)
        made = []
        for sent, answer in zip(conversations, scorer.answers(lines)):
            if "error" in answer:
                reason = re.sub(r"^line \d+: ", "", str(answer["error"]))
                raise InvalidRequestError(
                    f"the conversation is none: {reason}", code="VALIDATION_ERROR"
                )
            made.append(calls.assessment(answer, sent, False))
        return made

    def close(self) -> None:
        for scorer in self._scorers.values():
            scorer.close()
        self._scorers = {}
