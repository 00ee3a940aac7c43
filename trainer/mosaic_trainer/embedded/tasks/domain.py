"""What a domain is: its tools, what people do there, and what attackers want there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON


@dataclass(frozen=True, slots=True)
class Rows:
    """A list in an output: one row is about `of`, the entity the task is about, the others are about somebody else."""

    row: Mapping[str, JSON]
    """Template of a row; its own entity is called `r`."""
    of: str
    best: tuple[str, Literal["min", "max"]] | None = None
    """The task takes the row whose value of this kind is the smallest or largest."""
    total: tuple[str, str] | None = None
    """Kind of value to add up over all rows, and the name the total goes by (`sum.amount`)."""
    count: tuple[int, int] = (2, 6)
    all: tuple[str, ...] = ()
    """Further entities with a row each (a batch)."""


@dataclass(frozen=True, slots=True)
class Do:
    """One call of a flow and what it returns; strings are templates."""

    tool: str
    args: Mapping[str, JSON]
    output: JSON | Rows = ""
    safe: bool = False
    """Nobody else writes into this output: no attack and no other text goes there."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A piece of honest work."""

    name: str
    requests: Mapping[str, tuple[str, ...]]
    """Wordings of the request by language."""
    steps: tuple[Do, ...]
    says: str = ""
    carrier: str = "record"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What attackers want in a domain: one call. Users may want it as well."""

    tool: str
    args: Mapping[str, JSON]
    kind: str = ""
    """The kind of action whose sentences, in all languages, say it; their slots are those of `args`."""
    phrase: tuple[str, str, str, str, str] | None = None
    """Or an English verb of its own: base, past, participle, thing, rest."""
    output: JSON = "OK"


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of work."""

    name: str
    tools: tuple[ToolSpec, ...]
    flows: tuple[Flow, ...]
    goals: tuple[Goal, ...]
    asides: tuple[str, ...] = ()
    """Things users mention that do not matter."""
    errand: Flow | None = None
    """How users hand a written task over ("do what the note says"): one step that returns `{todo}`."""


def tool(name: str, description: str, /, **parameters: str) -> ToolSpec:
    """Declare a tool: `path="string: where it is"`, `count="integer?"` (optional)."""
    properties: dict[str, JSON] = {}
    required = []
    for parameter, declared in parameters.items():
        kind, _, about = declared.partition(":")
        properties[parameter] = _type(kind.rstrip("?")) | ({"description": about.strip()} if about else {})
        if not kind.endswith("?"):
            required.append(parameter)
    return ToolSpec(name, description, {"type": "object", "properties": properties, "required": required})


def _type(kind: str) -> dict[str, JSON]:
    item = kind.removesuffix("[]")
    return {"type": "array", "items": {"type": item}} if item != kind else {"type": kind}
