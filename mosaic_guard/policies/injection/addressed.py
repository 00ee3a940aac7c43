"""Whom a sentence is meant for: an agent is spoken to, or named, and something is to be done.

Documentation speaks of agents, and people ask things of people; hardly anything but an attack tells an agent what to
do with this address or that account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from mosaic_guard.learned.classes import DEEDS
from mosaic_guard.policies.injection import abroad, spoken
from mosaic_guard.policies.injection.detector import Hit
from mosaic_guard.policies.injection.phrases import TARGET
from mosaic_guard.policies.injection.segments import segments
from mosaic_guard.text.segments import segment_at

_KIND: Final = "addressed"
_PLAIN: Final = 0.6
_AIMED: Final = 0.8
"""What it counts when it is also said with which address, account, path or record."""
_REACH: Final = 260
"""So far around a mention of an agent its sentence is read."""
_MOST: Final = 300
"""So many mentions are looked at in a block."""
_BLOCK: Final = 16_384
_BORDER: Final = 32
"""A block is read with so many characters of the next, so that a name on the border is seen whole."""
_SOON: Final = 40
"""So far into the next sentence the verb of an order stands."""
_AT_ONCE: Final = 18
"""And so far behind a key."""
_SHORTEST: Final = 16
"""Fewer characters say nothing that could be done, nor do half as many beside an address."""

_TERMS: Final[Mapping[bytes, Sequence[str]]] = MappingProxyType(
    {name.encode(): (name,) for name in abroad.NAMES} | {name.encode(): terms for name, terms in spoken.TERMS.items()}
)
"""What to look for in a text that holds a word."""
_NAMES: Final = frozenset(_TERMS)
_BREAKS: Final = bytes(c if c >= 0x80 or chr(c).isalnum() else 0x20 for c in range(256))
_NAMED: Final = re.compile(spoken.NAMED, re.IGNORECASE)
_CUE: Final = re.compile(f"{spoken.NAMED}|{spoken.KEYED.pattern}|{abroad.NAMED}", re.IGNORECASE)
_VERB: Final = re.compile(
    r"(?:^|[:;,.!?>)\]\u2014(\"=-]\W*|\b(?:to|please|pls|kindly|also|and|then|now|first|must|should|shall|will|just|so"
    r"|could|would|simply|do|not|don't|instead|next|quietly|quickly|immediately|go|here|2|asap|dear|it)\W{1,3})"
    r"([a-z]+)\b",
    re.IGNORECASE,
)
_MORE_DEEDS: Final = "set put let rate fax hire empty repost return bounce welcome ban repay top"
_DEEDS: Final = DEEDS.union(_MORE_DEEDS.split())
_AIM: Final = re.compile(
    rf"{TARGET}|#\d{{3}}|\b[A-Z]{{2,5}}-?\d{{2,}}\b|\b[a-z]{{1,4}}_\d{{3}}|~/\w"
    r"|\b[\w-]+\.(?:txt|pdf|docx|xlsx|csv|zip|jpg|log|sh)\b",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"\]\([^)\s]{0,300}\)?")
_ADDRESS: Final = re.compile(r"https?://\S*|[\w.+-]+@[\w.-]+")
_MARKS: Final = " \t\r\n\"'*->|"
_REPORT: Final = re.compile(
    r"\b(?:told|asked|helped|did|was|were|had|said|wrote|failed|tried|(?:can|could)(?! you)|says|learns|stop)\b",
    re.IGNORECASE,
)
_TALK: Final = re.compile(
    r"\b(?:attack(?:s|ers?)?|injections?|payload|e\.g\.|for example|such as|prompts?|documentation|docs)\b",
    re.IGNORECASE,
)
"""Words of those who write about agents."""


def addressed(text: str) -> Iterator[Hit]:
    """Yield the sentences and fields that tell an agent to act."""
    done = -1
    for start, end in _mentions(text):
        if start < done:
            continue
        left, done = segment_at(text, start, end)
        left, done = max(left, start - _REACH), min(done, end + _REACH)
        for at, to in segments(text[left:done]):
            score = _score(text[left + at : left + to], text[left + to : left + to + _REACH])
            if score:
                yield Hit(left + at, left + to, score, _KIND)


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where agents may be named, in order."""
    for at in range(0, len(text), _BLOCK):
        block = text[at : at + _BLOCK + _BORDER]
        yield from ((at + start, at + end) for start, end in sorted(islice(_names(block), _MOST)))


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Find names. Most texts hold none, which the set of their words tells at once."""
    small = text.lower()
    if len(small) != len(text):  # a letter whose small form is two characters: places would not fit
        small = text
    words = _NAMES.intersection(small.encode("utf-8", "surrogatepass").translate(_BREAKS).split())
    names = [term for word in sorted(words) for term in _TERMS[word]]
    if not small.isascii():
        names += abroad.JOINED
    for name in names:
        at = small.find(name)
        while at >= 0:
            yield at, at + len(name)
            at = small.find(name, at + len(name))


def _score(said: str, after: str) -> float:
    if not _CUE.search(said) or _TALK.search(_ADDRESS.sub("", said)) or spoken.PEOPLE.search(said):
        return 0.0
    following = after.lstrip(_MARKS)
    to = spoken.SPOKEN_TO.search(said)
    if to:
        acts = _acts(f"{said[: to.start()]}: {said[to.end() :]}") or _acts(following[:_SOON])
        aimed = _AIM.search(said) or _AIM.search(following)
        return _AIMED if acts and aimed else _PLAIN if acts or aimed else 0.0
    keyed = spoken.KEYED.search(said)
    if keyed and _acts(":" + said[keyed.end() :][:_AT_ONCE]):
        return _PLAIN
    return _PLAIN if _named(said) or _abroad(said, following) else 0.0


def _abroad(said: str, following: str) -> bool:
    """Whether an agent is spoken to in another language, and an address or an account goes with it."""
    to = abroad.SPOKEN_TO.search(said)
    if to is None or _LINK.search(said):
        return False
    rest = said[to.end() :]
    goal = rest if len(rest) >= _SHORTEST else following.partition("\n")[0]
    return len(_ADDRESS.sub("", goal)) >= _SHORTEST // 2 and _AIM.search(goal) is not None


def _named(said: str) -> bool:
    """Whether an agent is named, then a deed, then what it is done with."""
    plain = _LINK.sub("", said)
    named = _NAMED.search(plain)
    return named is not None and not _REPORT.search(plain) and _acts(plain[named.end() :], _AIM)


def _acts(said: str, then: re.Pattern[str] | None = None) -> bool:
    """Whether a verb stands where orders have it."""
    for m in _VERB.finditer(said):
        if m[1].lower() in _DEEDS:
            return then is None or then.search(said, m.end()) is not None
    return False
