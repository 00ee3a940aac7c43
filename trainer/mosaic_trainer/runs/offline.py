"""Learning without rollouts of one's own: the supervised start, and pairs that a run wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mosaic_guard.errors import ConfigError
from mosaic_trainer.dpo.pairs import Pair, pairs, read_pairs
from mosaic_trainer.dpo.trainer import train_pairs
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.folder import RunFolder
from mosaic_trainer.runs.journal import records
from mosaic_trainer.runs.material import tasks_of
from mosaic_trainer.runs.progress import Progress
from mosaic_trainer.runs.settings import TINY
from mosaic_trainer.runs.train import opened
from mosaic_trainer.sft.start import start


def supervised(config: Config, out: Path, progress: Progress) -> None:
    """Show the policy how tasks are played; a tiny one is made for it."""
    tiny = config.model.base == TINY
    start(
        None if tiny else opened(config.model, config.run.seed),
        tasks_of(config.tasks),
        role=config.model.role,
        limits=config.sandbox,
        settings=config.sft,
        lora=config.lora,
        out=out,
        context=config.rollout.context_tokens,
        seed=config.run.seed,
        told=progress.loss,
    )


def compared(config: Config, source: Path) -> list[Pair]:
    """Find the pairs of a run that is done or under way, or read a file of them."""
    if source.is_file():
        return read_pairs(source)
    journal = RunFolder(source).journals["rollouts"].path
    if not journal.exists():
        msg = f"{source} holds no rollouts. Name the folder of a run, or a file that --export wrote."
        raise ConfigError(msg)
    found = list(pairs(records(journal), config.dpo))
    if not found:
        msg = f"{journal}: no group has a pair whose rewards differ by {config.dpo.least_difference:g}. Train longer."
        raise ConfigError(msg)
    return found


def preferred(config: Config, found: Sequence[Pair], out: Path, progress: Progress) -> None:
    """Learn pairs."""
    seed = config.run.seed
    train_pairs(
        opened(config.model, seed), found, settings=config.dpo, lora=config.lora, out=out, seed=seed, told=progress.loss
    )
