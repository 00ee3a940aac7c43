"""Throughput of 64 concurrent async agents on a 500 ms model, guarded over unguarded.

python bench/agents.py [--agents 64] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.outputs import ChatResult
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel
from step import read_page

from mosaic_guard import Guard

TURNS = 4


class SlowModel(ScriptedChatModel):
    """Takes its time, without blocking the event loop."""

    seconds: float = 0.5

    async def _agenerate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        await asyncio.sleep(self.seconds)
        return await super()._agenerate(messages, *args, **kwargs)


async def throughput(middleware: Sequence[AgentMiddleware], agents: int, seconds: float) -> float:
    """Steps per second of `agents` runs side by side."""

    async def one(number: int) -> None:
        calls = [[{"name": "read_page", "args": {"page": t}, "id": f"{number}_{t}"}] for t in range(TURNS)]
        model = SlowModel(script=[*(AIMessage("", tool_calls=c) for c in calls), AIMessage("Done.")], seconds=seconds)
        agent = create_agent(model, [read_page], middleware=middleware)
        await agent.ainvoke({"messages": [HumanMessage("Read the handbook.")]})

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(agents)))
    return agents * TURNS / (time.perf_counter() - began)


def main() -> None:
    """Measure both, twice in turn, and print the ratio of the better ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agents", type=int, default=64)
    parser.add_argument("--delay", type=float, default=0.5, help="seconds the model takes")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        guard = Guard(store=Path(folder) / "traces.sqlite3")
        bare, guarded = [], []
        for _ in range(3):
            bare.append(asyncio.run(throughput([], arguments.agents, arguments.delay)))
            guarded.append(asyncio.run(throughput([MosaicMiddleware(guard)], arguments.agents, arguments.delay)))
        guard.close()
    result = {"bare_steps_per_s": max(bare), "guarded_steps_per_s": max(guarded), "ratio": max(guarded) / max(bare)}
    print(json.dumps(result, indent=2) if arguments.json else f"guarded / bare: {result['ratio']:.2f}")


if __name__ == "__main__":
    main()
