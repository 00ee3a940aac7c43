"""What betrays a judge: a taste for places or for length, and verdicts that run in circles."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mosaic_trainer.preference.group import GroupScores


def symptoms(scores: GroupScores) -> Iterator[tuple[str, float]]:
    """Give figures of one group, to be averaged over many.

    `judge_first_share` is one half where places don't matter; `win_length_correlation` beyond 0.3 either way is an
    alarm; `judge_audit_agreement` is the share of verdicts that a second judge gave, too.
    """
    for said in scores.comparisons:
        if said.second_opinion not in (None, "failed"):
            yield "judge_audit_agreement", float(said.second_opinion == said.winner)
        yield "judge_tie_share", float(said.winner == "tie")
        if said.winner != "tie":
            yield "judge_first_share", float(said.winner == "first")
    if scores.flip_rate is not None:
        yield "judge_flip_rate", scores.flip_rate
    if scores.cycle_rate is not None:
        yield "judge_cycle_rate", scores.cycle_rate
    correlation = win_length_correlation(scores)
    if correlation is not None:
        yield "win_length_correlation", correlation


def win_length_correlation(scores: GroupScores) -> float | None:
    """Pearson's, of win scores and tokens; None where either is the same for all."""
    met = [(member.win_score, member.tokens) for member in scores.members if member.win_score is not None]
    wins = _centred([won for won, _ in met])
    lengths = _centred([float(tokens) for _, tokens in met])
    size = math.sqrt(math.fsum(w * w for w in wins) * math.fsum(x * x for x in lengths))
    return math.fsum(w * x for w, x in zip(wins, lengths, strict=True)) / size if size else None


def _centred(values: list[float]) -> list[float]:
    mean = math.fsum(values) / len(values) if values else 0.0
    return [value - mean for value in values]
