"""What a trace says became of its calls and outputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mosaic_guard.tool import Effect
from mosaic_guard.traces.encoding import effect_from_json
from mosaic_guard.traces.events import EventKind, StoredEvent
from mosaic_guard.trajectory import JSON

_BY_TABLE: Final = frozenset(
    {"denied_by_table", "verify_by_table", "constraint", "guard_protected", "unknown_tool", "spec_changed"}
)


class Fate(StrEnum):
    """What became of a call or an output."""

    PASSED = "passed"
    """It ran, or was handed on, as it came: by decision or by a person's approval."""
    REJECTED = "rejected by a person"
    BY_TABLE = "refused by the table"
    HELD = "held back by the guard"
    """Nobody said whether rightly."""


@dataclass(slots=True)
class Record:
    """The fates in one trace."""

    calls: dict[tuple[str, str], Fate] = field(default_factory=dict)
    """By message and call id."""
    effects: dict[str, Effect] = field(default_factory=dict)
    """By tool: as it was in force when it was called."""
    outputs: set[str] = field(default_factory=set)
    """Those that were checked, by call id."""
    suspected: dict[str, float] = field(default_factory=dict)
    """Those in which something was found, with its score where the text is gone because it was cut out."""


def record(events: Iterable[StoredEvent]) -> Record:
    """Fold the events of one trace."""
    made, answers = Record(), _answers(events := list(events))
    for event in (stored.event for stored in events):
        payload = event.payload
        if event.kind is not EventKind.DECIDED:
            continue
        if payload.get("phase") == "call":
            key = str(payload.get("message_id", "")), str(payload.get("call_id", ""))
            made.calls[key] = _fate(payload, answers.get(event.subject, ""))
            if effect := payload.get("effect"):
                made.effects[str(payload.get("tool", ""))] = effect_from_json(effect)
        elif payload.get("phase") == "output":
            made.outputs.add(id := str(payload.get("call_id", "")))
            if payload.get("action") != "act":
                made.suspected[id] = _score(payload) if payload.get("mode") == "enforce" else 0.0
    return made


def _answers(events: Iterable[StoredEvent]) -> dict[str, str]:
    """What people said, by call key."""
    said = (s.event.payload for s in events if s.event.kind is EventKind.ANSWERED)
    return {str(p.get("request_id", "")).rpartition("#")[0]: str(p.get("decision", "")) for p in said}


def _fate(payload: Mapping[str, JSON], answer: str) -> Fate:
    if answer in ("reject", "edit", "respond"):
        return Fate.REJECTED
    if payload.get("action") == "act" or payload.get("settled") == "act" or answer == "approve":
        return Fate.PASSED
    codes = {finding.get("code") for finding in payload.get("findings", ())}
    return Fate.BY_TABLE if codes & _BY_TABLE else Fate.HELD


def _score(payload: Mapping[str, JSON]) -> float:
    facts = [fact for fact in payload.get("facts", ()) if fact.get("type") == "injection"]
    return max((float(fact.get("score", 0)) for fact in facts), default=0.0)
