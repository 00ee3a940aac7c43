"""A judge some of whose verdicts a second one is asked for as well: it changes none, it shows whether they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from mosaic_trainer.judge.base import Judge, JudgeCounts, JudgeFailure
from mosaic_trainer.preference.comparison import Comparison, Opinion
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True)
class AuditedJudge:
    """Draws the same share in a resumed run: by task, group and pair."""

    judge: Judge
    second: Judge
    share: float

    @property
    def fingerprint(self) -> str:
        """Of the judge whose verdicts count."""
        return self.judge.fingerprint

    @property
    def counts(self) -> JudgeCounts:
        """Of the judge whose verdicts count."""
        return self.judge.counts

    def compare(
        self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]
    ) -> list[Comparison | JudgeFailure]:
        """Give the judge's verdicts; those that were drawn hold the second one's, too."""
        said = self.judge.compare(task, rollouts, duels)
        found = self._opinions(task, rollouts, [one.duel for one in said if isinstance(one, Comparison)])
        return [
            replace(one, second_opinion=found[one.duel]) if isinstance(one, Comparison) and one.duel in found else one
            for one in said
        ]

    def rank(
        self, task: Task, rollouts: Sequence[Rollout], orders: Sequence[Sequence[int]]
    ) -> list[Ranking | JudgeFailure]:
        """Give the judge's rankings; the second one compares pairs of them."""
        said = self.judge.rank(task, rollouts, orders)
        pairs = [pair.duel for one in said if isinstance(one, Ranking) for pair in one.comparisons()]
        found = self._opinions(task, rollouts, pairs)
        return [replace(one, second_opinions=found) if isinstance(one, Ranking) else one for one in said]

    def close(self) -> None:
        """Close both."""
        self.judge.close()
        self.second.close()

    def _opinions(self, task: Task, rollouts: Sequence[Rollout], duels: Iterable[Duel]) -> dict[Duel, Opinion]:
        drawn = list(dict.fromkeys(duel for duel in duels if self._draws(rollouts, duel)))
        said = self.second.compare(task, rollouts, drawn) if drawn else ()
        return {d: one.winner if isinstance(one, Comparison) else "failed" for d, one in zip(drawn, said, strict=True)}

    def _draws(self, rollouts: Sequence[Rollout], duel: Duel) -> bool:
        one, other = (rollouts[place] for place in duel)
        said = sha256(f"{one.group} {one.index} {other.index}".encode()).digest()
        return int.from_bytes(said[:8]) < self.share * 2**64
