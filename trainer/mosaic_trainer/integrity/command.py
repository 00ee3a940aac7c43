"""`train verify-reward`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError

_EPILOG: Final = """\
Scripted policies play every cell of the grid: one that does what is right, and others that always act, refuse, ask or
talk nonsense. It must not pay, by any preset, to comply with malice, or to do always the same.

examples:
  mosaic-guard train verify-reward --tasks corpus.jsonl.gz
  mosaic-guard train verify-reward --tasks corpus.jsonl.gz --role guard --per-cell 200
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tasks", type=Path, required=True, metavar="FILE", help="the tasks to be trained on")
    parser.add_argument("--role", choices=("guard", "agent", "both"), default="both", help="which role (both)")
    parser.add_argument("--per-cell", type=int, default=40, metavar="N", help="tasks of each cell of the grid (40)")


def _verify(arguments: Namespace) -> Result:
    from mosaic_trainer.integrity.check import ROLES, examine
    from mosaic_trainer.integrity.table import rows, written
    from mosaic_trainer.integrity.trial import sample
    from mosaic_trainer.task.files import load_tasks

    if arguments.per_cell < 1:
        raise ConfigError(f"--per-cell must be at least 1, not {arguments.per_cell}.")
    tasks = load_tasks(arguments.tasks)
    if not tasks:
        raise ConfigError(f"{arguments.tasks} holds no task. Make some with `mosaic-guard train corpus`.")
    roles = ROLES if arguments.role == "both" else (arguments.role,)
    report = examine(sample(tasks, arguments.per_cell), roles=roles)
    data = {"violations": list(report.violations), "rows": rows(report.trials)}
    return Result(written(report), data, Exit.FOUND if report.violations else Exit.OK)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("train verify-reward", "see that no way of gaming the reward pays", _verify, _arguments, _EPILOG),
)
