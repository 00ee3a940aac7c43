"""What `doctor` looks at of one agent: what is guarded, what nobody can see, and whether the table fits its tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.health.observation import Observation, Status
from mosaic_guard.cli.terminal import counted
from mosaic_guard.nearest import nearest

if TYPE_CHECKING:
    from mosaic_guard.config import Config
    from mosaic_guard.inspection import AgentView

_STATUS: Final[Mapping[str, Status]] = {"guarded": "ok", "unguarded": "problem", "not inspected": "note"}


def agent(seen: AgentView, config: Config) -> Iterator[Observation]:
    """Say what of an agent is guarded, and where its tools and the table differ."""
    yield Observation("agent", f"{seen.kind}, {counted(len(seen.tools), 'tool')}")
    for place in seen.places:
        why = f": {place.why}" if place.why else ""
        yield Observation("agent", f"{place.name}: {place.status}{why}", _STATUS[place.status])
    yield from _tools(seen, config)
    yield from _table(seen, config)
    yield from _paths(seen, config)


def _tools(seen: AgentView, config: Config) -> Iterator[Observation]:
    from mosaic_guard.config import standing
    from mosaic_guard.effects import bind
    from mosaic_guard.engine.explain import describe
    from mosaic_guard.pins import spec_digest

    for spec in seen.tools:
        said = standing(config, spec.name)
        text = f"{spec.name} {describe(bind(spec, config).effect)}"
        if said.pins and spec_digest(spec) not in said.pins:
            fix = "Review its declaration, then write the table anew with `mosaic-guard init`."
            yield Observation("tools", f"{text}: changed since it was pinned, so it has to ask", "problem", fix)
        elif not said.known:
            fix = "Add it, for example with `mosaic-guard init`."
            yield Observation("tools", f"{text}: not in the table, so it has to ask", "problem", fix)
        else:
            yield Observation("tools", text)


def _table(seen: AgentView, config: Config) -> Iterator[Observation]:
    from mosaic_guard.config.glob import ANY, covers

    names = [spec.name for spec in seen.tools]
    for key in dict.fromkeys(key for table in config.tables for key in table if key != ANY):
        if not any(covers(key, name) for name in names):
            fix = nearest(key, names, "Remove it, unless another agent has the tool.")
            yield Observation("config", f"tools.{key}: this agent has no such tool", "note", fix)


def _paths(seen: AgentView, config: Config) -> Iterator[Observation]:
    """An absent argument breaks no limit, so one on a name that is not there holds nothing."""
    from mosaic_guard.policies.provenance.schema import unknown_step

    specs = {spec.name: spec for spec in seen.tools}
    for key, rule in ((key, rule) for table in config.tables for key, rule in table.items() if key in specs):
        for path in dict.fromkeys((*rule.constraints, *(rule.decisive or ()))):
            step, known = unknown_step(specs[key].schema, path)
            if step:
                fix = nearest(step, known, f"It has: {', '.join(known[:12])}.")
                text = f"tools.{key}: {path}: its declaration has no {step!r}, so this holds nothing"
                yield Observation("config", text, "problem", fix)
