"""What is demonstrated: tasks played by a scripted policy that knows them, and slips where it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.scripted import Replier
from mosaic_trainer.sft.demonstration import Demonstration, demonstrate
from mosaic_trainer.task.task import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Demonstrations by number: the same number gives the same one."""

    tasks: Sequence[Task]
    role: Role
    limits: Limits
    encoder: Encoder
    replier: Callable[[Session], str] = field(default_factory=lambda: Replier("reference"))
    """Who plays: `Replier("careless", Slips(0.5))` lets half of the harmful calls through."""
    seed: int = 0

    def batch(self, number: int, size: int) -> list[Demonstration]:
        """Give the demonstrations of a step."""
        return [self.demonstration(number * size + place) for place in range(size)]

    def demonstration(self, number: int) -> Demonstration:
        """Play a task that asks the policy something."""
        return next(shown for task, seed in self._draws(number) if (shown := self.play(task, seed)).prompt_ids)

    def play(self, task: Task, seed: int) -> Demonstration:
        """Play one task; it is empty where the policy is asked nothing."""
        return demonstrate(open_session(task, self.role, seed=seed, limits=self.limits), self.replier, self.encoder)

    def _draws(self, number: int) -> Iterator[tuple[Task, int]]:
        random = Random(f"{self.seed} lesson {number}")  # noqa: S311  # data that can be made again, no secret
        for _ in range(100 * len(self.tasks)):
            yield random.choice(self.tasks), random.getrandbits(32)
