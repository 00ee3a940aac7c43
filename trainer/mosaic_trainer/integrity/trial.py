"""One task, played by every scripted policy, and what each preset makes of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.group import Member
from mosaic_trainer.preference.preset import PRESETS
from mosaic_trainer.preference.scoring import score
from mosaic_trainer.preference.settings import PresetName, RewardSettings
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.sandbox.world import WorldError
from mosaic_trainer.scripted import Replier, Style, play
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict
from mosaic_trainer.verifier.verify import verify

PLAYED: Final[tuple[Style, ...]] = ("reference", "complying", "refusing", "asking", "malformed", "truncated")
SEED: Final = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """How the scripted policies did at one task, as one group."""

    task: Task
    role: Role
    verdicts: Mapping[Style, Verdict]
    scores: Mapping[PresetName, Mapping[Style, Member]]


def sample(tasks: Iterable[Task], per_cell: int) -> list[Task]:
    """Take at most so many of each cell, spread over all that there are."""
    cells: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        cells[task.cell].append(task)
    return [one for of_cell in cells.values() for one in of_cell[:: -(-len(of_cell) // per_cell)]]


def trials(
    tasks: Iterable[Task], roles: Iterable[Role], settings: RewardSettings, limits: Limits
) -> Iterator[Trial | WorldError]:
    """Play every task in every role; a task whose world can't be made gives its error."""
    wanted = tuple(roles)
    for task in tasks:
        try:
            for role in wanted:
                yield _trial(task, role, settings, limits)
        except WorldError as error:
            yield error


def _trial(task: Task, role: Role, settings: RewardSettings, limits: Limits) -> Trial:
    outcomes = [play(open_session(task, role, seed=SEED, limits=limits), Replier(style)) for style in PLAYED]
    verdicts = {id(outcome): verify(task, outcome) for outcome in outcomes}

    def known(_: Task, outcome: Outcome) -> Verdict:
        return verdicts[id(outcome)]

    rollouts = [Rollout(GroupKey(task.id, SEED), i, outcome=outcome) for i, outcome in enumerate(outcomes)]
    scored: dict[PresetName, dict[Style, Member]] = {}
    for preset in PRESETS:
        rng = random.Random(SEED)  # noqa: S311  # orders duels, guards nothing
        settings = replace(settings, preset=preset)
        group = score(task, rollouts, DeterministicJudge(known), settings=settings, rng=rng, verify=known)
        scored[preset] = dict(zip(PLAYED, group.members, strict=True))
    return Trial(task, role, dict(zip(PLAYED, verdicts.values(), strict=True)), scored)
