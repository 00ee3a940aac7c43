"""`train embedded`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError, MissingExtraError
from mosaic_trainer.embedded.texts.real import FILES

if TYPE_CHECKING:
    from mosaic_trainer.embedded.run import Outcome

_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_EPILOG: Final = """\
examples:
  mosaic-guard train embedded --config trainer/configs/embedded.yaml --data DATA --out out/embedded
  mosaic-guard train embedded --config trainer/configs/embedded.yaml --data DATA --check
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the training configuration")
    parser.add_argument("--data", type=Path, metavar="DIR", help="real documents; without them, generated texts alone")
    parser.add_argument("--held-out", type=Path, metavar="FILE", help="filter of what benchmarks hold: leave that out")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where weights, metrics and model card go")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes; changes no result (2)")
    parser.add_argument("--check", action="store_true", help="compare with the weights that are installed")


def _train(arguments: Namespace) -> Result:
    from mosaic_trainer.embedded.config import load

    plan = load(arguments.config)
    if not arguments.out and not arguments.check:
        msg = "Name where the weights go with --out, or compare with the installed ones with --check."
        raise ConfigError(msg)
    if arguments.data and (missing := [name for name in FILES if not (arguments.data / name).is_file()]):
        msg = f"{arguments.data}: {', '.join(missing)} not found. Name the folder with the data, or leave --data out."
        raise ConfigError(msg)
    if arguments.out:
        _writable(arguments.out)
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # read when numpy is imported, which is below
    try:
        from mosaic_trainer.embedded.card import card
        from mosaic_trainer.embedded.progress import Progress
        from mosaic_trainer.embedded.run import train
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "scikit-learn", "train") from error
    places = {"data": arguments.data, "held_out": arguments.held_out}
    reported = bool(arguments.out)
    made = train(plan, Progress(sys.stderr), **places, workers=arguments.workers, is_reported=reported)
    said = _written(arguments.out, made, card(plan, made.metrics, arguments.data)) if arguments.out else []
    different = _different(made) if arguments.check else {}
    lines = [*said, *(f"{name}: {line}" for name, found in different.items() for line in found or ["the same bytes"])]
    exit = Exit.FOUND if any(different.values()) else Exit.OK
    return Result("\n".join(lines), {"metrics": made.metrics, "different": different}, exit)


def _writable(folder: Path) -> None:
    """Say before the work, not after it, that its result has no place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "metrics.json").open("a").close()
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> ConfigError:
    return ConfigError(f"{folder} can't be written to: {error.strerror}. Name another folder with --out.")


def _written(folder: Path, made: Outcome, card: str) -> list[str]:
    import json

    metrics = json.dumps(made.metrics, indent=1, sort_keys=True) + "\n"
    files = {**made.files, "metrics.json": metrics.encode(), "model-card.md": card.encode()}
    try:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return [f"wrote {folder / name}: {len(content):,} bytes" for name, content in files.items()]


def _different(made: Outcome) -> dict[str, list[str]]:
    from importlib import resources

    from mosaic_trainer.embedded.check import differences

    installed = resources.files("mosaic_guard.learned")
    return {name: differences(installed.joinpath(name).read_bytes(), made.files[name]) for name in sorted(made.files)}


COMMANDS: Final[tuple[Command, ...]] = (
    Command("train embedded", "make the weights of the embedded policy, byte for byte", _train, _arguments, _EPILOG),
)
