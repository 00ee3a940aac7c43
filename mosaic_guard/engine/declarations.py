"""Checks of what tools declare, and the tools in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, is_

from mosaic_guard.assessment import Phase
from mosaic_guard.canonical import keyed_digest
from mosaic_guard.decision import Decision
from mosaic_guard.engine.core import Core
from mosaic_guard.engine.judging import decide
from mosaic_guard.engine.run import Run, Toolset
from mosaic_guard.engine.steps import Steps
from mosaic_guard.policies.base import Check
from mosaic_guard.subjects import declaration
from mosaic_guard.tool import ToolSpec

Bind = Callable[[ToolSpec], ToolSpec]


def check_tools(core: Core, run: Run, declared: Sequence[ToolSpec], bind: Bind) -> Steps[Toolset]:
    """Judge declarations that are new to this run; the others keep their decision.

    Of several that share a name the strictest counts: the model may be shown any of them.
    """
    yield from core.catch_up(run)
    if _same(declared, run.tools.declared):
        return run.tools
    specs = [bind(declaration(spec)) for spec in declared]
    known, judged = run.tools.specs, dict[str, Decision]()
    fresh = {s.name for s in specs if known.get(s.name) != s}
    for spec in specs:
        if spec.name in fresh:
            decision = yield from decide(core, run, Check(Phase.TOOL, run.trajectory, spec=spec), spec.name)
            judged[spec.name] = max(judged.get(spec.name, decision), decision, key=attrgetter("action"))
    with run.lock:
        run.tools = _toolset(core, declared, specs, {**run.tools.decisions, **judged})
    return run.tools


def add_tool(core: Core, run: Run, declared: ToolSpec, bind: Bind) -> Steps[Toolset]:
    """Judge one more declaration and keep the others in force, whoever else adds one at the same time."""
    yield from core.catch_up(run)
    if any(known is declared for known in run.tools.declared):
        return run.tools
    spec = bind(declaration(declared))
    decision = run.tools.decisions.get(spec.name)
    if decision is None or run.tools.specs[spec.name] != spec:
        decision = yield from decide(core, run, Check(Phase.TOOL, run.trajectory, spec=spec), spec.name)
    with run.lock:
        tools = run.tools
        kept = [known for known in tools.declared if known.name != spec.name]
        specs = [*(tools.specs[known.name] for known in kept), spec]
        run.tools = _toolset(core, [*kept, declared], specs, {**tools.decisions, spec.name: decision})
    return run.tools


def _toolset(
    core: Core, declared: Sequence[ToolSpec], specs: Sequence[ToolSpec], decisions: Mapping[str, Decision]
) -> Toolset:
    by_name = {spec.name: spec for spec in specs}
    shown = sorted(by_name.values(), key=lambda s: s.name)
    digest = keyed_digest(core.store.key, [(s.name, s.description, s.schema, s.annotations) for s in shown])
    return Toolset(tuple(declared), by_name, {name: decisions[name] for name in by_name}, digest[:16])


def _same(declared: Sequence[ToolSpec], known: Sequence[ToolSpec]) -> bool:
    """Whether they are the very same objects: comparing schemas at every step costs more than all else here."""
    return len(declared) == len(known) and all(map(is_, declared, known)) and bool(known)
