"""The door to the trainer: TRL is imported when one is made, and not before its version is known to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mosaic_trainer.grpo.arguments import Run
from mosaic_trainer.grpo.batch import Source
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.grpo.settings import GrpoSettings, LoraSettings
from mosaic_trainer.grpo.versions import check_versions
from mosaic_trainer.rollout.generator import Generator

if TYPE_CHECKING:
    from mosaic_trainer.grpo.pairwise import PairwiseTrainer


def make_trainer(
    policy: Policy, source: Source, *, generator: Generator, settings: GrpoSettings, lora: LoraSettings, run: Run
) -> PairwiseTrainer:
    """Make a trainer; `train()` runs it, `train(resume_from_checkpoint=…)` goes on.

    Raises:
        VersionError: a library is not supported.
        ConfigError: groups can't be kept whole.
    """
    check_versions()
    from mosaic_trainer.grpo.pairwise import PairwiseTrainer

    return PairwiseTrainer(policy, source, generator=generator, settings=settings, lora=lora, run=run)
