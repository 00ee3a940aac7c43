"""MOSAIC as published: a policy model that is the agent, as a LangChain chat model."""

# ruff: noqa: ARG002  # the signatures are LangChain's

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool, tool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import ConfigDict, Field

from mosaic_adapters._framework.conversation import REPLY, conversation
from mosaic_guard.backends.base import Backend, Completion, Request, Streaming
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import (
    TOOL_CHECK,
    AgentReply,
    FinalAnswer,
    Proposed,
    Refusal,
    parse_agent_reply,
    tool_check_result,
)
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.protocol.streaming import AnswerText

__all__ = ["REFUSAL_TOOL", "TOOL_CHECK", "ChatMosaic", "refusal_tool", "tool_check"]

REFUSAL_TOOL: Final = "refusal_tool"
"""The tool by which it refuses and plans again: `{"reason": …}`."""
_BY_LETTER: Final = frozenset({TOOL_CHECK, REFUSAL_TOOL})
"""What the policy has a letter for, so that it is not shown as a tool."""


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
        run, request = self._asked(messages, kwargs)
        return ChatResult(generations=[ChatGeneration(message=self._message(served.complete(request), run))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Give an answer as it comes; a plan, a call or a refusal once it is whole."""
        run, request = self._asked(messages, kwargs)
        answer = AnswerText(run.delimiter)
        for piece in _pieces(self.backend, request):
            if isinstance(piece, Completion):
                said = _rest(self._message(piece, run), answer.shown)
            elif text := answer.add(piece):
                said = AIMessageChunk(content=text)
            else:
                continue
            chunk = ChatGenerationChunk(message=said)
            if run_manager is not None and chunk.text:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _asked(self, messages: Sequence[BaseMessage], kwargs: dict[str, Any]) -> tuple[Conversation, Request]:
        served: Backend = self.backend
        declared = [_declared(one) for one in kwargs.get("tools", ()) if one["function"]["name"] not in _BY_LETTER]
        run = conversation(messages, declared, self.key)
        shown = render(run, Escaper(served.control_tokens()))
        return run, Request(shown, pattern.agent(), self.max_tokens, self.budget_s, temperature=self.temperature)

    def _message(self, completion: Completion, run: Conversation) -> AIMessage:
        reply = parse_agent_reply(completion.text, finished=completion.finished, secret=run.delimiter)
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
        return tool_check_result(approved=approve(tool, arguments))

    return check


def _pieces(served: Backend, request: Request) -> Iterator[str | Completion]:
    if isinstance(served, Streaming):
        return served.stream(request)
    return iter([served.complete(request)])


def _rest(message: AIMessage, shown: str) -> AIMessageChunk:
    """What was not shown of a message yet."""
    calls = [
        tool_call_chunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=index)
        for index, call in enumerate(message.tool_calls)
    ]
    return AIMessageChunk(
        content=message.text.removeprefix(shown),
        tool_call_chunks=calls,
        additional_kwargs=message.additional_kwargs,
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        chunk_position="last",
    )


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
