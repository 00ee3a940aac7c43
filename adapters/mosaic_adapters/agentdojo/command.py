"""`evaluate agentdojo`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.argument import new_file, one_in
from mosaic_guard.cli.command import Command, Result
from mosaic_guard.cli.progress import progress
from mosaic_guard.errors import MissingExtraError
from mosaic_guard.victim import APPROVERS

if TYPE_CHECKING:
    from mosaic_adapters.agentdojo.episode import GuardMaker
    from mosaic_guard.approval import CallbackApprover
    from mosaic_guard.guard import Guard

_SUITES: Final = ("banking", "slack", "travel", "workspace")
_GUARDS: Final = ("default", "none", "refuse-all")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--suite", action="append", default=[], choices=_SUITES, help="one of them; all by default")
    parser.add_argument("--attack", action="append", default=[], help="an attack; all that have a goal by default")
    parser.add_argument("--approver", action="append", default=[], choices=APPROVERS)
    parser.add_argument("--guard", default="default", choices=_GUARDS, help="the guard under test, or a baseline")
    parser.add_argument("--config", action="append", default=[], help="configuration file of the guard under test")
    parser.add_argument("--every", type=one_in, metavar="N", default=1, help="take every n-th pair of tasks")
    parser.add_argument("--out", type=new_file, metavar="FILE", help="write the rows and every episode as JSON")


def _run(arguments: Namespace) -> Result:
    try:
        from mosaic_adapters.agentdojo import report, sweep, world
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "agentdojo", "evaluate") from error
    world.check_attacks(arguments.attack)
    plan = sweep.Plan(
        suites=tuple(arguments.suite),
        attacks=tuple(arguments.attack) or world.ATTACKS,
        approvers=tuple(arguments.approver) or ("right",),
        every=arguments.every,
    )
    jobs = list(sweep.jobs(plan))
    played = list(progress(sweep.sweep(jobs, _maker(arguments)), "episodes", total=len(jobs)))
    rows = report.tabulate(played)
    data = {"benchmark": f"AgentDojo {world.VERSION}", "guard": arguments.guard, "rows": rows}
    if arguments.out:
        import json
        from dataclasses import asdict

        episodes = [{"approver": p.approver, **asdict(p.episode)} for p in played]
        arguments.out.write_text(json.dumps({**data, "episodes": episodes}, indent=1), encoding="utf-8")
    return Result(report.as_text(rows), data)


def _maker(arguments: Namespace) -> GuardMaker:
    from mosaic_guard.assessment import Label
    from mosaic_guard.config import Config, load
    from mosaic_guard.guard import Guard
    from mosaic_guard.testing import ScriptedPolicy

    config = load(*arguments.config) if arguments.config else Config()
    refuse = [ScriptedPolicy(otherwise=Label.MALICIOUS)] if arguments.guard == "refuse-all" else []

    def make(approver: CallbackApprover | None) -> Guard | None:
        if arguments.guard == "none":
            return None
        return Guard(config, store=None, approver=approver, policies=refuse)

    return make


COMMANDS = (Command("evaluate agentdojo", "measure the guard on AgentDojo, through a real graph", _run, _arguments),)
