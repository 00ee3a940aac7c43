"""A first configuration for an agent's tools, as text with comments for the person who reviews it."""

from __future__ import annotations

import glob
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from mosaic_guard.cli.terminal import cut, safe
from mosaic_guard.config.glob import is_glob
from mosaic_guard.effects import bind
from mosaic_guard.pins import spec_digest
from mosaic_guard.policies.provenance.decisive import decisive_paths
from mosaic_guard.policies.provenance.schema import options, properties
from mosaic_guard.policies.shell import runs_commands
from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_PATH = re.compile(r"[A-Za-z0-9_-]+(?:\[\])?(?:\.[A-Za-z0-9_-]+(?:\[\])?)*")
_INDEX = re.compile(r"\[\d+\]")
_MAX_DEPTH: Final = 6
_RESERVED: Final = frozenset({"true", "false", "null"})
_NOTE_AT: Final = 30
"""The column where notes start."""
_LONGEST_KEY: Final = 1000
"""Characters of a key from which YAML wants it announced by `?`."""

_HEAD: Final = """\
# mosaic-guard's view of {source}, written by `mosaic-guard init`. Review each tool: what is marked
# `inferred` is a guess from its name and schema, on the strict side. A line you remove is inferred anew.
# Check the file with `mosaic-guard config validate`; all keys: `mosaic-guard config schema`.
version: 1
mode: enforce                 # or monitor: record, block nothing

tools:
"""


def draft(tools: Iterable[ToolSpec], *, source: str) -> str:
    """Write the table; what is written loads without errors."""
    bound = {spec.name: bind(spec) for spec in tools}
    parts = ["\n".join(_entry(spec)) for spec in bound.values()]
    return _HEAD.format(source=safe(source)) + "\n\n".join(parts) + "\n"


def _entry(spec: ToolSpec) -> Iterator[str]:
    effect = spec.effect
    mark = "inferred" if effect.source is EffectSource.INFERRED else f"from its {effect.source}"
    for first in spec.description.strip().splitlines()[:1]:
        yield f"  # {cut(safe(first), 100)}"
    if spec.origin != "local":
        yield f"  # from {safe(spec.origin)}"
    key = _word(_key(spec.name))
    yield f"  {key}:" if len(key) <= _LONGEST_KEY else f"  ? {key}\n  :"
    if _runs_commands(spec):
        # Not in force: it would hold for the commands that only look, too.
        yield _line("# effect", "write", "inferred of each command: one that only looks needs nobody")
    else:
        yield from _effect(spec.effect, mark)
    if decisive := _decisive(spec):
        # Not in force: a list would be the whole answer, and the guard also knows values by their looks.
        yield _line("# decisive", f"[{', '.join(map(_word, decisive))}]", "by name; and whatever looks like a target")
    if is_glob(spec.name):
        yield "    # no pin: it belongs to an exact name, and this one can only be written as a glob"
    else:
        yield _line("pin", spec_digest(spec), "")


def _effect(effect: Effect, mark: str) -> Iterator[str]:
    if effect.write:
        yield _line("effect", "write", mark)
        yield _line("reversible", _truth(effect.reversible), mark)
    else:
        yield _line("effect", "read", mark)
    if effect.source is EffectSource.INFERRED and not (effect.write or effect.external):
        # Not in force: it would hold for a call with an address in it, too.
        yield _line("# external", "false", f"{mark} of each call: it stays inside, unless given an address")
    else:
        yield _line("external", _truth(effect.external), f"{mark}: {_reach(external=effect.external)}")


def _runs_commands(spec: ToolSpec) -> bool:
    """Whether its effect is inferred of each command; an entry that is a glob has no pin, and must say something."""
    inferred = spec.effect.source is EffectSource.INFERRED and not is_glob(spec.name)
    return inferred and runs_commands(spec.name, properties(spec.schema))


def _key(name: str) -> str:
    """The key that covers this tool and no other; what a glob would take for a wildcard is put in brackets."""
    return glob.escape(name) if is_glob(name) else name


def _decisive(spec: ToolSpec) -> list[str]:
    """The arguments whose names say that they decide, found on values that look like nothing."""
    found = spec.decisive or decisive_paths(spec, _sample(spec.schema, spec.schema, {}))
    paths = {_INDEX.sub("[]", path).removesuffix("[]") for path in found}
    return sorted(filter(_PATH.fullmatch, paths))


def _sample(node: JSON, root: Mapping[str, JSON], known: dict[int, JSON], depth: int = 0) -> JSON:
    """A value of this schema that has every property and says nothing; each subschema is made once."""
    if id(node) not in known:
        known[id(node)] = "x"  # where it stands inside itself
        found = [*options(node, root)] if depth <= _MAX_DEPTH else []
        known[id(node)] = _value(found, lambda part: _sample(part, root, known, depth + 1))
    return known[id(node)]


def _value(found: list[Mapping[str, JSON]], sample: Callable[[JSON], JSON]) -> JSON:
    if named := {str(name): part for node in found for name, part in properties(node).items()}:
        return {name: sample(part) for name, part in named.items()}
    kinds = [str(node.get("type")) for node in found if "type" in node]
    if "array" in kinds:
        return [sample(next((node["items"] for node in found if "items" in node), None))]
    return next((_PLAINEST[kind] for kind in kinds if kind in _PLAINEST), "x")


_PLAINEST: Final[Mapping[str, JSON]] = {"integer": 1, "number": 1, "boolean": True, "object": {}}


def _line(key: str, value: str, note: str) -> str:
    said = f"    {key}: {value}"
    return f"{said:{_NOTE_AT - 1}} # {note}" if note else said


def _reach(*, external: bool) -> str:
    return "it reaches outside" if external else "it stays inside"


def _truth(value: bool) -> str:  # noqa: FBT001  # a value to spell, not a switch
    return "true" if value else "false"


def _word(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name not in _RESERVED else json.dumps(name)
