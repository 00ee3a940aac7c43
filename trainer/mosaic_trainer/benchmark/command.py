"""`evaluate embedded`."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final, Protocol

from mosaic_guard.cli.argument import new_file, one_in
from mosaic_guard.cli.command import Command, Result
from mosaic_guard.cli.progress import progress
from mosaic_guard.victim import APPROVERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mosaic_guard.trajectory import JSON
    from mosaic_trainer.benchmark.sweep import Run
    from mosaic_trainer.benchmark.texts import Text
    from mosaic_trainer.episode import Episode

_ABLATIONS: Final = ("all", "detector", "provenance", "conditioned", "none", "refuse-all")
_SETS: Final = ("development", "unseen")


class _Set(Protocol):
    """What the module of a frozen set gives."""

    @property
    def VERSION(self) -> str: ...
    @property
    def DIGEST(self) -> str: ...

    def episodes(self, *, every: int = 1) -> Iterator[Episode]: ...

    def texts(self, *, every: int = 1) -> Iterator[Text]: ...


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--config", action="append", default=[], help="configuration file of the guard under test")
    parser.add_argument(
        "--set", default="development", choices=_SETS, help="unseen: written by hand, and nothing is tuned on it"
    )
    parser.add_argument(
        "--every", type=one_in, metavar="N", default=1, help="take about one in n of the episodes and texts"
    )
    parser.add_argument(
        "--approver", action="append", default=[], choices=APPROVERS, help="right and nobody by default"
    )
    parser.add_argument("--ablation", default="all", choices=_ABLATIONS, help="the whole guard, a part, or a baseline")
    parser.add_argument(
        "--out",
        type=new_file,
        metavar="FILE",
        help="write the rows to this JSON file, and, but of the unseen set, every episode",
    )


def _run(arguments: Namespace) -> Result:
    from mosaic_guard.config import Config, load  # reading the benchmark and a guard is not for `--help`
    from mosaic_trainer.benchmark import report, sweep
    from mosaic_trainer.benchmark.ablation import guard_for

    config = load(*arguments.config) if arguments.config else Config()
    guard = guard_for(arguments.ablation, config)
    chosen = _chosen(arguments.set)
    episodes = list(chosen.episodes(every=arguments.every))
    approvers = tuple(arguments.approver) or ("right", "nobody")
    played = sweep.runs(episodes, approvers, guard)
    runs = list(progress(played, "episodes", total=len(approvers) * len(episodes)))
    readings = list(sweep.readings(list(chosen.texts(every=arguments.every)), guard))
    rows = report.tabulate(runs, readings)
    data = {
        "benchmark": f"embedded {chosen.VERSION} {chosen.DIGEST[:12]}",
        "ablation": arguments.ablation,
        "every": arguments.every,
        "policies": guard.policies,
        "rows": [row.as_json() for row in rows],
    }
    if arguments.out:
        cases = {
            "episodes": [_episode(run) for run in runs],
            "altered_texts": [r.text.id for r in readings if r.altered],
        }
        full = data if arguments.set == "unseen" else {**data, **cases}  # who sees which cases fail has seen the set
        arguments.out.write_text(json.dumps(full, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return Result(report.as_text(rows), data)


def _chosen(name: str) -> _Set:
    if name == "unseen":
        from mosaic_trainer.benchmark.unseen import frozen as unseen

        return unseen
    from mosaic_trainer.benchmark import frozen

    return frozen


def _episode(run: Run) -> dict[str, JSON]:
    attack, played = run.episode.attack, run.played
    calls = [
        {
            "tool": turn.call.name,
            "args": dict(turn.call.args),
            "injected": turn.injected,
            "changing": turn.changing,
            "asked": turn.asked,
            "action": str(turn.decision.action),
            "findings": [f"{f.code} {f.path}".strip() for f in turn.decision.findings],
        }
        for turn in played.turns
    ]
    return {
        "id": run.episode.id,
        "approver": run.approver,
        "family": attack.family if attack else "",
        "template": attack.template if attack else "",
        "request": run.episode.request,
        "utility": played.utility,
        "attack_succeeded": played.attack_succeeded,
        "prompt_refused": played.prompt_refused,
        "altered": played.altered,
        "reached": played.reached,
        "removed": played.removed,
        "answer_altered": played.answer_altered,
        "calls": calls,
    }


COMMANDS: Final[tuple[Command, ...]] = (
    Command("evaluate embedded", "measure the embedded policies on a frozen set", _run, _arguments),
)
