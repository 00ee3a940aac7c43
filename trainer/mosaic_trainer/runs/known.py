"""Where a base model is, and its shape: in a folder, in the cache of the hub, or known here before it is downloaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.serving import naming
from mosaic_guard.trajectory import JSON
from mosaic_trainer.runs.shape import Shape, from_config, shape_of

KNOWN: Final[Mapping[str, Mapping[str, JSON]]] = MappingProxyType(
    {
        "Qwen/Qwen2.5-7B-Instruct": {
            "model_type": "qwen2",
            "hidden_size": 3584,
            "intermediate_size": 18944,
            "num_attention_heads": 28,
            "num_hidden_layers": 28,
            "num_key_value_heads": 4,
            "vocab_size": 152064,
        },
        "Qwen/Qwen3-4B-Thinking-2507": {
            "model_type": "qwen3",
            "head_dim": 128,
            "hidden_size": 2560,
            "intermediate_size": 9728,
            "num_attention_heads": 32,
            "num_hidden_layers": 36,
            "num_key_value_heads": 8,
            "tie_word_embeddings": True,
            "vocab_size": 151936,
        },
        "microsoft/phi-4": {
            "model_type": "phi3",
            "hidden_size": 5120,
            "intermediate_size": 17920,
            "num_attention_heads": 40,
            "num_hidden_layers": 40,
            "num_key_value_heads": 10,
            "vocab_size": 100352,
        },
    }
)
"""Of the models that configurations are shipped for: what their `config.json` says of their size."""


def shape_named(base: str) -> Shape:
    """Give the shape of a folder or name; raises ConfigError where it can't be told."""
    if Path(base).is_dir():
        return shape_of(Path(base))
    if base in KNOWN:
        return from_config(KNOWN[base])
    cached = _cached(base)
    if cached is None:
        msg = f"model.base: there is no folder {base!r}, and no download of that name. Name the folder of a model."
        raise ConfigError(msg)
    return shape_of(cached)


def fingerprint(base: str) -> str:
    """Digest a folder's files; of a download, name the commit."""
    if Path(base).is_dir():
        return naming.digest(Path(base))
    cached = _cached(base)
    return f"{base}@{cached.name}" if cached else base


def _cached(name: str) -> Path | None:
    """Find a downloaded snapshot, without asking anybody for it."""
    try:
        from huggingface_hub import try_to_load_from_cache
        from huggingface_hub.errors import HFValidationError
    except ImportError:
        return None
    try:
        found = try_to_load_from_cache(name, "config.json")
    except HFValidationError:
        return None
    return Path(found).parent if isinstance(found, str) else None
