"""Regular expressions without backtracking: matching takes time linear in the text, whatever the pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

# What `re` itself parses with: the dialect is Python's own, and no second parser has to agree with it.
_parser: Any = import_module("re._parser")

MAX_PATTERN: Final = 1_000
MAX_TEXT: Final = 10_000
_MAX_STATES: Final = 2_000
_MAX_CACHE: Final = 5_000

_Test = Callable[[str], bool]


@dataclass(slots=True)
class _State:
    """One state of the automaton: it reads a character, or is passed freely, or only at an edge of the text."""

    targets: list[int]
    reads: _Test | None = None
    only_at: str = ""


class LinearPattern:
    """A compiled pattern; raises ValueError for what an automaton can't do (back-references, look-around, flags)."""

    def __init__(self, pattern: str, *, whole: bool = True) -> None:
        self.pattern = pattern
        self._states: list[_State] = []
        self._cache: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._accept = self._new([])
        self._begin = self._compile(pattern, whole=whole)
        self._first = self._reach([self._begin], at="start")

    def matches(self, text: str) -> bool:
        """Whether the text matches: all of it, or with `whole=False` any part. A text over MAX_TEXT never does."""
        if len(text) > MAX_TEXT:
            return False
        cache, now = self._cache, self._first
        for char in text:
            reached = cache.get((now, char))
            if reached is None:
                reached = self._step(now, char)
            if not reached:
                return False
            now = reached
        ends = self._reach(now, at="end") if text else self._reach([self._begin], at="start end")
        return self._accept in ends

    def _step(self, now: frozenset[int], char: str) -> frozenset[int]:
        read = [s.targets[0] for s in map(self._states.__getitem__, now) if s.reads and s.reads(char)]
        reached = self._reach(read, at="")
        if len(self._cache) >= _MAX_CACHE:
            self._cache.clear()
        self._cache[now, char] = reached
        return reached

    def _reach(self, start: Iterable[int], *, at: str) -> frozenset[int]:
        seen: set[int] = set()
        waiting = list(start)
        while waiting:
            index = waiting.pop()
            if index in seen:
                continue
            seen.add(index)
            state = self._states[index]
            if state.reads is None and (not state.only_at or state.only_at in at):
                waiting.extend(state.targets)
        return frozenset(seen)

    def _compile(self, pattern: str, *, whole: bool) -> int:
        if len(pattern) > MAX_PATTERN:
            msg = f"the pattern has {len(pattern)} characters; at most {MAX_PATTERN} are allowed"
            raise ValueError(msg)
        try:
            parsed = _parser.parse(pattern)
            if parsed.state.flags != re.UNICODE.value:
                msg = "flags are not supported; write both cases, as in [Aa]"
                raise ValueError(msg)
            if whole:
                return self._sequence(parsed, self._accept)
            return self._loop(lambda then: self._sequence(parsed, then), self._anything(self._accept))
        except re.error as error:
            msg = f"not a regular expression: {error}"
            raise ValueError(msg) from error
        except RecursionError:
            msg = "the pattern is nested too deeply"
            raise ValueError(msg) from None

    def _loop(self, inner: Callable[[int], int], then: int) -> int:
        """Any text, then `inner`."""
        skip = self._anything(-1)
        self._states[skip].targets[-1] = inner(then)
        return skip

    def _anything(self, then: int) -> int:
        loop = self._new([-1, then])
        self._states[loop].targets[0] = self._new([loop], reads=lambda _: True)
        return loop

    def _new(self, targets: list[int], reads: _Test | None = None, only_at: str = "") -> int:
        if len(self._states) >= _MAX_STATES:
            msg = f"the pattern is too large: its repeats unfold to more than {_MAX_STATES} steps"
            raise ValueError(msg)
        self._states.append(_State(targets, reads, only_at))
        return len(self._states) - 1

    def _sequence(self, nodes: Any, then: int) -> int:
        for op, argument in reversed(list(nodes)):
            then = self._node(str(op), argument, then)
        return then

    def _node(self, op: str, argument: Any, then: int) -> int:
        if op in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self._new([then], reads=_reads(op, argument))
        if op == "BRANCH":
            return self._new([self._sequence(option, then) for option in argument[1]])
        if op == "SUBPATTERN" and not argument[1] and not argument[2]:
            return self._sequence(argument[3], then)
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeat(*argument, then=then)
        if op == "AT" and str(argument) in _EDGES:
            return self._new([then], only_at=_EDGES[str(argument)])
        msg = f"{op.lower().replace('_', ' ')} is not supported: it can't be matched in linear time"
        raise ValueError(msg)

    def _repeat(self, least: int, most: int, nodes: Any, *, then: int) -> int:
        if most == _parser.MAXREPEAT:
            loop = self._new([-1, then])
            self._states[loop].targets[0] = self._sequence(nodes, loop)
            then = loop
        else:
            end = then
            for _ in range(int(most) - int(least)):
                then = self._new([self._sequence(nodes, then), end])
        for _ in range(int(least)):
            then = self._sequence(nodes, then)
            self._new([])  # counts empty bodies too, so that huge repeats of nothing end as well
        return then


_EDGES: Final[Mapping[str, str]] = {
    "AT_BEGINNING": "start",
    "AT_BEGINNING_STRING": "start",
    "AT_END": "end",
    "AT_END_STRING": "end",
}

_CATEGORIES: Final[Mapping[str, _Test]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_WORD": lambda c: c.isalnum() or c == "_",
    "CATEGORY_NOT_DIGIT": lambda c: not c.isdecimal(),
    "CATEGORY_NOT_SPACE": lambda c: not c.isspace(),
    "CATEGORY_NOT_WORD": lambda c: not (c.isalnum() or c == "_"),
}


def _reads(op: str, argument: Any) -> _Test:
    if op == "LITERAL":
        return chr(argument).__eq__
    if op == "NOT_LITERAL":
        return chr(argument).__ne__
    if op == "ANY":
        return "\n".__ne__
    items = [(str(kind), value) for kind, value in argument]
    negate = items[0][0] == "NEGATE"
    tests = tuple(_member(kind, value) for kind, value in items[negate:])
    return lambda c: any(test(c) for test in tests) is not negate


def _member(kind: str, value: Any) -> _Test:
    if kind == "LITERAL":
        return chr(value).__eq__
    if kind == "RANGE":
        low, high = chr(value[0]), chr(value[1])
        return lambda c: low <= c <= high
    return _CATEGORIES[str(value)]
