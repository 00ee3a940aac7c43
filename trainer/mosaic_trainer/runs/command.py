"""`train run | resume | sft | dpo`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from mosaic_trainer.runs.config import Config
    from mosaic_trainer.runs.folder import RunFolder
    from mosaic_trainer.runs.plan import Stage

_RUN: Final = """\
examples:
  mosaic-guard train run --config trainer/configs/qwen2.5-7b.toml --dry-run
  mosaic-guard train run --config trainer/configs/qwen2.5-7b.toml --out out/guard --set grpo.steps=50
  accelerate launch --config_file trainer/configs/accelerate/fsdp.yaml "$(command -v mosaic-guard)" \\
      train run --config trainer/configs/multi-gpu.toml --out out/guard
"""
_RESUME: Final = """\
examples:
  mosaic-guard train resume out/guard
  mosaic-guard train resume out/guard --set grpo.steps=400
"""


_DPO: Final = """\
examples:
  mosaic-guard train dpo out/guard --config run.toml --out out/pairs
  mosaic-guard train dpo out/guard --config run.toml --export pairs.jsonl
"""


def _configured(parser: ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="the run, as TOML")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where it goes")
    parser.add_argument("--dry-run", action="store_true", help="only say what it will do, and what memory it takes")
    _settable(parser)


def _begun(parser: ArgumentParser) -> None:
    _configured(parser)
    parser.add_argument("--resume", action="store_true", help="go on where --out holds this run already")


def _settable(parser: ArgumentParser) -> None:
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="as in grpo.steps=50; repeats")


def _resumed(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the run")
    _settable(parser)


def _run(arguments: Namespace) -> Result:
    from mosaic_trainer.runs.config import load

    config = load(arguments.config, arguments.set)
    if arguments.dry_run:
        return _planned(config, "run")
    folder = _folder(_out(arguments))
    return _trained(config, folder, new=not (arguments.resume and folder.config.exists()))


def _resume(arguments: Namespace) -> Result:
    from mosaic_trainer.runs.config import load

    folder = _folder(arguments.folder)
    if not folder.config.exists():
        msg = f"{folder.path} holds no run: it has no {folder.config.name}. Name the folder that a run was begun in."
        raise ConfigError(msg)
    config = load(folder.config, arguments.set)
    if config.digest != load(folder.config).digest:
        msg = f"--set {' '.join(arguments.set)}: would change what the run learns. Begin a new run for that."
        raise ConfigError(msg)
    return _trained(config, folder, new=False)


def _out(arguments: Namespace) -> Path:
    out: Path | None = arguments.out
    if out is None:
        raise ConfigError("Name the folder that it goes to with --out, or only plan it with --dry-run.")
    return out


def _folder(path: Path) -> RunFolder:
    from mosaic_trainer.runs.folder import RunFolder

    return RunFolder(path)


def _planned(config: Config, stage: Stage) -> Result:
    from mosaic_trainer.runs.plan import plan

    made = plan(config, stage)
    return Result(made.text, made.data, Exit.OK if made.fits else Exit.FOUND)


def _trained(config: Config, folder: RunFolder, *, new: bool) -> Result:
    """Train; of several processes only the main one writes the folder and tells of it."""
    from mosaic_trainer.grpo.versions import check_versions
    from mosaic_trainer.runs import durable
    from mosaic_trainer.runs.plots import draw
    from mosaic_trainer.runs.processes import launched
    from mosaic_trainer.runs.train import train

    check_versions()
    processes = launched()
    with folder.locked() if processes.main else nullcontext():
        if processes.main and new:
            folder.create(config.text())
        elif processes.main:
            durable.write(folder.config, config.text())
        processes.wait()
        train(config, folder, sys.stderr)
        if not processes.main:
            return Result()
        metrics = folder.journals["metrics"].path
        curves = draw({folder.path.name: [metrics]}, folder.path / "plots" / "curves.png")
    return _told(folder, curves)


def _told(folder: RunFolder, curves: Path) -> Result:
    from mosaic_trainer.runs.journal import records

    *_, last = records(folder.journals["metrics"].path)
    data: dict[str, JSON] = {"run": str(folder.path), "checkpoint": str(folder.newest()), "figures": last}
    text = f"trained {last['step']} steps; adapter: {folder.path / 'latest'}\ncurves: {curves}"
    return Result(text, data)


def _sft(arguments: Namespace) -> Result:
    from mosaic_trainer.runs.config import load
    from mosaic_trainer.runs.offline import supervised
    from mosaic_trainer.runs.progress import Progress

    config = load(arguments.config, arguments.set)
    if arguments.dry_run:
        return _planned(config, "sft")
    out = _empty(_out(arguments))
    supervised(config, out, Progress(sys.stderr, config.sft.steps))
    return Result(f"a start for `model.base` or `model.adapter`: {out}", {"out": str(out)})


def _dpo(arguments: Namespace) -> Result:
    from mosaic_trainer.dpo.pairs import write_pairs
    from mosaic_trainer.runs.config import load
    from mosaic_trainer.runs.offline import compared, preferred
    from mosaic_trainer.runs.progress import Progress

    config = load(arguments.config, arguments.set)
    if arguments.export:
        count = write_pairs(compared(config, arguments.source), arguments.export)
        return Result(f"{count:,} pairs: {arguments.export}", {"export": str(arguments.export), "pairs": count})
    out = _empty(_out(arguments))
    found = compared(config, arguments.source)
    preferred(config, found, out, Progress(sys.stderr, config.dpo.steps))
    return Result(f"learned {len(found):,} pairs; adapter: {out}", {"out": str(out), "pairs": len(found)})


def _empty(out: Path) -> Path:
    if out.exists() and any(out.iterdir()):
        raise ConfigError(f"{out} is not empty. Name another folder with --out.")
    return out


def _paired(parser: ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="RUN", help="a run's folder, or a file of pairs from --export")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="model and settings, as TOML")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the adapter goes")
    parser.add_argument("--export", type=Path, metavar="FILE", help="only write the pairs, as JSON lines")
    _settable(parser)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("train run", "train a policy by reinforcement, from one file of settings", _run, _begun, _RUN),
    Command("train resume", "go on with a run exactly where it was stopped", _resume, _resumed, _RESUME),
    Command("train sft", "make a start: show the policy how tasks are played", _sft, _configured),
    Command("train dpo", "learn the preferences that a run wrote down, without sampling", _dpo, _paired, _DPO),
)
