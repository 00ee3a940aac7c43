"""What is written down of a step, to be read and to be trained on again: one record a rollout, one a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mosaic_trainer.experience.group import ScoredGroup

Spell = Callable[[Sequence[int]], str]
Record = dict[str, Any]


def rollout_records(group: ScoredGroup, step: int, spell: Spell) -> Iterator[Record]:
    """Tell each rollout: what the policy saw and said, what came of it, and what it was given."""
    key = group.scores.group
    for member, rollout in zip(group.scores.members, group.rollouts, strict=True):
        verdict, outcome = member.verdict, rollout.outcome
        yield {
            "step": step,
            "task": key.task,
            "seed": key.seed,
            "attempt": key.attempt,
            "index": rollout.index,
            "version": rollout.version,
            "tier": None if verdict is None else int(verdict.tier),
            "why": verdict.why if verdict else "",
            "win_score": member.win_score,
            "reward": member.reward,
            "advantage": member.advantage,
            "masked": member.masked,
            "ended": outcome.ended if outcome else "",
            "said": [spell(ids) for ids in _replies(rollout.completion_ids, rollout.mask)],
            "prompt_ids": list(rollout.prompt_ids),
            "completion_ids": list(rollout.completion_ids),
            "sampled": _runs(rollout.mask),
        }


def comparison_records(group: ScoredGroup, step: int) -> Iterator[Record]:
    """Tell each verdict of the judge, by the indexes of the rollouts."""
    key, rollouts = group.scores.group, group.rollouts
    for said in group.scores.comparisons:
        yield {
            "step": step,
            "task": key.task,
            "seed": key.seed,
            "attempt": key.attempt,
            "first": rollouts[said.duel.first].index,
            "second": rollouts[said.duel.second].index,
            "winner": said.winner,
            "margin": said.margin,
            "reason": said.reason,
            **({"second_opinion": said.second_opinion} if said.second_opinion else {}),
        }


def _runs(mask: Sequence[bool]) -> list[list[int]]:
    """Where the policy spoke: begin and end of each reply."""
    edges = [at for at in range(len(mask) + 1) if (at < len(mask) and mask[at]) != (at > 0 and mask[at - 1])]
    return [list(pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


def _replies(ids: Sequence[int], mask: Sequence[bool]) -> Iterator[Sequence[int]]:
    return (ids[begin:end] for begin, end in _runs(mask))
