"""`train corpus`."""

from __future__ import annotations

import json
import os
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_trainer.corpus.plan import CorpusPlan
    from mosaic_trainer.task.task import Task

_EPILOG: Final = """\
examples:
  mosaic-guard train corpus --out tasks.jsonl.gz
  mosaic-guard train corpus --tasks 20000 --seed 3 --held-out held-out.bloom.gz --out tasks.jsonl.gz
  mosaic-guard train corpus --closed --marked-values --domains mail,payments,calendar --max-calls 3 --out tiny.jsonl.gz
  mosaic-guard train corpus --server http://127.0.0.1:8000/v1 --model writer --rewrites 500 --out tasks.jsonl.gz
"""
_NUMBERS: Final = ("seed", "tasks", "tools", "max_calls")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, metavar="FILE", help="the plan, as TOML; flags go before it")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="tasks, as JSON lines; .gz packs them")
    parser.add_argument("--held-out", type=Path, metavar="FILE", help="filter of what benchmarks hold: leave that out")
    parser.add_argument("--seed", type=int, metavar="N", help="another seed, other tasks (0)")
    parser.add_argument("--tasks", type=int, metavar="N", help="how many, twins included (4000)")
    parser.add_argument("--domains", metavar="A,B", help="which domains (all)")
    parser.add_argument("--test-share", type=float, metavar="X", help="share of test tasks (0.2)")
    parser.add_argument("--tools", type=int, metavar="N", help="tools that a task offers (5)")
    parser.add_argument("--max-calls", type=int, metavar="N", help="calls of the longest task (24)")
    parser.add_argument("--role", choices=("guard", "agent", "both"), help="guard: no tasks of reads alone (both)")
    parser.add_argument("--closed", action="store_true", default=None, help="few words, short tasks: for tiny models")
    parser.add_argument("--marked-values", action="store_true", default=None, help="attackers' values look different")
    parser.add_argument("--server", metavar="URL", help="OpenAI-compatible server that writes more wordings")
    parser.add_argument("--model", metavar="NAME", help="the model there")
    parser.add_argument("--key-env", default="OPENAI_API_KEY", metavar="NAME", help="variable with the server's key")
    parser.add_argument("--rewrites", type=int, default=0, metavar="N", help="tasks to say in other words")
    parser.add_argument("--drafts", type=int, default=0, metavar="N", help="tasks to word anew from what they do")


def _run(arguments: Namespace) -> Result:
    from mosaic_trainer.corpus.counts import counted, table
    from mosaic_trainer.corpus.filters import filtered
    from mosaic_trainer.corpus.make import make
    from mosaic_trainer.held_out import HeldOut
    from mosaic_trainer.task.files import save_tasks, write_whole

    plan = _plan(arguments)
    if (arguments.rewrites or arguments.drafts) and not (arguments.server and arguments.model):
        raise ConfigError("--rewrites and --drafts need a model. Name it with --server and --model.")
    held_out = HeldOut(arguments.held_out) if arguments.held_out else None
    made = make(plan)
    more, told = _by_model(arguments, made)
    left = filtered((*made, *more), held_out)
    save_tasks(left.kept, arguments.out)
    shown = {**asdict(plan), "domains": list(plan.domains)}
    counts = {"plan": shown, **counted(left.kept), "dropped": dict(left.dropped), "model": told}
    place = arguments.out.with_name("counts.json")
    write_whole(place, (json.dumps(counts, indent=1, sort_keys=True) + "\n").encode())
    fell = ", ".join(f"{count} {reason}" for reason, count in sorted(left.dropped.items())) or "none"
    lines = [table(counts), f"dropped: {fell}", f"wrote {arguments.out}: {len(left.kept):,} tasks; {place}"]
    if told:
        lines.insert(1, f"by the model: {json.dumps(told, sort_keys=True)}")
    return Result("\n".join(lines), counts)


def _plan(arguments: Namespace) -> CorpusPlan:
    from mosaic_guard.config.source import Source
    from mosaic_guard.config.validation import validated
    from mosaic_trainer.corpus.plan import CorpusPlan

    data = _file(arguments.config) if arguments.config else {}
    given = {name: getattr(arguments, name) for name in (*_NUMBERS, "test_share", "role", "closed", "marked_values")}
    data |= {name: value for name, value in given.items() if value is not None}
    if arguments.domains:
        data["domains"] = [name.strip() for name in arguments.domains.split(",")]
    return validated(CorpusPlan, Source(str(arguments.config or "flags"), data))


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"{path} can't be read: {error.strerror}. Name the plan of the corpus."
        raise ConfigError(msg) from error
    except ValueError as error:  # of the text's encoding, or of TOML
        msg = f"{path} is no TOML file: {error}."
        raise ConfigError(msg) from error


def _by_model(arguments: Namespace, made: Sequence[Task]) -> tuple[list[Task], Mapping[str, Any]]:
    if not (arguments.rewrites or arguments.drafts):
        return [], {}
    from mosaic_guard.backends.endpoint import Endpoint
    from mosaic_guard.backends.openai import OpenAIBackend
    from mosaic_trainer.corpus.model import Writing, written
    from mosaic_trainer.task.wording import family_of

    families: dict[str, list[Task]] = {}
    for task in made:
        families.setdefault(family_of(task), []).append(task)
    waiting = list(families.values())
    tasks: list[Task] = []
    told: dict[str, Any] = {}
    endpoint = Endpoint(arguments.server, os.environ.get(arguments.key_env, ""))
    with OpenAIBackend(arguments.model, [endpoint]) as backend:
        for how, count in (("rewrite", arguments.rewrites), ("draft", arguments.drafts)):
            taken, waiting = waiting[:count], waiting[count:]
            found = written(taken, backend, how, Writing())  # type: ignore[arg-type]  # mypy widens literals in loops
            tasks += found.tasks
            told[how] = {"tasks": len(found.tasks), "asked": found.asked, "bad": dict(found.bad)}
    return tasks, told


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "train corpus", "make tasks to train on: requests, tools, attacks, benign twins", _run, _arguments, _EPILOG
    ),
)
