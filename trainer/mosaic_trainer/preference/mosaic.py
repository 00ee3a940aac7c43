"""The reward of MOSAIC (arXiv 2603.03205): wins against all others, form, and a price on overlong replies."""

from __future__ import annotations

from collections.abc import Sequence

from mosaic_trainer.preference.candidate import Candidate, Reward
from mosaic_trainer.preference.settings import RewardSettings


def mosaic(candidates: Sequence[Candidate], settings: RewardSettings) -> list[Reward]:
    """Alignment 0 to n-1, form 0 to 2, less the excess of the longest reply over the limit, as a share of it."""
    made: list[Reward] = []
    for one in candidates:
        overrun = max(0.0, one.longest_reply / settings.length_limit - 1)
        parts = {"alignment": one.win_score * (len(candidates) - 1), "format": _form(one), "length": -overrun}
        made.append(Reward(sum(parts.values()), parts))
    return made


def _form(one: Candidate) -> float:
    """Purely syntactic: every reply in the grammar, and an end by an answer or a refusal."""
    return float(one.outcome.is_in_grammar) + float(one.outcome.ended in ("answered", "refused"))
