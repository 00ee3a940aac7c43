"""Guard a deep agent: the main agent and every subagent, the built-in general-purpose one too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deepagents.middleware.subagents import GENERAL_PURPOSE_SUBAGENT
from langgraph.graph.state import CompiledStateGraph

from mosaic_adapters.langchain import Approval, FinalAnswer, MosaicMiddleware
from mosaic_adapters.langgraph import guard_graph
from mosaic_guard import ConfigError, CoverageError, Guard


def guard_deep_agent(
    guard: Guard | None = None,
    *,
    middleware: Sequence[Any] = (),
    subagents: Sequence[Mapping[str, Any]] = (),
    approval: Approval = "batched",
    final_answer: FinalAnswer = "post",
    strict: bool = True,
    **options: Any,
) -> dict[str, Any]:
    """Make the arguments of a guarded deep agent: `create_deep_agent(**guard_deep_agent(guard, model=…, tools=…))`.

    A deep agent's middleware does not reach its subagents, so each of them gets its own, as does the general-purpose
    subagent, which is declared here so that it can. What subagents are told is not the user's word: their calls are
    judged by the run that called them.

    Args:
        guard: who decides. Default: `Guard()`.
        middleware: yours; the guard is put before it.
        subagents: as for `create_deep_agent`.
        approval: see `MosaicMiddleware`.
        final_answer: see `MosaicMiddleware`; of the main agent.
        strict: raise for a subagent that can't be guarded, instead of leaving it as it is.
        options: every other argument of `create_deep_agent`; handed on.

    Raises:
        ConfigError: a subagent is no mapping with a name.
        CoverageError: a subagent runs elsewhere, or is no graph.
    """
    _need_names(subagents)
    judge = guard if guard is not None else Guard()
    guarded = [_guarded(spec, judge, approval, strict=strict) for spec in subagents]
    if not any(spec["name"] == GENERAL_PURPOSE_SUBAGENT["name"] for spec in subagents):
        general: dict[str, Any] = {**GENERAL_PURPOSE_SUBAGENT}
        if options.get("skills"):
            general["skills"] = list(options["skills"])
        guarded.insert(0, _guarded(general, judge, approval, strict=strict))
    main = MosaicMiddleware(judge, approval=approval, final_answer=final_answer)
    return {**options, "middleware": [main, *middleware], "subagents": guarded}


def _need_names(subagents: Sequence[Any]) -> None:
    for place, spec in enumerate(subagents):
        if not isinstance(spec, Mapping) or not isinstance(spec.get("name"), str):
            said = f"has the keys {', '.join(map(str, spec))}" if isinstance(spec, Mapping) else f"is {spec!r:.80}"
            msg = (
                f"subagents[{place}] {said}; write a mapping with a text as `name`, by which the agent calls it, and "
                "what else create_deep_agent asks for."
            )
            raise ConfigError(msg)


def _guarded(spec: Mapping[str, Any], guard: Guard, approval: Approval, *, strict: bool) -> dict[str, Any]:
    if "graph_id" in spec:
        return _unguarded(spec, "runs on another server", strict=strict)
    runnable = spec.get("runnable")
    if runnable is None:
        # what a subagent says goes to the agent that called it, as an output that is checked there
        own = MosaicMiddleware(guard, approval=approval, final_answer="off")
        return {**spec, "middleware": [own, *spec.get("middleware", ())]}
    if isinstance(runnable, CompiledStateGraph):
        return {**spec, "runnable": guard_graph(runnable, guard, strict=strict)}
    return _unguarded(spec, f"is a {type(runnable).__qualname__}, not a graph", strict=strict)


def _unguarded(spec: Mapping[str, Any], why: str, *, strict: bool) -> dict[str, Any]:
    if strict:
        msg = (
            f"subagent {spec['name']!r} {why}, so its tools can't be guarded from here. Guard it where it is built, "
            "then pass strict=False."
        )
        raise CoverageError(msg)
    return dict(spec)


__all__ = ["guard_deep_agent"]
