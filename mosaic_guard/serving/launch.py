"""What vLLM is started with. Pure, but for a look at the model's own configuration."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mosaic_guard.config.served import LEAST_CHARACTERS
from mosaic_guard.errors import ConfigError

CONTEXT: Final = 16_384
"""Tokens; a policy begins a new segment before that."""
CHARACTERS_A_TOKEN: Final = 2.5
"""Fewer than any text has on average, so that a prompt of so many characters fits."""
REPLY_TOKENS: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One server."""

    vllm: str
    model: str
    name: str
    port: int
    context: int
    dtype: str = "auto"
    adapter: Path | None = None
    adapter_name: str = ""
    hot_swap: bool = False
    rank: int = 16
    """The highest one of adapters that are loaded later."""
    replicas: int = 1
    tensor_parallel: int = 1
    more: tuple[str, ...] = ()
    """Options of vLLM's own."""

    @property
    def serves(self) -> str:
        """The name to ask for."""
        return self.adapter_name or self.name

    @property
    def context_characters(self) -> int:
        """The longest prompt that surely fits."""
        return int((self.context - REPLY_TOKENS) * CHARACTERS_A_TOKEN)

    @property
    def command(self) -> list[str]:
        """The words to run; what keeps the server closed comes last, where no option can undo it."""
        return [
            *(self.vllm, "serve", self.model, "--served-model-name", self.name),
            *("--max-model-len", str(self.context), "--dtype", self.dtype),
            *("--enable-prefix-caching", "--enable-prompt-tokens-details", "--enable-tokenizer-info-endpoint"),
            *("--disable-fastapi-docs", "--disable-access-log-for-endpoints", "/health"),
            *(("--tensor-parallel-size", str(self.tensor_parallel)) if self.tensor_parallel > 1 else ()),
            *(("--data-parallel-size", str(self.replicas)) if self.replicas > 1 else ()),
            *self._adapters,
            *self.more,
            *("--generation-config", "vllm"),  # defaults of a model's publisher would bend probabilities
            *("--host", "127.0.0.1", "--port", str(self.port)),
        ]

    def environment(self, given: Mapping[str, str], key: str) -> dict[str, str]:
        """The key stays out of the command line, which every user of the machine can read."""
        kept = {name: value for name, value in given.items() if name not in _NEVER}
        own = {"VLLM_API_KEY": key, "VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
        offline = {"HF_HUB_OFFLINE": "1"} if Path(self.model).is_dir() else {}
        swaps = {"VLLM_ALLOW_RUNTIME_LORA_UPDATING": "True"} if self.hot_swap else {}
        return {**kept, **own, **offline, **swaps}

    @property
    def _adapters(self) -> tuple[str, ...]:
        if self.adapter is None and not self.hot_swap:
            return ()
        rank = max(self.rank, _rank(self.adapter) if self.adapter else 0)
        known = ("--lora-modules", f"{self.adapter_name}={self.adapter.resolve()}") if self.adapter else ()
        return ("--enable-lora", "--max-loras", "2", "--max-lora-rank", str(_at_least(rank)), *known)


_NEVER: Final = frozenset({"VLLM_ALLOW_RUNTIME_LORA_UPDATING", "VLLM_SERVER_DEV_MODE"})
"""What opens doors stays closed unless it is asked for here."""
_RANKS: Final = (16, 32, 64, 128, 256, 320, 512)
"""The highest ranks that vLLM can be told."""


def program(given: str) -> str:
    """Find vLLM: where it is said to be, beside this Python, or on the path.

    Raises:
        ConfigError: it is not there.
    """
    beside = Path(sys.executable).with_name("vllm")
    found = shutil.which(given or "vllm") or (str(beside) if not given and beside.exists() else None)
    if found is None:
        fix = "Run `pip install vllm`, in an environment of its own if need be, and name it with --vllm."
        raise ConfigError(f"there is no {given or 'vllm'!r}. {fix}")
    return found


def dtype_of(model: str) -> str:
    """Serve what was trained: vLLM by itself would make 16 bits of 32."""
    config = _config(Path(model), "config.json")
    return "float32" if (config.get("dtype") or config.get("torch_dtype")) == "float32" else "auto"


def context_of(model: str) -> int:
    """As long as prompts get, where the model can."""
    most = _config(Path(model), "config.json").get("max_position_embeddings")
    return min(CONTEXT, most) if isinstance(most, int) else CONTEXT


def check_context(tokens: int) -> None:
    """Refuse a context that has no room for what a policy is shown; raises ConfigError."""
    least = REPLY_TOKENS + int(LEAST_CHARACTERS / CHARACTERS_A_TOKEN)
    if tokens < least:
        msg = (
            f"{tokens} tokens are too few for a policy: a prompt and its reply take at least {least:,}. Serve a model "
            "with a longer context, or raise --context."
        )
        raise ConfigError(msg)


def _rank(adapter: Path) -> int:
    config = _config(adapter, "adapter_config.json")
    if "r" not in config:
        raise ConfigError(f"{adapter} is no LoRA adapter: it has no adapter_config.json with a rank")
    return int(config["r"])


def _at_least(rank: int) -> int:
    return next((r for r in _RANKS if r >= rank), rank)


def _config(folder: Path, name: str) -> dict[str, Any]:
    try:
        found = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
