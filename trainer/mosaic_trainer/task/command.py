"""`train tasks`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mosaic_trainer.task.gathering import Gathered
    from mosaic_trainer.task.labels import ForReview
    from mosaic_trainer.task.settings import TaskSettings
    from mosaic_trainer.task.task import Task

_EPILOG: Final = """\
examples:
  mosaic-guard traces export --out export.jsonl
  mosaic-guard train tasks --traces export.jsonl --key traces.db.key --out tasks.jsonl.gz --review review.jsonl
  mosaic-guard train tasks --file ours.yaml --corpus corpus.jsonl.gz --traces export.jsonl --out tasks.jsonl.gz
"""


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--traces", action="append", default=[], metavar="FILE", help="an export of traces; may be given again")
    add("--file", action="append", default=[], metavar="FILE", help="tasks that people wrote, .yaml or .jsonl")
    add("--corpus", action="append", default=[], metavar="FILE", help="tasks that `train corpus` made")
    add("--key", default="", metavar="FILE", help="key of the traces' store; without one, nobody's approval counts")
    add("--approver", action="append", default=[], metavar="NAME", help="whose approvals count; default: all known")
    add("--include-self-labelled", action="store_true", help="also tasks that only the guard's decisions label")
    add("--share", type=float, metavar="S", help="most that one user or origin may have of all tasks (0.2)")
    add("--held-out", default="", metavar="FILE", help="filter of what benchmarks hold: leave that out")
    add("--out", type=Path, required=True, metavar="FILE", help="the tasks: .jsonl or .jsonl.gz")
    add("--review", type=Path, metavar="FILE", help="where answers go that are no labels, as JSON lines")


def _run(arguments: Namespace) -> Result:
    from mosaic_trainer.task.files import save_tasks, write_whole
    from mosaic_trainer.task.gathering import gather

    if arguments.out.suffix in (".yaml", ".yml"):
        raise ConfigError(f"--out {arguments.out}: tasks are written as .jsonl or .jsonl.gz. Name such a file.")
    gathered = gather(_settings(arguments))
    if not gathered.tasks:
        raise ConfigError(f"no task is left, so nothing was written. {_told(gathered)}".replace("\n", "; "))
    save_tasks(gathered.tasks, arguments.out)
    if arguments.review:
        write_whole(arguments.review, "".join(map(_line, gathered.review)).encode("ascii"))
    waiting = f"\nwrote {len(gathered.review)} answers to review to {arguments.review}" if arguments.review else ""
    said = f"{_told(gathered)}\nwrote {len(gathered.tasks)} tasks to {arguments.out}{waiting}"
    return Result(said, _counts(gathered))


def _settings(arguments: Namespace) -> TaskSettings:
    from mosaic_trainer.task.settings import TaskSettings

    if not (arguments.traces or arguments.file or arguments.corpus):
        raise ConfigError("there is nothing to make tasks of. Name exports with --traces, or tasks with --file.")
    given = {} if arguments.share is None else {"share": arguments.share}
    try:
        return TaskSettings(
            files=(*arguments.file, *arguments.corpus),
            traces=tuple(arguments.traces),
            key=arguments.key,
            approvers=tuple(arguments.approver),
            include_self_labelled=arguments.include_self_labelled,
            held_out=arguments.held_out,
            **given,
        )
    except ValueError as error:
        raise ConfigError(f"--share {arguments.share}: {error}.") from error


def _line(review: ForReview) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(review), sort_keys=True) + "\n"


def _counts(gathered: Gathered) -> dict[str, dict[str, int]]:
    from collections import Counter

    from mosaic_trainer.task.admission import counted

    return {
        "source": counted(gathered.tasks, lambda task: task.source.kind),
        "cell": counted(gathered.tasks, _cell),
        "split": counted(gathered.tasks, lambda task: task.split),
        "dropped": dict(Counter(one.why for one in gathered.dropped).most_common()),
        "review": dict(Counter(one.why for one in gathered.review).most_common()),
    }


def _cell(task: Task) -> str:
    return f"user {task.user} × outputs {task.outputs}"  # noqa: RUF001  # the cross is meant


def _told(gathered: Gathered) -> str:
    rows = (f"{name}: {_row(counts.items())}" for name, counts in _counts(gathered).items() if counts)
    traces = []
    if gathered.traces:
        proof = "verified" if gathered.verified else "NOT verified: name the store's key with --key"
        traces = [f"traces: {gathered.traces}, {proof}; {gathered.without_effects} without any effect"]
    return "\n".join([*traces, *rows])


def _row(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("train tasks", "make tasks of traces, corpora and files, and admit them", _run, _arguments, _EPILOG),
)
