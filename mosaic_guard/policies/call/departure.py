"""What departs from what the user wrote out: another value in the place of hers, a host or path that begins like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from mosaic_guard.argument_names import EXECUTES
from mosaic_guard.assessment import ArgumentFact, Finding
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.call.place.shape import ACCOUNT_NUMBER, EMAIL, essence
from mosaic_guard.policies.call.request.forbidden import is_forbidden
from mosaic_guard.policies.necessity import asks_for
from mosaic_guard.policies.provenance.addressees import arguments
from mosaic_guard.policies.provenance.context import amounts, use_of
from mosaic_guard.policies.provenance.leaves import Value, spelled
from mosaic_guard.policies.provenance.numbers import numbers, whole
from mosaic_guard.policies.provenance.points import split
from mosaic_guard.policies.provenance.words import bare, fold
from mosaic_guard.policies.shapes import Shape, shape
from mosaic_guard.text.fold import fold as unmask
from mosaic_guard.text.mapped import Mapped
from mosaic_guard.text.unspaced import spaced
from mosaic_guard.trajectory import Message
from mosaic_guard.verbs import words

_CLIMBS: Final = re.compile(r"(?:^|[/\\])(?!\.{1,2}[/\\])[^/\\]{1,255}[/\\]\.\.(?:[/\\]|$)")
_HOST: Final = re.compile(r"(?<![\w.-])(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w-])")
_AUTHORITY: Final = re.compile(r"(?:[a-z][a-z0-9+.-]{1,20}:)?(?://)?(?:([^/?#\s\\]{0,400})@)?([^/?#\s\\:@]{1,255})")
_SENTENCE: Final = re.compile(r"[.!?;](?=\s|$)|[\n\u3002\uff01\uff1f]")
_THEN: Final = re.compile(r"&&|\|\||[;\n|]")
_LONGEST: Final = 4000
_LEAST_WORDS: Final = 4
"""Fewer ask for nothing: `No rush`."""

Written = dict[str, str]
"""What was written, by its one spelling."""


@dataclass(frozen=True)
class Departures:
    """Compares one call with what the user wrote out."""

    pending: Pending

    def found(self, *, writes: bool) -> Iterator[Finding]:
        """Give a finding for each such value; what only reads may go elsewhere, but to no look-alike."""
        for leaf, fact in self._decided():
            if why := self._why(leaf, fact, writes=writes):
                yield Finding("not_as_given", f"Argument {leaf.path} {why}", path=leaf.path)

    def _why(self, leaf: Value, fact: ArgumentFact, *, writes: bool) -> str:
        said = spelled(leaf.value).strip()[:_LONGEST]
        if fact.explained:
            forbidden = writes and fact.decisive and is_forbidden(said, self.pending.request)
            return f"is what the user said is not meant: {said!r}." if forbidden else ""
        if leaf.names and (leaf.names[-1], said) in self.pending.chosen:
            return ""
        hers = self._imitated(said) or (writes and (self._ignored(leaf, said, fact) or self._extended(leaf, said)))
        if hers:
            return f"departs from what the user gave: {hers!r}."
        climbs = writes and shape(said) is Shape.PATH and _CLIMBS.search(said)
        return "is a path that leads out of the folder it begins with." if climbs else ""

    def _decided(self) -> Iterator[tuple[Value, ArgumentFact]]:
        known = {fact.path: fact for fact in self.pending.facts}
        return ((leaf, known[leaf.path]) for leaf in arguments(self.pending.call.args) if leaf.path in known)

    @cached_property
    def _used(self) -> list[str]:
        """What the calls of the run hold, this one's included."""
        calls = (call for item in self.pending.newest if isinstance(item, Message) for call in item.calls)
        return [spelled(leaf.value)[:_LONGEST] for call in (*calls, self.pending.call) for leaf in arguments(call.args)]

    def _ignored(self, leaf: Value, said: str, fact: ArgumentFact) -> str:
        """A value of this kind that the user gave, and no call has used; an amount may be worked out from hers."""
        if shape(said) is Shape.EMAIL:
            read, given = _addresses, _addresses(self.pending.request.text)
        elif said[:1].isalpha() and ACCOUNT_NUMBER.fullmatch(said.upper().replace("-", " ")):
            read, given = _accounts, _accounts(self.pending.request.text)
        elif fact.span and use_of(leaf.names, ()).is_money and whole(fold(said)):
            read, given = _numbers, _amounts(self.pending.request.folded)
        else:
            return ""
        given = {one: written for one, written in given.items() if self._is_for_this(written)}
        used = {one for text in self._used for one in read(text)} if given else set()
        return next((written for one, written in given.items() if one not in used), "")

    @cached_property
    def _sentences(self) -> list[tuple[str, str, bool | None]]:
        """The user's sentences, folded too, and whether each asks for this call."""
        spec = self.pending.spec
        return [(one, fold(one), asks_for((one,), spec)) for one in split(_SENTENCE, self.pending.request.text)]

    def _is_for_this(self, written: str) -> bool:
        """Whether what the user wrote stands where she asks for this call, and nowhere else she may ask for it."""
        folded = fold(written)
        own = [asks for _, said, asks in self._sentences if folded in said]
        others = [(one, asks) for one, said, asks in self._sentences if folded not in said]
        return True in own and not any(
            asks or (asks is None and len(one.split()) >= _LEAST_WORDS) for one, asks in others
        )

    def _imitated(self, said: str) -> str:
        """The host that the user gave, where the one of this value only looks or begins like it."""
        if shape(said) not in (Shape.EMAIL, Shape.URL, Shape.HOST):
            return ""
        match = _AUTHORITY.match(unquote(said).lower())
        if match is None:
            return ""
        user, host = match[1] or "", match[2]
        for given in (m[0] for m in _HOST.finditer(spaced(self.pending.request.text.lower()))):
            is_ahead = given in _HOST.findall(user) or host.startswith(f"{given}.")
            if is_ahead or (host != given and _plainly(host) == _plainly(given)):
                return given
        return ""

    def _extended(self, leaf: Value, said: str) -> str:
        """The command that the user gave, where another that goes to some host stands before or behind it."""
        if not leaf.names or EXECUTES.isdisjoint(words(leaf.names[-1])):
            return ""
        parts = [part.strip() for part in _THEN.split(said) if part.strip()]
        hers = [part for part in parts if self.pending.request.holds(fold(part))]
        others = any(_HOST.search(part) for part in parts if part not in hers)
        return hers[0] if hers and others else ""


def _addresses(text: str) -> Written:
    return {fold(m[0]): m[0] for m in EMAIL.finditer(spaced(text))}


def _accounts(text: str) -> Written:
    return {essence(m[0]): m[0] for m in ACCOUNT_NUMBER.finditer(spaced(text))}


def _numbers(text: str) -> Written:
    """A value that is nothing but a number has its sign."""
    folded = fold(text)
    return dict.fromkeys(whole(folded) or [number.key for number in numbers(folded)], text)


def _amounts(folded: str) -> Written:
    return {number.key: folded[number.start : number.end] for number in amounts(folded)}


def _plainly(host: str) -> str:
    """Spell a host without the letters that only look like others, and without accents."""
    with suppress(UnicodeError):  # no punycode
        host = host.encode("ascii").decode("idna")
    return bare(fold(unmask(Mapped(host)).text))
