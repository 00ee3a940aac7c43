"""The safety log as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.moment import moment
from mosaic_guard.cli.terminal import Style, Terminal, safe
from mosaic_guard.cli.timeline import spelled

if TYPE_CHECKING:
    from mosaic_guard.traces.audit import AuditRecord

_ANSWERS: Final[Mapping[str, str]] = {
    "approve": "approved",
    "reject": "rejected",
    "edit": "changed",
    "respond": "answered in its place",
    "timeout": "nobody answered",
}
_FATES: Final[Mapping[str, str]] = {"not run": "not run", "cancelled": "not run", "unknown": "unknown"}


def as_text(records: Sequence[AuditRecord], terminal: Terminal) -> str:
    """Write one block per record."""
    blocks = ["\n".join(_block(record, terminal)) for record in records]
    return "\n".join(blocks) or "no call that may change something was recorded"


def _block(record: AuditRecord, terminal: Terminal) -> Iterator[str]:
    fate = _FATES.get(record.outcome, "ran")
    style: Style = "yellow" if record.answer or fate == "unknown" else "green" if fate == "ran" else "red"
    head = f"{moment(record.time)}  {safe(record.trace)}"
    yield f"{terminal.paint(f'{fate:8}', style)} {terminal.paint(head, 'dim')}"
    for line in terminal.wrapped(safe(spelled(record.tool, record.args)), indent=9):
        yield f"         {line}"
    for line in terminal.wrapped(" · ".join(_facts(record)), indent=9):
        yield f"         {terminal.paint(line, 'dim')}"
    if record.safety_thoughts:
        for line in terminal.wrapped(f"thoughts: {safe(record.safety_thoughts)}", indent=9, most=4):
            yield f"         {line}"


def _facts(record: AuditRecord) -> Iterator[str]:
    intent = {True: "matches the intent", False: "against the intent", None: "intent unclear"}
    yield record.label
    yield f"{record.decision} → {record.settled}" if record.settled != record.decision else record.decision
    yield f"harm {record.harm:.1f}"
    yield "can be undone" if record.reversible else "can't be undone"
    yield intent[record.matches_intent]
    if record.answer:
        said = _ANSWERS.get(record.answer, record.answer)
        yield f"{said} by {safe(record.approver)}" if record.approver else said
    if record.outcome != "not run":
        yield f"outcome {record.outcome}{f' ({safe(record.error)})' if record.error else ''}"
