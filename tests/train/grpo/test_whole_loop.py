"""The whole loop in one process: tasks, worlds, rollouts, verifier, judge, advantages, TRL, adapter, rollouts again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.experience.curriculum import Curriculum
from mosaic_trainer.experience.gather import Experience, Plan
from mosaic_trainer.experience.source import RolloutSource, Setting
from mosaic_trainer.grpo.arguments import Run
from mosaic_trainer.grpo.policy import load_policy
from mosaic_trainer.grpo.settings import GrpoSettings, LoraSettings
from mosaic_trainer.grpo.trainer import make_trainer
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from tests.trainer.sandbox.office import ATTACKED, BENIGN, HARM, LIMITS, SENSITIVE

TASKS = (BENIGN, ATTACKED, HARM, SENSITIVE)
GRPO = GrpoSettings(
    steps=2,
    groups=4,
    group_size=4,
    micro_batch=8,
    learning_rate=3e-3,
    warmup=0,
    beta=0.0,
    correction="off",
    checkpointing=False,
)
ROLLOUT = RolloutSettings(context_tokens=2000, max_reply_tokens=8)


@pytest.fixture
def loop(speaking: Path, tmp_path: Path) -> Any:
    """Make a trainer of its own rollouts; `seen` holds what each step gathered, `told` what it was told."""

    def make(folder: Path, **settings: Any) -> Any:
        policy = load_policy(str(speaking), dtype="float32")
        encoder = Encoder(policy.tokenizer)
        generator = InProcessGenerator(policy.model, encoder.ends, ROLLOUT)
        setting = Setting(
            role="guard",
            groups=4,
            plan=Plan(group_size=4, seed=3, resample=1),
            rollout=ROLLOUT,
            limits=LIMITS,
            reward=RewardSettings(),
        )
        seen: dict[int, Experience] = {}
        told: dict[int, Mapping[str, float]] = {}
        source = RolloutSource(
            Curriculum(TASKS, seed=3),
            setting,
            generator=generator,
            encoder=encoder,
            judge=DeterministicJudge(),
            seen=seen.__setitem__,
        )
        run = Run(folder=folder, seed=3, longest=1500, save_every=1, told=told.__setitem__)
        trainer = make_trainer(
            policy,
            source,
            generator=generator,
            settings=replace(GRPO, **settings),
            lora=LoraSettings(rank=4, alpha=16.0),
            run=run,
        )
        trainer.seen, trainer.told, trainer.generator = seen, told, generator
        return trainer

    return lambda name="run", **settings: make(tmp_path / name, **settings)


def test_two_steps_learn_from_their_own_rollouts(loop: Any) -> None:
    trainer = loop()
    trainer.train()
    assert list(trainer.told) == [1, 2]
    for step, gathered in trainer.seen.items():
        rollouts = [rollout for group in gathered.groups for rollout in group.rollouts]
        assert {rollout.version for rollout in rollouts} == {f"step-{step}"}
        figures = trainer.told[step + 1]
        assert figures["unsafe_positive_advantage"] == 0
        assert figures["advantage_size"] > 0
        assert figures["grad_norm"] > 0
        assert figures["judge_calls"] > 0
        tiers = [figures[f"tier_{name}_share"] for name in ("violated", "failed", "acceptable")]
        assert sum(tiers) == pytest.approx(1)
        parts = [figures[f"seconds/{part}"] for part in ("generation", "judge", "update")]
        assert all(part > 0 for part in parts)
        assert sum(parts) == pytest.approx(figures["seconds/step"], rel=0.05)


def test_the_trainer_finds_the_probabilities_that_the_rollouts_were_sampled_with(loop: Any) -> None:
    trainer = loop(correction="sequence_mask")
    trainer.train()
    for figures in trainer.told.values():
        assert figures["sampling/sampling_logp_difference/max"] < 1e-3


def test_some_more_steps_raise_the_reward(loop: Any) -> None:
    trainer = loop(steps=5, learning_rate=2e-2)
    trainer.train()
    rewards = [trainer.told[step]["reward"] for step in sorted(trainer.told)]
    assert max(rewards[3:]) > rewards[0]


def test_a_resumed_run_plays_what_an_uninterrupted_one_plays(loop: Any, tmp_path: Path) -> None:
    whole = loop("whole", steps=3, beta=0.01)
    whole.train()
    again = loop("again", steps=3, beta=0.01)
    again.train(resume_from_checkpoint=str(tmp_path / "whole" / "checkpoint-2"))
    timeless = [name for name in whole.told[3] if "second" not in name]
    assert {name: again.told[3][name] for name in timeless} == {name: whole.told[3][name] for name in timeless}
    assert again.seen[2].groups == whole.seen[2].groups
    ends = [(tmp_path / run / "checkpoint-3" / "source.json").read_text() for run in ("whole", "again")]
    assert json.loads(ends[0]) == json.loads(ends[1])
