"""The same secret wherever else it stands: in one record, and in the later ones of its trace."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mosaic_guard.text.personal import PERSONAL_KINDS, places_of_personal_data
from mosaic_guard.traces.chain.spelling import spell
from mosaic_guard.trajectory import JSON

MOST_REPEATED: Final = 32
"""So many secrets of one record, and of one trace, are looked for; more would cost too much."""
SHORTEST: Final = 8
"""Shorter ones stand in other words by chance."""
_LONGEST: Final = 1024
_MOST_TRACES: Final = 256
_WORDS: Final = re.compile(r"(?:[^\W\d_]|[ -])+|[\d\W_]+")
_ADDRESS: Final = re.compile(r"@|://|\.[a-z]{2,}", re.IGNORECASE)
_OF_ITEMS: Final = ("call_id", "id", "message_id", "name", "origin", "role", "type")
_OF_CHECKS: Final = ("code", "effect", "path", "phase", "policy", "source", "spec", "tool")
_OF_DECISIONS: Final = ("action", "final", "fingerprints", "intent", "label", "mode", "settled", "state")
_OF_ANSWERS: Final = ("approver", "decision", "digest", "fingerprint", "grant", "request_id", "sources", "used_grant")
_OF_RUNS: Final = ("call_key", "checkpoint_id", "kind", "outcome", "output_digest", "tenant", "user", "values")
_OURS: Final = frozenset({*_OF_ITEMS, *_OF_CHECKS, *_OF_DECISIONS, *_OF_ANSWERS, *_OF_RUNS})
"""Fields that are read back: a secret spelled like one of their values must not change it."""
_THEIRS: Final = frozenset({"args", "edited_args", "structured"})
"""Below these no name is ours."""


@dataclass(frozen=True, slots=True)
class Secret:
    """One that was replaced."""

    text: str
    spelled: str
    """As canonical JSON has it."""
    placeholder: str
    since: int
    """Index of the message that showed it: earlier ones are stored already, and stay as they are."""


class Memory:
    """The first secrets of the traces written last; in memory only. Thread-safe."""

    def __init__(self) -> None:
        self._traces: OrderedDict[str, tuple[Secret, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, trace: str, place: int | None = None) -> tuple[Secret, ...]:
        """The secrets of a trace that were shown up to a place, or all."""
        known = self._traces.get(trace, ()) if self._traces else ()
        return known if place is None or not known else tuple(s for s in known if s.since <= place)

    def add(self, trace: str, found: Mapping[str, str], place: int) -> None:
        """Remember secrets, given with their placeholders, that a record at this place showed."""
        with self._lock:
            known = self._traces.pop(trace, ())
            seen = {secret.text for secret in known}
            new = (Secret(s, spell(s)[1:-1], p, place) for s, p in found.items() if s not in seen and _is_telling(s))
            if known := (*known, *new)[:MOST_REPEATED]:
                self._traces[trace] = known
            if len(self._traces) > _MOST_TRACES:
                self._traces.popitem(last=False)


def _is_telling(secret: str) -> bool:
    """Whether it can stand for nothing else: what reads as words, numbers or whom a payment goes to must stay."""
    if not SHORTEST <= len(secret) <= _LONGEST or _WORDS.fullmatch(secret) or _ADDRESS.search(secret):
        return False
    return not any(place.kind in PERSONAL_KINDS for place in places_of_personal_data(secret))


def without(value: JSON, known: Mapping[str, str], marks: re.Pattern[str]) -> JSON:
    """Put their placeholders in place of known secrets; what is a placeholder already (`marks`) stays."""
    longest_first = sorted(known, key=len, reverse=True)
    expression = re.compile("|".join([marks.pattern, *map(re.escape, longest_first)]))
    return _replaced(value, known, expression, ours=True)


def _replaced(value: JSON, known: Mapping[str, str], expression: re.Pattern[str], *, ours: bool) -> JSON:
    if isinstance(value, str):
        return expression.sub(lambda match: known.get(match[0], match[0]), value)
    if isinstance(value, dict):
        return {
            k: v if ours and k in _OURS else _replaced(v, known, expression, ours=ours and k not in _THEIRS)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [_replaced(v, known, expression, ours=ours) for v in value]
    return value
