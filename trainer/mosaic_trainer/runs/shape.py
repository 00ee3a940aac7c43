"""What a model's `config.json` says of its size, without loading a weight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

FAMILIES: Final = ("llama", "mistral", "phi3", "qwen2", "qwen3")
"""Model types whose layers are known here."""


@dataclass(frozen=True, slots=True)
class Linear:
    """One matrix of a layer."""

    inputs: int
    outputs: int
    bias: bool = False

    @property
    def parameters(self) -> int:
        """How many numbers it is."""
        return self.outputs * (self.inputs + self.bias)


@dataclass(frozen=True, slots=True)
class Shape:
    """A decoder of equal layers."""

    vocabulary: int
    hidden: int
    intermediate: int
    layers: int
    heads: int
    kv_heads: int
    head: int
    tied: bool
    linears: Mapping[str, Linear]
    """The matrices of one layer, by the name that an adapter targets them with."""
    norms: int
    """Numbers of one layer's norms."""

    @property
    def embeddings(self) -> int:
        """Parameters of the input's and the output's embeddings."""
        return self.vocabulary * self.hidden * (1 if self.tied else 2)

    @property
    def matrices(self) -> int:
        """Parameters of the linear layers: what is quantised where anything is."""
        return self.layers * sum(linear.parameters for linear in self.linears.values())

    @property
    def parameters(self) -> int:
        """All of them."""
        return self.matrices + self.embeddings + self.layers * self.norms + self.hidden

    def adapter(self, rank: int, targets: tuple[str, ...]) -> int:
        """Parameters of a LoRA adapter; raises ConfigError for a layer that there is none of."""
        names = tuple(self.linears) if targets == ("all-linear",) else targets
        if unknown := [name for name in names if name not in self.linears]:
            msg = f"lora.targets: the model has no layer {unknown[0]!r}. It has: {', '.join(self.linears)}."
            raise ConfigError(msg)
        return self.layers * sum(rank * (self.linears[n].inputs + self.linears[n].outputs) for n in names)

    @property
    def cached(self) -> int:
        """Numbers that a key-value cache holds of one token."""
        return 2 * self.layers * self.kv_heads * self.head


def shape_of(folder: Path) -> Shape:
    """Read the shape of a model; raises ConfigError where there is none, or of a family that is not known."""
    path = folder / "config.json"
    try:
        return from_config(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        msg = f"model.base: {folder} holds no model that can be read ({error}). Name the folder of a downloaded one."
        raise ConfigError(msg) from error
    except KeyError as error:
        msg = f"{path}: has no {error}, so that its size can't be told. Known are the families {', '.join(FAMILIES)}."
        raise ConfigError(msg) from error


def from_config(config: Mapping[str, JSON]) -> Shape:
    """Make a shape of what `config.json` holds; KeyError where something is missing, a family among it."""
    family = config["model_type"]
    if family not in FAMILIES:
        raise KeyError(f"known model_type ({family})")
    hidden, intermediate, heads = config["hidden_size"], config["intermediate_size"], config["num_attention_heads"]
    kv_heads = config.get("num_key_value_heads") or heads
    head = config.get("head_dim") or hidden // heads
    return Shape(
        vocabulary=config["vocab_size"],
        hidden=hidden,
        intermediate=intermediate,
        layers=config["num_hidden_layers"],
        heads=heads,
        kv_heads=kv_heads,
        head=head,
        tied=config.get("tie_word_embeddings", False),
        linears=_linears(family, hidden, intermediate, heads * head, kv_heads * head, bias=_biased(family, config)),
        norms=2 * hidden + (2 * head if family == "qwen3" else 0),
    )


def _linears(family: str, hidden: int, intermediate: int, queries: int, keys: int, *, bias: bool) -> dict[str, Linear]:
    out, down = Linear(queries, hidden, bias and family != "qwen2"), Linear(intermediate, hidden)
    if family == "phi3":
        joined, gated = Linear(hidden, queries + 2 * keys), Linear(hidden, 2 * intermediate)
        return {"qkv_proj": joined, "o_proj": out, "gate_up_proj": gated, "down_proj": down}
    wide = Linear(hidden, intermediate)
    of_keys = Linear(hidden, keys, bias)
    attention = {"q_proj": Linear(hidden, queries, bias), "k_proj": of_keys, "v_proj": of_keys, "o_proj": out}
    return {**attention, "gate_proj": wide, "up_proj": wide, "down_proj": down}


def _biased(family: str, config: Mapping[str, JSON]) -> bool:
    """Queries, keys and values have a bias in Qwen2 always."""
    return family == "qwen2" or bool(config.get("attention_bias", False))
