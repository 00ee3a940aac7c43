"""Finds the contacts that a text names: links and hosts, e-mail addresses, phone numbers, accounts, handles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mosaic_guard.policies.contacts.handles import HANDLE, handles, is_on_telegram
from mosaic_guard.policies.contacts.links import links
from mosaic_guard.policies.contacts.numbers import numbers
from mosaic_guard.policies.contacts.plain import plainly
from mosaic_guard.policies.contacts.wallets import wallets
from mosaic_guard.text import Mapped
from mosaic_guard.text.personal import places_of_personal_data, without_overlaps
from mosaic_guard.text.unspaced import spaced

_MARKS: Final = ("\ufe0f", "\u20e3")


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, and where the text names it: offsets in characters, end exclusive."""

    kind: str
    start: int
    end: int
    value: str
    """In plain spelling: `https://a.example` where the text says `hxxps://a[.]example`."""
    on_telegram: bool = False
    """Of a handle: there `@name` is `t.me/name`; on any other service somebody else may have the name."""


def contacts(text: str) -> Iterator[Contact]:
    """Find them, in order and never overlapping."""
    mapped = plainly(Mapped(text))
    said = mapped.text
    emails = (place for place in places_of_personal_data(said) if place.kind == "email")
    apart = spaced(said)
    places = [*emails, *links(said, apart), *handles(said), *wallets(apart), *numbers(apart)]
    for place in without_overlaps(places):
        start, end = mapped.span(place.start, place.end)
        on_telegram = place.kind == HANDLE and is_on_telegram(said, place.start, place.end)
        yield Contact(place.kind, start, _with_marks(text, end), said[place.start : place.end], on_telegram)


def _with_marks(text: str, end: int) -> int:
    """The frame around a last digit goes with it."""
    while text[end : end + 1] in _MARKS and end < len(text):
        end += 1
    return end
