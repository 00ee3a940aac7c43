"""`train evaluate`, and beside it `train compare`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON
from mosaic_trainer.evaluate.comparing import COMPARE, RESULT, pictured

if TYPE_CHECKING:
    from mosaic_trainer.evaluate.played import Stage
    from mosaic_trainer.evaluate.report import Report
    from mosaic_trainer.evaluate.subject import Subject
    from mosaic_trainer.runs.config import Config
    from mosaic_trainer.task.task import Task

_EVALUATE: Final = """\
examples:
  mosaic-guard train evaluate --config trainer/configs/smoke.toml --run out/smoke/run --out out/smoke/evaluation
  mosaic-guard train evaluate --config trainer/configs/smoke.toml --policy start=out/smoke/start \\
      --policy trained=out/smoke/start+out/smoke/run/latest --policy refuse-all --policy ask-all --out out/evaluation
"""


def _evaluated(parser: ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the run, as TOML")
    parser.add_argument(
        "--policy", action="append", default=[], metavar="SPEC", help="NAME=DIR[+ADAPTER], or a script; repeats"
    )
    parser.add_argument("--run", type=Path, metavar="DIR", help="a run: its start, and each checkpoint; finds the best")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where figures and tables go")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="as in evaluate.samples=4")


def _evaluate(arguments: Namespace) -> Result:
    from mosaic_trainer.evaluate.played import Stage
    from mosaic_trainer.evaluate.tasks import held_out
    from mosaic_trainer.rollout.acting import acting
    from mosaic_trainer.runs.config import load
    from mosaic_trainer.runs.material import digest

    config = load(arguments.config, arguments.set)
    tasks = held_out(config)
    subjects = [*_of_run(arguments.run, config), *_named(arguments.policy)]
    if not subjects:
        raise ConfigError("Name whom to evaluate: a run with --run, or policies with --policy.")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with acting(config.actor) as actor:
        stage = Stage(role=config.model.role, limits=config.sandbox, settings=config.evaluate, actor=actor)
        reports, alone = _played(subjects, config, stage, tasks, arguments.out)
    chosen = _chosen(arguments.run, reports) if arguments.run else None
    return _written(arguments.out, reports, alone, chosen, digest(tasks))


def _of_run(run: Path | None, config: Config) -> list[Subject]:
    from mosaic_trainer.evaluate.subject import Subject
    from mosaic_trainer.runs.folder import RunFolder

    if run is None:
        return []
    found = RunFolder(run).checkpoints()
    if not found:
        msg = f"{run} has no checkpoint. Train it with `mosaic-guard train run`, or resume it."
        raise ConfigError(msg)
    start = Subject("start", config.model.base, config.model.adapter)
    return [start, *(Subject(path.name, config.model.base, str(path)) for path in found)]


def _named(specs: Sequence[str]) -> list[Subject]:
    from mosaic_trainer.evaluate.subject import subject

    found = [subject(spec) for spec in specs]
    names = [one.name for one in found]
    if len(set(names)) < len(names):
        msg = f"--policy: {', '.join(names)}: two have one name. Give each its own."
        raise ConfigError(msg)
    return found


def _played(
    subjects: Sequence[Subject], config: Config, stage: Stage, tasks: Sequence[Task], out: Path
) -> tuple[dict[str, Report], dict[str, Report]]:
    """Play everybody, with the tasks' own approvers and with nobody there."""
    from mosaic_trainer.evaluate.played import unattended
    from mosaic_trainer.evaluate.report import report
    from mosaic_trainer.evaluate.subject import player_of

    attended: dict[str, Report] = {}
    alone: dict[str, Report] = {}
    for who in subjects:
        with player_of(who, config, stage, out / f"{who.name}.log") as player:
            attended[who.name] = report(player(tasks))
            alone[who.name] = report(player(unattended(tasks)))
    return attended, alone


def _chosen(run: Path, reports: Mapping[str, Report]) -> str:
    """Name the best checkpoint, and let `best` in the run's folder lead to it."""
    from mosaic_trainer.evaluate.best import best
    from mosaic_trainer.runs import durable

    start, candidates = reports["start"], {name: r for name, r in reports.items() if name.startswith("step_")}
    name = best(start, candidates)
    if name is None:
        return "none: each costs benign work; keep the start"
    durable.point(run / "best", f"checkpoints/{name}")
    return name


def _written(
    out: Path, reports: Mapping[str, Report], alone: Mapping[str, Report], chosen: str | None, tasks: str
) -> Result:
    from mosaic_trainer.evaluate.table import table, tax

    names = list(reports)
    parts = ["With each task's own approver:\n", table(reports), "\nWith nobody there to answer:\n", table(alone)]
    if len(names) > 1:
        after = chosen if chosen in reports else names[1]
        parts += [f"\nWhat it costs ({names[0]} to {after}):\n", tax(reports[names[0]], reports[str(after)])]
    if chosen:
        parts.append(f"\nBest checkpoint: {chosen}\n")
    data: dict[str, JSON] = {
        "attended": {name: one.data() for name, one in reports.items()},
        "unattended": {name: one.data() for name, one in alone.items()},
        "best": chosen,
        "tasks": tasks,
    }
    (out / RESULT).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    (out / "evaluation.md").write_text("\n".join(parts), encoding="utf-8")
    parts.append(pictured([data], out / "evaluation.png"))
    return Result("\n".join(parts), data)


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "train evaluate",
        "measure policies on held-out tasks, beside the start and controls",
        _evaluate,
        _evaluated,
        _EVALUATE,
    ),
    COMPARE,
)
