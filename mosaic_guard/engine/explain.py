"""The two texts of a decision: what the model may read, and what a person must."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

from mosaic_guard.assessment import ArgumentFact, Fact, Finding, Phase
from mosaic_guard.canonical import plain
from mosaic_guard.decision import Decision
from mosaic_guard.text.confusables import CONFUSABLES
from mosaic_guard.text.fold import INVISIBLE
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import JSON, Origin, ToolCall

_PLAIN_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}(?:\.[A-Za-z_][A-Za-z0-9_]{0,39}|\[\d{1,4}\]){0,6}")

_WHY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "untrusted_argument": "the value of {path} was taken from {source}, and the user did not ask for that",
        "injected_argument": "the value of {path} was taken from text in {source} that is not from the user",
        "unexplained_argument": "the value of {path} does not come from the user",
        "unasked_action": "the user did not ask for this, and the agent has read text that is not from the user",
        "not_as_given": "{path} is not what the user gave",
        "smuggled_header": "{path} holds a line end and another header behind it",
        "private_data_leaves": "{path} would carry private data out that the user did not give",
        "verify_by_table": "the operator wants a person to confirm this tool",
        "denied_by_table": "the operator does not allow this tool here",
        "constraint": "the value of {path} is outside what the operator allows",
        "malformed": "its arguments are not a JSON object",
        "too_large": "its arguments are too large for a person to see in full",
        "unknown_tool": "this tool is not one that the operator has reviewed",
        "spec_changed": "this tool's declaration has changed since it was reviewed",
        "guard_protected": "it would reach the safety system itself",
        "sensitive_prompt": "the request needs a person's confirmation",
        "already_started": "this exact call was started before and may already have run",
        "already_finished": "this exact call has already run",
        "rejected": "a person said no to this",
        "unanswered": "it needs a person's approval and nobody could be asked",
        "ask_budget": "too many confirmations were already asked for in this run",
        "not_read": "the record of what was decided and run before can't be read",
        "not_heard": "the record of who spoke in this run can't be read",
        "not_recorded": "it could not be recorded, and nothing runs unrecorded",
        "degraded": "the safety check runs in reduced mode and this call can't be undone",
    }
)
_FOREIGN: Final = frozenset(c for c in CONFUSABLES if not unicodedata.name(c).startswith("LATIN"))
_MOST_LISTED: Final = 200
"""Values of an argument whose origins are told apart, those that nobody gave first."""
_UNSEEN: Final = re.compile(f"[{INVISIBLE}\u2800]")
_MIXED: Final = re.compile(r"(?<![^\W\d_])(?=[^\W\d_]*[A-Za-z])[^\W\d_]++")
NameOf = Callable[[str], str]
"""Names an earlier tool call, by its id."""

_DEFAULT_WHY = "the safety check did not allow it"


def model_text(call: ToolCall, spec: ToolSpec | None, decision: Decision, name_of: NameOf) -> str:
    """Tell the model what was refused, why, and what to do instead; never untrusted content, scores or rules.

    `name_of` names an earlier tool call by its id, and lets only names of known tools through.
    """
    if decision.allowed:
        return ""
    tool = spec.name if spec else "the requested tool"
    whys = dict.fromkeys(_why(f, call, spec, name_of) for f in decision.findings)
    reasons = "; ".join(list(whys)[:3]) or _DEFAULT_WHY
    return (
        f"Refused: {tool} was not run, because {reasons}. Do not retry this call or reach the same effect another way. "
        "Go on with the rest of the user's task, or tell the user what you could not do."
    )


def person_text(
    call: ToolCall,
    effect: Effect,
    decision: Decision,
    *,
    facts: Iterable[Fact],
    name_of: NameOf,
) -> str:
    """Show a person the exact call: every argument in full and escaped, its origin, the effect, and every reason."""
    from mosaic_guard.policies.provenance.addressees import arguments  # importing the guard must not pull in policies

    origins = {f.path: f for f in facts if isinstance(f, ArgumentFact) and f.call_id == call.id}
    said = {leaf.path: leaf.value for leaf in arguments(call.args)}
    inside = defaultdict[str, list[str]](list)
    for path in filter(said.__contains__, origins):
        inside[_head(path)].append(path)
    lines = [f"{in_full(call.name)} {describe(effect)}"]
    for name, value in call.args.items():
        parts = sorted(filter(name.__ne__, inside.get(name, ())), key=lambda p: origins[p].explained)
        given = {path: _origin(origins[path], name_of) for path in parts}
        same = next(iter(given.values())) if len(set(given.values())) == 1 else ""
        lines.append(f"  {in_full(name)} = {in_full(value)}{_origin(origins.get(name), name_of) or same}")
        if not same:
            listed = islice(given.items(), _MOST_LISTED)
            lines += [f"    {path} = {in_full(said[path])}{origin}" for path, origin in listed]
    lines += _reasons(decision.findings)
    lines += [
        f"  policy {a.policy} says, unverified: {in_full(a.safety_thoughts)}"
        for a in decision.assessments
        if a.safety_thoughts
    ]
    return "\n".join(lines)


def with_findings(text: str, findings: Iterable[Finding]) -> str:
    """Add reasons that came later to a text for the person."""
    return "\n".join([text, *_reasons(findings)])


def without_findings(text: str, findings: Iterable[Finding]) -> str:
    """Take out of a text for the person the reasons that hold no longer."""
    gone = set(_reasons(findings))
    if not gone:
        return text
    return "\n".join(line for line in text.split("\n") if line not in gone)


def _reasons(findings: Iterable[Finding]) -> list[str]:
    return [f"  ! {in_full(f.message)}" for f in findings]


def describe(effect: Effect) -> str:
    """Say an effect in words."""
    kind = "changes something" if effect.write else "only reads"
    undo = "" if not effect.write else ", can be undone" if effect.reversible else ", can't be undone"
    reach = ", reaches outside" if effect.external else ""
    return f"({kind}{undo}{reach}; {effect.source})"


def in_full(value: JSON) -> str:
    """Spell a value in full so that nothing in it is unseen, looks like another letter, or poses as the text around."""
    text = json.dumps(plain(value), ensure_ascii=False)
    if text.isascii() and text.isprintable():
        return text
    text = _MIXED.sub(_with_scripts_apart, text)
    return "".join(c if c.isprintable() and not _UNSEEN.match(c) else _escaped(c) for c in text)


def _with_scripts_apart(word: re.Match[str]) -> str:
    """Spell out the letters of other scripts that look like Latin ones, in a word that has Latin ones."""
    return "".join(_escaped(c) if c in _FOREIGN else c for c in word[0])


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"


def withheld_text() -> str:
    """Stand in for an output that is withheld; the tool did run."""
    return (
        "[withheld by mosaic-guard: this output tried to instruct the assistant and could not be cleaned. "
        "The tool did run; do not run it again for this.]"
    )


def answer_text(decision: Decision) -> str:
    """Stand in for a prompt or an answer that is refused."""
    if decision.phase is Phase.PROMPT:
        return "I can't help with this request: the safety check refused it."
    return "[withheld by mosaic-guard: the answer carried text that came from an attack.]"


def _why(finding: Finding, call: ToolCall, spec: ToolSpec | None, name_of: NameOf) -> str:
    if finding.code == "unknown_tool" and spec is None:
        return "you have no tool of that name"
    template = _WHY.get(finding.code, _DEFAULT_WHY)
    source = name_of(finding.span.source.removeprefix("call:")) if finding.span else "a tool output"
    return template.format(path=_path(finding.path, call, spec), source=source)


def _path(path: str, call: ToolCall, spec: ToolSpec | None) -> str:
    """Only names the declaration itself uses: a nested key may be the attacker's words."""
    head = _head(path)
    declared = spec.schema.get("properties", {}) if spec else {}
    known = head in declared and head in call.args and _PLAIN_PATH.fullmatch(head)
    return f"`{head}`" if known else "an argument"


def _head(path: str) -> str:
    """The argument that it leads into."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _origin(fact: ArgumentFact | None, name_of: NameOf) -> str:
    if fact is None:
        return ""
    if fact.origin is Origin.UNTRUSTED and fact.span is not None:
        source = name_of(fact.span.source.removeprefix("call:"))
        return f"   ← {source}: {in_full(fact.segment)}"
    return f"   ← {fact.origin if fact.explained else 'nobody: the model made it up'}"
