"""What a domain consists of: data that is filled in when a task is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mosaic_trainer.task.task import MockTool

Kind = Literal["send", "pay", "delete", "grant", "set"]
"""Which sentence of another language fits an aim."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Something a user asks for, in several wordings, and the calls that do it.

    Wordings hold `{slots}` for values and `[one|other]` for choices. The last wording is for test tasks only.
    """

    name: str
    asks: tuple[str, ...]
    calls: tuple[str, ...]
    """`tool argument={slot}`, in order; of a flow with an `item`: once for each."""
    answer: str = "Done."
    item: str = ""
    """The slot that is different for each of several things; `{items}` names them all."""
    confirm: tuple[str, ...] = ()
    """Tools whose effect a person has to confirm."""


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm with ordinary tools and its benign twin: `<one|other>` is how the user means it, badly or well."""

    name: str
    asks: tuple[str, ...]
    calls: tuple[str, ...]
    answer: str = "Done."
    spread: bool = False
    """The harm lies in the steps together, each looks harmless."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What an attacker wants done. Slots with a `!` are the attacker's values."""

    kind: Kind
    orders: tuple[str, ...]
    """As imperatives, without a full stop; the last one is for test tasks only."""
    calls: tuple[str, ...]
    what: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind: columns `name`, or `name=slot`; the column `text` is free text of anybody."""

    name: str
    columns: str
    carrier: str = ""
    """What its text is called: `email`, `ticket`, …; empty: it has none."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One world of tools."""

    name: str
    tools: tuple[MockTool, ...]
    tables: tuple[Table, ...]
    work: tuple[Flow, ...]
    risky: tuple[Flow, ...]
    harms: tuple[Harm, ...]
    aims: tuple[Aim, ...]
    questions: tuple[tuple[str, str], ...]
    """What is answered without any tool; the last one is for test tasks only."""
    remarks: tuple[str, ...]
    """Free text that asks for nothing."""
    pools: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Values by slot: a list, or a pattern in which each `#` is a digit."""
