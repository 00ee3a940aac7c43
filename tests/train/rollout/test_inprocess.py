from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import GeneratorFailure
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from tests.train.rollout.sampling import gap, prompts, sampled
from tests.trainer.rollout.play import Play, key, task


def test_a_sample_depends_on_its_seed_and_not_on_what_else_is_in_the_batch(
    local: InProcessGenerator, encoder: Encoder, model: Any
) -> None:
    wanted = prompts(encoder, max_tokens=24)
    together = sampled(local, wanted)
    small = InProcessGenerator(model, encoder.ends, RolloutSettings(batch=1, cached_tokens=0))
    alone = [one for prompt in reversed(wanted) for one in sampled(small, [prompt])][::-1]
    assert [one.ids for one in together] == [one.ids for one in alone]
    assert len({one.ids for one in together}) == len(wanted)


@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_logprobs_are_those_of_a_forward_pass_at_temperature_one(
    local: InProcessGenerator, encoder: Encoder, model: Any, temperature: float
) -> None:
    wanted = prompts(encoder, temperature=temperature)
    for prompt, one in zip(wanted, sampled(local, wanted), strict=True):
        assert gap(model, prompt.ids, one.ids, one.logprobs) < 1e-4


def test_without_temperature_the_likeliest_token_is_taken(local: InProcessGenerator, encoder: Encoder) -> None:
    one, other = sampled(local, prompts(encoder, tasks=1, each=2, temperature=0.0))
    assert one.ids == other.ids


def test_tokens_are_drawn_as_often_as_they_are_probable(encoder: Encoder, model: Any) -> None:
    import torch

    wide = InProcessGenerator(model, encoder.ends, RolloutSettings(batch=512))
    wanted = prompts(encoder, tasks=1, each=2000, max_tokens=1)
    first = torch.tensor([one.ids[0] for one in sampled(wide, wanted)])
    with torch.inference_mode():
        expected = model(torch.tensor([wanted[0].ids])).logits[0, -1].softmax(-1)
    found = torch.bincount(first, minlength=len(expected)) / len(first)
    assert float((found - expected).abs().sum()) < 2 * math.sqrt(len(expected) / len(first))
    likeliest = int(expected.argmax())
    deviation = math.sqrt(float(expected[likeliest]) / len(first))
    assert abs(float(found[likeliest] - expected[likeliest])) < 5 * deviation


def test_a_reply_ends_with_the_token_that_ends_it(model: Any, encoder: Encoder) -> None:
    many = tuple(range(0, 700, 7))
    samples = sampled(InProcessGenerator(model, many, RolloutSettings()), prompts(encoder, max_tokens=30))
    assert any(one.finished for one in samples)
    assert all((one.ids[-1] in many) == one.finished for one in samples)
    assert not any(set(one.ids[:-1]) & set(many) for one in samples)


def play(generator: InProcessGenerator, encoder: Encoder, turns: int, sizes: Sequence[int]) -> Any:
    settings = RolloutSettings(max_reply_tokens=6, context_tokens=2048)
    wanted = [(key(f"task {n}"), task(f"task {n}"), size) for n, size in enumerate(sizes)]
    return collect(
        wanted,
        lambda t, k: Play(t, k, turns=turns, patient=True),
        generator=generator,
        encoder=encoder,
        settings=settings,
    )


def test_over_three_turns_a_rollout_is_what_one_forward_pass_says(
    local: InProcessGenerator, encoder: Encoder, model: Any
) -> None:
    for rollout in (one for group in play(local, encoder, 3, (3, 2)) for one in group):
        assert rollout.usable, rollout.failure
        assert sum(rollout.mask) <= 18
        whole = list(zip(rollout.mask, rollout.completion_ids, rollout.logprobs, strict=True))
        before = list(rollout.prompt_ids)
        for mine, id, logprob in whole:
            if mine:
                assert gap(model, before, [id], [logprob]) < 1e-4
            else:
                assert logprob == 0
            before.append(id)
        assert rollout.outcome.turns == 3


def test_the_same_seeds_play_the_same_rollouts(local: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    narrow = InProcessGenerator(model, encoder.ends, RolloutSettings(batch=2, cached_tokens=300))
    one, other = (
        [[rollout.completion_ids for rollout in group] for group in play(generator, encoder, 3, (2, 2))]
        for generator in (local, narrow)
    )
    assert one == other


def test_a_turn_that_follows_reads_only_what_is_new(local: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    read: list[int] = []
    model.register_forward_pre_hook(lambda _, args, __: read.append(args[0].shape[1]), with_kwargs=True)
    ((rollout,),) = play(local, encoder, 3, (1,))
    assert read[0] == len(rollout.prompt_ids)
    assert sum(read) == len(rollout.prompt_ids) + len(rollout.completion_ids) - 1


def test_a_group_reads_its_prompt_once(local: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    read: list[int] = []
    model.register_forward_pre_hook(lambda _, args, __: read.append(args[0].numel()), with_kwargs=True)
    wanted = prompts(encoder, tasks=1, each=8, max_tokens=1)
    sampled(local, wanted)
    assert sum(read) == len(wanted[0].ids)


def test_what_is_late_fails_alone(local: InProcessGenerator, encoder: Encoder) -> None:
    early, late = prompts(encoder, tasks=1, each=2)
    local.submit(0, early)
    local.submit(1, replace(late, deadline=time.monotonic() - 1))
    done = dict(local.completed())
    assert done[0].ids
    assert isinstance(done[1], GeneratorFailure)


def test_broken_weights_fail_and_are_named(local: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    model.model.norm.weight.data[0] = math.nan
    (prompt,) = prompts(encoder, tasks=1, each=1)
    local.submit(0, prompt)
    ((_, failed),) = local.completed()
    assert isinstance(failed, GeneratorFailure)
    assert "weights are broken" in str(failed)


def test_sampling_leaves_a_model_in_training_as_it_was(local: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    model.train()
    model.gradient_checkpointing_enable()
    sampled(local, prompts(encoder, tasks=1, each=1))
    assert model.training


def test_each_version_of_an_adapter_says_its_own(encoder: Encoder, model: Any, adapters: list[Path]) -> None:
    generator = InProcessGenerator(model, encoder.ends, RolloutSettings(), shared=False)
    wanted = prompts(encoder)

    def said(adapter: Path | None, version: str) -> list[tuple[int, ...]]:
        if adapter:
            generator.update(str(adapter), version)
        return [one.ids for one in sampled(generator, wanted)]

    base, first, second, again = (
        said(adapter, str(n)) for n, adapter in enumerate([None, adapters[0], adapters[1], adapters[0]])
    )
    assert generator.version == "3"
    assert base != first != second != base
    assert again == first


def test_weights_that_are_trained_here_are_sampled_from_after_the_update(
    local: InProcessGenerator, encoder: Encoder, model: Any
) -> None:
    import torch

    wanted = prompts(encoder)
    before = sampled(local, wanted)
    with torch.no_grad():
        for weights in model.parameters():
            weights.mul_(1.1)
    local.update("", "1")
    after = sampled(local, wanted)
    assert [one.ids for one in before] != [one.ids for one in after]
    assert all(gap(model, p.ids, one.ids, one.logprobs) < 1e-4 for p, one in zip(wanted, after, strict=True))


def test_an_adapter_that_lacks_weights_is_refused(
    encoder: Encoder, model: Any, adapters: list[Path], tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    generator = InProcessGenerator(model, encoder.ends, RolloutSettings(), shared=False)
    generator.update(str(adapters[0]), "1")
    weights = load_file(adapters[1] / "adapter_model.safetensors")
    (tmp_path / "adapter_config.json").write_text((adapters[1] / "adapter_config.json").read_text())
    save_file(dict(list(weights.items())[1:]), tmp_path / "adapter_model.safetensors")
    with pytest.raises(GeneratorFailure, match="1 are missing"):
        generator.update(str(tmp_path), "2")
    with pytest.raises(GeneratorFailure, match="can't be loaded"):
        generator.update(str(tmp_path / "nowhere"), "3")
