"""What calibration found, as a table for a person and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from mosaic_guard.calibration.sample import Example, FalseAlarms
from mosaic_guard.calibration.threshold import Gauge, Proposal, Setting
from mosaic_guard.trajectory import JSON

_HEAD = ("threshold", "examples", "now", "false alarms", "then", "false alarms", "attacks found")
_WORST = 5

Found = Mapping[Gauge, tuple[float, float] | None]
"""Share of the shipped validation attacks that are found now, and then."""
LeftOut = Mapping[tuple[Gauge, str], int]


def as_text(proposals: Sequence[Proposal], found: Found, left_out: LeftOut, worst: Mapping[Gauge, JSON]) -> str:
    """Lay the proposals out, with what was left out and what they don't reach."""
    rows = [_HEAD, *(_row(p, found.get(p.gauge)) for p in proposals)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    notes = [note for p in proposals for note in _notes(p)]
    notes += [f"{gauge}: {n:,} left out: {why}" for (gauge, why), n in sorted(left_out.items())]
    notes += [f"{gauge}: most at {', '.join(_tool(t) for t in tools)}" for gauge, tools in worst.items() if tools]
    return "\n".join([*lines, *([""] if notes else []), *notes])


def as_json(proposals: Sequence[Proposal], found: Found, left_out: LeftOut, worst: Mapping[Gauge, JSON]) -> JSON:
    """Say the same as data."""
    said = [
        {**asdict(p), "needed": p.needed, "is_enough": p.is_enough, "attacks_found": found.get(p.gauge)}
        for p in proposals
    ]
    left = [{"threshold": gauge, "why": why, "count": n} for (gauge, why), n in sorted(left_out.items())]
    return {"thresholds": said, "left_out": left, "worst": dict(worst)}


def worst_tools(examples: Sequence[Example], threshold: float) -> list[JSON]:
    """Name the tools with most false alarms; thresholds differ most between sources, and a tool is one."""
    held = Counter(e.subject for e in examples if e.score >= threshold and e.subject)
    seen = Counter(e.subject for e in examples)
    return [{"tool": tool, "held": n, "of": seen[tool]} for tool, n in held.most_common(_WORST)]


def percent(share: float) -> str:
    """Spell a share: three digits where it is small."""
    value = share * 100
    return f"{value:.2f} %" if value < 1 else f"{value:.1f} %"


def _row(proposal: Proposal, found: tuple[float, float] | None) -> tuple[str, ...]:
    now, then = proposal.now, proposal.then
    counted = f"{proposal.n:,} of {proposal.groups:,}"
    change = "not known" if found is None else f"{percent(found[0])[:-2]} → {percent(found[1])}"
    return (proposal.gauge, counted, *_setting(now), *_setting(then), change)


def _setting(setting: Setting) -> tuple[str, str]:
    return f"{setting.threshold:.2f}", _rate(setting.rate)


def _rate(rate: FalseAlarms) -> str:
    return f"{percent(rate.share)} ({percent(rate.low)[:-2]} to {percent(rate.high)})"


def _notes(proposal: Proposal) -> Iterator[str]:
    if not proposal.is_enough:
        yield (
            f"{proposal.gauge}: too few examples: {percent(proposal.stated)} needs {proposal.needed:,}, "
            f"and these weigh {proposal.weight:,}"
        )
    elif not proposal.met:
        yield f"{proposal.gauge}: {percent(proposal.stated)} can't be kept within the bounds of calibration"
    if proposal.unavoidable:
        yield f"{proposal.gauge}: {proposal.unavoidable:,} are held back at every threshold within the bounds"


def _tool(found: JSON) -> str:
    return f"{found['tool']} ({found['held']} of {found['of']})"
