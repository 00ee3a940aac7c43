"""`init`: write the tool table of an agent, for a person to review."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_guard.inspection import AgentView
    from mosaic_guard.tool import ToolSpec


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("agent", help="your agent, its tools, or a function that returns one of them, as module:attr")
    parser.add_argument("--out", type=Path, default=Path("mosaic.yaml"), help="the file to write (mosaic.yaml)")
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def _init(arguments: Namespace) -> Result:
    from mosaic_guard.cli.draft import draft
    from mosaic_guard.cli.target import target
    from mosaic_guard.config import load
    from mosaic_guard.inspection import view

    out: Path = arguments.out
    if out.exists() and not arguments.force:
        msg = f"{out} exists. Name another file with --out, or overwrite it with --force."
        raise ConfigError(msg)
    seen = view(target(arguments.agent))
    if not seen.tools:
        msg = f"{arguments.agent} is {seen.kind}, and no tools were found in it. Name the list of its tools instead."
        raise ConfigError(msg)
    try:
        out.write_text(draft(seen.tools, source=arguments.agent), encoding="utf-8")
    except OSError as error:
        msg = f"{out} can't be written: {error.strerror}. Name another file with --out."
        raise ConfigError(msg) from error
    load(out)  # what was written has to load; a defect shows here and not in production
    return Result(_said(arguments, seen), _data(out, seen))


def _said(arguments: Namespace, seen: AgentView) -> str:
    from mosaic_guard.cli.terminal import counted

    changes = [spec.name for spec in _bound(seen) if spec.effect.write]
    lines = [
        f"Wrote {arguments.out}: {counted(len(seen.tools), 'tool')} of {arguments.agent} ({seen.kind}),",
        f"{len(changes)} of which change something: {', '.join(changes) or 'none'}.",
        "",
        "Effects marked `inferred` are guesses from names and schemas, on the strict side. Review them, then:",
        f'  guard = Guard.from_file("{arguments.out}")',
        f"  mosaic-guard doctor {arguments.agent} --config {arguments.out}",
    ]
    return "\n".join(lines)


def _data(out: Path, seen: AgentView) -> dict[str, object]:
    from mosaic_guard.traces.encoding import to_json

    tools = [
        {"name": s.name, "effect": to_json(s.effect), "decisive": sorted(s.decisive), "origin": s.origin}
        for s in _bound(seen)
    ]
    return {"file": str(out), "agent": seen.kind, "tools": tools}


def _bound(seen: AgentView) -> list[ToolSpec]:
    from mosaic_guard.effects import bind

    return [bind(spec) for spec in seen.tools]


COMMANDS = (Command("init", "write mosaic.yaml: a table of your agent's tools, to review", _init, _arguments),)
