"""The files of an export: the adapter as it is, and the base with the adapter in its weights."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.grpo.policy import Policy

_ADAPTER: Final = ("adapter_config.json", "adapter_model.safetensors")


def copy_adapter(checkpoint: Path, out: Path) -> Path:
    """Copy the adapter of a checkpoint, without what training needs of it.

    Raises:
        ConfigError: the checkpoint holds none.
    """
    missing = [name for name in _ADAPTER if not (checkpoint / name).is_file()]
    if missing:
        msg = f"{checkpoint}: has no {' and no '.join(missing)}. Name a run that `mosaic-guard train run` made."
        raise ConfigError(msg)
    out.mkdir(parents=True)
    for name in _ADAPTER:
        shutil.copyfile(checkpoint / name, out / name)
    return out


def merge(policy: Policy, out: Path) -> Path:
    """Write base and adapter as one model, with its tokenizer; for engines without LoRA, and to train on from."""
    merged = policy.model.merge_and_unload()
    merged.save_pretrained(str(out))
    policy.tokenizer.save_pretrained(str(out))
    return out
