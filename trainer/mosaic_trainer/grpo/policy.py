"""The policy in this process: a checkpoint and its tokenizer, ready to be trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mosaic_guard.errors import ConfigError, MissingExtraError
from mosaic_trainer.grpo.settings import LoraSettings

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


@dataclass(frozen=True, slots=True)
class Policy:
    """A model and what spells its tokens."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase


def load_policy(base: str, *, dtype: str = "auto", adapter: str = "") -> Policy:
    """Load a checkpoint from a folder or by name.

    Args:
        base: folder, or name on the hub.
        dtype: of its weights: `auto` (bfloat16 on a GPU), `bfloat16`, `float32`, or `4bit`.
        adapter: folder of an adapter to train on; empty: a new one.

    Raises:
        ConfigError: there is no such model or adapter.
    """
    try:
        import torch
        from peft import PeftModel
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise MissingExtraError(error.name or "transformers", "rl") from error

    options = {"quantization_config": _four_bits()} if dtype == "4bit" else {"dtype": getattr(torch, resolved(dtype))}
    try:
        tokenizer = AutoTokenizer.from_pretrained(base)
        model = AutoModelForCausalLM.from_pretrained(base, **options)
    except (OSError, ValueError) as error:
        msg = f"model.base: {base!r} is no causal language model that can be loaded: {error}"
        raise ConfigError(msg) from error
    if not adapter:
        return Policy(model, tokenizer)
    try:
        return Policy(PeftModel.from_pretrained(model, adapter, is_trainable=True), tokenizer)
    except (OSError, ValueError, RuntimeError) as error:
        msg = f"model.adapter: {adapter!r} is no LoRA adapter of {base!r}: {error}"
        raise ConfigError(msg) from error


def resolved(dtype: str) -> str:
    """Say what `auto` means on this machine; and in what `4bit` computes."""
    import torch

    if dtype not in ("auto", "4bit"):
        return dtype
    return "bfloat16" if torch.cuda.is_available() and torch.cuda.is_bf16_supported() else "float32"


def adapter_of(settings: LoraSettings) -> Any:  # peft is not typed
    """Describe the adapter to PEFT."""
    try:
        from peft import LoraConfig
    except ImportError as error:
        raise MissingExtraError("peft", "rl") from error

    targets = "all-linear" if settings.targets == ("all-linear",) else list(settings.targets)
    return LoraConfig(
        r=settings.rank, lora_alpha=settings.alpha, lora_dropout=0.0, target_modules=targets, task_type="CAUSAL_LM"
    )


def _four_bits() -> Any:
    try:
        import bitsandbytes  # type: ignore[import-not-found]  # noqa: F401  # only where it is asked for
    except ImportError as error:
        raise MissingExtraError("bitsandbytes", "rl") from error
    import torch
    from transformers import BitsAndBytesConfig

    return BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=getattr(torch, resolved("4bit"))
    )
