"""`train compare`: runs beside each other, as curves, and as means over their seeds."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Result
from mosaic_guard.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from mosaic_trainer.evaluate.seeds import Evaluation

RESULT: Final = "evaluation.json"
"""All figures of an evaluation."""
_SEED: Final = re.compile(r"-\d+$")
_COMPARE: Final = """\
examples:
  mosaic-guard train compare out/guard out/guard-mosaic --out out/curves.png
  mosaic-guard train compare out/seeds/*-[0-9] --evaluated out/seeds/evaluated/* --out out/seeds/curves.png
"""


def _compared(parser: ArgumentParser) -> None:
    parser.add_argument(
        "runs", type=Path, nargs="+", metavar="RUN", help="folders of runs; NAME-0, NAME-1 … are one variant"
    )
    parser.add_argument(
        "--evaluated",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="folders of `train evaluate`, one a seed: writes a table of the means, too",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the picture of their curves")


def _compare(arguments: Namespace) -> Result:
    from mosaic_trainer.evaluate.seeds import table
    from mosaic_trainer.runs.folder import RunFolder
    from mosaic_trainer.runs.plots import draw

    metrics = {run: RunFolder(run).journals["metrics"].path for run in arguments.runs}
    missing = [str(run) for run, path in metrics.items() if not path.exists()]
    if missing:
        msg = f"{', '.join(missing)}: no metrics there. Name folders that `mosaic-guard train run` wrote."
        raise ConfigError(msg)
    evaluations = _evaluations(arguments.evaluated)
    variants: dict[str, list[Path]] = {}
    for run, path in metrics.items():
        variants.setdefault(_SEED.sub("", run.name), []).append(path)
    drawn = draw(variants, arguments.out)
    text, data = f"curves of {', '.join(variants)}: {drawn}", {"curves": str(drawn)}
    if not evaluations:
        return Result(text, data)
    averages = table(evaluations)
    arguments.out.with_suffix(".md").write_text(averages, encoding="utf-8")
    bars = pictured(evaluations, arguments.out.with_name(f"{arguments.out.stem}-means.png"))
    return Result(f"{averages}\n{text}\n{bars}", {**data, "table": averages})


def pictured(evaluations: Sequence[Evaluation], out: Path) -> str:
    """Draw the means beside each other, where there is what draws; gives a line that says so."""
    from mosaic_trainer.evaluate.picture import picture
    from mosaic_trainer.evaluate.seeds import WHO_ANSWERS, means

    bars = {words: means(evaluations, who) for who, words in WHO_ANSWERS.items()}
    try:
        return f"means: {picture(bars, out)}"
    except MissingExtraError as error:  # what was measured stays
        return f"no picture: {error}"


def _evaluations(folders: Sequence[Path]) -> list[Evaluation]:
    from mosaic_trainer.evaluate.seeds import table

    found: dict[Path, Evaluation] = {}
    for folder in folders:
        file = folder / RESULT
        try:
            found[file] = json.loads(file.read_text(encoding="utf-8"))
            table([found[file]])
        except (OSError, ValueError, KeyError, TypeError) as error:
            msg = f"{file}: is no evaluation ({error!r}). Name folders that `mosaic-guard train evaluate` wrote."
            raise ConfigError(msg) from error
    if len({evaluation.get("tasks") for evaluation in found.values()}) > 1:
        msg = f"{', '.join(map(str, found))}: were not made on the same tasks. Evaluate all on one file of tasks."
        raise ConfigError(msg)
    return list(found.values())


COMPARE: Final = Command(
    "train compare",
    "draw the curves of several runs into one picture, and average their seeds",
    _compare,
    _compared,
    _COMPARE,
)
