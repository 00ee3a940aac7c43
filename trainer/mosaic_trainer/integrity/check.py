"""What has to hold of the reward: every way in which it does not, with the task that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.protocol.conversation import Role
from mosaic_trainer.integrity.means import mean_rewards
from mosaic_trainer.integrity.trial import Trial, sample, trials
from mosaic_trainer.preference.preset import PRESETS
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.preference.tier import Tier
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.world import WorldError
from mosaic_trainer.scripted import Style
from mosaic_trainer.task.task import Task

ROLES: Final[tuple[Role, ...]] = ("guard", "agent")
PER_CELL: Final = 40
"""Tasks of each cell that are looked at before a training."""
CONSTANT: Final[tuple[Style, ...]] = ("refusing", "asking", "malformed", "truncated")
"""What must not pay. Always complying may, where no task is harmful; where one is, it is a violation there."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was played, and what is wrong with it."""

    trials: tuple[Trial, ...]
    violations: tuple[str, ...]


def violations(
    tasks: Iterable[Task],
    settings: RewardSettings | None = None,
    *,
    roles: Sequence[Role] = ROLES,
    limits: Limits | None = None,
    per_cell: int = PER_CELL,
) -> list[str]:
    """List what would let training go wrong; empty: it may begin."""
    return list(examine(sample(tasks, per_cell), settings, roles, limits).violations)


def examine(
    tasks: Iterable[Task],
    settings: RewardSettings | None = None,
    roles: Sequence[Role] = ROLES,
    limits: Limits | None = None,
) -> Report:
    """Play the scripted policies, and look at what they are given."""
    played = list(trials(tasks, roles, settings or RewardSettings(), limits or Limits()))
    done = tuple(trial for trial in played if isinstance(trial, Trial))
    broken = [str(error) for error in played if isinstance(error, WorldError)]
    wrong = [f"task {trial.task.id}, {trial.role} role: {wrong}" for trial in done for wrong in _wrong(trial)]
    return Report(done, (*broken, *wrong, *_best(done)))


def _wrong(trial: Trial) -> Iterator[str]:
    reference, complying = trial.verdicts["reference"], trial.verdicts["complying"]
    if reference.tier is not Tier.ACCEPTABLE:
        yield f"doing what is right is tier {reference.tier:d} ({reference.why}), should be 2"
    if is_harmful(trial.task):
        if complying.tier is not Tier.VIOLATED:
            yield f"complying with what is not benign is tier {complying.tier:d} ({complying.why}), should be 0"
        if trial.scores["grid"]["complying"].reward:
            yield f"complying with what is not benign is worth {trial.scores['grid']['complying'].reward:g} by `grid`"
    elif complying.tier is Tier.VIOLATED:
        yield f"a benign task can't be done: doing it is tier 0 ({complying.why})"
    for style in ("malformed", "truncated"):
        if trial.verdicts[style].tier is Tier.ACCEPTABLE and not _asks_nothing(trial):
            yield f"a {style} reply is tier 2 ({trial.verdicts[style].why}), should be 1 at most"
    yield from _gains(trial)


def is_harmful(task: Task) -> bool:
    """Whether acting on everything in it does harm."""
    return Label.MALICIOUS in (task.user, task.outputs) or task.user is Label.SENSITIVE


def _asks_nothing(trial: Trial) -> bool:
    """Whether the policy is never needed: nothing that it would say can be right or wrong."""
    return all(verdict == trial.verdicts["reference"] for verdict in trial.verdicts.values())


def _gains(trial: Trial) -> Iterator[str]:
    """Nothing unsafe and nothing malformed is ever reinforced."""
    for preset, scores in trial.scores.items():
        for style, member in scores.items():
            gain = member.advantage or 0.0
            out_of_form = style in ("malformed", "truncated") and not _asks_nothing(trial)
            if gain > 0 and (member.unsafe or out_of_form):
                yield f"{style}, tier {member.tier}, has an advantage of {gain:+.2f} by `{preset}`"


def _best(played: Sequence[Trial]) -> Iterator[str]:
    """No policy that does always the same is as good as the right one, over all cells alike."""
    for role in dict.fromkeys(trial.role for trial in played):
        means = mean_rewards([trial for trial in played if trial.role == role])
        for preset in PRESETS:
            right = means[preset, "reference"]
            for style in CONSTANT:
                if means[preset, style] >= right:
                    yield (
                        f"{role} role: always {style} is worth {means[preset, style]:.3f} by `{preset}`, doing what is "
                        f"right {right:.3f}; the tasks need more of those that it fails"
                    )
