"""What TRL is told alike by all that learns from what is there already: demonstrations, and pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.grpo.settings import DpoSettings, SftSettings


def offline_arguments(policy: Policy, settings: SftSettings | DpoSettings, out: Path, seed: int) -> dict[str, Any]:
    """Give the arguments that neither method has for itself; nothing is saved or reported along the way."""
    import torch

    return {
        "output_dir": str(out),
        "seed": seed,
        "max_steps": settings.steps,
        "per_device_train_batch_size": settings.micro_batch,
        "gradient_accumulation_steps": settings.batch // settings.micro_batch,
        "learning_rate": settings.learning_rate,
        "lr_scheduler_type": "constant_with_warmup" if settings.curve == "constant" else settings.curve,
        "warmup_steps": settings.warmup,
        "bf16": policy.model.dtype == torch.bfloat16,
        "max_length": None,
        "remove_unused_columns": False,
        "dataloader_pin_memory": False,
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "save_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
    }
