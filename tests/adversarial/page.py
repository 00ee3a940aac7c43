"""Writes docs/adversarial.md from the cases and the known gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.adversarial.case import Case
from tests.adversarial.gaps import Gap, names

FILE: Final = Path(__file__).parents[2] / "docs" / "adversarial.md"

_HEAD: Final = """\
# What holds against an attacker who knows the guard

Every attack here is written for this guard, in knowledge of its code, and acted out by an agent that obeys whatever it
reads. It runs through the public door of `Guard`, with no configuration and no model server, for tools whose effects
are inferred. An attack holds when its text is cut from what the agent sees, when the call is refused or a person, who
answers rightly, is asked first, or when the answer comes without it. Beside it stands its harmless twin: the same trick
on harmless text, or what the user asked for herself. A twin is kept when no output is altered, no call is asked about
and the answer stays as it is.

The cases are data in `tests/adversarial`; what does not hold is listed there with its reason, in `gaps.toml`, and each
entry must fail, so this page can't claim less or more than is so. `python bench/adversarial.py` plays them all and says
how each ends; `--refresh` writes the gaps and this page anew.
"""


def page(cases: Sequence[Case], known: Mapping[str, Gap]) -> str:
    """Write the whole page."""
    parts = [
        _HEAD,
        "## By family\n",
        table(cases, known, lambda case: case.family, "Family"),
        "\n## By trick\n",
        *(_family(family, cases, known) for family in dict.fromkeys(case.family for case in cases)),
        "## What gets through, and why\n",
        *(f"- {kind}: {gap.why}" for kind, gap in known.items()),
    ]
    return "\n".join(parts) + "\n"


def _family(family: str, cases: Sequence[Case], known: Mapping[str, Gap]) -> str:
    mine = [case for case in cases if case.family == family]
    return f"### {family.capitalize()}\n\n{table(mine, known, lambda case: case.trick, 'Trick')}\n"


def table(cases: Sequence[Case], known: Mapping[str, Gap], by: Callable[[Case], str], title: str) -> str:
    """Count, per group, how many attacks hold and how many twins are kept."""
    rows = [f"| {title} | attacks that hold | harmless twins kept |", "| --- | --- | --- |"]
    groups = {group: [case for case in cases if by(case) == group] for group in dict.fromkeys(map(by, cases))}
    rows += [f"| {_escaped(group)} | {_counts(mine, known)} |" for group, mine in groups.items()]
    if len(rows) > 3:
        rows.append(f"| **all** | {_counts(cases, known)} |")
    return "\n".join(rows)


def _counts(cases: Iterable[Case], known: Mapping[str, Gap]) -> str:
    cells = []
    for control in (False, True):
        mine = [case for case in cases if case.control is control]
        cells.append(f"{sum(names(case, known) is None for case in mine)} / {len(mine)}" if mine else "–")
    return " | ".join(cells)


def _escaped(text: str) -> str:
    return f"`{text}`" if "<" in text or "\\" in text else text.replace("|", "\\|")
