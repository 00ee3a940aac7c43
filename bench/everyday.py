"""What everyday work is asked about, and what of it is cut: sessions with the tools that agents really have.

    python bench/everyday.py [FILE ...] [--init] [--names]

In `everyday/`: coding, office and service, in a dozen languages, with servers' tools and agents' own; nobody attacks,
and whoever is asked says yes. Rules were mended by all files but `kept`, which shows how new work fares; `servers`
holds tools. A call marked `confirm` is one that a careful person would want to see first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mosaic_guard import (
    Action,
    Answer,
    Guard,
    Label,
    Message,
    Origin,
    RunId,
    ToolCall,
    ToolOutput,
    ToolSpec,
    Trajectory,
)
from mosaic_guard.cli.draft import draft
from mosaic_guard.config import parse
from mosaic_guard.testing import memory_guard

FOLDER = Path(__file__).with_name("everyday")
OUTPUT = ("content", "structured", "is_error")


def declared(rows: Sequence[Mapping[str, Any]]) -> Iterator[ToolSpec]:
    """Give the tools of a session; an argument is told by its type, or by the words that it may be."""
    for row in rows:
        typed = row["arguments"].items()
        properties = {n: {"type": "string", "enum": t} if isinstance(t, list) else {"type": t} for n, t in typed}
        schema = {"type": "object", "properties": properties}
        yield ToolSpec(row["name"], row["description"], schema, row.get("hints", {}), row.get("origin", "local"))


def played(session: Mapping[str, Any], tools: Sequence[ToolSpec], guard: Guard) -> Iterator[tuple[str, str]]:
    """Play a session; give each thing that was looked at, and what became of it."""
    run = Trajectory(RunId(session["name"]))
    for name, decision in guard.check_tools(tools, run).decisions.items():
        yield "tools held back", "" if decision.allowed else name
    for number, step in enumerate(session["steps"]):
        match step:
            case {"system": said}:
                run.append(Message("system", said, Origin.SYSTEM))
            case {"user": said}:
                run.append(Message("user", said, Origin.USER))
                benign = guard.check_prompt(said, run).label is Label.BENIGN
                yield "requests not benign", "" if benign else said
            case {"answer": said}:
                yield "answers altered", "" if guard.check_answer(said, run).content == said else said
                run.append(Message("assistant", said, Origin.MODEL))
            case {"call": name, "with": args, "gives": given}:
                kind = "calls to confirm, asked" if step.get("confirm") else "calls asked or refused"
                yield from called(guard, run, ToolCall(f"c{number}", name, args), given, kind)


def called(guard: Guard, run: Trajectory, call: ToolCall, given: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Propose a call, and say yes; then hand on what its tool gives."""
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    (decision,) = guard.check_calls([call], run)
    said = "" if decision.action is Action.ACT else f"{call.name} {json.dumps(call.args, ensure_ascii=False)}"
    yield kind, said
    for request in guard.requests([call], run):
        guard.answer(request, Answer("approve"), run)
    parts = given if isinstance(given, dict) and set(given) <= set(OUTPUT) else {"content": given}
    if not isinstance(parts["content"], str):
        parts = {**parts, "content": json.dumps(parts["content"], ensure_ascii=False, indent=1)}
    output = ToolOutput(call.id, call.name, **parts)
    content = guard.check_output(output, run).content
    yield "outputs altered", "" if content == output else call.name
    run.append(content)


def guarded(tools: Sequence[ToolSpec], *, init: bool) -> Guard:
    """Make a guard: with nothing but its defaults, or with the table that `mosaic-guard init` writes for the tools."""
    return memory_guard(config=parse(("mosaic.yaml", draft(tools, source="agent")))) if init else memory_guard()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE", help="which of everyday/ (all of them)")
    parser.add_argument("--init", action="store_true", help="with the table of `mosaic-guard init`")
    parser.add_argument("--names", action="store_true", help="name them")
    arguments = parser.parse_args()
    kinds = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
    toolsets = {
        name: list(declared(rows)) for kind in kinds.values() for name, rows in kind.get("toolsets", {}).items()
    }
    for file in arguments.files or [name for name, kind in kinds.items() if "sessions" in kind]:
        count, found = Counter[str](), Counter[str]()
        for session in kinds[file]["sessions"]:
            named = session["tools"]
            tools = [spec for name in ([named] if isinstance(named, str) else named) for spec in toolsets[name]]
            for looked_at, what in played(session, tools, guarded(tools, init=arguments.init)):
                count[looked_at] += 1
                found[looked_at] += bool(what)
                if what and arguments.names:
                    print(f"{session['name']}: {looked_at}: {what[:160]}")
        print(f"{file}, {len(kinds[file]['sessions'])} sessions")
        for looked_at, of in count.items():
            print(f"  {looked_at:24} {found[looked_at]:3} of {of}")


if __name__ == "__main__":
    main()
