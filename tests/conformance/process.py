"""An agent in processes of its own, on databases on disk, that can be killed at any point.

Run as a program it is a warm pool of one: for every line on its input it forks a process that does what the line says,
prints one line, and waits to be killed. Forking costs a fraction of a new interpreter.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langgraph.checkpoint.sqlite import SqliteSaver
from langgraph.types import Command
from mosaic_adapters.testing import calling

from tests.conformance.hosts import HOSTS
from tests.conformance.world import TASK, Conversation, World, reply


class Effects(list[Any]):
    """What tools did, on disk before they go on."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def append(self, run: Any) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(run) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True)
class Life:
    """What one process came to, before it was killed."""

    asked: list[dict[str, Any]]
    """The actions that wait for a person."""
    running: bool = False
    """It was killed inside a tool."""


class Processes:
    """Starts one process after the other on the same folder, each killed once it has said what it came to."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.conformance.process"]
        self._pool = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )

    def live(self, folder: Path, host: str, tool: str, do: str) -> Life:
        """Let a process `ask`, `hang` in its tool, `approve`, `reject`, `go on` or go `back`; then kill it."""
        assert self._pool.stdin is not None
        assert self._pool.stdout is not None
        print(json.dumps([str(folder), host, tool, do]), file=self._pool.stdin, flush=True)
        said = json.loads(self._pool.stdout.readline())
        os.kill(said.pop("pid"), signal.SIGKILL)
        assert self._pool.stdout.readline() == "gone\n"
        assert "error" not in said, said["error"]
        return Life(**said)

    def close(self) -> None:
        """End the pool."""
        self._pool.communicate(timeout=30)


def effects(folder: Path) -> list[Any]:
    """What the tools of all processes did."""
    file = folder / "effects"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _live(folder: Path, host: str, tool: str, do: str) -> None:
    connection = sqlite3.connect(folder / "checkpoints.db", check_same_thread=False)
    world = World(runs=Effects(folder / "effects"), guard_arguments={"store": folder / "traces.db"})
    if do == "hang":
        world.outputs[tool] = lambda _: _say_and_wait(running=True, asked=[])
    how = next(h for h in HOSTS if h.name == host)
    talk = how.converse(world, calling((tool, {"n": 7, "to": "bob"})), checkpointer=SqliteSaver(connection))
    _DO[do](talk)
    world.guard.store.flush()  # how a call ended is stored within 50 ms; who dies before that leaves "may have run"
    _say_and_wait(asked=talk.requests)


def _start(talk: Conversation) -> None:
    _go(talk, {"messages": [("user", TASK)]})


def _answer(talk: Conversation, said: str) -> None:
    waiting = talk.agent.get_state(talk.config).interrupts
    _go(talk, Command(resume={i.id: reply(i, lambda _: {"type": said}) for i in waiting}))


def _back(talk: Conversation) -> None:
    """Run again from every checkpoint at which the call was proposed and had not run."""
    for state in list(talk.agent.get_state_history(talk.config)):
        messages = state.values.get("messages") or [None]
        if state.next and getattr(messages[-1], "tool_calls", None):
            _go(talk, None, state.config)


def _go(talk: Conversation, given: Any, config: Any = None) -> None:
    # The guard is tested here: whether the graph's checkpoint is on disk before the tool runs is the graph's to say.
    talk.last = talk.agent.invoke(given, config or talk.config, durability="sync")


_DO: Any = {
    "ask": _start,
    "hang": _start,
    "go on": lambda talk: _go(talk, None),
    "approve": lambda talk: _answer(talk, "approve"),
    "reject": lambda talk: _answer(talk, "reject"),
    "back": _back,
}


def _say_and_wait(**said: Any) -> None:
    print(json.dumps({"pid": os.getpid(), **said}), flush=True)
    signal.pause()


def main() -> None:
    """Serve."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                folder, *rest = json.loads(line)
                _live(Path(folder), *rest)
            except BaseException as error:  # said, so that the test shows it
                _say_and_wait(error=repr(error), asked=[])
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
