"""The fact source: which parts of untrusted text instruct the agent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from mosaic_guard.assessment import InjectionFact, Phase, Span
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.injection.declared import instructions, without_citing
from mosaic_guard.policies.injection.detector import STRONG, WEAK, Detector, Hit, counts
from mosaic_guard.policies.injection.learned import MAX_READ, shipped
from mosaic_guard.policies.injection.leaves import TOO_DEEP, TOO_LARGE, Leaf, leaves, spoken, strings
from mosaic_guard.policies.injection.scan import FAINT, Rules
from mosaic_guard.policies.injection.widen import widen
from mosaic_guard.text import Mapped, views
from mosaic_guard.text.escapes import unescape
from mosaic_guard.text.views import MAX_DEPTH
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import ToolOutput

_STRING: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_BOOST: Final = MappingProxyType({
    "encoded": 0.45,
    "spelled": 0.45,
    "rot13": 0.45,
    "tags": 0.6,
    "element": 0.4,
    "comment": 0.15,
    "attribute": 0.15,
})  # fmt: skip
"""What it adds to a score that the text was hidden so."""
RULES_ONLY: Final = "rules_only"
"""Kind of the fact, of score 0, that names from where on only rules looked."""
_TOO_SHORT: Final = 12
"""No instruction fits into fewer letters (of an alphabet)."""
_NEAR: Final = 700


class _Found(NamedTuple):
    block: tuple[int, int]
    span: tuple[int, int]
    score: float
    kind: str
    counts: bool
    """Whether it is enough by itself."""


class Injection:
    """Finds spans of text that instruct the agent.

    Args:
        detector: what reads the texts; the learned one that came with the package when none is given.
        least: score from which something in a tool output is a fact; elsewhere it is `WEAK`. What only
            rules find is none below `WEAK` anywhere.

    Raises:
        ConfigError: none was given, and the weights of the learned one are missing or broken.
    """

    name = "injection"

    def __init__(self, detector: Detector | None = None, *, least: float = WEAK) -> None:
        self.detector: Detector = detector or shipped(least)
        self.fingerprint = f"injection-4:{self.detector.fingerprint}:{least:g}"
        self._least = least
        self._rules = Rules()

    def score(self, text: str) -> float:
        """How much a short text (a sentence, a field) reads as an instruction rather than data, 0 to 1."""
        return max((f.score for f in self._blocks(text, self.detector, WEAK)), default=0.0)

    def facts(self, check: Check) -> Sequence[InjectionFact]:
        """Return a fact for each block that scores high enough."""
        if check.phase is Phase.OUTPUT and check.output is not None:
            return self.output_facts(check.output)
        if check.phase is Phase.TOOL and check.spec is not None:
            return self._declared(check.spec)
        if check.phase in (Phase.PROMPT, Phase.ANSWER):
            return self._facts("", [Leaf("text", check.text)])
        return ()

    def _declared(self, spec: ToolSpec) -> Sequence[InjectionFact]:
        source, texts = f"tool:{spec.name}", list(_declaration(spec))
        places = ((Span(source, path, hit.start, hit.end), hit) for path, text in texts for hit in instructions(text))
        read = [Leaf(path, without_citing(text)) for path, text in texts]
        return [*self._facts(source, read), *(InjectionFact(at, at, hit.score, hit.kind) for at, hit in places)]

    def output_facts(self, output: ToolOutput) -> Sequence[InjectionFact]:
        """Return the facts of one output."""
        source = f"call:{output.call_id}"
        skipped: list[str] = []
        facts = self._facts(source, leaves(output, skipped), self._least)
        for name in skipped:
            if name.endswith(TOO_LARGE) or (name.endswith(TOO_DEEP) and not name.startswith("artifact")):
                place = Span(source, name, 0, 0)
                facts.append(InjectionFact(place, place, STRONG, "unscanned", located=False))
        return facts

    def _facts(self, source: str, texts: Iterable[Leaf], least: float = WEAK) -> list[InjectionFact]:
        facts: list[InjectionFact] = []
        left = MAX_READ
        for path, text in texts:
            if 0 <= left < len(text):
                place = Span(source, path, left, len(text))
                facts.append(InjectionFact(place, place, 0.0, RULES_ONLY))
            facts += [
                InjectionFact(
                    Span(source, path, *found.span), Span(source, path, *found.block), round(found.score, 3), found.kind
                )
                for found in self._blocks(text, self.detector if left > 0 else self._rules, least)
                if found.counts
            ]
            left -= len(text)
        return facts

    def _blocks(self, text: str, detector: Detector, least: float) -> list[_Found]:
        if len(text) < _TOO_SHORT and text.isascii():
            return []
        root = Mapped(text)
        found = list(_found(root, detector, least))
        if found and _is_json(text):
            found = [f for part in _fields(root, found) for f in _found(part, detector, least)]
        return _merged(found)


def _found(source: Mapped, detector: Detector, least: float) -> Iterator[_Found]:
    signs = list(_signs(source, detector))
    matters = any(counts(hit, least) for *_, hit in signs)
    for mapped, disguise, hit in signs:
        block = hit.start, hit.end
        if matters:  # faint signs alone are dropped, whatever block they stand in
            block = (0, len(mapped.text)) if disguise else widen(mapped.text, *block)
        kind = "hidden" if disguise else hit.kind
        yield _Found(mapped.span(*block), mapped.span(hit.start, hit.end), hit.score, kind, counts(hit, least))


def _signs(source: Mapped, detector: Detector) -> Iterator[tuple[Mapped, str, Hit]]:
    for mapped, disguise in views(source):
        for hit in detector.scan(mapped.text):
            if hit.score >= FAINT:
                yield mapped, disguise, hit._replace(score=min(1.0, hit.score + _BOOST.get(disguise, 0)))


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "[", '"'):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _fields(root: Mapped, found: Sequence[_Found], depth: int = 0) -> Iterator[Mapped]:
    """The string literals in and near what was found, so that blocks end where their field ends."""
    near = sorted((f.span[0] - _NEAR, f.span[1] + _NEAR) for f in found)
    done = 0
    for m in _STRING.finditer(root.text):
        start, end = root.span(*m.span(1))
        while done < len(near) and near[done][1] < start:
            done += 1
        if done == len(near):
            return
        if near[done][0] <= end:
            field = root.part(*m.span(1))
            inner = unescape(field, layers=1)
            nested = depth < MAX_DEPTH and _is_json(inner.text)
            yield from _fields(inner, found, depth + 1) if nested else [field]


def _merged(found: Iterable[_Found]) -> list[_Found]:
    """Join blocks that overlap; the strongest names them."""
    merged: list[_Found] = []
    for one in sorted(found):
        if merged and one.block[0] < merged[-1].block[1]:
            last = merged[-1]
            best = max(last, one, key=lambda f: f.score)
            block = (last.block[0], max(last.block[1], one.block[1]))
            merged[-1] = best._replace(block=block, counts=last.counts or one.counts)
        else:
            merged.append(one)
    return merged


def _declaration(spec: ToolSpec) -> Iterator[Leaf]:
    yield Leaf("name", spoken(spec.name) or spec.name)
    yield Leaf("description", spec.description)
    yield from strings(spec.schema, "schema", [])
    yield from strings(spec.annotations, "annotations", [])
