"""The guard guards itself: a call that would reach its files, endpoints or code is refused, reads too.

Prose may speak of the guard; an argument that reaches it may not. What counts as prose is told by the argument's name.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from mosaic_guard.assessment import Finding, Floor, Phase
from mosaic_guard.canonical import canonical_json, plain, written
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.self_protection.commands import (
    expands,
    fragments,
    patches_guard,
    removes,
    simple_commands,
    touches_guard,
    unescaped,
)
from mosaic_guard.policies.self_protection.names import (
    CODE,
    FILES,
    PROSE,
    PROSE_FILES,
    REMARKS,
    REMOVERS,
    RUNNERS,
    RUNS,
    SHELLS,
    WRITERS,
)
from mosaic_guard.policies.self_protection.reach import Reach, Surroundings
from mosaic_guard.trajectory import JSON, ToolCall
from mosaic_guard.verbs import words

CANARY: Final = "mosaic_guard_canary"
"""A tool of this name never runs under any guard: a harmless way to see that one is in force."""

_PACKAGES: Final = ("mosaic_guard", "mosaic_adapters", "mosaic_trainer")
_ANCHORED = re.compile(r"/|~|\$|\.\.|file:|[A-Za-z]:[\\/]", re.IGNORECASE)
_SPECIAL = re.compile(r"[%\\'\"*?\[{$~\0]|\.\.|/proc/|[^\x00-\x7f]")
_URL_END = re.compile(r"[\s'\"<>,;()]+")
_MOVES = re.compile(r"\b(?:cd|pushd|chdir|join|Path|home)\b|\s-C\b")
_PLAIN: Final = (str, int, float, type(None), dict, list, tuple, bytes, bytearray, set, frozenset, Mapping)
_MAX_JOINS: Final = 10_000
_MAX_VALUES: Final = 200_000
_MAX_DEPTH: Final = 64


@dataclass(frozen=True, slots=True)
class Protected:
    """What belongs to the guard."""

    paths: tuple[str, ...] = ()
    """Files and folders (with all they hold): configuration, trace store, keys, and their own folders."""
    endpoints: tuple[str, ...] = ()
    """URLs or `host:port`: the model server, a trace database."""


def installed_packages() -> tuple[str, ...]:
    """Name the folders the guard's own code is installed in; imports nothing."""
    specs = [find_spec(name) for name in _PACKAGES]
    return tuple(str(Path(spec.origin).parent) for spec in specs if spec and spec.origin)


class SelfProtection:
    """Refuses, for good, every call that would reach what is protected."""

    name = "self_protection"

    def __init__(self, protected: Protected, around: Surroundings | None = None) -> None:
        paths = (*protected.paths, *installed_packages())
        self._reach = Reach(paths, protected.endpoints, around or Surroundings())
        self._ports = frozenset(endpoint.rpartition(":")[2] for endpoint in self._reach.endpoints)
        hosts = {endpoint.rpartition(":")[0].replace("loopback", "://") for endpoint in self._reach.endpoints}
        names = sorted({*self._reach.names, "mosaic_guard", "mosaic-guard", *self._ports, *hosts})
        self._marks = re.compile("|".join(map(re.escape, names)), re.IGNORECASE)
        said = canonical_json([paths, protected.endpoints])
        self.fingerprint = hashlib.sha256(said.encode()).hexdigest()[:16]

    def floors(self, check: Check) -> Sequence[Sequence[Floor]]:
        """Return a lasting refusal for each call that reaches the guard."""
        if check.phase is not Phase.CALL:
            return [[]]
        return [self._of_call(call) for call in check.calls]

    def _of_call(self, call: ToolCall) -> list[Floor]:
        if call.name == CANARY:
            return [Floor("refuse", Finding("guard_protected", "It is the canary."), source=self.name, lasting=True)]
        tool = frozenset(words(call.name))
        values = list(_leaves(call.args))
        path = next((value.path for value in values if self._reaches(value, tool, values)), None)
        if path is None and self._joined(values):
            path = ""
        if path is None:
            return []
        message = f"{call.name} would reach the guard's own files, endpoint or code{' in ' + path if path else ''}."
        return [Floor("refuse", Finding("guard_protected", message, path=path), source=self.name, lasting=True)]

    def _reaches(self, value: _Value, tool: frozenset[str], values: Sequence[_Value]) -> bool:
        text, names = value.text, frozenset(words(value.name))
        if not RUNS.isdisjoint(names) or (not RUNNERS.isdisjoint(tool) and REMARKS.isdisjoint(names)):
            return any(self._runs(spelled, names | tool) for spelled in {text, unescaped(text)})
        removed = not REMOVERS.isdisjoint(tool)
        if not PROSE.isdisjoint(names):
            if not WRITERS.isdisjoint(tool) and _writes_code(values):
                return self._plainly(unescaped(text), removed=False) or patches_guard(text)
            return _ANCHORED.match(text) is not None and "\n" not in text and self._reach.path(text)
        return self._plainly(text, removed=removed)

    def _plainly(self, text: str, *, removed: bool) -> bool:
        """Any argument that is neither prose nor a command: a path, a URL, a list of them, JSON."""
        if not removed and not self._may_reach(text):
            return False
        if "\n" not in text and self._reach.path(text, above=removed):
            return True
        if self._connects(_URL_END.split(text)):
            return True
        alone = not any(c.isspace() for c in text)
        parts = {f for f in fragments(text) if (alone or _ANCHORED.match(f)) and self._may_reach(f)}
        return any(map(self._reach.path, parts))

    def _runs(self, text: str, kind: frozenset[str]) -> bool:
        """A shell command or code: every word may be a path, and the whole may run or patch the guard."""
        commands = simple_commands(text)
        named = {word for command in commands for word in command}
        parts = {word for word in (*named, *fragments(text)) if self._may_reach(word)}
        is_code = not CODE.isdisjoint(kind)
        is_shell = not is_code and not SHELLS.isdisjoint(kind)
        globs = {word for command in commands if is_shell and expands(command) for word in command}
        if any(map(self._reach.path, parts)) or any(self._reach.path(word, globs=True) for word in globs & parts):
            return True
        if any(self._connects(_URL_END.split(word)) for word in named):
            return True
        if any(self._reach.path(word, above=True) for command in commands for word in removes(command)):
            return True
        if any(map(self._has_own_name, parts)) and _MOVES.search(text):
            return True
        own = any("mosaic" in word.lower() for word in named)
        return own and (touches_guard(commands) or (is_code and patches_guard(text)))

    def _may_reach(self, text: str) -> bool:
        """Cheap, and never wrong when it says no: a path of the guard has its name, or something to decode."""
        return self._reach.is_home or bool(_SPECIAL.search(text) or self._marks.search(text))

    def _connects(self, words: Iterable[str]) -> bool:
        return bool(self._ports) and any(self._reach.endpoint(w) for w in words if ":" in w)

    def _has_own_name(self, word: str) -> bool:
        """Whether a relative word has a protected name in it: after `cd`, or in code that joins, it may be that."""
        found = () if word.startswith("/") else self._reach.names.intersection(word.casefold().split("/"))
        return any("." in name or len(name) > 8 for name in found)

    def _joined(self, values: Sequence[_Value]) -> bool:
        """A folder in one argument and a name in another; a host in one and a port in another."""
        texts = {value.text for value in values if len(value.text) < 1024}
        tails = [text for text in texts if text.replace("\\", "/").rpartition("/")[2].casefold() in self._reach.names]
        if len(tails) * len(texts) > _MAX_JOINS:
            return True
        if any(self._reach.path(posixpath.join(text, tail)) for tail in tails for text in texts if text != tail):
            return True
        ports = self._ports.intersection(texts)
        return any(self._reach.endpoint(f"{text}:{port}") for port in ports for text in texts if text != port)


@dataclass(frozen=True, slots=True)
class _Value:
    path: str
    name: str
    """The closest key above it."""
    text: str


def _leaves(args: object) -> Iterator[_Value]:
    """Every text and number in the arguments, keys and JSON inside texts too.

    Too many or too deep raises ValueError, and a floor that can't be read refuses: padding must not hide a value.
    """
    waiting: list[tuple[str, str, JSON, int]] = [("", "", args, 0)]
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        path, name, value, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            break
        if not isinstance(value, _PLAIN):
            value = plain(value)  # dates, paths, models: what they spell is looked at
        if isinstance(value, (bytes, bytearray)):
            value = value.decode("utf-8", "replace")
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            text = written(value)
            yield _Value(path, name, text)
            value = _json_inside(text)
        if value is not None:
            waiting += _below(path, name, value, depth + 1)
    msg = f"more than {_MAX_VALUES} values or {_MAX_DEPTH} levels in the arguments"
    raise ValueError(msg)


def _below(path: str, name: str, value: JSON, depth: int) -> Iterable[tuple[str, str, JSON, int]]:
    if isinstance(value, (dict, Mapping)):
        for key, item in value.items():
            own = written(key)
            inner = f"{path}.{own}" if path else own
            yield inner, own, item, depth
            if "." in inner or "/" in inner:  # an argument's own name is declared; other keys are values, too
                yield inner, "", own, depth
    elif isinstance(value, (list, tuple, set, frozenset)):
        if name and all(isinstance(item, str) for item in value) and not RUNS.isdisjoint(words(name)):
            yield path, name, " ".join(value), depth
        for index, item in enumerate(value):
            yield f"{path}[{index}]", name, item, depth


def _json_inside(text: str) -> JSON:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _writes_code(values: Sequence[_Value]) -> bool:
    places = [v.text for v in values if not FILES.isdisjoint(words(v.name))]
    return any(posixpath.splitext(place)[1].lower() not in PROSE_FILES for place in places)
