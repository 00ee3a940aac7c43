"""What a tool does: the table first, then annotations, else inferred from its name and schema, on the strict side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mosaic_guard import verbs
from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from mosaic_guard.config.model import Config, ToolRule

_MAX_DEPTH: Final = 6
_MORE: Final = tuple(verbs.MEANS_MORE.items())
_RETURNS: Final = frozenset({"return", "returns"})
_SET: Final = frozenset({"value", "values", "state", "status", "mode", "action", "on", "off", "level", "data", "new"})
"""Arguments by which something is set."""
_DECISIVE_FORMATS: Final = frozenset({"email", "uri", "uri-reference", "url", "hostname", "ipv4", "ipv6", "idn-email"})


def bind(spec: ToolSpec, config: Config | None = None) -> ToolSpec:
    """Fill in what the table says of a tool, and infer the rest.

    Without a table, every tool bound this way is known: it is one of the agent's own.
    """
    from mosaic_guard.config.model import Config, ToolRule
    from mosaic_guard.config.table import standing

    config = config or Config()
    said = standing(config, spec.name)
    first, *later = [entry.properties for entry in said.entries] or [ToolRule()]
    effect = _effect(spec, first, trust_annotations=_trusts(config, spec))
    decisive = infer_decisive(spec, effect) if first.decisive is None else frozenset(first.decisive)
    for rule in later:
        effect = _tightened(effect, rule)
        decisive = decisive and decisive | frozenset(rule.decisive or ())  # where nothing is listed, more is held
    trusted = first.trusted is True and all(rule.trusted is not False for rule in later)
    return replace(spec, effect=effect, decisive=decisive, trusted=trusted, known=said.known)


def infer(spec: ToolSpec, *, write: bool | None = None) -> Effect:
    """Infer an effect from name, schema and description; `write` is what is known of it already."""
    name = verbs.words(_own(spec.name))
    arguments = {word for path, _ in _properties(spec.schema) for word in verbs.words(_last(path))}
    executes = bool(arguments & verbs.EXECUTES)
    if write is None:
        write = executes or "method" in arguments or not _reads(spec, name)
    outside = (verbs.SHARES if write else verbs.GOES_OUT).intersection(name) or arguments & verbs.REACHES
    if not write:
        return Effect(write=False, reversible=True, external=bool(outside), idempotent=True)
    inside = not outside and not executes
    reversible = inside and _takes_back(name)
    stays = reversible or (inside and not verbs.LOCAL.isdisjoint(name))
    return Effect(write=True, reversible=reversible, external=not stays)


def _own(name: str) -> str:
    """The tool's own part of `mcp__server__tool`: what a server is called says nothing of what is done."""
    return name.rpartition("__")[2] or name if name.startswith("mcp__") else name


def infer_decisive(spec: ToolSpec, effect: Effect) -> frozenset[str]:
    """For a change none of whose arguments is known to decide anything, hold all but its content decisive.

    Else nothing is said here: provenance then tells by name, format and what each value looks like, which is stricter
    than any list of names.
    """
    leaves = list(_properties(spec.schema))
    if not effect.write or any(_decides(path, part) for path, part in leaves):
        return frozenset()
    paths = {path.removesuffix("[]") for path, _ in leaves}
    return frozenset(path for path in paths if verbs.CONTENT.isdisjoint(verbs.words(_last(path))))


def _effect(spec: ToolSpec, rule: ToolRule, *, trust_annotations: bool) -> Effect:
    write = None if rule.effect is None else rule.effect == "write"
    effect = _annotated(infer(spec, write=write), spec.annotations, trusted=trust_annotations)
    stated = {"write": write, **{name: getattr(rule, name) for name in ("reversible", "external", "idempotent")}}
    said = {name: value for name, value in stated.items() if value is not None}
    return replace(effect, **said, source=EffectSource.TABLE) if said else effect


def _tightened(effect: Effect, rule: ToolRule) -> Effect:
    return effect.tightened(
        Effect(
            write=rule.effect == "write",
            reversible=rule.reversible is not False,
            external=rule.external is True,
            idempotent=rule.idempotent is not False,
        )
    )


def _annotated(effect: Effect, notes: Mapping[str, JSON], *, trusted: bool) -> Effect:
    """Let MCP annotations make an effect stricter, and milder too where a person trusts the server."""
    destructive, outside = notes.get("destructiveHint"), notes.get("openWorldHint")
    told = Effect(
        write=effect.write or notes.get("readOnlyHint") is False or destructive is True,
        reversible=effect.reversible and destructive is not True,
        external=effect.external or outside is True,
        idempotent=effect.idempotent and notes.get("idempotentHint") is not False,
    )
    if trusted:
        told = Effect(
            write=told.write and notes.get("readOnlyHint") is not True,
            reversible=told.reversible or destructive is False,
            external=told.external and outside is not False,
            idempotent=told.idempotent or notes.get("idempotentHint") is True,
        )
    return replace(told, source=EffectSource.ANNOTATIONS) if told != effect else effect


def _trusts(config: Config, spec: ToolSpec) -> bool:
    server = config.servers.get(spec.origin.removeprefix("mcp:")) if spec.origin.startswith("mcp:") else None
    return server is not None and server.trusted_annotations


def _reads(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether its name, or for the agent's own tools its description, says that it only looks."""
    at = next((i for i in range(len(name)) if _is_verb(name, i)), len(name))
    looks = name[at : at + 1] and name[at] in verbs.READS
    things = verbs.NOUNS_TOO if looks and name[at] in verbs.GETS else frozenset[str]()
    changes = {*name[:at], *(word for word in name[at:] if word not in things)} & verbs.ALSO_WRITES
    if changes or _goes_on(name) or _means_more(name):
        return False
    if at < len(name):
        return bool(looks) and not _says_write(spec)
    return spec.origin == "local" and (_says_read(spec) or _lists(spec, name))


def _lists(spec: ToolSpec, name: tuple[str, ...]) -> bool:
    """Whether it is called like several things (`tenants`), none of them an act, and is told nothing to set or send."""
    if not (name and name[-1].endswith("s") and all(map(_does_nothing, name)) and spec.description):
        return False
    told = {word for path, _ in _properties(spec.schema) for word in verbs.words(_last(path))}
    said = {*name, *(word.removesuffix("s") for word in name), *_first_words(spec)}
    changing = verbs.ALSO_WRITES | verbs.ALSO_NOUN_OR_WRITE | verbs.SHARES | verbs.MAKES
    return changing.isdisjoint(said) and (verbs.DECIDES | verbs.CONTENT | _SET).isdisjoint(told)


def _is_verb(name: tuple[str, ...], at: int) -> bool:
    """Whether this word of a name says what is done, rather than with what."""
    word = name[at]
    if word == "call" and name[at - 1 : at] == ("on",) and all(map(_only_looks, name[: at - 1])):
        return False  # `on_call` is who is on duty
    if word in verbs.ALSO_NOUN_OR_WRITE:
        return True
    if word not in verbs.READS:
        return False
    is_thing = word in verbs.LOOKS_LIKE_THING or (word in verbs.ENDS_AS_THING and at == len(name) - 1)
    return not is_thing or all(map(_does_nothing, name[:at]))


def _only_looks(word: str) -> bool:
    return word in verbs.READS or _does_nothing(word)


def _does_nothing(word: str) -> bool:
    return word in verbs.THINGS or word.isdigit() or (len(word) > 3 and word.endswith("s") and not word.endswith("ss"))


def _goes_on(name: tuple[str, ...]) -> bool:
    """Whether a second verb that changes something follows, as in `search_and_book`."""
    return any(a in verbs.JOINS and b in verbs.ALSO_NOUN_OR_WRITE | verbs.ALSO_WRITES for a, b in pairwise(name))


def _means_more(name: tuple[str, ...]) -> bool:
    """Whether a reading verb means something else here: `check_out_cart`, `recall_shipment`."""
    if "recall" in name and not verbs.REMEMBERED.intersection(name) and len(name) > 1:
        return True
    return any(not more.isdisjoint(name[name.index(word) + 1 :]) for word, more in _MORE if word in name)


def _says_write(spec: ToolSpec) -> bool:
    """A description may only make it stricter: whoever wrote the tool may be the attacker."""
    said = _first_words(spec)
    return bool(said) and said[0] in verbs.ALSO_WRITES


def _says_read(spec: ToolSpec) -> bool:
    said = _first_words(spec)
    return bool(said) and said[0] in verbs.READS | _RETURNS and not verbs.WRITES.intersection(said)


def _first_words(spec: ToolSpec) -> list[str]:
    sentence = spec.description[:400].partition(". ")[0]
    return [_stem(word) for word in verbs.words(sentence)]


def _stem(word: str) -> str:
    """`sends` → `send`, `searches` → `search`."""
    for end in ("es", "s"):
        if word.endswith(end) and word.removesuffix(end) in verbs.READS | verbs.ALSO_WRITES:
            return word.removesuffix(end)
    return word


def _takes_back(name: tuple[str, ...]) -> bool:
    changing = verbs.ALSO_WRITES | verbs.ALSO_NOUN_OR_WRITE | verbs.MAKES
    first = next((i for i, word in enumerate(name) if word in changing), len(name))
    changes = [word for word in name[first:] if word in changing]
    if not changes or not all(map(_does_nothing, name[:first])):
        return False
    if changes[0] in verbs.MAKES or changes[0] == "remove":
        things = verbs.REVERSIBLE_THINGS if changes[0] in verbs.MAKES else {"label", "tag", "star", "flag", "bookmark"}
        return not things.isdisjoint(name) and set(changes[1:]) <= things
    return set(changes) <= verbs.REVERSIBLE | verbs.REVERSIBLE_THINGS


def _decides(path: str, part: Mapping[str, JSON]) -> bool:
    if part.get("type") == "boolean":
        return False
    return part.get("format") in _DECISIVE_FORMATS or not verbs.DECIDES.isdisjoint(verbs.words(_last(path)))


def _last(path: str) -> str:
    return path.rpartition(".")[2].removesuffix("[]")


def _properties(schema: Mapping[str, JSON]) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    """Walk the leaves of a schema: paths such as `to` and `items[].account`, each with its own part."""
    yield from _walk(schema, schema, "", 0)


def _walk(root: JSON, part: JSON, path: str, depth: int) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    part = _resolved(root, part)
    if depth > _MAX_DEPTH or not isinstance(part, Mapping):
        return
    options = [o for key in ("anyOf", "oneOf", "allOf") if isinstance(part.get(key), list) for o in part[key]]
    inner = [leaf for option in options for leaf in _walk(root, option, path, depth + 1)]
    properties = part.get("properties")
    if isinstance(properties, Mapping):
        for name, below in properties.items():
            inner += _walk(root, below, f"{path}.{name}" if path else str(name), depth + 1)
    if isinstance(part.get("items"), Mapping) and path:
        inner += _walk(root, part["items"], f"{path}[]", depth + 1)
    if inner:
        yield from inner
    elif path:
        yield path, part


def _resolved(root: JSON, part: JSON) -> JSON:
    for _ in range(_MAX_DEPTH):
        reference = part.get("$ref") if isinstance(part, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        part = root
        for step in reference[2:].split("/"):
            part = part.get(step) if isinstance(part, Mapping) else None
    return part
