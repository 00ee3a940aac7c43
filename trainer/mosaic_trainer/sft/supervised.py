"""Supervised learning of demonstrations, by TRL's trainer on our token ids: nothing is tokenised again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mosaic_guard.errors import MissingExtraError
from mosaic_trainer.grpo.offline import offline_arguments
from mosaic_trainer.grpo.policy import Policy, adapter_of
from mosaic_trainer.grpo.settings import LoraSettings, SftSettings
from mosaic_trainer.grpo.telling import Told, telling
from mosaic_trainer.grpo.versions import check_versions
from mosaic_trainer.sft.lessons import Lessons

IGNORED: Final = -100
"""The label of what is not learned."""


def train_supervised(
    policy: Policy, lessons: Lessons, *, settings: SftSettings, lora: LoraSettings, out: Path, seed: int, told: Told
) -> None:
    """Train a policy, and write it to `out`: an adapter, or with `settings.full` the whole model.

    Raises:
        TrainingError: the loss is no number.
        VersionError: a library is not supported.
    """
    check_versions()
    try:
        from datasets import Dataset
        from trl import SFTConfig, SFTTrainer
    except ImportError as error:
        raise MissingExtraError(error.name or "trl", "rl") from error

    trainer = SFTTrainer(
        model=policy.model,
        processing_class=policy.tokenizer,
        train_dataset=Dataset.from_list(list(_examples(lessons, settings))),
        peft_config=None if settings.full else adapter_of(lora),
        callbacks=[telling(told, "sft.learning_rate")],
        args=SFTConfig(
            **offline_arguments(policy, settings, out, seed),
            gradient_checkpointing=not settings.full,
            shuffle_dataset=False,
            dataset_kwargs={"skip_prepare_dataset": True},
        ),
    )
    trainer.train()
    trainer.save_model(str(out))


def _examples(lessons: Lessons, settings: SftSettings) -> Iterator[dict[str, list[int]]]:
    for step in range(settings.steps):
        for shown in lessons.batch(step, settings.batch):
            learned = [token if m else IGNORED for token, m in zip(shown.completion_ids, shown.mask, strict=True)]
            yield {
                "input_ids": [*shown.prompt_ids, *shown.completion_ids],
                "labels": [*[IGNORED] * len(shown.prompt_ids), *learned],
            }
