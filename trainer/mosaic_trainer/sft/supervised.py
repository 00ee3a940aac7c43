"""Supervised learning of demonstrations, by TRL's trainer on our token ids: nothing is tokenised again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mosaic_guard.errors import MissingExtraError
from mosaic_trainer.grpo.policy import Policy, adapter_of
from mosaic_trainer.grpo.settings import LoraSettings, SftSettings
from mosaic_trainer.grpo.telling import telling
from mosaic_trainer.grpo.versions import check_versions
from mosaic_trainer.sft.lessons import Lessons

IGNORED: Final = -100
"""The label of what is not learned."""
Told = Callable[[int, Mapping[str, float]], None]


def train_supervised(
    policy: Policy, lessons: Lessons, settings: SftSettings, lora: LoraSettings, out: Path, seed: int, told: Told
) -> None:
    """Train a policy, and write it to `out`: an adapter, or with `settings.full` the whole model.

    Raises:
        TrainingError: the loss is no number.
        VersionError: a library is not supported.
    """
    check_versions()
    try:
        import torch
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
            output_dir=str(out),
            seed=seed,
            max_steps=settings.steps,
            per_device_train_batch_size=settings.micro_batch,
            gradient_accumulation_steps=settings.batch // settings.micro_batch,
            learning_rate=settings.learning_rate,
            lr_scheduler_type="constant_with_warmup" if settings.curve == "constant" else settings.curve,
            warmup_steps=settings.warmup,
            bf16=policy.model.dtype == torch.bfloat16,
            gradient_checkpointing=not settings.full,
            max_length=None,
            shuffle_dataset=False,
            dataset_kwargs={"skip_prepare_dataset": True},
            remove_unused_columns=False,
            dataloader_pin_memory=False,
            logging_steps=1,
            logging_nan_inf_filter=False,
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
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
