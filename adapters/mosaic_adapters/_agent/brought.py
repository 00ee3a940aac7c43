"""Tools that middleware further in brings: no request of ours has shown them when the model is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import ModelRequest
from langchain_core.tools import BaseTool
from langgraph.prebuilt.tool_node import ToolCallRequest


class WatchedRequest(ModelRequest[Any]):
    """A request to the model that tells which tools it is given on its way there."""

    brought: dict[str, BaseTool]

    def override(self, **changes: Any) -> ModelRequest[Any]:
        """See `ModelRequest.override`."""
        changed = super().override(**changes)
        object.__setattr__(changed, "brought", self.brought)
        self.brought.update({t.name: t for t in changed.tools if isinstance(t, BaseTool)})
        return changed


class GuardedRequest(ToolCallRequest):
    """A request to a tool that guards whatever tool it is given on its way there."""

    guarded: Callable[[BaseTool], BaseTool]

    def override(self, **changes: Any) -> ToolCallRequest:
        """See `ToolCallRequest.override`."""
        if isinstance(changes.get("tool"), BaseTool):
            changes["tool"] = self.guarded(changes["tool"])
        return guarded(super().override(**changes), self.guarded)


def watched(request: ModelRequest[Any]) -> WatchedRequest:
    """The same request, watched from here on."""
    twin: WatchedRequest = _as(WatchedRequest, request, brought={})
    return twin


def guarded(request: ToolCallRequest, guard: Callable[[BaseTool], BaseTool]) -> GuardedRequest:
    """The same request, which lets in none but guarded tools."""
    twin: GuardedRequest = _as(GuardedRequest, request, guarded=guard)
    return twin


def _as(kind: type, request: object, **known: object) -> Any:
    twin: Any = object.__new__(kind)
    vars(twin).update(vars(request), **known)  # a third of what `copy.copy` takes
    return twin
