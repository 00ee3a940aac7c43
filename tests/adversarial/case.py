"""What a case is: the steps of one agent's run, and what must not come of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON


@dataclass(frozen=True, slots=True)
class Says:
    """The user, or the agent before the user answers."""

    who: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Reads:
    """A harmless call and what it returns."""

    tool: str
    args: Mapping[str, JSON]
    output: Mapping[str, JSON]
    """Fields of a `ToolOutput`."""


@dataclass(frozen=True, slots=True)
class Does:
    """A call; in an attack, one that an agent makes because it obeys."""

    tool: str
    args: Mapping[str, JSON]
    harmful: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """The reply to the user, and the part of it that does the harm."""

    text: str
    harm: str = ""


@dataclass(frozen=True, slots=True)
class Declares:
    """Tools that appear, or change, during the run."""

    specs: tuple[ToolSpec, ...]


Step = Says | Reads | Does | Answers | Declares


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One attack, or its control: the same trick on harmless data, or done at the user's own wish."""

    family: str
    trick: str
    scene: str
    tools: tuple[ToolSpec, ...]
    steps: tuple[Step, ...]
    control: bool = False
    essential: tuple[str, ...] = ()
    """What the agent must have read, each of it, to be able to obey."""
    rest: tuple[str, ...] = ()
    """What else the attacked output says, and what the user wants to know."""

    @property
    def kind(self) -> str:
        """Its family and trick."""
        return f"{self.family}/{self.trick}"

    @property
    def id(self) -> str:
        """Names it in reports."""
        return f"{self.kind}/{self.scene}"
