"""The seat of a judge: it compares rollouts of one task, pair by pair or as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mosaic_guard.errors import MosaicError
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict

Verify = Callable[[Task, Outcome], Verdict]
"""The verifier, or whatever stands for it."""


class JudgeError(MosaicError):
    """The judge can't be worked with: the run stops, and resumes where it was once that is mended."""


@dataclass(frozen=True, slots=True)
class JudgeFailure:
    """No verdict: what was to be compared is masked, never scored and never a tie."""

    members: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class JudgeCounts:
    """What a judge was asked in this run, and what that cost."""

    calls: int = 0
    """Requests that were paid for."""
    cached: int = 0
    failed: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float = 0.0
    """In the currency of the prices that were set."""


class Judge(Protocol):
    """Compares; thread-safe. Members are named by their place among the rollouts."""

    @property
    def fingerprint(self) -> str:
        """Model, prompt and what else changes its verdicts."""

    @property
    def counts(self) -> JudgeCounts:
        """What it did so far."""

    def compare(
        self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]
    ) -> Sequence[Comparison | JudgeFailure]:
        """Give one verdict a duel, in their order.

        Raises:
            JudgeError: the run has to stop.
        """

    def rank(
        self, task: Task, rollouts: Sequence[Rollout], orders: Sequence[Sequence[int]]
    ) -> Sequence[Ranking | JudgeFailure]:
        """Rank each list of members, shown in this order.

        Raises:
            JudgeError: the run has to stop.
        """

    def close(self) -> None:
        """Let go of everything."""
