"""Takes secrets out of what is stored, and puts keyed placeholders in their place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Final

from mosaic_guard.canonical import MAX_DEPTH
from mosaic_guard.text.secrets import PERSONAL_KINDS, Place, field_kind, find_secrets
from mosaic_guard.traces.chain.hashes import mac
from mosaic_guard.traces.chain.spelling import spell
from mosaic_guard.traces.redaction.pairs import VALUE, are_pairs, name_in
from mosaic_guard.traces.redaction.repeats import MOST_REPEATED, SHORTEST, Memory, Secret, without
from mosaic_guard.trajectory import JSON

_MARK: Final = "\u2039secret:"
_PLACEHOLDER: Final = re.compile("\u2039secret:[a-z_]{1,16}:[0-9a-f]{8}\u203a")
_STAYS: Final = PERSONAL_KINDS - {"card"}
_SHORTEST: Final = 8
"""No shorter text holds a secret with the name that gives it away (`pin=4711`)."""
_HEADERS: Final = ("Authorization: ", "Cookie: ")
_CARD_SHAPED: Final = re.compile(  # begins with one set of characters, which the search skips to
    r"[0-9](?<![0-9A-Za-z_][0-9])(?:[ -]?[0-9]){12,18}(?![0-9A-Za-z_])"
)
_DIGITS: Final = bytes(0x30 if 0x30 <= c <= 0x39 else 0x20 for c in range(256))
_MANY_DIGITS: Final = b"0" * 13
_SEPARATOR: Final = "\n\x00\n"
"""No secret reaches across it."""
_PLAIN: Final = frozenset({int, float, bool, type(None)})
_BY_LOOKS: Final = "?"
"""The field's name allows a secret; the value decides."""
_OWN_NAMES: Final = frozenset({"call_key"})
"""Fields of event payloads that hold keyed digests of ours, and are read back."""


@dataclass(frozen=True, slots=True)
class Record:
    """Something to store: its JSON, and the strings in it."""

    text: str
    """Canonical JSON."""
    strings: str | None
    """All strings worth a look; None where the names of fields, or types from elsewhere, ask for a closer one."""
    is_event: bool = False
    """Only its payload is looked at."""


class Redactor:
    """Replaces secrets by `‹secret:kind:8 hex digits›`: the same within a trace, different between traces.

    Keys, tokens, passwords, private keys and card numbers go. Names, addresses and account numbers stay: an approver
    must see whom a payment goes to. A secret that was replaced once is known again in later records of its trace, even
    where nothing gives it away, until the process ends. Thread-safe.
    """  # noqa: RUF002  # the angle quotes are meant: no tool writes them by accident

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._kind_of_field = lru_cache(4096)(_kind_of_field)
        self._memory = Memory()

    def record(self, value: JSON, within: JSON = None) -> Record:
        """Spell a value, and collect what must be looked at: the strings of `within` it, or all."""
        strings = self._strings(value if within is None else within)
        text = None if strings is None else _SEPARATOR.join(strings)
        return Record(spell(value), text, is_event=within is not None)

    def texts(self, records: Sequence[tuple[Record, str, int]]) -> list[str]:
        """Give the redacted text of each record, which belongs to the trace and place named beside it.

        The place is the index of a message, or of the next one after an event. Most records hold no secret, so all are
        searched at once, and one by one only where something was found.
        """
        clean = not _places(_SEPARATOR.join([r.strings for r, *_ in records if r.strings]), cards=False)
        return [self._text(record, trace, place, clean=clean) for record, trace, place in records]

    def _text(self, record: Record, trace: str, place: int, *, clean: bool) -> str:
        known = self._memory.of(trace, None if record.is_event else place)
        is_known = known and any(secret.spelled in record.text for secret in known)
        if not is_known and _is_clean(record.strings, clean=clean):
            return record.text
        fields = json.loads(record.text)
        if record.is_event:
            return spell({**fields, "payload": self._redacted(fields["payload"], trace, place, known)})
        return spell(self._redacted(fields, trace, place, known))

    def _redacted(self, value: JSON, trace: str, place: int, known: Sequence[Secret]) -> JSON:
        redaction = _Redaction(self._key, trace, self._kind_of_field)
        redacted = redaction.whole(value, known)
        if redaction.found:
            self._memory.add(trace, redaction.found, place)
        return redacted

    def _strings(self, value: JSON) -> list[str] | None:
        """The strings long enough to hold a secret; None: look closer."""
        strings: list[str] = []
        level = [value]
        for _ in range(MAX_DEPTH + 1):
            below: list[JSON] = []
            for one in level:
                kind = type(one)
                if kind is str:
                    if len(one) >= _SHORTEST:
                        strings.append(one)
                elif kind is dict:
                    if any(map(self._kind_of_field, one)) or self._kind_of_field(name_in(one)):
                        return None
                    below += one.values()
                elif kind is list or kind is tuple:
                    if are_pairs(one) and any(self._kind_of_field(name) for name, _ in one):
                        return None
                    below += one
                elif kind not in _PLAIN:
                    return None
            if not below:
                return strings
            level = below
        return None


class _Redaction:
    """One value being redacted."""

    def __init__(self, key: bytes, trace: str, kind_of_field: Callable[[str], str]) -> None:
        self._key = key
        self._trace = trace
        self._kind_of_field = kind_of_field
        self.found: dict[str, str] = {}
        """The secrets in it, and their placeholders."""

    def whole(self, value: JSON, earlier: Sequence[Secret]) -> JSON:
        """Redact what gives itself away, then the same secrets, and earlier ones, wherever else they stand."""
        redacted = self._value(value, "")
        own = {s: p for s, p in self.found.items() if len(s) >= SHORTEST}
        known = {s.text: s.placeholder for s in earlier} | (own if len(own) <= MOST_REPEATED else {})
        return without(redacted, known, _PLACEHOLDER) if known else redacted

    def _value(self, value: JSON, kind: str) -> JSON:
        if isinstance(value, str):
            return self._field(value, kind) if kind else self._text(value)
        if isinstance(value, dict):
            kinds = {k: self._kind_of_field(name_in(value) if k == VALUE else k) for k in value}
            return {k: self._value(v, kinds[k] or kind) for k, v in value.items()}
        if isinstance(value, list):
            if are_pairs(value):
                return [[name, self._value(v, self._kind_of_field(name) or kind)] for name, v in value]
            return [self._value(v, kind) for v in value]
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return self._field(str(value), kind) if is_number and kind and kind != _BY_LOOKS else value

    def _field(self, value: str, kind: str) -> str:
        if not value or _PLACEHOLDER.fullmatch(value):
            return value
        if kind == _BY_LOOKS:
            return self._placeholder(value, "token") if _looks_random(value) else self._text(value)
        for header in _HEADERS if kind == "token" else ():  # what it carries may come back without its scheme or name
            for place in _places(header + value):
                self._placeholder((header + value)[place.start : place.end], kind)
        return self._placeholder(value, kind)

    def _text(self, text: str) -> str:
        parts, end = [], 0
        for place in _places(text):
            parts += [text[end : place.start], self._placeholder(text[place.start : place.end], place.kind)]
            end = place.end
        return "".join([*parts, text[end:]]) if parts else text

    def _placeholder(self, secret: str, kind: str) -> str:
        mark = mac(self._key, "secret", self._trace, secret)[:8]
        return self.found.setdefault(secret, f"{_MARK}{kind}:{mark}\u203a")


def _is_clean(strings: str | None, *, clean: bool) -> bool:
    """Whether there is nothing to replace, given whether a search of everything found nothing but perhaps cards."""
    return strings is not None and ((clean and not _has_cards(strings)) or not _places(strings))


def _places(text: str, *, cards: bool = True) -> list[Place]:
    if len(text) < _SHORTEST:
        return []
    if _MARK in text:  # a placeholder names a kind and looks like a value, so it would be found again
        text = _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text)
    found = find_secrets(text, personal=cards and _has_cards(text))
    return [place for place in found if place.kind not in _STAYS]


def _has_cards(text: str) -> bool:
    """Whether there may be card numbers: none stands in a word, as in the digests that we make."""
    raw = text.encode("utf-8", "surrogatepass").translate(_DIGITS, b" -")
    return _MANY_DIGITS in raw and _CARD_SHAPED.search(text) is not None  # the first alone may join two numbers


def _kind_of_field(name: object) -> str:
    if not isinstance(name, str) or name in _OWN_NAMES:
        return ""
    return field_kind(name) or (_BY_LOOKS if name.casefold().endswith(("key", "token", "secret")) else "")


def _looks_random(value: str) -> bool:
    """Whether it reads as generated: long, one word, digits among letters, and few characters twice."""
    if not 16 <= len(value) <= 4096 or not any(c.isdigit() for c in value) or any(c.isspace() for c in value):
        return False
    counts = Counter(value)
    return -sum(n / len(value) * log2(n / len(value)) for n in counts.values()) >= 3
