"""`python -m mosaic_trainer.tiny OUT`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_trainer.tiny.example import Example, example, texts
from mosaic_trainer.tiny.scene import scene, tools
from mosaic_trainer.tiny.training import Schedule, train

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

NOTICE: Final = "A model for tests and smoke runs: it tells a few known names from others, and can guard nothing."
CONTEXT: Final = 4096


def main() -> int:
    """Build, train, measure and save."""
    arguments = _parser().parse_args()
    try:
        import torch
    except ImportError as error:
        raise MissingExtraError("torch", "local") from error
    from mosaic_trainer.tiny.measure import accuracy
    from mosaic_trainer.tiny.model import untrained
    from mosaic_trainer.tiny.tokenizer import tokenizer_from

    began = time.monotonic()
    torch.manual_seed(arguments.seed)
    tokenizer = tokenizer_from(_corpus(arguments.seed), size=1500)
    model = untrained(tokenizer, CONTEXT)
    schedule = Schedule(steps=arguments.steps)

    def told(step: int, loss: float) -> None:
        if step % 25 == 0 or step == schedule.steps - 1:
            print(f"step {step:4} loss {loss:.4f} {time.monotonic() - began:5.0f} s", file=sys.stderr, flush=True)

    train(model, lambda step: _lesson(step, arguments.seed, schedule, tokenizer), schedule, told)
    held_out = [_batch(f"{arguments.seed} held out {number}", 16, tokenizer) for number in range(12)]
    report = {
        "notice": NOTICE,
        "protocol": PROTOCOL_VERSION,
        "parameters": sum(p.numel() for p in model.parameters()),
        "steps": schedule.steps,
        "seed": arguments.seed,
        "seconds": round(time.monotonic() - began),
        **asdict(accuracy(model, held_out, tokenizer)),
    }
    model.save_pretrained(arguments.out)
    tokenizer.save_pretrained(arguments.out)
    Path(arguments.out, "mosaic.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mosaic_trainer.tiny", description=NOTICE)
    parser.add_argument("out", help="folder to write the model to")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=Schedule().steps)
    return parser


def _lesson(step: int, seed: int, schedule: Schedule, tokenizer: PreTrainedTokenizerFast) -> list[Example]:
    if step >= schedule.short:
        return _batch(f"{seed} train {step}", schedule.batch, tokenizer)
    random = Random(f"{seed} short {step}")  # noqa: S311  # see _batch
    runs = (scene(tools(random), random, short=True) for _ in range(2 * schedule.batch))
    return [replace(example(run, tokenizer), prefix=()) for run in runs]


def _batch(seed: str, size: int, tokenizer: PreTrainedTokenizerFast) -> list[Example]:
    random = Random(seed)  # noqa: S311  # data that can be made again, no secret
    specs = tools(random)
    return [example(scene(specs, random), tokenizer) for _ in range(size)]


def _corpus(seed: int) -> list[str]:
    random = Random(f"{seed} words")  # noqa: S311  # see _batch
    return [text for _ in range(300) for text in texts(scene(tools(random), random))]


if __name__ == "__main__":
    sys.exit(main())
