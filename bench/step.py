"""What the guard adds to one agent step, in CPU time, against the bare loop and LangChain's own PII middleware.

    python bench/step.py [--rounds 30] [--json]

One step is a model turn and a tool turn with a 2 KB output that was not seen before. Every variant runs in turn within
each round, so that a busy machine slows all of them alike; the figure is the median of the differences to the bare loop
of the same round, and beside it its ratio to the bare loop. `rules alone` is the guard whose outputs no learned model
reads, `in memory` the one whose record never meets a disk.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any
from unittest.mock import patch

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, PIIMiddleware
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import tool
from langgraph.checkpoint.memory import InMemorySaver
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.testing import ScriptedChatModel

from mosaic_guard import Guard
from mosaic_guard.policies.injection.scan import Rules

STEPS = 10
PARAGRAPH = "The quarterly figures were sent on Tuesday, and the office in Lyon has 42 desks on two floors. "
KINDS = ("quarterly", "annual", "draft", "final", "printed", "second", "small", "northern")
THINGS = ("figures", "report", "plan", "budget", "list", "survey", "letter", "offer")
DAYS = ("Monday", "Tuesday", "Thursday", "Friday", "Sunday")
TOWNS = ("Lyon", "Porto", "Leeds", "Basel", "Turin")


def pages(count: int) -> Iterator[str]:
    """Make pages of 2 KB out of sentences that hardly ever occur twice."""
    chance = random.Random(1)
    for _ in range(count):
        page = ""
        while len(page) < 2048:
            page += (
                f"The {chance.choice(KINDS)} {chance.choice(THINGS)} were sent on {chance.choice(DAYS)}, and the "
                f"{chance.choice(KINDS)} office in {chance.choice(TOWNS)} has {chance.randrange(10, 100)} desks. "
            )
        yield page[:2048]


PAGES = cycle(list(pages(500)))


@tool
def read_page(page: int) -> str:
    """Read one page of the handbook."""
    return f"{next(PAGES)} page {page}"


Middleware = Callable[[], Sequence[AgentMiddleware]]


def pii() -> Sequence[AgentMiddleware]:
    """Four detectors on input, output and tool results."""
    kinds = ("email", "credit_card", "ip", "url")
    return [PIIMiddleware(k, apply_to_input=True, apply_to_output=True, apply_to_tool_results=True) for k in kinds]


class Hooks(AgentMiddleware):
    """Does nothing in the four places where the guard stands: what LangChain itself takes for having hooks."""

    def before_agent(self, state: Any, runtime: Any) -> None:
        """Do nothing."""

    def after_model(self, state: Any, runtime: Any) -> None:
        """Do nothing."""

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Hand on."""
        return handler(request)

    def wrap_tool_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Hand on."""
        return handler(request)


def script(parallel: int) -> Callable[[Sequence[BaseMessage]], AIMessage]:
    """Ten turns that call tools, then an answer; counted from the newest question."""

    def answer(shown: Sequence[BaseMessage]) -> AIMessage:
        turn = 0
        for message in reversed(shown):
            if isinstance(message, HumanMessage):
                break
            turn += isinstance(message, AIMessage)
        if turn == STEPS:
            return AIMessage("Done.")
        pages = range(turn * parallel, (turn + 1) * parallel)
        calls = [{"name": "read_page", "args": {"page": p}, "id": f"c{p}_{len(shown)}"} for p in pages]
        return AIMessage("", tool_calls=calls)

    return answer


def history(length: int) -> list[AnyMessage]:
    """Past messages: questions and answers, each its own."""
    pairs = [(HumanMessage(f"Question {i}?"), AIMessage(f"Answer {i}. {PARAGRAPH}")) for i in range(length // 2)]
    return [message for pair in pairs for message in pair]


def warm(middleware: Middleware, *, parallel: int, past: int = 0) -> Callable[[], Any]:
    """Give what runs `STEPS` steps, of an agent that was built and has run once."""
    model = ScriptedChatModel(script=script(parallel))
    agent = create_agent(model, [read_page], middleware=middleware(), checkpointer=InMemorySaver())
    config: RunnableConfig = {"configurable": {"thread_id": uuid.uuid4().hex}}
    agent.invoke({"messages": [*history(past), HumanMessage("Read the handbook.")]}, config)
    return lambda: agent.invoke({"messages": [HumanMessage("Read it again.")]}, config)


def measure(middleware: Middleware, *, parallel: int, past: int = 0) -> float:
    """CPU milliseconds per step of one run, construction and a first warm run left out."""
    run = warm(middleware, parallel=parallel, past=past)
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000 / STEPS


@contextmanager
def variants() -> Iterator[dict[str, Middleware]]:
    """Give what is compared to the bare loop; the guards are closed at the end."""
    with tempfile.TemporaryDirectory() as folder:
        guards = {"guarded": Guard(store=Path(folder) / "traces.sqlite3"), "in memory": Guard(store=None)}
        with patch("mosaic_guard.policies.injection.source.shipped", lambda _: Rules()):
            guards["rules alone"] = Guard(store=Path(folder) / "rules.sqlite3")
        guarded = {name: lambda guard=guard: [MosaicMiddleware(guard)] for name, guard in guards.items()}
        try:
            yield {**guarded, "PII x4": pii, "empty hooks": lambda: [Hooks()]}
        finally:
            for guard in guards.values():
                guard.close()


def differences(compared: dict[str, Middleware], *, rounds: int, parallel: int, past: int = 0) -> dict[str, float]:
    """Median over the rounds of what each variant adds to the bare loop, in milliseconds."""
    added: dict[str, list[float]] = {name: [] for name in compared}
    bare: list[float] = []
    for _ in range(rounds):
        bare.append(measure(lambda: [], parallel=parallel, past=past))
        for name, middleware in compared.items():
            added[name].append(measure(middleware, parallel=parallel, past=past) - bare[-1])
    return {"bare": statistics.median(bare), **{name: statistics.median(a) for name, a in added.items()}}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with variants() as compared:
        one = differences(compared, rounds=arguments.rounds, parallel=1)
        eight = differences(compared, rounds=arguments.rounds, parallel=8)
        only = {"guarded": compared["guarded"]}
        short = differences(only, rounds=arguments.rounds, parallel=1, past=10)
        long = differences(only, rounds=arguments.rounds, parallel=1, past=1000)
    result = {
        "added_ms_1_call": one,
        "added_ms_8_calls": eight,
        "guarded_over_pii": one["guarded"] / one["PII x4"],
        "added_at_1000_over_added_at_10": long["guarded"] / short["guarded"],
    }
    if arguments.json:
        print(json.dumps(result, indent=2))
        return
    for calls, figures in (("1 call", one), ("8 calls", eight)):
        bare = figures.pop("bare")
        print(f"{calls}: bare {bare:.2f} ms per step; added to it:")
        for name, value in figures.items():
            print(f"    {name:12} {value:+6.2f} ms   x{value / bare:.2f} of bare")
    print(f"guarded / PII x4:                  {result['guarded_over_pii']:.2f}")
    print(f"added at 1,000 past messages / 10: {result['added_at_1000_over_added_at_10']:.2f}")


if __name__ == "__main__":
    main()
