"""Cut injected blocks out of a tool's output and keep the rest usable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final, NamedTuple

from mosaic_guard.assessment import Fact, InjectionFact
from mosaic_guard.canonical import MAX_DEPTH
from mosaic_guard.policies.injection import STRONG, Injection
from mosaic_guard.policies.injection.leaves import members, step
from mosaic_guard.trajectory import ToolOutput

MARKER: Final = "[removed by mosaic-guard: text that addressed the assistant]"
"""Stands where a block was; the same always, so that nothing untrusted speaks through it."""
_ROUNDS: Final = 5
_FIELDS: Final = ("content", "structured", "artifact")

_Cuts = Mapping[str, Sequence[tuple[int, int]]]


def sanitize(output: ToolOutput, facts: Iterable[Fact], injection: Injection | None = None) -> ToolOutput | None:
    """Remove the blocks that `facts` name, and whatever a second look at the rest finds.

    None when a block can't be located or what is left still instructs: the output must then be withheld.
    """
    injection = injection or Injection()
    found = _to_cut(facts)
    for _ in range(_ROUNDS):
        if not all(f.located for f in found):
            return None
        cuts = _cuts(found)
        output, done = _cut(output, cuts)
        if done != cuts.keys():
            return None
        found = _to_cut(injection.output_facts(output))
        if not found:
            return output
    return None if any(f.score >= STRONG for f in found) else output


def _to_cut(facts: Iterable[Fact]) -> list[InjectionFact]:
    """Of score 0 is what only names a text that was not read in full."""
    return [f for f in facts if isinstance(f, InjectionFact) and f.score > 0]


def _cuts(facts: Iterable[InjectionFact]) -> dict[str, list[tuple[int, int]]]:
    """Where to cut, by path: in order and apart."""
    cuts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end, path in sorted((f.block.start, f.block.end, f.block.path) for f in facts):
        places = cuts[path]
        if places and start <= places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]))
        else:
            places.append((start, end))
    return dict(cuts)


def _cut(output: ToolOutput, cuts: _Cuts) -> tuple[ToolOutput, set[str]]:
    """Cut everywhere at once; also say which of the paths were found."""
    knife = _Knife(cuts, {path[:i] for path in cuts for i, mark in enumerate(path) if mark in ".["}, set())
    parts: dict[str, Any] = {name: _rewritten(getattr(output, name), name, knife) for name in _FIELDS}
    return replace(output, **parts), knife.done


class _Knife(NamedTuple):
    cuts: _Cuts
    above: Set[str]
    """The paths of what holds a text that is cut."""
    done: set[str]


def _rewritten(value: Any, at: str, knife: _Knife, depth: int = 0) -> Any:
    """A copy of `value` with its texts cut; the same object where nothing is to cut."""
    if isinstance(value, str):
        return _text(value, at, knife)
    if at not in knife.above or depth > MAX_DEPTH or not isinstance(value, (Mapping, list, tuple)):
        return value
    if isinstance(value, Mapping):
        known = dict(members(at, value))
        made: dict[Any, Any] = {}
        for index, (key, member) in enumerate(value.items()):
            path = step(at, key, index)
            new_key = _text(key, f"{at}.{{{index}}}!", knife) if isinstance(key, str) else key
            made[_unused(new_key, made)] = _rewritten(member, path, knife, depth + 1) if path in known else member
        return made
    items = [_rewritten(v, f"{at}[{i}]", knife, depth + 1) for i, v in enumerate(value)]
    return items if isinstance(value, list) else tuple(items)


def _unused(key: Any, made: Mapping[Any, Any]) -> Any:
    """Two keys that were cut alike must not become one."""
    number, unused = len(made), key
    while unused in made:
        number += 1
        unused = f"{key} {number}"
    return unused


def _text(text: str, at: str, knife: _Knife) -> str:
    if at not in knife.cuts:
        return text
    knife.done.add(at)
    kept = []
    last = 0
    for start, end in knife.cuts[at]:
        kept.append(text[last:start])
        last = end
    return MARKER.join([*kept, text[last:]])
