"""`train export`."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.command import Command, Exit, Result
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from mosaic_trainer.runs.config import Config
    from mosaic_trainer.runs.folder import RunFolder

ANSWERS: Final = "answers.json"
_EPILOG: Final = """\
examples:
  mosaic-guard train export out/guard --out out/guard-policy --evaluation out/evaluation
  mosaic-guard serve BASE --adapter out/guard-policy/adapter
  mosaic-guard train export --check out/guard-policy --url http://127.0.0.1:8000 --key-file FILE --model NAME
"""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("run", type=Path, nargs="?", metavar="RUN", help="the folder of a run")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where adapter, card and answers go")
    parser.add_argument("--checkpoint", metavar="NAME", help="step_n; default: the best one, else the newest")
    parser.add_argument("--merged", action="store_true", help="also write base and adapter as one model")
    parser.add_argument("--evaluation", type=Path, metavar="DIR", help="what `train evaluate` wrote, for the card")
    parser.add_argument("--check", type=Path, metavar="DIR", help="compare a server with an export instead")
    parser.add_argument("--url", help="the server, such as http://127.0.0.1:8000")
    parser.add_argument("--key-file", type=Path, metavar="FILE", help="its key")
    parser.add_argument("--model", help="the name that it serves the policy by")


def _export(arguments: Namespace) -> Result:
    if arguments.check:
        return _check(arguments)
    if not arguments.run or not arguments.out:
        raise ConfigError("Name the run, and with --out where the export goes; or an export with --check.")
    if arguments.out.exists():
        msg = f"{arguments.out} exists. Name a folder that does not, so that nothing is overwritten."
        raise ConfigError(msg)
    return _made(arguments)


def _made(arguments: Namespace) -> Result:
    from mosaic_trainer.runs.config import load
    from mosaic_trainer.runs.folder import RunFolder

    folder = RunFolder(arguments.run)
    if not folder.config.exists():
        msg = f"{arguments.run} holds no run. Name the folder of one that `mosaic-guard train run` made."
        raise ConfigError(msg)
    config = load(folder.config)
    checkpoint = _checkpoint(folder, arguments.checkpoint)
    return _written(arguments, config, checkpoint)


def _checkpoint(folder: RunFolder, name: str | None) -> Path:
    best = folder.path / "best"
    place = folder.path / "checkpoints" / name if name else best.resolve() if best.exists() else folder.newest()
    if place is None or not place.is_dir():
        found = ", ".join(path.name for path in folder.checkpoints()) or "none"
        msg = f"{folder.path}: there is no checkpoint {name or ''}. There are: {found}."
        raise ConfigError(msg)
    return place


def _written(arguments: Namespace, config: Config, checkpoint: Path) -> Result:
    from dataclasses import replace

    from mosaic_trainer.evaluate.tasks import held_out
    from mosaic_trainer.export import answers, asking, weights
    from mosaic_trainer.export.card import Exported, card
    from mosaic_trainer.rollout.encoder import Encoder
    from mosaic_trainer.runs.checkpoint import read
    from mosaic_trainer.runs.material import tasks_of
    from mosaic_trainer.runs.train import opened

    out: Path = arguments.out
    manifest, tasks, evaluation = read(checkpoint), tasks_of(config.tasks), _told(arguments.evaluation)
    questions = asking.first_questions(held_out(config), config.model.role, config.sandbox)
    policy = opened(replace(config.model, adapter=str(checkpoint)), config.run.seed)
    policy.model.eval()
    expected = asking.trained(policy, Encoder(policy.tokenizer), questions)
    adapter = weights.copy_adapter(checkpoint, out / "adapter")  # from here on nothing is missing any more
    answers.save(expected, out / ANSWERS)
    (out / "config.toml").write_text(config.text(), encoding="utf-8")
    serve = shlex.join(["mosaic-guard", "serve", config.model.base, "--adapter", str(adapter)])
    made = Exported(config=config, manifest=manifest, tasks=tasks, serve=serve, evaluation=evaluation)
    (out / "README.md").write_text(card(made), encoding="utf-8")
    if arguments.merged:
        weights.merge(policy, out / "merged")
    text = f"{checkpoint.name} exported to {out}\nserve it:\n  {serve}"
    return Result(text, {"checkpoint": str(checkpoint), "out": str(out), "serve": serve})


def _told(evaluation: Path | None) -> str:
    try:
        return (evaluation / "evaluation.md").read_text(encoding="utf-8") if evaluation else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"--evaluation {evaluation}: {error}. Name a folder that `train evaluate` wrote.") from error


def _check(arguments: Namespace) -> Result:
    from mosaic_guard.serving.http import Address
    from mosaic_guard.serving.place import read_key
    from mosaic_trainer.export import answers, asking

    if not arguments.url or not arguments.model:
        raise ConfigError("Name the server with --url, and with --model the name that it serves the policy by.")
    expected = answers.load(arguments.check / ANSWERS)
    key = read_key(arguments.key_file.expanduser()) if arguments.key_file else ""
    server = Address(arguments.url.rstrip("/").removesuffix("/v1"), key)
    found = list(answers.differences(expected, asking.served(server, arguments.model, expected)))
    data: dict[str, JSON] = {"prompts": len(expected), "differences": found}
    if found:
        return Result("\n".join(("The server answers otherwise than the trained policy:", *found)), data, Exit.FOUND)
    return Result(f"{len(expected)} fixed prompts: the server answers as the trained policy did", data)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("train export", "make a checkpoint ready to be served, and check that it is", _export, _arguments, _EPILOG),
)
