"""Who gave a contact, in whatever spelling: the user, somebody trusted, or which place of an output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.assessment import Span
from mosaic_guard.kept import Kept
from mosaic_guard.policies.contacts.found import Contact, contacts
from mosaic_guard.policies.contacts.key import key
from mosaic_guard.policies.provenance.index import EXPLAINING, View
from mosaic_guard.policies.provenance.words import fold, normal
from mosaic_guard.text.segments import segment_at
from mosaic_guard.trajectory import Origin

_MOST: Final = 1_000_000
"""Characters in which another spelling is looked for: of the newest outputs, and of the user's and trusted words."""
_SEGMENT: Final = 300


class Where(NamedTuple):
    """A place that gives a contact, and the words around it."""

    span: Span
    segment: str


@dataclass(frozen=True)
class Known:
    """The contacts of a run by their keys; read only when somebody asks."""

    view: View

    def is_given(self, contact: Contact) -> bool:
        """Whether the user, the system prompt or a trusted tool gave it."""
        return key(contact) in self._given

    def where(self, contact: Contact) -> Where | None:
        """The newest place of an output that gives it."""
        return self._told.get(key(contact))

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(self._keys())

    def _keys(self) -> Iterator[str]:
        written = frozenset[str]().union(*(index.written for index in self.view.indexes))
        left = _MOST
        for origin in EXPLAINING:
            for passage in self.view.voice(origin).passages():
                for one in read(passage.text[:left]):
                    if origin is not Origin.TRUSTED or not _is_written(one, written):
                        yield key(one)
                left = max(0, left - len(passage.text))

    @cached_property
    def _told(self) -> Mapping[str, Where]:
        found: dict[str, Where] = {}
        left = _MOST
        for source in self.view.sources:
            for path, text in source.texts.items():
                for one in read(text[:left]):
                    found.setdefault(key(one), _where(source.name, path, text, one))
                left = max(0, left - len(text))
        return MappingProxyType(found)


def _is_written(contact: Contact, written: frozenset[str]) -> bool:
    """Whether the agent wrote it where nobody explained it: who hands it back makes it nobody's."""
    return normal(fold(contact.value)) in written or key(contact) in written


def _where(source: str, path: str, text: str, contact: Contact) -> Where:
    start, end = contact.start, contact.end
    left, right = segment_at(text, start, end)
    room = max(0, _SEGMENT - (end - start)) // 2
    return Where(Span(source, path, start, end), text[max(left, start - room) : min(right, end + room)])


def _contacts(text: str) -> tuple[Contact, ...]:
    return tuple(contacts(text))


read: Final = Kept(_contacts, characters=2 * _MOST)
"""Reads a text's contacts; those of a run's outputs, and of all else that is looked at, once for all its answers."""
