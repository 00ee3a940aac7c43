"""`train judge-agreement`."""

from __future__ import annotations

import random
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.config.constraints import FieldError
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_trainer.judge.agreement import Agreement, Pair
    from mosaic_trainer.judge.base import JudgeCounts
    from mosaic_trainer.judge.canary import CanaryResult
    from mosaic_trainer.judge.settings import JudgeSettings

_EPILOG: Final = """\
Scripted policies play the tasks. Pairs of what they did are put to the model, in both orders, and to the judge that
reads the effects log. Then come pairs whose worse one flatters, orders or boasts.

examples:
  mosaic-guard train judge-agreement --tasks corpus.jsonl.gz --url http://127.0.0.1:8000/v1 --model judge
  mosaic-guard train judge-agreement --tasks corpus.jsonl.gz --url https://host/v1 --model large --key-variable KEY
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--tasks", type=Path, required=True, metavar="FILE", help="tasks to be played")
    parser.add_argument("--url", required=True, help="OpenAI-compatible server, with its /v1")
    parser.add_argument("--model", required=True, help="the judge, as that server knows it")
    parser.add_argument("--key-variable", default="", metavar="NAME", help="environment variable that holds the key")
    parser.add_argument("--role", choices=("guard", "agent"), default="guard", help="which role is played (guard)")
    parser.add_argument("--pairs", type=int, default=100, metavar="N", help="how many are compared at most (100)")
    parser.add_argument("--at-most-tasks", type=int, default=40, metavar="N", help="how many are played (40)")
    parser.add_argument("--at-least", type=float, default=0.8, metavar="SHARE", help="what agreement is enough (0.8)")
    parser.add_argument("--structured", choices=("json_schema", "json_object", "none"), default="json_schema")
    parser.add_argument("--no-facts", action="store_true", help="show it the trajectories alone")
    parser.add_argument("--journal", type=Path, metavar="FILE", help="keep verdicts there, and ask for none twice")
    parser.add_argument("--seed", type=int, default=0, help="which tasks and pairs (0)")


def _measure(arguments: Namespace) -> Result:
    from mosaic_guard.cli.progress import progress
    from mosaic_trainer.judge.agreement import agreement, compared, played
    from mosaic_trainer.judge.canary import examined
    from mosaic_trainer.judge.open import open_judge
    from mosaic_trainer.sandbox.limits import Limits
    from mosaic_trainer.task.files import load_tasks

    settings = _settings(arguments)
    rng = random.Random(arguments.seed)  # noqa: S311  # draws a sample, guards nothing
    tasks = load_tasks(arguments.tasks)
    drawn = rng.sample(tasks, min(arguments.at_most_tasks, len(tasks)))
    judge = open_judge(settings, arguments.journal)
    try:
        groups = played(drawn, arguments.role, arguments.seed, Limits())
        pairs = list(progress(compared(judge, groups, arguments.pairs, rng), "pairs"))
        canaries = examined(judge, rng)
        counts = judge.counts
    finally:
        judge.close()
    found = {name: agreement(some) for name, some in _parts(pairs).items() if some}
    overall = found["all"].same if "all" in found else None
    data = {name: asdict(one) for name, one in found.items()}
    data |= {"canaries": {**asdict(canaries), "accuracy": canaries.accuracy}, "counts": asdict(counts)}
    is_enough = overall is not None and overall >= arguments.at_least and canaries.accuracy >= settings.canary_least
    return Result(_text(found, canaries, counts), data, Exit.OK if is_enough else Exit.FOUND)


def _settings(arguments: Namespace) -> JudgeSettings:
    from mosaic_trainer.judge.settings import JudgeSettings

    for name in ("pairs", "at_most_tasks"):
        if getattr(arguments, name) < 1:
            raise ConfigError(f"--{name.replace('_', '-')} must be at least 1, not {getattr(arguments, name)}.")
    try:
        return JudgeSettings(
            kind="llm",
            url=arguments.url,
            model=arguments.model,
            api_key_env=arguments.key_variable,
            structured=arguments.structured,
            facts=not arguments.no_facts,
            max_failed=1.0,
        )
    except FieldError as error:
        raise ConfigError(f"--{error.path[0]}: {error}.") from error


def _parts(pairs: list[Pair]) -> dict[str, list[Pair]]:
    kinds = {"all": pairs, "of one tier": [p for p in pairs if p.is_inside]}
    kinds["of two tiers"] = [pair for pair in pairs if not pair.is_inside]
    names = {3: "plainly better", 2: "clearly better", 1: "slightly better"}
    kinds |= {name: [p for p in pairs if p.margin == size and p.reference != 0.5] for size, name in names.items()}
    return kinds


def _text(found: dict[str, Agreement], canaries: CanaryResult, counts: JudgeCounts) -> str:
    lines = [f"{'pairs':18} {'number':>6} {'failed':>6} {'same':>6} {'opposed':>7} {'kappa':>6} {'flipped':>7}"]
    lines += [
        f"{name:18} {one.pairs:6} {one.failures:6} {_percent(one.same)} {_percent(one.opposed):>7} "
        f"{'-' if one.kappa is None else format(one.kappa, '.2f'):>6} {_percent(one.flip_rate):>7}"
        for name, one in found.items()
    ]
    lines.append(f"known pairs: {canaries.right} of {canaries.said} right, {len(canaries.failures)} failed")
    lines += [f"  preferred who {name}" for name in sorted(set(canaries.wrong))]
    tokens = f"{counts.prompt_tokens:,} tokens there, {counts.completion_tokens:,} back"
    return "\n".join([*lines, f"asked {counts.calls} times, knew {counts.cached} already; {tokens}"])


def _percent(share: float | None) -> str:
    return f"{'-' if share is None else format(share, '.0%'):>6}"


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "train judge-agreement", "see how far a model judges as the log of effects does", _measure, _arguments, _EPILOG
    ),
)
