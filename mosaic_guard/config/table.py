"""What the tables say of one tool: properties from the closest entry, limits from every entry that covers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from mosaic_guard.config.constraints import Limit, limits
from mosaic_guard.config.glob import ANY, by_specificity, covers
from mosaic_guard.config.model import Config, Table, ToolRule

Ruling = Literal["allow", "verify", "deny"]
RULINGS: Final[tuple[Ruling, ...]] = ("allow", "verify", "deny")
"""From the mildest to the strictest."""

NOBODY: Final = "(nobody)"
"""Stands where two files name approvers and agree on none; no approver has this name."""

PROPERTIES: Final = ("effect", "reversible", "external", "idempotent", "decisive", "trusted", "approvers", "pin")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one table says of one tool."""

    named: bool
    """An entry other than a bare `*` covers it."""
    rule: Ruling
    limits: tuple[tuple[str, Limit], ...]
    """By argument path; all must hold."""
    properties: ToolRule
    """What the closest entries state; the stricter where equals differ."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one tool stands with all files together."""

    entries: tuple[Entry, ...]
    known: bool
    """The first file that lists tools names it, or no file lists any."""
    rule: Ruling
    limits: tuple[tuple[str, Limit], ...]
    approvers: tuple[str, ...]
    """Who may approve; empty for anyone."""
    pins: frozenset[str]


def standing(config: Config, tool: str) -> Standing:
    """Combine what every file says of a tool; a later file never makes it known, nor lifts anything."""
    entries = tuple(entry(table, tool) for table in config.tables)
    listed = [e.named for e, table in zip(entries, config.tables, strict=True) if table]
    stated = [e.properties.approvers for e in entries if e.properties.approvers is not None]
    return Standing(
        entries=entries,
        known=listed[0] if listed else True,
        rule=max((e.rule for e in entries), key=RULINGS.index, default="allow"),
        limits=tuple(limit for e in entries for limit in e.limits),
        approvers=strictest("approvers", stated) if stated else (),
        pins=frozenset(e.properties.pin for e in entries if e.properties.pin),
    )


def entry(table: Table, tool: str) -> Entry:
    """Combine the entries of one table that cover a tool, or all that a glob covers."""
    keys = [key for key in table if key == tool or covers(key, tool)]
    levels = [[table[key] for key in level] for level in by_specificity(keys)]
    rules = [rule for level in levels for rule in level]
    return Entry(
        named=any(key != ANY for key in keys),
        rule=max((r.rule or "allow" for r in rules), key=RULINGS.index, default="allow"),
        limits=tuple((path, limit) for r in rules for path, c in r.constraints.items() for limit in limits(c)),
        properties=ToolRule(**{name: _closest(levels, name) for name in PROPERTIES}),
    )


def strictest(name: str, values: Sequence[Any]) -> Any:
    """Combine several statements of one property into one that is at least as strict as each."""
    return _STRICTEST[name](values)


def _closest(levels: list[list[ToolRule]], name: str) -> Any:
    for level in levels:
        stated = [value for rule in level if (value := getattr(rule, name)) is not None]
        if stated:
            return strictest(name, stated)
    return None


def _common(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(lists[0]).intersection(*lists[1:]))) or (NOBODY,)


def _union(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*lists)))


_STRICTEST: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    "effect": lambda effects: "write" if "write" in effects else "read",
    "reversible": all,
    "external": any,
    "idempotent": all,
    "decisive": _union,
    "trusted": all,
    "approvers": _common,
    "pin": max,  # a pin belongs to one exact name, so there is only ever one
}
