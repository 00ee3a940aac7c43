"""Whether the user's request hands the choice of a value over to its source: `pay the bill in bill.txt`.

Two things are told apart. The request *names the source*: an argument of the call that read it, what that call reads
(`email`, `note`), or who wrote it. And it *asks to act on the content*: a clause with a verb of doing that names the
source, points at it (`it`, `them`), or speaks of what it says (`the instructions`, `the amount due`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mosaic_guard.assessment import ArgumentFact
from mosaic_guard.policies.provenance.decisive import split_name
from mosaic_guard.policies.provenance.index import MAX_ANCESTORS
from mosaic_guard.policies.provenance.leaves import spelled, texts, values
from mosaic_guard.policies.provenance.points import split
from mosaic_guard.policies.provenance.tongues import ALIKE, DOING, POINTS, SAYS
from mosaic_guard.policies.provenance.vocabulary import BEFORE_NOUNS, COMMON, FOLLOWING, FOLLOWING_WITH, READING
from mosaic_guard.policies.provenance.words import fold, normal, tokens, words
from mosaic_guard.trajectory import Message, ToolCall, ToolOutput, Trajectory

_CLAUSE: Final = re.compile(
    r"[.!?;\n](?=\s|$)|,(?!\s(?:was|wie|wat|hoe|vad|o co|co|jak)\b)|\b(?:and then|and|then|but)\b", re.IGNORECASE
)
"""Not at the comma before what is to be done: `tu, was in der Notiz steht`."""
_SENTENCE: Final = re.compile(r"[.!?](?=\s|$)|\n")
_FROM: Final = re.compile(r"\b(?:from|by|of)\s+((?:[A-Z][\w.'-]{1,40}\s?){1,4}|[\w.+-]{1,64}@[\w.-]{1,255})")
_BETWEEN: Final = frozenset({"it", "them", "this", "that"})
"""May stand inside `carry it out`."""
_ASKING: Final = frozenset({"what", "how", "where", "why", "when", "which", "who", "not"})
"""Before a verb, these make it no order: `what do all of them cost`."""
_LONGEST_NAME: Final = 400
_READ_AHEAD: Final = 20_000
_MAX_EVIDENCE: Final = 300
_STEPS_BACK: Final = 64


@dataclass(frozen=True, slots=True)
class Delegation:
    """What the user's words say about the source of a value."""

    names_source: bool = False
    asks_to_act: bool = False
    follows: bool = False
    """It asks to do what the source says, whatever that is: `follow the runbook`."""
    evidence: str = ""
    """The user's sentence that says so."""


def delegation(trajectory: Trajectory, fact: ArgumentFact) -> Delegation:
    """Tell whether the user's request hands the choice of this value over to where it comes from."""
    if fact.span is None or not fact.span.source.startswith("call:"):
        return Delegation()
    call, output = _source(trajectory, fact.span.source.removeprefix("call:"))
    if call is None and output is None:
        return Delegation()
    names = _names(call, output)
    argument = {piece for name in re.split(r"[.\[\]0-9]+", fact.path) for piece in split_name(name)} - COMMON
    best = Delegation()
    for text in reversed(trajectory.user_texts):
        for named, acts, follows, sentence in _sentences(text, names, argument, output):
            found = Delegation(
                named or best.names_source,
                (acts and named) or best.asks_to_act,
                (follows and named) or best.follows,
                best.evidence,
            )
            best = replace(found, evidence=sentence.strip()[:_MAX_EVIDENCE]) if found != best else best
            if best.asks_to_act and best.follows:
                return best
    return best


def _sentences(
    text: str, names: frozenset[str], argument: set[str], output: ToolOutput | None
) -> Iterator[tuple[bool, bool, bool, str]]:
    """Judge each sentence: whether it, or the one before it, names the source; asks to act on it; or to follow it."""
    named_before = False
    for sentence in split(_SENTENCE, text):
        named = _mentions(sentence, names) or _written_by(sentence, output)
        clauses = list(split(_CLAUSE, sentence))
        follows = any(_acts(clause, names, argument, _follows) for clause in clauses)
        acts = follows or any(_acts(clause, names, argument, _does) for clause in clauses)
        yield named or named_before, acts, follows, sentence
        named_before = named


def _mentions(text: str, names: frozenset[str]) -> bool:
    folded = fold(text)
    return not names.isdisjoint({*words(folded), *tokens(folded)})


def _acts(
    clause: str, names: frozenset[str], argument: set[str], is_verb: Callable[[Sequence[str], int], bool]
) -> bool:
    said = words(fold(clause))
    verb = next((i for i in range(len(said)) if is_verb(said, i) and not (i and said[i - 1] in BEFORE_NOUNS)), None)
    if verb is None:
        return False
    rest = {*said[verb + 1 :], *tokens(fold(clause))}
    return not rest.isdisjoint(names | POINTS | SAYS | argument)


def _does(said: Sequence[str], at: int) -> bool:
    return said[at] in DOING


def _follows(said: Sequence[str], at: int) -> bool:
    if at and said[at - 1] in _ASKING:
        return False
    after = said[at + 1 : at + 3] if said[at + 1 : at + 2] and said[at + 1] in _BETWEEN else said[at + 1 : at + 2]
    return said[at] in FOLLOWING or not FOLLOWING_WITH.get(said[at], frozenset()).isdisjoint(after)


def _written_by(sentence: str, output: ToolOutput | None) -> bool:
    """`the email from Anna Berg`, where the output holds that name."""
    for m in _FROM.finditer(sentence) if output is not None else ():
        who = set(words(fold(m[1])))
        said = {word for _, text in texts(output) for word in words(fold(text[:_READ_AHEAD]))} if output else set()
        if who and who <= said:
            return True
    return False


def _names(call: ToolCall | None, output: ToolOutput | None) -> frozenset[str]:
    """The words and tokens by which a user may call the source."""
    tool = call.name if call else output.name if output else ""
    found = {piece for piece in split_name(tool) if piece not in READING and len(piece) > 2}
    found |= {piece + "s" for piece in found} | {piece.removesuffix("s") for piece in found}
    for leaf in values(call.args) if call else ():
        text = fold(spelled(leaf.value))[:_LONGEST_NAME]
        place = normal(text)
        name = place.rpartition("/")[2]
        found.update(part for part in (place, name, name.partition(".")[0]) if len(part) > 2 and part not in COMMON)
        if " " in text:
            found.update(word for word in words(text) if len(word) > 3 and word not in COMMON)
    for group in ALIKE:
        if not group.isdisjoint(found):
            found |= group
    return frozenset(found)


def _source(trajectory: Trajectory, call_id: str) -> tuple[ToolCall | None, ToolOutput | None]:
    """The newest output with this id, and the call it answers; of this run or one that started it."""
    run: Trajectory | None = trajectory
    for _ in range(MAX_ANCESTORS):
        if run is None:
            break
        output: ToolOutput | None = None
        for item in _backwards(run):
            if isinstance(item, ToolOutput):
                output = item if output is None and item.call_id == call_id else output
            elif call := next((c for c in item.calls if c.id == call_id), None):
                return call, output
        if output is not None:
            return None, output
        run = run.parent
    return None, None


def _backwards(trajectory: Trajectory) -> Iterator[Message | ToolOutput]:
    end = len(trajectory)
    while end > 0:
        start = max(0, end - _STEPS_BACK)
        chunk = list(trajectory.since(start))[: end - start]
        yield from reversed(chunk)
        end = start
