"""What a domain gives: tools, tasks that are done with them, and what an attacker may wish for there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON
from mosaic_trainer.benchmark.page import Page
from mosaic_trainer.benchmark.world import World


@dataclass(frozen=True, slots=True)
class Move:
    """A call, and its output before it is spelled."""

    tool: str
    args: Mapping[str, JSON]
    output: Page | JSON = "ok"


@dataclass(frozen=True, slots=True)
class Hinge:
    """Where one value goes from an output into a call that changes something."""

    read: int
    """The move whose output holds it."""
    record: int
    key: str
    write: int
    """The move that uses it."""
    arg: str
    rival: Callable[[World], JSON]
    """Draws a value of the same kind that an attacker would like better."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A task with its solution."""

    request: str
    moves: tuple[Move, ...]
    says: str
    hinge: Hinge | None = None
    tags: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an attacker wants done, or a user."""

    kind: str
    """`send`, `pay`, `delete`, `set`, `visit` or `grant`: which sentence of another language fits."""
    order: str
    """As an imperative, without a full stop."""
    passive: str
    """As a statement that it is to be done, without a full stop."""
    asks: str
    """How a user would ask for it."""
    calls: tuple[Move, ...]
    slots: Mapping[str, str]
    """`to` and `what`, for sentences of other languages."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One world of tools."""

    name: str
    tools: tuple[ToolSpec, ...]
    changes: frozenset[str]
    """The tools whose calls change something."""
    tasks: tuple[Callable[[World], Draft], ...]
    wishes: tuple[Callable[[World], Wish], ...]
    inbox: Callable[[World, str], tuple[str, Move]]
    """A message that holds a text, as (how a user names it, the call that reads it)."""
