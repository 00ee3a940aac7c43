"""Puts the parts of a guard together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from mosaic_guard import construction
from mosaic_guard.approval import Approver, GrantTerms
from mosaic_guard.assessment import Phase
from mosaic_guard.config import DEFAULT_STORE, Config, standing
from mosaic_guard.effects import bind
from mosaic_guard.engine.cascade import Cascade
from mosaic_guard.engine.core import Cleaners, Core, Mode, Settings
from mosaic_guard.engine.shadow import Shadow
from mosaic_guard.errors import ConfigError
from mosaic_guard.extensions import Extensions
from mosaic_guard.guard import STATE_DIRECTORY
from mosaic_guard.learned import load
from mosaic_guard.policies.answer import AnswerPolicy, redact_answer
from mosaic_guard.policies.base import Policy
from mosaic_guard.policies.call import ANSWER, CALL, CallPolicy, model_of
from mosaic_guard.policies.contacts import Contacts
from mosaic_guard.policies.echo import Echoes
from mosaic_guard.policies.injection import WEAK, Injection
from mosaic_guard.policies.injection.learned import shipped
from mosaic_guard.policies.output import OutputPolicy
from mosaic_guard.policies.private.secrets import Secrets
from mosaic_guard.policies.prompt import PromptPolicy
from mosaic_guard.policies.provenance import Provenance, delegation
from mosaic_guard.policies.rules import Rules
from mosaic_guard.policies.sanitize import sanitize
from mosaic_guard.policies.self_protection import Protected, SelfProtection
from mosaic_guard.tool import ToolSpec
from mosaic_guard.traces.base import TraceStore
from mosaic_guard.traces.database.location import default_path, state_directory
from mosaic_guard.traces.store import open_store

_THRESHOLDS: Final = ("answer", "call", "output")
_BUILT_IN: Final = ("call", "output", "prompt", "answer")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a guard is made of."""

    config: Config
    core: Core
    bind: Callable[[ToolSpec], ToolSpec]
    approver: Approver | None


def assemble(
    config: Config | None,
    *,
    policies: Sequence[Policy],
    shadow: Sequence[Policy],
    mode: Mode | None,
    on_error: Literal["refuse", "verify"] | None,
    store: TraceStore | str | Path | None,
    approver: Approver | None,
    plugins: Iterable[object],
    protect: Iterable[str | Path],
    clock: Callable[[], float],
) -> Parts:
    """Build the parts; see `Guard` for the arguments and errors."""
    construction.check(config=config, mode=mode, on_error=on_error, store=store, approver=approver)
    policies, shadow = construction.policies(policies, "policies"), construction.policies(shadow, "shadow")
    config = config or Config()
    extensions = Extensions(plugins, disabled=config.plugins.disabled)
    opened = _store(store, config)
    core = Core(
        cascade=_cascade(config, policies, extensions, _protected(opened, config, construction.paths(protect))),
        shadow=Shadow(shadow),
        store=opened,
        settings=_settings(config, mode=mode or config.mode, on_error=on_error or config.on_error),
        clock=clock,
        cleaners=Cleaners(sanitize, redact_answer),
        extensions=extensions,
    )
    return Parts(
        config=config,
        core=core,
        bind=lambda spec: _bound(spec, config, extensions),
        approver=approver or extensions.approver(config),
    )


def built_in(
    thresholds: Mapping[str, float], provenance: Provenance | None = None, *, given: Set[str] = frozenset()
) -> tuple[Policy, ...]:
    """Make the policies that every guard starts with, but for those that are `given`.

    `provenance` is the fact source they share with the guard, so that a run is read once.

    Raises:
        ConfigError: a threshold is for no policy that has one.
    """
    if unknown := sorted(set(thresholds) - set(_THRESHOLDS)):
        msg = f"thresholds.{unknown[0]}: no policy of that name has a threshold; known: {', '.join(_THRESHOLDS)}"
        raise ConfigError(msg)
    makers: Mapping[str, Callable[[], Policy]] = {
        "call": lambda: _call(provenance or Provenance(), thresholds.get("call")),
        "output": lambda: OutputPolicy(thresholds.get("output", WEAK)),
        "prompt": PromptPolicy,
        "answer": AnswerPolicy,
    }
    return tuple(make() for name, make in makers.items() if name not in given)


def _call(provenance: Provenance, threshold: float | None) -> CallPolicy:
    return CallPolicy(
        model=model_of(load(CALL)),
        reader=shipped(),
        provenance=provenance,
        delegation=delegation,
        threshold=threshold,
    )


def _contacts(provenance: Provenance, threshold: float | None) -> Contacts:
    """Only the built-in answer policy reads them; training, which makes their weights, puts another in its place."""
    return Contacts(model=model_of(load(ANSWER)), reader=shipped(), provenance=provenance, threshold=threshold)


def _cascade(config: Config, policies: Sequence[Policy], extensions: Extensions, protected: Protected) -> Cascade:
    provenance = Provenance()
    given = {p.name: p for p in policies}
    own = (*built_in(config.thresholds, provenance, given=given.keys()), *_served(config))
    made = {p.name: p for p in own} | given
    return Cascade(
        fact_sources=(
            provenance,
            Injection(least=config.thresholds.get("output", WEAK)),
            Secrets(),
            Echoes(shipped()),
            *([] if AnswerPolicy.name in given else [_contacts(provenance, config.thresholds.get("answer"))]),
        ),
        floor_sources=(Rules(config), SelfProtection(protected)),
        policies=tuple(made[name] for name in dict.fromkeys((*_BUILT_IN, *made))),
        plugins=extensions.policies(config),
    )


def _served(config: Config) -> tuple[Policy, ...]:
    if config.model is None:
        return ()
    from mosaic_guard.policies.mosaic.served import served  # a guard without a model needs no client

    return served(config.model)


def _settings(config: Config, *, mode: Mode, on_error: Literal["refuse", "verify"]) -> Settings:
    checks, approval = config.checks, config.approval
    optional = {Phase.PROMPT: checks.prompt, Phase.ANSWER: checks.answer, Phase.TOOL: checks.tools}
    return Settings(
        mode=mode,
        on_error=on_error,
        refusals_per_intent=config.refusals.per_intent,
        asks_per_run=approval.asks_per_run,
        asks_per_source=approval.asks_per_source,
        approvers=lambda tool: standing(config, tool).approvers,
        max_grant=GrantTerms(approval.grant_minutes, approval.grant_uses),
        skipped=frozenset(phase for phase, runs in optional.items() if not runs),
        fingerprint=config.fingerprint,
    )


def _protected(store: TraceStore, config: Config, files: tuple[str, ...]) -> Protected:
    """The state directory, the store with all that stands beside it, the model's servers, the files a person named."""
    place = getattr(store, "place", "")
    beside = [f"{place}{end}" for end in ("", ".key", "-wal", "-shm")] if place and "://" not in place else []
    database = (place,) if "://" in place and not place.startswith("sqlite") else ()
    servers, key = (config.model.urls, config.model.key_file) if config.model else ((), None)
    named = (*files, *config.protect, *((key,) if key else ()))
    return Protected((str(state_directory()), *beside, *named), (*database, *servers))


def _bound(spec: ToolSpec, config: Config, extensions: Extensions) -> ToolSpec:
    known = bind(spec, config)
    return replace(known, effect=extensions.tightened(known, known.effect))


def _store(store: TraceStore | str | Path | None, config: Config) -> TraceStore:
    if store is not None and not isinstance(store, (str, Path)):
        return store
    if store != STATE_DIRECTORY:
        return open_store(store)
    if config.store != DEFAULT_STORE:
        return open_store(config.store)
    target = default_path()
    is_new = not target.exists()
    opened = open_store(target)
    if is_new:  # said once, to whoever made no choice of their own
        print(f"mosaic-guard: recording every decision to {target}", file=sys.stderr)
    return opened
