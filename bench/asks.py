"""How often the guard would hold a call of real, benign runs: recorded ones, replayed through its own door.

    python bench/asks.py DIR/benign_trajectories.jsonl.gz

Each line is {"messages": [...]} in chat format with tool calls and tool messages. Nobody answers, and a held
call's recorded output is still shown, so that every call of the run is judged on the history it had.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mosaic_guard import Action, Guard, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory


def runs(path: Path) -> Iterator[list[dict[str, Any]]]:
    """Read the messages of each run."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["messages"]


def calls_of(message: dict[str, Any], index: int) -> tuple[ToolCall, ...]:
    """Read the calls of an assistant message."""
    found = []
    for i, call in enumerate(message.get("tool_calls") or ()):
        function = call["function"]
        found.append(ToolCall(call.get("id", f"{index}-{i}"), function["name"], json.loads(function["arguments"])))
    return tuple(found)


def replay(guard: Guard, messages: list[dict[str, Any]], number: int, held: collections.Counter[str]) -> None:
    """Judge every call and output of one run."""
    run = Trajectory(RunId(f"run-{number}"))
    names = sorted({c.name for i, m in enumerate(messages) for c in calls_of(m, i)})
    guard.check_tools([ToolSpec(name) for name in names], run)
    by_id: dict[str, ToolCall] = {}
    for i, message in enumerate(messages):
        text = str(message.get("content") or "")
        if message["role"] == "tool":
            call = by_id.get(message.get("tool_call_id", ""), ToolCall("", message.get("name", "")))
            delivery = guard.check_output(ToolOutput(call.id, call.name, text), run)
            held["outputs"] += 1
            held["outputs altered"] += delivery.decision.action is not Action.ACT
            run.append(delivery.content)
            continue
        calls = calls_of(message, i)
        by_id |= {call.id: call for call in calls}
        origin = {"user": Origin.USER, "system": Origin.SYSTEM}.get(message["role"], Origin.MODEL)
        run.append(Message(message["role"], text, origin, f"m{i}", calls))
        for call, decision in zip(calls, guard.check_calls(calls, run), strict=True):
            kind = "changing calls" if guard.tools(run).specs[call.name].effect.write else "reads"
            held[kind] += 1
            held[f"{kind} {decision.action}"] += 1
            if not decision.allowed:
                held.update(f"  because {f.code} ({call.name})" for f in decision.findings)


def main() -> None:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    held: collections.Counter[str] = collections.Counter()
    with_store = Guard(store=None)
    for number, messages in enumerate(runs(arguments.file)):
        replay(with_store, messages, number, held)
    with_store.close()
    for name, count in sorted(held.items()):
        print(f"{count:6} {name}")


if __name__ == "__main__":
    main()
