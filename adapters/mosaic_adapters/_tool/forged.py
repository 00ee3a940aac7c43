"""Injected arguments that the model wrote itself: a tools node strips them, a loop written by hand hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from langchain_core.messages import ToolMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool

from mosaic_adapters._drive import Steps, refuse
from mosaic_adapters._framework.compat import messages_in_state
from mosaic_adapters._framework.messages import message_id, proposals, tool_call
from mosaic_adapters._framework.specs import Guarding
from mosaic_adapters._run.scope import current, located
from mosaic_adapters._run.seal import sealed, unrun
from mosaic_adapters._tool.execution import declared
from mosaic_guard import ToolCall
from mosaic_guard.assessment import Finding
from mosaic_guard.canonical import plain

REFUSED: Final = "Refused: {} was not run, because it named an argument that is not yours to give: {}. Leave it out."


def forged(known: Guarding, tool: BaseTool, given: object, how: Mapping[str, Any]) -> Steps[ToolMessage | None]:
    """Refuse a call that is about to pass on what its proposal, found in the state, gives for an injected argument.

    Outside a graph's state nobody can tell whether the model or the code around the call gave it.
    """
    call_id = str(how.get("tool_call_id") or "")
    if not call_id or not isinstance(given, Mapping) or known.hidden.isdisjoint(given):
        return None
    found = next(proposals(messages_in_state(how.get("config")) or (), call_id), None)
    raw = next((c for c in found[1].tool_calls if c["id"] == call_id), None) if found else None
    if found is None or raw is None:
        return None
    both = known.hidden & given.keys() & raw["args"].keys()
    names = sorted(n for n in both if plain(given[n]) == plain(raw["args"][n]))
    if not names:
        return None
    call = tool_call({**raw, "name": tool.name}, message_id(found[1], found[0]), 0)
    return (yield from _recorded(known, call, names, how.get("config")))


def _recorded(
    known: Guarding, call: ToolCall, names: list[str], config: RunnableConfig | None
) -> Steps[ToolMessage | None]:
    finding = Finding("forged_argument", f"The model named what only the framework gives: {', '.join(names)}.")
    text = REFUSED.format(call.name, ", ".join(names))
    try:
        scope = current(known.guard) or (yield from located(known.guard, config, call.id))
        yield from declared(scope, known.spec)
        decision = yield from refuse(call, finding, scope.trajectory, model_text=text)
    except Exception:  # a refusal that could not be recorded is one all the same
        return sealed(known.guard, call, text)
    return None if decision.allowed else unrun(known.guard, call, decision)
