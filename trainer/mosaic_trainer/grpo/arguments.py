"""From our settings to TRL's: what a batch is, how it is split, and what is never left to a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.grpo.settings import GrpoSettings
from mosaic_trainer.grpo.telling import Told

Saved = Callable[[int, Path], None]
"""Hears of every checkpoint that is whole: after how many batches, and where it is; may move it."""

_FIXED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "scale_rewards": "none",
        "temperature": 1.0,
        "shuffle_dataset": False,
        "ignore_data_skip": True,
        "dataloader_pin_memory": False,
        "save_strategy": "steps",
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "disable_tqdm": True,
    }
)
"""What no setting changes: the order of batches, the sampling and the advantages are ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Where a training writes, and how often."""

    folder: Path
    seed: int = 0
    longest: int
    """Tokens after the prompt, at most."""
    save_every: int = 10
    """Batches between checkpoints; the last one leaves one in any case."""
    report_to: tuple[str, ...] = ()
    """`tensorboard`, `wandb`."""
    told: Told = lambda _step, _figures: None
    saved: Saved = lambda _step, _folder: None


@dataclass(frozen=True, slots=True)
class Split:
    """How a batch is divided among processes and forward passes."""

    rows: int
    """Rollouts of one process."""
    accumulation: int
    """Forward passes to an optimiser step."""


def split(settings: GrpoSettings, processes: int) -> Split:
    """Divide a batch so that every group is whole in one process, where advantages are computed.

    Raises:
        ConfigError: that can't be done.
    """
    if settings.groups % processes:
        msg = (
            f"grpo.groups: {settings.groups} groups can't be shared by {processes} processes without cutting one, and "
            f"a group cut apart has no advantages. Set it to a multiple of {processes}."
        )
        raise ConfigError(msg)
    rows = settings.groups // processes * settings.group_size
    each = rows // settings.updates if rows % settings.updates == 0 else 0
    if not each or each % settings.micro_batch:
        msg = (
            f"grpo.micro_batch: {settings.micro_batch} x grpo.updates {settings.updates} must divide the {rows} "
            f"rollouts of each of {processes} processes."
        )
        raise ConfigError(msg)
    return Split(rows, each // settings.micro_batch)


def arguments(settings: GrpoSettings, run: Run, processes: int, *, half: bool) -> Any:  # trl is not typed
    """Say it in TRL's words."""
    from trl import GRPOConfig

    parts = split(settings, processes)
    return GRPOConfig(
        output_dir=str(run.folder),
        seed=run.seed,
        max_steps=settings.steps * settings.updates,
        num_generations=settings.group_size,
        per_device_train_batch_size=settings.micro_batch,
        gradient_accumulation_steps=parts.accumulation,
        steps_per_generation=parts.accumulation * settings.updates,
        max_completion_length=run.longest,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="constant_with_warmup" if settings.curve == "constant" else settings.curve,
        warmup_steps=settings.warmup,
        weight_decay=settings.weight_decay,
        max_grad_norm=settings.max_grad_norm,
        loss_type=settings.loss,
        importance_sampling_level=settings.ratio,
        beta=settings.beta,
        epsilon=settings.epsilon,
        epsilon_high=settings.epsilon_high,
        vllm_importance_sampling_correction=settings.correction != "off",
        vllm_importance_sampling_mode="sequence_mask" if settings.correction == "off" else settings.correction,
        vllm_importance_sampling_clip_max=settings.correction_limit,
        gradient_checkpointing=settings.checkpointing,
        gradient_checkpointing_kwargs={"use_reentrant": False} if settings.checkpointing else None,
        bf16=half,
        save_steps=run.save_every * settings.updates,
        report_to=list(run.report_to) or "none",
        **_FIXED,
    )
