"""`evaluate embedded`."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Result

if TYPE_CHECKING:
    from mosaic_guard.trajectory import JSON
    from mosaic_trainer.benchmark.sweep import Progress, Run

_ABLATIONS: Final = ("all", "detector", "provenance", "conditioned", "none", "refuse-all")
_APPROVERS: Final = ("right", "always yes", "nobody")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--config", action="append", default=[], help="configuration file of the guard under test")
    parser.add_argument("--every", type=int, default=1, help="take about one in n of the episodes and texts")
    parser.add_argument(
        "--approver", action="append", default=[], choices=_APPROVERS, help="right and nobody by default"
    )
    parser.add_argument("--ablation", default="all", choices=_ABLATIONS, help="the whole guard, a part, or a baseline")
    parser.add_argument("--out", type=Path, help="write the rows and every episode to this JSON file")


def _run(arguments: Namespace) -> Result:
    from mosaic_guard.config import Config, load  # reading the benchmark and a guard is not for `--help`
    from mosaic_trainer.benchmark import frozen, report, sweep
    from mosaic_trainer.benchmark.ablation import guard_for

    config = load(*arguments.config) if arguments.config else Config()
    guard = guard_for(arguments.ablation, config)
    episodes = list(frozen.episodes(every=arguments.every))
    approvers = tuple(arguments.approver) or ("right", "nobody")
    runs = list(sweep.runs(episodes, approvers, guard, _progress(time.monotonic())))
    readings = list(sweep.readings(list(frozen.texts(every=arguments.every)), guard))
    rows = report.tabulate(runs, readings)
    data = {
        "benchmark": f"embedded {frozen.VERSION} {frozen.DIGEST[:12]}",
        "ablation": arguments.ablation,
        "every": arguments.every,
        "policies": guard.policies,
        "rows": [row.as_json() for row in rows],
    }
    if arguments.out:
        altered = [r.text.id for r in readings if r.altered]
        full = {**data, "episodes": [_episode(run) for run in runs], "altered_texts": altered}
        arguments.out.write_text(json.dumps(full, indent=1, ensure_ascii=False), encoding="utf-8")
    return Result(report.as_text(rows), data)


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


def _progress(began: float) -> Progress:
    shown = sys.stderr.isatty()

    def progress(done: int, total: int, what: str) -> None:
        if shown or done % 500 == 0 or done == total:
            spent = time.monotonic() - began
            left = spent / done * (total - done)
            end = "\r" if shown and done < total else "\n"
            print(f"{done}/{total} {what:40} {spent:5.0f} s, {left:5.0f} s left", end=end, file=sys.stderr)

    return progress


COMMANDS: Final[tuple[Command, ...]] = (
    Command("evaluate embedded", "measure the embedded policies on the frozen benchmark", _run, _arguments),
)
