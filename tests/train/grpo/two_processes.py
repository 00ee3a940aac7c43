"""One of two processes that train together: `torchrun --nproc-per-node 2 two_processes.py MODEL OUT`."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from accelerate import PartialState
    from accelerate.utils import gather_object

from mosaic_trainer.grpo.arguments import Run
from mosaic_trainer.grpo.batch import Batch
from mosaic_trainer.grpo.policy import load_policy
from mosaic_trainer.grpo.settings import LoraSettings
from mosaic_trainer.grpo.trainer import make_trainer

from tests.train.grpo.made_up import SETTINGS, Given, Seen, rows

ADVANTAGES = [1.0, 1.0, 0.0, -1.0, 0.5, 0.0, 0.0, -1.0]


def main() -> None:
    base, out = sys.argv[1:]
    state = PartialState(cpu=True)
    own = slice(4 * state.process_index, 4 * state.process_index + 4)
    source = Given(lambda step: Batch(rows(step, ADVANTAGES)[own]))
    generator = Seen()
    run = Run(folder=Path(out), longest=32, save_every=1)
    trainer = make_trainer(
        load_policy(base, dtype="float32"),
        source,
        generator=generator,
        settings=SETTINGS,
        lora=LoraSettings(rank=4, alpha=8.0),
        run=run,
    )
    trainer.train()
    told = gather_object([sorted(float(a) for part in trainer._buffered_inputs for a in part["advantages"])])
    sums = gather_object([sum(float(p.detach().sum()) for p in trainer.model.parameters() if p.requires_grad)])
    if state.is_main_process:
        versions = [version for version, _ in generator.adapters]
        Path(out, "told.json").write_text(json.dumps({"advantages": told, "sums": sums, "versions": versions}))


if __name__ == "__main__":
    main()
