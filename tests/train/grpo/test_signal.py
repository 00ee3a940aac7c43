"""What is not computed makes no difference to what is learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.grpo.batch import Batch, Row
from mosaic_trainer.grpo.signal import merged, trimmed

from tests.train.grpo.made_up import SETTINGS, rows

ONE = replace(SETTINGS, steps=1, correction="off")
SILENT = [1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 0.5, 0.0]
LEAST = 1e-12
"""A weight of the distance to the start that changes nothing, but wants every rollout computed."""


def learned(trainer: Any) -> tuple[list[int], dict[str, Any]]:
    """Train; give how many rows each forward pass with a gradient had, and the adapter after it."""
    import torch

    seen: list[int] = []

    def count(_model: Any, _args: Any, given: dict[str, Any]) -> None:
        if torch.is_grad_enabled():
            seen.append(len(given["input_ids"]))

    trainer.model.register_forward_pre_hook(count, with_kwargs=True)
    trainer.train()
    return seen, {name: p.detach() for name, p in trainer.model.named_parameters() if p.requires_grad}


@pytest.mark.parametrize("loss", ["dapo", "cispo"])
def test_rollouts_without_an_advantage_are_not_computed_and_not_missed(trained: Callable[..., Any], loss: Any) -> None:
    batch = Batch(rows(1, SILENT))
    few, one = learned(trained(lambda _step: batch, replace(ONE, loss=loss)))
    every, other = learned(trained(lambda _step: batch, replace(ONE, loss=loss, beta=LEAST)))
    assert sum(few) <= 4 < sum(every) == len(SILENT)
    assert all(one[name].allclose(other[name], atol=1e-5) for name in one)


def test_rollouts_that_say_the_same_are_computed_once_and_teach_as_much(trained: Callable[..., Any]) -> None:
    one, two, three = rows(1, [1.0, -1.0, 0.5])
    batch = Batch((one, replace(one, advantage=0.25), replace(one, advantage=-0.5), two, two, two, three, three))
    few, ours = learned(trained(lambda _step: batch, ONE))
    every, others = learned(trained(lambda _step: batch, replace(ONE, beta=LEAST)))
    assert (sum(few), sum(every)) == (4, 8)
    assert all(ours[name].allclose(others[name], atol=1e-5) for name in ours)


@given(st.lists(st.tuples(st.integers(0, 2), st.floats(-1, 1)), max_size=12))
def test_merging_keeps_the_sum_of_either_sign_for_whatever_is_said(said: list[tuple[int, float]]) -> None:
    given_rows = [Row((1,), (10 + word,), (True,), (-1.0,), advantage) for word, advantage in said]
    made = merged(given_rows)
    assert [row.completion_ids for row in made] == [row.completion_ids for row in given_rows]
    for word in range(3):
        for sign in (1, -1):
            before, after = (
                [row.advantage for row in some if row.completion_ids == (10 + word,) and row.advantage * sign > 0]
                for some in (given_rows, made)
            )
            assert sum(after) == pytest.approx(sum(before))
            assert len(after) <= 1


def test_scoring_sampled_tokens_alone_teaches_what_trl_would_by_scoring_all(trained: Callable[..., Any]) -> None:
    from trl import GRPOTrainer

    batch = Batch(rows(1, SILENT, lambda place: place % 3 != 1))
    _, ours = learned(trained(lambda _step: batch, ONE))
    plain = trained(lambda _step: batch, ONE)
    plain._get_per_token_logps_and_entropies = partial(GRPOTrainer._get_per_token_logps_and_entropies, plain)
    _, theirs = learned(plain)
    assert all(ours[name].allclose(theirs[name], atol=1e-5) for name in ours)


def test_tokens_that_nobody_sampled_are_not_projected_on_the_vocabulary(
    trained: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trl.trainer import utils

    projected: list[int] = []
    scores = utils._ChunkedLogProbFunction.apply

    def count(hidden: Any, *rest: Any) -> Any:
        projected.append(len(hidden))
        return scores(hidden, *rest)

    monkeypatch.setattr(utils._ChunkedLogProbFunction, "apply", count)
    batch = Batch(rows(1, [1.0, -1.0] * 4, lambda place: place == 0))
    learned(trained(lambda _step: batch, ONE))
    assert sum(projected) == 8


@pytest.mark.parametrize("loss", ["dr_grpo", "grpo", "bnpo"])
def test_a_loss_that_divides_by_rollouts_sees_them_all(trained: Callable[..., Any], loss: Any) -> None:
    seen, _ = learned(trained(lambda _step: Batch(rows(1, SILENT)), replace(ONE, loss=loss)))
    assert sum(seen) == len(SILENT)


def test_a_batch_in_which_nothing_teaches_still_makes_a_step(trained: Callable[..., Any]) -> None:
    told: list[Any] = []
    seen, _ = learned(
        trained(lambda _step: Batch(rows(1, [0.0] * 8)), ONE, told=lambda _step, figures: told.append(figures))
    )
    assert seen == [1, 1]
    assert told[0]["grad_norm"] == 0


@given(
    lengths=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=4),
    padding=st.tuples(st.integers(0, 3), st.integers(0, 3)),
)
def test_only_columns_without_any_token_are_cut(lengths: list[tuple[int, int]], padding: tuple[int, int]) -> None:
    import torch

    before = max(prompt for prompt, _ in lengths)
    after = max(completion for _, completion in lengths)
    prompts = torch.tensor([[i >= before + padding[0] - n for i in range(before + padding[0])] for n, _ in lengths])
    completions = torch.tensor([[i < n for i in range(after + padding[1])] for _, n in lengths])
    inputs = {"prompt_mask": prompts.int(), "completion_mask": completions.int(), "completion_ids": completions.int()}
    inputs |= {"prompt_ids": prompts.int(), "advantages": torch.ones(len(lengths)), "num_items": torch.tensor(3)}
    cut = trimmed(inputs)
    assert cut["prompt_ids"].shape == (len(lengths), before)
    assert cut["completion_ids"].shape == (len(lengths), after)
    assert all(int(cut[name].sum()) == int(inputs[name].sum()) for name in inputs)
