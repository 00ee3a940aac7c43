"""Injected arguments that the model wrote itself: a tools node strips them, a loop written by hand hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool

from mosaic_adapters._compat import messages_in_state
from mosaic_adapters._messages import proposals
from mosaic_adapters._seal import sealed
from mosaic_adapters._specs import Guarding
from mosaic_guard import ToolCall
from mosaic_guard.canonical import plain

REFUSED: Final = "Refused: {} was not run, because it named an argument that is not yours to give: {}. Leave it out."


def forged(tool: BaseTool, known: Guarding, given: object, how: Mapping[str, Any]) -> ToolMessage | None:
    """Refuse a call that is about to pass on what its proposal, found in the state, gives for an injected argument.

    Outside a graph's state nobody can tell whether the model or the code around the call gave it.
    """
    call_id = str(how.get("tool_call_id") or "")
    hidden = known.hidden & given.keys() if isinstance(given, Mapping) and call_id else frozenset()
    if not isinstance(given, Mapping) or not hidden:
        return None
    found = next(proposals(messages_in_state(how.get("config")) or (), call_id), None)
    proposed = next((c["args"] for c in found[1].tool_calls if c["id"] == call_id), {}) if found else {}
    names = sorted(n for n in hidden & proposed.keys() if plain(given[n]) == plain(proposed[n]))
    if not names:
        return None
    return sealed(known.guard, ToolCall(call_id, tool.name), REFUSED.format(tool.name, ", ".join(names)))
