"""MOSAIC as published: a policy model that is the agent, as a LangChain chat model."""

# ruff: noqa: ARG002  # the signatures are LangChain's

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool, tool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict, Field

from mosaic_adapters._chat_history import REPLY, conversation
from mosaic_guard.backends.base import Backend, Completion, Request
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, Refusal, parse_agent_reply
from mosaic_guard.protocol.entry import Entry, Kind
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render

__all__ = ["REFUSAL_TOOL", "TOOL_CHECK", "ChatMosaic", "refusal_tool", "tool_check"]

TOOL_CHECK: Final = "tool_check"
"""The tool by which the policy asks a person first: `{"tool": …, "arguments": …}`; its result is the answer."""
REFUSAL_TOOL: Final = "refusal_tool"
"""The tool by which it refuses and plans again: `{"reason": …}`."""


class ChatMosaic(BaseChatModel):
    """The served policy as the agent: plan, safety check where it opens one, then call, question, refusal or answer.

    A message of it carries its parts in `additional_kwargs["mosaic"]`: `plan`, `thoughts`, `refusal`. Bind `tool_check`
    beside the agent's tools, and `refusal_tool` with `refusal="replan"`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    backend: Any
    """A `mosaic_guard.backends.base.Backend`."""
    refusal: Literal["end", "replan"] = "end"
    """`end`: a refusal is the answer, and the run is over. `replan`: it is a call of `refusal_tool`."""
    max_tokens: int = 1024
    budget_s: float = 60.0
    temperature: float = 0.0
    key: bytes = Field(default_factory=lambda: secrets.token_bytes(16), repr=False)
    """Makes the delimiters; give one to share conversations between processes."""

    @property
    def _llm_type(self) -> str:
        return "mosaic"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        served: Backend = self.backend
        return {"model": served.fingerprint, "refusal": self.refusal}

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Tell the policy what it can call.

        Raises:
            ValueError: a tool is to be forced; the policy always may refuse.
        """
        if tool_choice not in (None, "auto"):
            msg = f"tool_choice={tool_choice!r}: the policy can't be forced to call; leave it out"
            raise ValueError(msg)
        return self.bind(tools=[convert_to_openai_tool(one) for one in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        served: Backend = self.backend
        escaper = Escaper(served.control_tokens())
        run = conversation(messages, [_declared(one) for one in kwargs.get("tools", ())], self.key)
        request = Request(
            render(run, escaper), pattern.agent(), self.max_tokens, self.budget_s, temperature=self.temperature
        )
        completion = served.complete(request)
        reply = parse_agent_reply(completion.text, finished=completion.finished, secret=run.delimiter)
        return ChatResult(generations=[ChatGeneration(message=self._message(reply, completion))])

    def _message(self, reply: AgentReply, completion: Completion) -> AIMessage:
        calls = _calls(reply, replan=self.refusal == "replan")
        thoughts = reply.thoughts
        parts: dict[str, Any] = {"plan": reply.plan, "thoughts": thoughts.text if thoughts else ""}
        if isinstance(reply.does, Refusal):
            parts["refusal"] = reply.does.reason
        return AIMessage(
            content="" if calls else _said(reply),
            tool_calls=calls,
            additional_kwargs={"mosaic": parts, REPLY: completion.text},
            response_metadata={"model_name": completion.model},
            usage_metadata={
                "input_tokens": completion.prompt_tokens,
                "output_tokens": len(completion.tokens),
                "total_tokens": completion.prompt_tokens + len(completion.tokens),
                "input_token_details": {"cache_read": completion.cached_tokens},
            },
        )


@tool(REFUSAL_TOOL)
def refusal_tool(reason: str) -> str:
    """Refuse a step, and say why; then plan another way."""
    return f"Refused: {reason}. Find another way, or tell the user why it can't be done."


def tool_check(approve: Callable[[str, dict[str, Any]], bool]) -> BaseTool:
    """Make the tool by which the policy asks a person before a call; `approve` gets the tool's name and arguments."""

    @tool(TOOL_CHECK)
    def check(tool: str, arguments: dict[str, Any]) -> str:
        """Ask a person whether a call may run."""
        return "1: it may run" if approve(tool, arguments) else "0: it may not run"

    return check


def _declared(one: dict[str, Any]) -> Entry:
    function = one["function"]
    schema = function.get("parameters", {})
    return Entry(
        Kind.TOOL, {"name": function["name"], "description": function.get("description", ""), "schema": schema}
    )


def _calls(reply: AgentReply, *, replan: bool) -> list[Any]:
    if isinstance(reply.does, Refusal):
        wanted = [(REFUSAL_TOOL, {"reason": reply.does.reason})] if replan else []
    elif isinstance(reply.does, FinalAnswer):
        wanted = []
    else:
        wanted = [_wanted(call) for call in reply.does]
    return [{"name": name, "args": args, "id": f"call_{secrets.token_hex(8)}"} for name, args in wanted]


def _wanted(call: Proposed) -> tuple[str, dict[str, Any]]:
    return (TOOL_CHECK, {"tool": call.tool, "arguments": dict(call.args)}) if call.ask else (call.tool, dict(call.args))


def _said(reply: AgentReply) -> str:
    match reply.does:
        case Refusal(reason):
            return f"I won't do this: {reason}"
        case FinalAnswer(text):
            return text
    return ""
