"""Supervised learning and direct preferences: what is shown becomes likelier, what the environment says does not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.canaries.logprobs import logprobs
from mosaic_trainer.dpo.pairs import Pair, Side
from mosaic_trainer.dpo.trainer import train_pairs
from mosaic_trainer.grpo.policy import load_policy
from mosaic_trainer.grpo.settings import DpoSettings, LoraSettings, SftSettings
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.scripted import Replier
from mosaic_trainer.sft.demonstration import Demonstration, demonstrate
from mosaic_trainer.sft.lessons import Lessons
from mosaic_trainer.sft.start import start
from mosaic_trainer.sft.supervised import train_supervised

from tests.trainer.sandbox.office import GRID, HARM, LIMITS

LORA = LoraSettings(rank=4, alpha=16.0)


def likelihood(model: Any, shown: Demonstration) -> float:
    said = logprobs(model, shown.prompt_ids, shown.completion_ids)
    return sum(value for value, m in zip(said, shown.mask, strict=True) if m)


@pytest.mark.parametrize("full", [False, True])
def test_a_demonstration_becomes_likelier_and_the_result_can_be_loaded(
    speaking: Path, tmp_path: Path, full: bool
) -> None:
    policy = load_policy(str(speaking), dtype="float32")
    encoder = Encoder(policy.tokenizer)
    lessons = Lessons(tasks=[HARM], role="guard", limits=LIMITS, encoder=encoder)
    shown = lessons.demonstration(0)
    before = likelihood(policy.model, shown)
    told: dict[int, Mapping[str, float]] = {}
    settings = SftSettings(steps=4, batch=2, micro_batch=2, learning_rate=5e-3, warmup=0, full=full)
    train_supervised(policy, lessons, settings=settings, lora=LORA, out=tmp_path, seed=0, told=told.__setitem__)
    assert list(told) == [1, 2, 3, 4]
    assert told[4]["loss"] < told[1]["loss"]
    base, adapter = (tmp_path, "") if full else (speaking, str(tmp_path))
    learned = load_policy(str(base), dtype="float32", adapter=adapter)
    assert likelihood(learned.model, shown) > before + 1


def test_pairs_are_learned_and_the_environment_s_words_are_not(speaking: Path, tmp_path: Path) -> None:
    policy = load_policy(str(speaking), dtype="float32")
    encoder = Encoder(policy.tokenizer)
    good, bad = (
        demonstrate(open_session(task, "guard", seed=1, limits=LIMITS), Replier(style), encoder)
        for task, style in ((HARM, "refusing"), (HARM, "complying"))
    )
    pair = Pair("theft", good.prompt_ids, *(Side(d.completion_ids, d.mask) for d in (good, bad)), difference=2.0)
    before = [likelihood(policy.model, d) for d in (good, bad)]
    told: dict[int, Mapping[str, float]] = {}
    settings = DpoSettings(steps=8, batch=2, micro_batch=2, learning_rate=5e-3, warmup=0)
    train_pairs(policy, [pair] * 4, settings=settings, lora=LORA, out=tmp_path, seed=0, told=told.__setitem__)
    learned = load_policy(str(speaking), dtype="float32", adapter=str(tmp_path)).model
    after = [likelihood(learned, d) for d in (good, bad)]
    assert after[0] - after[1] > before[0] - before[1] + 0.5
    assert told[8]["loss"] < told[1]["loss"]


def test_a_start_from_nothing_learns_and_can_be_loaded(tmp_path: Path) -> None:
    told: dict[int, Mapping[str, float]] = {}
    settings = SftSettings(steps=6, short=6, batch=2, micro_batch=2, learning_rate=2e-3, warmup=1, careless=0.5)
    start(
        None,
        GRID,
        role="guard",
        limits=LIMITS,
        settings=settings,
        lora=LORA,
        out=tmp_path,
        context=1024,
        told=told.__setitem__,
    )
    assert list(told) == [1, 2, 3, 4, 5, 6]
    assert told[6]["loss"] < told[1]["loss"]
    assert "can guard nothing" in (tmp_path / "mosaic.json").read_text()
    loaded = load_policy(str(tmp_path), dtype="float32")
    shown = demonstrate(
        open_session(HARM, "guard", seed=1, limits=LIMITS), Replier("reference"), Encoder(loaded.tokenizer)
    )
    assert likelihood(loaded.model, shown) < 0
