"""What our loop costs beside plain TRL: the same model, batch and tokens, and the deterministic judge.

python bench/grpo.py --model build/tiny
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.experience.gather import Plan
from mosaic_trainer.experience.source import RolloutSource, Setting
from mosaic_trainer.grpo.arguments import Run, arguments
from mosaic_trainer.grpo.policy import Policy, adapter_of, load_policy
from mosaic_trainer.grpo.settings import GrpoSettings, LoraSettings
from mosaic_trainer.grpo.trainer import make_trainer
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.task.task import Task

LORA = LoraSettings(rank=16)
LIMITS = Limits()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, help="as `python -m mosaic_trainer.tiny` makes it")
    parser.add_argument("--groups", type=int, default=4)
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=32, help="of each completion, exactly")
    parser.add_argument("--steps", type=int, default=3, help="measured ones, after a first that is not")
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    settings = GrpoSettings(
        steps=asked.steps + 1,
        groups=asked.groups,
        group_size=asked.size,
        beta=0.0,
        correction="off",
        checkpointing=False,
        loss="dr_grpo",  # by rollouts, so that ours leaves none out that teaches nothing
        resample=0,
    )
    tasks = playable(asked.groups * 4)
    took: dict[str, list[float]] = {"plain": [], "ours": []}
    for _ in range(asked.rounds):
        took["plain"] += plain(load_policy(asked.model), settings, tasks, asked.tokens)
        took["ours"] += ours(load_policy(asked.model), settings, tasks, asked.tokens)
    seconds = {name: median(each) for name, each in took.items()}
    print(json.dumps({**seconds, "ratio": seconds["ours"] / seconds["plain"]}, indent=2))
    return 0


def playable(count: int) -> list[Task]:
    """Tasks that ask a guard something whatever the seed."""
    tasks = make(CorpusPlan(tasks=count * 8, closed=True, tools=2, max_calls=3))
    return [task for task in tasks if task.calls and "read_only" not in task.tags][:count]


def ours(policy: Policy, settings: GrpoSettings, tasks: list[Task], tokens: int) -> list[float]:
    """Seconds of each step of our loop; a reply that never ends ends the session after one."""
    encoder = Encoder(policy.tokenizer)
    rollout = RolloutSettings(context_tokens=4000, max_reply_tokens=tokens)
    generator = InProcessGenerator(policy.model, (), rollout)
    plan = Plan(group_size=settings.group_size, seed=0)
    setting = Setting(
        role="guard", groups=settings.groups, plan=plan, rollout=rollout, limits=LIMITS, reward=RewardSettings()
    )
    source = RolloutSource(
        Curriculum(tasks, 0), setting, generator=generator, encoder=encoder, judge=DeterministicJudge()
    )
    with tempfile.TemporaryDirectory() as folder:
        run = Run(folder=Path(folder), longest=tokens, save_every=10**6)
        return timed(make_trainer(policy, source, generator=generator, settings=settings, lora=LORA, run=run))


def plain(policy: Policy, settings: GrpoSettings, tasks: list[Task], tokens: int) -> list[float]:
    """Seconds of each step of TRL alone, with its own generation and a reward of nothing."""
    from datasets import Dataset
    from trl import GRPOTrainer

    texts = [policy.tokenizer.decode(ids) for task in tasks if (ids := prompt_of(task, Encoder(policy.tokenizer)))]
    with tempfile.TemporaryDirectory() as folder:
        args = arguments(settings, Run(folder=Path(folder), longest=tokens), 1, half=False)
        args.generation_kwargs = {"suppress_tokens": [policy.tokenizer.eos_token_id]}
        args.save_strategy = "no"
        trainer = GRPOTrainer(
            model=policy.model,
            processing_class=policy.tokenizer,
            args=args,
            train_dataset=Dataset.from_dict({"prompt": (texts * settings.steps * settings.groups)[:1000]}),
            reward_funcs=[lambda completions, **_: [float(len(text)) for text in completions]],
            peft_config=adapter_of(LORA),
        )
        return timed(trainer)


def prompt_of(task: Task, encoder: Encoder) -> tuple[int, ...]:
    session = open_session(task, "guard", seed=0, limits=LIMITS)
    return encoder.start(session.conversation) if session.conversation else ()


def timed(trainer: Any) -> list[float]:
    """Train, and give the seconds of all steps but the first."""
    from transformers import TrainerCallback

    ends: list[float] = []

    class Clock(TrainerCallback):  # type: ignore[misc]  # transformers is not typed
        def on_step_end(self, *_: object, **__: object) -> None:
            ends.append(time.perf_counter())

    trainer.add_callback(Clock())
    quiet(trainer.train)
    return [end - begin for begin, end in pairwise(ends)]


def quiet(train: Callable[[], object]) -> None:
    with warnings.catch_warnings(), open("/dev/null", "w") as nothing:
        from contextlib import redirect_stdout

        warnings.simplefilter("ignore")
        with redirect_stdout(nothing):
            train()


if __name__ == "__main__":
    raise SystemExit(main())
