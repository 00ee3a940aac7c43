"""The ways out of a guarded tools node: as they were, and to the end when a run only repeats what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import ToolMessage
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langgraph.graph import END, StateGraph

from mosaic_adapters._framework.compat import messages_of
from mosaic_adapters._run.seal import is_sealed, mark_of
from mosaic_guard import Guard


@dataclass(frozen=True)
class Onward(Runnable[Any, Any]):
    """Goes on as `path` says, unless the guard has ended the run."""

    path: Runnable[Any, Any]
    guard: Guard
    key: str
    name: str | None = field(default="route_after_tools")

    def invoke(self, input: Any, config: RunnableConfig | None = None, **options: Any) -> Any:
        """Choose the next node."""
        return END if self._is_over(input) else self.path.invoke(input, config, **options)

    async def ainvoke(self, input: Any, config: RunnableConfig | None = None, **options: Any) -> Any:
        """Async twin of `invoke`."""
        return END if self._is_over(input) else await self.path.ainvoke(input, config, **options)

    def _is_over(self, state: Any) -> bool:
        for message in reversed(messages_of(state, self.key) or ()):
            if not isinstance(message, ToolMessage):
                return False
            if mark_of(message).get("ends_run") and is_sealed(self.guard, message):
                return True
        return False


def may_end_after(builder: StateGraph[Any, Any, Any, Any], node: str, guard: Guard, key: str) -> None:
    """Let a graph end after one of its nodes."""
    targets = sorted(end for start, end in builder.edges if start == node)
    for name, branch in builder.branches[node].items():
        path: Any = Onward(branch.path, guard, key)
        ends = {**branch.ends, END: END} if branch.ends is not None else None
        builder.branches[node][name] = branch._replace(path=path, ends=ends)
    if targets and targets != [END]:
        builder.edges -= {(node, target) for target in targets}
        onward: Any = Onward(RunnableLambda(lambda _: targets), guard, key)
        builder.add_conditional_edges(node, onward, [*targets, END])
