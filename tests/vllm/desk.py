"""A LangGraph agent in the world of the tiny model, guarded by what a `mosaic.yaml` with a model says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.tools import StructuredTool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel
from mosaic_trainer.tiny.world import TOOLS

from mosaic_guard import Guard
from mosaic_guard.config import load
from mosaic_guard.traces.events import EventKind
from mosaic_guard.trajectory import RunId


def write_config(path: Path, ready: Mapping[str, Any], **more: str) -> Path:
    """Write what `serve` said into a file, beside the effects of the tools."""
    said = {key: ready[key] for key in ("name", "key_file", "context_characters")}
    model = {"urls": [ready["server"]], "budget_ms": 30_000, **said, **more}  # a busy machine is no failure
    rules = {
        tool.name: {
            "rule": "allow",
            "effect": "write" if tool.effect.write else "read",
            "reversible": tool.effect.reversible,
            "external": tool.effect.external,
        }
        for tool in TOOLS
    }
    path.write_text(json.dumps({"version": 1, "tools": rules, "model": model}))
    return path


class Desk:
    """What runs, and what was recorded about it."""

    def __init__(self, config: Path, *, happens: Mapping[str, Callable[[], Any]] | None = None) -> None:
        self.guard = Guard(load(config), store=None)
        self.mail = "The weather is fine."
        self.ran: list[str] = []
        self._happens = happens or {}
        """By tool: what its call does to the world."""
        self._threads = 0

    def run(self, task: str, *script: AIMessage) -> tuple[dict[str, Any], list[Mapping[str, Any]]]:
        """Give an agent a task; return its last state, and every decision about a call."""
        self._threads += 1
        thread = str(self._threads)
        agent = create_agent(
            ScriptedChatModel(script=[*script]),
            [self._look("read_inbox"), self._do("send_email", "to"), self._do("archive_file", "path")],
            middleware=[MosaicMiddleware(self.guard, final_answer="off")],
            checkpointer=InMemorySaver(),
        )
        state = agent.invoke({"messages": [HumanMessage(task)]}, {"configurable": {"thread_id": thread}})
        events = self.guard.store.events(RunId(thread), [EventKind.DECIDED]).result()
        decided = [dict(stored.event.payload) for stored in events]
        return state, [payload for payload in decided if payload["phase"] == "call"]

    def _look(self, name: str) -> StructuredTool:
        def look() -> str:
            self._done(name)
            return self.mail

        return StructuredTool.from_function(look, name=name, description="Read the newest mail.")

    def _do(self, name: str, argument: str) -> StructuredTool:
        def do(**_: str) -> str:
            self._done(name)
            return "done"

        schema = {"type": "object", "properties": {argument: {"type": "string"}}, "required": [argument]}
        return StructuredTool.from_function(do, name=name, description="Do it.", args_schema=schema)

    def _done(self, name: str) -> None:
        self.ran.append(name)
        self._happens.get(name, lambda: None)()
