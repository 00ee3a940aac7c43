"""A chat model that plays a script: no network, no chance, the same answer to the same history."""

# ruff: noqa: ARG002  # the signatures are LangChain's

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field

_TOKEN = re.compile(r"\S+\s*|\s+")


class ScriptedChatModel(BaseChatModel):
    """Answers the n-th turn of a conversation with the n-th message of its script; after the last one, `done`.

    Which turn it is, it reads off the history it is shown, so that retries, resumes and other processes get the same.
    """

    script: Any
    """`AIMessage`s in order, or a function of the history."""
    shown: list[list[BaseMessage]] = Field(default_factory=list)
    """Every history it was called with."""
    bound: list[str] = Field(default_factory=list)
    """Names of the tools it was last bound to."""

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Remember the names of the tools, and answer as before."""
        self.bound[:] = [name_of(tool) for tool in tools]
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._answer(messages))])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return self._generate(messages)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages)):
            if run_manager is not None:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages)):
            if run_manager is not None:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def _answer(self, messages: Sequence[BaseMessage]) -> AIMessage:
        self.shown.append(list(messages))
        if callable(self.script):
            return cast(AIMessage, self.script(messages)).model_copy()
        turn = sum(isinstance(message, AIMessage) for message in messages)
        said: AIMessage = self.script[turn] if turn < len(self.script) else AIMessage("done")
        return said.model_copy()


def calling(*calls: tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], str | None], text: str = "") -> AIMessage:
    """Make the message that proposes these calls: `(tool, arguments)`, or `(tool, arguments, id)`."""
    proposed = []
    for index, (name, args, *id) in enumerate(calls):
        proposed.append({"name": name, "args": args, "id": id[0] if id else f"call_{index}", "type": "tool_call"})
    return AIMessage(text, tool_calls=proposed)


def name_of(tool: Any) -> str:
    """Name a tool as it is given to a model: an object, a function, or a dictionary in either shape."""
    if isinstance(tool, dict):
        return str(tool.get("name") or tool.get("function", {}).get("name") or tool.get("type", ""))
    return str(getattr(tool, "name", None) or getattr(tool, "__name__", ""))


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    """Split the text into words; the tool calls come last, all at once."""
    for token in _TOKEN.findall(message.text):
        yield ChatGenerationChunk(message=AIMessageChunk(content=token, id=message.id))
    calls = [
        tool_call_chunk(name=call["name"], args=json.dumps(call["args"]), id=call["id"], index=index)
        for index, call in enumerate(message.tool_calls)
    ]
    yield ChatGenerationChunk(
        message=AIMessageChunk(content="", tool_call_chunks=calls, id=message.id, chunk_position="last")
    )


__all__ = ["ScriptedChatModel", "calling", "name_of"]
