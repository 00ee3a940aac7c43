"""Judges the answer to the user: secrets and lists of people's data thrown in, and attacks whose goal is the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from mosaic_guard.assessment import (
    Assessment,
    ContactFact,
    EchoFact,
    Fact,
    Finding,
    InjectionFact,
    Label,
    Phase,
    SecretFact,
    Span,
    worst,
)
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.contacts.handles import HANDLE
from mosaic_guard.policies.contacts.links import LINK
from mosaic_guard.policies.contacts.wallets import WALLET
from mosaic_guard.policies.injection import STRONG
from mosaic_guard.policies.private.links import LINK_DATA, OPAQUE_LINK, links
from mosaic_guard.policies.private.secrets import ADDRESSES
from mosaic_guard.policies.private.sightings import texts_of
from mosaic_guard.policies.sanitize import MARKER
from mosaic_guard.text import Mapped
from mosaic_guard.text.fold import fold
from mosaic_guard.text.secrets import PERSONAL_KINDS
from mosaic_guard.trajectory import Message, Origin, ToolOutput, Trajectory

RUN: Final = 6
"""So many words in a row that an injected block and the answer share were copied, not said by chance."""
_FEW: Final = 8
"""More different addresses and numbers than these are a list of people's data."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks against an answer."""

    label: Label
    finding: Finding


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Part of an answer that is taken out."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pose:
    """Part of an answer that claims to be the guard's."""

    start: int
    end: int
    said: str
    """By which it was recognised."""


class AnswerPolicy:
    """Labels an answer by the private data and the attack text that reached it.

    A model-free check sees what was copied. It can't see what was only understood: a slanted summary, an injected
    claim in the model's own words, or data that was encoded in the prose.
    """

    name = "answer"
    fingerprint = "rule-3"
    blocking = False
    phases = frozenset({Phase.ANSWER})

    def assess(self, check: Check) -> Sequence[Assessment]:
        """Return one opinion: `sensitive` where cutting the findings is enough, `malicious` where it is not."""
        signs = [*_private(check), *_planted(check), *_told(check), *_misleading(check), *_imitation(check.text)]
        label = worst(sign.label for sign in signs)
        findings = tuple(dict.fromkeys(sign.finding for sign in signs))
        attacked = any(f.code in _ATTACKS for f in findings)
        return [Assessment(self.name, label, harm=_HARM[label], attacked=attacked, findings=findings)]


def redact_answer(text: str, facts: Iterable[Fact]) -> str:
    """Take out secrets and people's data, links that carry data away, what was planted or poses as the guard."""
    cuts = [*_cuts(text, facts), *(Cut(pose.start, pose.end, _POSE) for pose in _poses(text))]
    kept: list[str] = []
    at = 0
    for cut in sorted(cuts):
        if cut.start >= at:
            kept += [text[at : cut.start], f"[{_NAMES.get(cut.kind, cut.kind)} removed]"]
        at = max(at, cut.end)
    return "".join([*kept, text[at:]])


def _cuts(text: str, facts: Iterable[Fact]) -> Iterator[Cut]:
    facts = tuple(facts)
    for fact in facts:
        match fact:
            case EchoFact(span=span):
                yield Cut(span.start, span.end, _TOLD)
            case ContactFact(span=span):
                yield Cut(span.start, span.end, fact.kind)
    for secret in _unasked(text, facts):
        if secret.span:
            yield Cut(secret.span.start, secret.span.end, secret.kind)


_HARM: Final[Mapping[Label, float]] = {Label.BENIGN: 0.0, Label.SENSITIVE: 0.4, Label.MALICIOUS: 0.9}
_ATTACKS: Final = frozenset(
    {"told_to_say", "planted_contact", "link_carries_data", "injected_link", "injected_text", "guard_imitated"}
)
_POSE: Final = "pose"
_TOLD: Final = "told"
_NAMES: Final[Mapping[str, str]] = {
    _POSE: "text in the guard's name",
    _TOLD: "sentence that a tool output asked for",
    "private_key": "private key",
    "iban": "account number",
    "card": "card number",
    "national_id": "identity number",
    "email": "e-mail address",
    "phone": "phone number",
    LINK_DATA: "link",
    LINK: "link",
    WALLET: "wallet address",
    HANDLE: "account name",
    OPAQUE_LINK: "image",
}


def _unasked(text: str, facts: Iterable[Fact]) -> list[SecretFact]:
    """What is not the user's to see; a few ways to reach somebody are judged as contacts instead."""
    found = [fact for fact in facts if isinstance(fact, SecretFact) and _is_private(fact)]
    ways = {text[fact.span.start : fact.span.end] for fact in found if fact.kind in ADDRESSES and fact.span}
    return found if len(ways) > _FEW else [fact for fact in found if fact.kind not in ADDRESSES]


def _is_private(fact: SecretFact) -> bool:
    """Whether it is in the answer, and untrusted personal data or anybody's secret."""
    if fact.asked or fact.call_id or fact.path:
        return False
    return fact.origin is Origin.UNTRUSTED or (
        fact.origin in (Origin.SYSTEM, Origin.TRUSTED) and fact.kind not in PERSONAL_KINDS
    )


def _private(check: Check) -> Iterator[Sign]:
    for fact in _unasked(check.text, check.facts):
        name = _NAMES.get(fact.kind, fact.kind)
        if fact.kind in (LINK_DATA, OPAQUE_LINK):
            label = Label.MALICIOUS if fact.kind == LINK_DATA else Label.SENSITIVE
            message = f"The answer holds a link that nobody gave and that may carry data away ({fact.kind})."
            yield Sign(label, Finding("link_carries_data", message, span=fact.span))
        else:
            message = f"The answer gives a {name} from {fact.source or fact.origin} that the request does not touch."
            yield Sign(Label.SENSITIVE, Finding("unasked_private_data", message, span=fact.span))


def _planted(check: Check) -> Iterator[Sign]:
    """Links and runs of words that an injected block holds, and that nothing else in the run does."""
    injections = [f for f in check.facts if isinstance(f, InjectionFact)]
    if not injections:
        return
    said = [*_said(check.trajectory)]
    blocks = [*_blocks(injections, said)]
    is_elsewhere = cache(partial(_elsewhere, said=said, injections=injections))
    for link in links(check.text) if blocks else ():
        for fact, block in blocks:
            url = link.url if link.url in block else link.written
            if url in block and not is_elsewhere(url):
                message = f"The answer hands on {url!r}, which only an injected block in {fact.block.source} holds."
                place = Span("", "", link.start, link.end)
                yield Sign(_weight(fact), Finding("injected_link", message, span=place))
    repeated = _runs(check.text)
    by_user = _user_runs(check.trajectory) if blocks else set()
    for fact, block in blocks:
        copied = repeated & _runs(block)
        if copied and not copied <= by_user:
            message = f"The answer repeats text of an injected block in {fact.block.source}."
            yield Sign(_weight(fact), Finding("injected_text", message, span=fact.block))


def _told(check: Check) -> Iterator[Sign]:
    for fact in check.facts:
        if isinstance(fact, EchoFact):
            said = check.text[fact.span.start : fact.span.end].strip()
            message = f"The answer says what {fact.told.source} told the agent to say: {said!r}"
            yield Sign(Label.SENSITIVE, Finding("told_to_say", message, span=fact.told))


def _misleading(check: Check) -> Iterator[Sign]:
    found = [fact for fact in check.facts if isinstance(fact, ContactFact)]
    for fact in found:
        if fact.judged:
            said = check.text[fact.span.start : fact.span.end]
            message = f"The answer hands on {said!r}, which only {fact.carrier.source} gives, in an attacker's words."
            yield Sign(Label.SENSITIVE, Finding("planted_contact", message, span=fact.carrier))
    for source, carrier in {fact.carrier.source: fact.carrier for fact in found if not fact.judged}.items():
        message = (
            f"The answer hands on more contacts than are judged; those at the end that only {source} gives are cut."
        )
        yield Sign(Label.SENSITIVE, Finding("unjudged_contact", message, span=carrier))


def _weight(fact: InjectionFact) -> Label:
    return Label.MALICIOUS if fact.score >= STRONG else Label.SENSITIVE


def _said(trajectory: Trajectory) -> Iterator[tuple[str, str, str]]:
    """Each text that is not the model's, behind its source and path."""
    for item in trajectory:
        source = f"call:{item.call_id}" if isinstance(item, ToolOutput) else ""
        if not (isinstance(item, Message) and item.origin is Origin.MODEL):
            yield from ((source, path, text) for path, text in texts_of(item))


def _blocks(
    injections: Sequence[InjectionFact], said: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[InjectionFact, str]]:
    """What each injection says, where it stands in an output."""
    wanted = {(f.block.source, f.block.path) for f in injections if f.block.source}
    texts = {(source, path): text for source, path, text in reversed([*said]) if (source, path) in wanted}
    for fact in injections:
        block = texts.get((fact.block.source, fact.block.path), "")[fact.block.start : fact.block.end]
        if block:
            yield fact, block


def _elsewhere(url: str, *, said: Iterable[tuple[str, str, str]], injections: Sequence[InjectionFact]) -> bool:
    for source, path, text in said:
        at = text.find(url)
        while at >= 0:
            if not any(_inside(f.block, source, path, at) for f in injections):
                return True
            at = text.find(url, at + len(url))
    return False


def _inside(block: Span, source: str, path: str, at: int) -> bool:
    return (block.source, block.path) == (source, path) and block.start <= at < block.end


_WORD: Final = re.compile(r"\w+")


def _runs(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1)}


def _user_runs(trajectory: Trajectory) -> set[int]:
    return set().union(*map(_runs, trajectory.user_texts))


_GUARD_WORDS: Final = re.compile(
    r"(?i)[*_`]{0,3}mosaic[\s*_`\u2010-\u2015-]{0,6}guard[\s*_`]{0,6}(?:has\s+)?(?::|approved|cleared|verified|allowed|says|confirms)"
    r"|</?(?P<tag>safety_thoughts|tool_check(?:_result)?|refusal_tool)\b"
)

_CLAIM: Final = 4000
"""So far on, at most, the end of an element is looked for."""


def _imitation(text: str) -> Iterator[Sign]:
    """Text that poses as the guard, to make a person trust what it says."""
    for pose in _poses(text):
        message = f"The answer speaks in the guard's name: {pose.said!r}."
        yield Sign(Label.SENSITIVE, Finding("guard_imitated", message, span=Span("", "", pose.start, pose.end)))


def _poses(text: str) -> Iterator[Pose]:
    """What claims to be the guard's, and how far its claim reaches: to the end of its line, or of its element."""
    read = fold(Mapped(text))
    said = read.text
    if "osaic" not in said.lower() and "_t" not in said and "tool_" not in said:
        return
    said = said.replace(MARKER, " " * len(MARKER))  # what the guard itself wrote into an output
    at = 0
    while match := _GUARD_WORDS.search(said, at):
        close = said.find(f"</{match['tag']}>", match.end(), match.end() + _CLAIM) if match["tag"] else -1
        line = said.find("\n", match.end())
        at = close + len(match["tag"]) + 3 if close >= 0 else line if line >= 0 else len(said)
        yield Pose(*read.span(match.start(), at), match[0])
