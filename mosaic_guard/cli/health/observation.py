"""One thing that `doctor` saw, and how all of them are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from mosaic_guard.cli.terminal import Style, Terminal, safe

Status = Literal["ok", "note", "problem"]

_SIGNS: Final[Mapping[Status, tuple[str, Style]]] = {
    "ok": ("✓", "green"),
    "note": ("•", "yellow"),
    "problem": ("✗", "red"),
}
_INDENT: Final = 13


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was looked at."""

    topic: str
    text: str
    status: Status = "ok"
    """`note` is worth reading and no reason to fail."""
    fix: str = ""


def shown(observations: Sequence[Observation], terminal: Terminal) -> str:
    """Lay observations out by topic, problems with what to do about them."""
    lines: list[str] = []
    for topic, group in groupby(observations, key=lambda one: one.topic):
        for index, one in enumerate(group):
            sign, style = _SIGNS[one.status]
            first, *rest = terminal.wrapped(safe(one.text), indent=_INDENT)
            label = terminal.paint(f"{topic if not index else '':10}", "bold")
            lines.append(f"{label} {terminal.paint(sign, style)} {first}")
            lines += [" " * _INDENT + line for line in rest]
            if one.fix:
                fix = terminal.wrapped(f"→ {safe(one.fix)}", indent=_INDENT)
                lines += [" " * _INDENT + terminal.paint(line, "dim") for line in fix]
    return "\n".join(lines)
