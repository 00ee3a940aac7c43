"""Infers what a tool does from its name, its schema and its description, on the strict side."""

from __future__ import annotations

from collections.abc import Mapping

from mosaic_guard import verbs
from mosaic_guard.argument_names import CONTENT, DECIDES, EXECUTES, FORMATS, REACHES
from mosaic_guard.effects.leaves import leaves, name_of, told
from mosaic_guard.effects.looks import does_nothing, only_looks
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.trajectory import JSON


def infer(spec: ToolSpec, *, write: bool | None = None) -> Effect:
    """Infer an effect from name, schema and description; `write` is what is known of it already."""
    name = verbs.words(_own(spec.name))
    arguments = told(spec.schema)
    executes = bool(arguments & EXECUTES)
    if write is None:
        write = executes or _is_told_how(spec.schema) or not only_looks(spec, name)
    outside = (verbs.SHARES if write else verbs.GOES_OUT).intersection(name) or arguments & REACHES
    if not write:
        return Effect(write=False, reversible=True, external=bool(outside), idempotent=True)
    inside = not outside and not executes
    reversible = inside and _takes_back(name)
    stays = reversible or (inside and not verbs.LOCAL.isdisjoint(name))
    return Effect(write=True, reversible=reversible, external=not stays)


def infer_decisive(spec: ToolSpec, effect: Effect) -> frozenset[str]:
    """For a change none of whose arguments is known to decide anything, hold all but its content decisive.

    Else nothing is said here: provenance then tells by name, format and what each value looks like, which is stricter
    than any list of names.
    """
    arguments = list(leaves(spec.schema))
    if not effect.write or any(_decides(path, part) for path, part in arguments):
        return frozenset()
    paths = {path.removesuffix("[]") for path, _ in arguments}
    return frozenset(path for path in paths if CONTENT.isdisjoint(name_of(path)))


def _own(name: str) -> str:
    """The tool's own part of `mcp__server__tool`: what a server is called says nothing of what is done."""
    return name.rpartition("__")[2] or name if name.startswith("mcp__") else name


def _is_told_how(schema: Mapping[str, JSON]) -> bool:
    """Whether a method is chosen that may change something: not where each that is listed reads (`get_comments`)."""
    methods = (part for path, part in leaves(schema) if "method" in name_of(path))
    return not all(_only_reads(part.get("enum")) for part in methods)


def _only_reads(listed: JSON) -> bool:
    named = [verbs.words(one) for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    return bool(named) and len(named) == len(listed) and all(_looks(name) for name in named)


def _looks(name: tuple[str, ...]) -> bool:
    return bool(name) and name[0] in verbs.READS and verbs.ALSO_WRITES.isdisjoint(name)


def _takes_back(name: tuple[str, ...]) -> bool:
    changing = verbs.ALSO_WRITES | verbs.ALSO_NOUN_OR_WRITE | verbs.MAKES
    first = next((i for i, word in enumerate(name) if word in changing), len(name))
    changes = [word for word in name[first:] if word in changing]
    if not changes or not all(map(does_nothing, name[:first])):
        return False
    if changes[0] in verbs.MAKES or changes[0] == "remove":
        things = verbs.REVERSIBLE_THINGS if changes[0] in verbs.MAKES else {"label", "tag", "star", "flag", "bookmark"}
        return not things.isdisjoint(name) and set(changes[1:]) <= things
    return set(changes) <= verbs.REVERSIBLE | verbs.REVERSIBLE_THINGS


def _decides(path: str, part: Mapping[str, JSON]) -> bool:
    if part.get("type") == "boolean":
        return False
    return part.get("format") in FORMATS or not DECIDES.isdisjoint(name_of(path))
