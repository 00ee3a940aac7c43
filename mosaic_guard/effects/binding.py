"""Fills in what a tool does: the table first, then annotations, else what is inferred."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mosaic_guard.effects.inference import infer, infer_decisive
from mosaic_guard.tool import Effect, EffectSource, ToolSpec
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from mosaic_guard.config.model import Config, ToolRule

_AT_HOME: Final = Effect(write=False, reversible=True, external=False, idempotent=True)


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


def _effect(spec: ToolSpec, rule: ToolRule, *, trust_annotations: bool) -> Effect:
    write = None if rule.effect is None else rule.effect == "write"
    own = _AT_HOME if spec.origin == "agent" else infer(spec, write=write)
    effect = _annotated(own, spec.annotations, trusted=trust_annotations)
    stated = {"write": write, **{name: getattr(rule, name) for name in ("reversible", "external", "idempotent")}}
    said = {name: value for name, value in stated.items() if value is not None}
    effect = replace(effect, **said, source=EffectSource.TABLE) if said else effect
    is_closed = rule.external is False or (trust_annotations and spec.annotations.get("openWorldHint") is False)
    # That it stays inside is a guess as long as nobody says so: an address in its arguments may tell better.
    return effect if effect.write or effect.external or is_closed else replace(effect, source=EffectSource.INFERRED)


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
