"""Guard a LangChain agent in one line: `create_agent(model, tools, middleware=[MosaicMiddleware()])`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, Final, Literal

from langchain.agents.middleware import AgentMiddleware, AgentState, ModelRequest, ModelResponse, hook_config
from langchain.agents.middleware.types import ExtendedModelResponse, ToolCallRequest
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.tools import BaseTool
from langgraph.config import get_config
from langgraph.runtime import Runtime
from langgraph.types import Command, TracePolicy, omit_payload

from mosaic_adapters._agent.call import tool_called
from mosaic_adapters._agent.start import prompt_checked
from mosaic_adapters._agent.turn import model_called
from mosaic_adapters._agent.verdict import turn_settled
from mosaic_adapters._drive import adrive, drive, needed
from mosaic_adapters._run.scope import ApproverOf
from mosaic_adapters._run.session import Session
from mosaic_adapters._tool.guarded import guard_tool
from mosaic_guard import ConfigError, Guard

Approval = Literal["batched", "per_call"]
FinalAnswer = Literal["off", "post", "buffered"]
_MOST_TOOLS: Final = 1000


class MosaicMiddleware(AgentMiddleware[Any, Any, Any]):
    """Guards an agent: its prompt, the tools it is shown, every call, every output, and its answer.

    Any place in the list is safe, since what enforces is a guarded tool that it hands on; list it first, so that what
    other middleware adds to the conversation is not taken for the user's word. What middleware before it answers in a
    tool's place (`LLMToolEmulator`) is cleaned at the next model call: checkpoints and streams until then hold it as it
    came. It serves sync and async alike.

    Args:
        guard: who decides. Default: `Guard()`.
        approval: `batched` asks once per turn (LangChain's `HITLRequest`), `per_call` once per call. Without a
            checkpointer nobody can be asked, and a call that needs approval is refused.
        final_answer: `post` checks the answer, but what is streamed token by token has been seen by then; `buffered`
            holds tokens back until the answer is checked; `off` does not check it.
        approver_of: names who answers an interrupt, from the server's side of the config. Default: the user that a
            LangGraph server authenticated. Never taken from the answer itself.

    Raises:
        ConfigError: `approval` or `final_answer` is none of these, `guard` no guard, or `approver_of` no function.
    """

    guards_tools: ClassVar[bool] = True
    trace_policy = TracePolicy(process_inputs=omit_payload)

    def __init__(
        self,
        guard: Guard | None = None,
        *,
        approval: Approval = "batched",
        final_answer: FinalAnswer = "post",
        approver_of: ApproverOf | None = None,
    ) -> None:
        super().__init__()
        self.guard = needed(Guard() if guard is None else guard, approver_of)
        self.approval = _one_of("approval", approval, ("batched", "per_call"))
        self.final_answer = _one_of("final_answer", final_answer, ("off", "post", "buffered"))
        self.approver_of = approver_of
        self.tools = []
        self.not_inspected: set[str] = set()
        """Tools that the provider runs itself: their calls and outputs pass no check."""
        self._guarded: dict[int, tuple[BaseTool, BaseTool]] = {}

    def guarded(self, tool: BaseTool) -> BaseTool:
        """Guard a tool, once."""
        known = self._guarded.get(id(tool))
        if known is None or known[0] is not tool:
            if len(self._guarded) > _MOST_TOOLS:  # tools made anew at every turn
                self._guarded.clear()
            known = self._guarded[id(tool)] = (tool, guard_tool(tool, self.guard))
        return known[1]

    def tools_of(self, session: Session) -> Mapping[str, BaseTool]:
        """The guarded tools that the model of a run was shown, by name."""
        return {**session.view.brought, **{t.name: t for t in session.bound if isinstance(t, BaseTool)}}

    @hook_config(can_jump_to=["end"])
    def before_agent(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:  # noqa: ARG002  # injected by name
        """Check what the user asks."""
        return drive(self.guard, prompt_checked(self, state["messages"], get_config()))

    @hook_config(can_jump_to=["end"])
    async def abefore_agent(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:  # noqa: ARG002  # as above
        """Async twin of `before_agent`."""
        return await adrive(self.guard, prompt_checked(self, state["messages"], get_config()))

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any] | AIMessage | ExtendedModelResponse[Any]:
        """Check what the model is shown, and what it says."""
        response: ModelResponse[Any] = drive(self.guard, model_called(self, request), handler)
        return response

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any] | AIMessage | ExtendedModelResponse[Any]:
        """Async twin of `wrap_model_call`."""
        response: ModelResponse[Any] = await adrive(self.guard, model_called(self, request), handler)
        return response

    @hook_config(can_jump_to=["end", "model"])
    def after_model(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:  # noqa: ARG002  # injected by name
        """Ask about the calls of the turn that wait for a person, and end a run that only repeats what was refused."""
        return drive(self.guard, turn_settled(self, state["messages"], get_config()))

    @hook_config(can_jump_to=["end", "model"])
    async def aafter_model(self, state: AgentState[Any], runtime: Runtime[Any]) -> dict[str, Any] | None:  # noqa: ARG002  # as above
        """Async twin of `after_model`."""
        return await adrive(self.guard, turn_settled(self, state["messages"], get_config()))

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """Hand on a guarded tool, and what it needs to know."""
        result: ToolMessage | Command[Any] = drive(self.guard, tool_called(self, request), handler)
        return result

    async def awrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]]
    ) -> ToolMessage | Command[Any]:
        """Async twin of `wrap_tool_call`."""
        result: ToolMessage | Command[Any] = await adrive(self.guard, tool_called(self, request), handler)
        return result


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> Any:
    if value not in allowed:
        msg = f"{name} is {value!r:.80}; it must be one of {', '.join(allowed)}."
        raise ConfigError(msg)
    return value


__all__ = ["Approval", "FinalAnswer", "MosaicMiddleware"]
