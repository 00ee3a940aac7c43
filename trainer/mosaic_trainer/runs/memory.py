"""How much memory of each GPU a run takes, told before a weight is loaded; rather too much than too little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mosaic_trainer.runs.shape import Shape

GIB: Final = 2**30
QUANTISED: Final = 0.57
"""Bytes of a weight in 4 bits, with the scale of its block of 64."""
HELD: Final = 1.5
"""GiB that a process takes before it holds anything: context, kernels, buffers of communication."""
_ADAPTED: Final = 16
"""Bytes of a parameter that is trained: itself, its gradient and two moments, in float32."""
_LOGITS: Final = 3
"""Times that logits are held at once: themselves, as probabilities, and their gradient."""
_GATHERED: Final = 2
"""Layers that are whole at once where weights are split: the one at work and the next."""

Seat = Literal["trainer", "server"]
Held = Literal["4bit", "bfloat16", "float32"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What of a run decides its memory."""

    held: Held
    """How the trainer holds the base's weights."""
    rank: int
    targets: tuple[str, ...]
    micro_batch: int
    length: int
    """Tokens of the longest sequence."""
    scored: int
    """Tokens of it whose logits are needed."""
    checkpointing: bool
    full: bool = False
    """All weights are trained."""
    split: int = 1
    """Processes that the base's weights are split between."""
    served: bool = True
    """A server samples, with a copy of the weights of its own; else the trainer does."""
    concurrent: int = 0
    """Sequences that are sampled at a time."""


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the estimate."""

    seat: Seat
    name: str
    bytes: float

    @property
    def gib(self) -> float:
        """In units of a GPU's label."""
        return self.bytes / GIB


def estimate(shape: Shape, demand: Demand) -> tuple[Part, ...]:
    """Give every part, by the process that holds it."""
    number = 4 if demand.held == "float32" else 2
    cache = Part("server", "key-value cache", demand.concurrent * demand.length * shape.cached * number)
    trainer = (
        Part("trainer", "base weights", _weights(shape, demand)),
        Part("trainer", "gradients and optimiser", _trained(shape, demand)),
        Part("trainer", "activations", _activations(shape, demand, number)),
        Part("trainer", "logits", demand.micro_batch * demand.scored * shape.vocabulary * number * _LOGITS),
        Part("trainer", "process", HELD * GIB),
    )
    if not demand.served:
        return (*trainer, Part("trainer", cache.name, cache.bytes))
    copy = Part("server", "base weights", shape.parameters * number)
    adapter = Part("server", "adapters", 0 if demand.full else 2 * number * shape.adapter(demand.rank, demand.targets))
    return (*trainer, copy, adapter, cache, Part("server", "process", HELD * GIB))


def total(parts: tuple[Part, ...], *seats: Seat) -> float:
    """Sum up the GiB of one process, or of several that share a GPU."""
    return sum(part.gib for part in parts if part.seat in seats)


def _weights(shape: Shape, demand: Demand) -> float:
    each = {"4bit": QUANTISED, "bfloat16": 2, "float32": 4}[demand.held]
    plain = 4 if demand.held == "float32" else 2
    matrices, rest = shape.matrices * each, (shape.parameters - shape.matrices) * plain
    if demand.split == 1:
        return matrices + rest
    return (matrices + rest) / demand.split + _GATHERED * matrices / shape.layers + rest


def _trained(shape: Shape, demand: Demand) -> float:
    trained = shape.parameters if demand.full else shape.adapter(demand.rank, demand.targets)
    return trained * _ADAPTED / demand.split


def _activations(shape: Shape, demand: Demand, number: int) -> float:
    """With checkpointing, the inputs of all layers and the inside of one; without, the inside of all."""
    tokens = demand.micro_batch * demand.length
    inside = tokens * number * (8 * shape.hidden + 4 * shape.intermediate + 2 * shape.head * shape.heads)
    if not demand.checkpointing:
        return shape.layers * inside
    return shape.layers * tokens * number * shape.hidden + inside
