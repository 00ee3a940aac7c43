"""What a training step does to the policy: TRL's loss on our rollouts, our masks and our advantages."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.grpo.batch import Batch, Row
from mosaic_trainer.grpo.errors import TrainingError
from mosaic_trainer.grpo.pairwise import SOURCE
from mosaic_trainer.grpo.policy import load_policy

from tests.train.grpo.made_up import SETTINGS, Seen, logprobs, rows

Trained = Callable[..., Any]
ONE = replace(SETTINGS, steps=1, correction="off")
ADVANTAGES = [1.0, 1.0, 0.0, -1.0, 0.5, 0.0, 0.0, -1.0]


def adapter(trainer: Any) -> dict[str, Any]:
    return {name: p.detach().clone() for name, p in trainer.model.named_parameters() if p.requires_grad}


def same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    import torch

    return all(torch.equal(a[name], b[name]) for name in a)


def test_what_was_better_becomes_likelier_and_what_was_worse_less_likely(trained: Trained) -> None:
    given = rows(1, ADVANTAGES)
    trainer = trained(lambda _step: Batch(given), ONE)
    before = [sum(logprobs(trainer.model, row)) for row in given]
    trainer.train()
    after = [sum(logprobs(trainer.model, row)) for row in given]
    changes = [b - a for a, b in zip(before, after, strict=True)]
    assert all(change > 0 for change, row in zip(changes, given, strict=True) if row.advantage > 0)
    assert all(change < 0 for change, row in zip(changes, given, strict=True) if row.advantage < 0)


def test_the_loss_sees_our_advantages_not_centred_ones(trained: Trained) -> None:
    unsafe = [0.0, 0.0, 0.0, 0.0, -0.05, -0.1, -0.1, -0.1]
    trainer = trained(lambda _step: Batch(rows(1, unsafe)), ONE)
    trainer.train()
    seen = [float(a) for part in trainer._buffered_inputs for a in part["advantages"]]
    assert sorted(seen) == pytest.approx(sorted(unsafe))


def test_each_advantage_stays_with_its_rollout_when_the_batch_is_shuffled(trained: Trained) -> None:
    given = rows(1, ADVANTAGES)
    trainer = trained(lambda _step: Batch(given), ONE)
    trainer.train()
    wanted = {row.completion_ids: row.advantage for row in given}
    for part in trainer._buffered_inputs:
        for ids, mask, advantage in zip(
            part["completion_ids"], part["completion_mask"], part["advantages"], strict=True
        ):
            assert wanted[tuple(ids[mask.bool()].tolist())] == float(advantage)


@pytest.mark.parametrize("loss", ["dapo", "dr_grpo", "grpo", "bnpo", "cispo"])
def test_a_batch_that_is_masked_whole_changes_nothing(trained: Trained, loss: Any) -> None:
    given = tuple(row.masked for row in rows(1, ADVANTAGES))
    trainer = trained(lambda _step: Batch(given), replace(ONE, loss=loss, beta=0.1))
    before = adapter(trainer)
    trainer.train()
    assert same(before, adapter(trainer))


def test_the_tokens_of_a_masked_rollout_and_of_the_environment_don_t_matter(trained: Trained) -> None:
    def batch(row: Row) -> Callable[[int], Batch]:
        return lambda _step: Batch((*rows(1, ADVANTAGES, lambda place: place % 2 == 0)[:-1], row))

    one, other = (row.masked for row in rows(2, [1.0, -1.0]))
    assert one.completion_ids != other.completion_ids
    told: list[Mapping[str, float]] = []
    for row in (one, other):
        trained(batch(row), replace(ONE, micro_batch=8), told=lambda _step, figures: told.append(figures)).train()
    assert all(told[0][name] == pytest.approx(told[1][name], rel=1e-4) for name in ("loss", "grad_norm", "entropy"))


def test_the_environment_s_tokens_are_not_learned(trained: Trained) -> None:
    """The last token is the environment's, so what would follow it is no reason to change anything."""
    given = [replace(row, mask=(False,) * (len(row.mask) - 1) + (True,)) for row in rows(1, [1.0] * 8)]
    trainer = trained(lambda _step: Batch(tuple(given)), replace(ONE, learning_rate=1e-3))
    before = [logprobs(trainer.model, row) for row in given]
    trainer.train()
    after = [logprobs(trainer.model, row) for row in given]
    gained = [[b - a for a, b in zip(x, y, strict=True)] for x, y in zip(before, after, strict=True)]
    assert all(row[-1] > 0 for row in gained)
    others = [change for row in gained for change in row[:-1]]
    assert abs(sum(others) / len(others)) < 0.2 * sum(row[-1] for row in gained) / len(gained)


def test_the_generator_samples_from_the_adapter_of_the_step(trained: Trained) -> None:
    generator = Seen()
    trainer = trained(lambda step: Batch(rows(step, ADVANTAGES)), replace(SETTINGS, steps=3), generator=generator)
    trainer.train()
    assert [version for version, _ in generator.adapters] == ["step-0", "step-1", "step-2"]
    first, second, third = (weights for _, weights in generator.adapters)
    assert not same(first, second)
    assert not same(second, third)


def test_only_the_newest_adapters_stay_on_disk(trained: Trained, tmp_path: Path) -> None:
    trained(lambda step: Batch(rows(step, ADVANTAGES)), replace(SETTINGS, steps=4)).train()
    assert sorted(path.name for path in (tmp_path / "adapters").iterdir()) == ["step-2", "step-3"]


def test_every_step_s_figures_are_told_ours_among_them(trained: Trained) -> None:
    told: dict[int, Mapping[str, float]] = {}
    source = lambda step: Batch(rows(step, ADVANTAGES), {"refusal": 0.25 * step})  # noqa: E731  # a fixture's argument
    trained(source, told=told.__setitem__).train()
    assert [told[step]["refusal"] for step in (1, 2)] == [0.0, 0.25]
    assert all(math.isfinite(told[1][name]) for name in ("loss", "grad_norm", "entropy", "seconds/update"))
    assert not [name for name in told[1] if "reward" in name]


def test_where_engine_and_trainer_disagree_is_corrected_and_told(trained: Trained) -> None:
    told: dict[int, Mapping[str, float]] = {}
    trained(lambda step: Batch(rows(step, ADVANTAGES)), told=told.__setitem__).train()
    assert told[1]["sampling/sampling_logp_difference/mean"] > 0


def test_a_batch_can_serve_several_updates(trained: Trained) -> None:
    generator, told = Seen(), dict[int, Mapping[str, float]]()
    settings = replace(SETTINGS, updates=2)
    trainer = trained(lambda step: Batch(rows(step, ADVANTAGES)), settings, generator=generator, told=told.__setitem__)
    trainer.train()
    assert len(generator.adapters) == 2
    assert list(told) == [1, 2, 3, 4]
    assert [version for version, _ in generator.adapters] == ["step-0", "step-2"]


def test_a_loss_that_is_no_number_stops_the_run_and_leaves_the_checkpoint_before_it(
    trained: Trained, tmp_path: Path
) -> None:
    def batch(step: int) -> Batch:
        return Batch(rows(step, [math.nan] * 8 if step == 2 else ADVANTAGES))

    settings = replace(SETTINGS, steps=4)
    saved: list[int] = []
    with pytest.raises(TrainingError, match=r"step 3: the loss is nan\. Go on from the last checkpoint with a lower"):
        trained(batch, settings, saved=lambda step, _folder: saved.append(step)).train()
    assert saved == [1, 2]
    again = trained(lambda step: Batch(rows(step, ADVANTAGES)), settings)
    again.train(resume_from_checkpoint=str(tmp_path / "checkpoint-2"))
    assert again.state.global_step == 4


def test_a_resumed_run_ends_where_an_uninterrupted_one_does(trained: Trained, tmp_path: Path) -> None:
    settings = replace(SETTINGS, steps=4, micro_batch=2, beta=0.01)
    source = lambda step: Batch(rows(step, ADVANTAGES))  # noqa: E731  # a fixture's argument
    whole = trained(source, settings, folder=tmp_path / "whole")
    whole.train()
    again = trained(source, settings, folder=tmp_path / "again")
    again.train(resume_from_checkpoint=str(tmp_path / "whole" / "checkpoint-2"))
    assert same(adapter(whole), adapter(again))
    ends = [json.loads((tmp_path / run / "checkpoint-4" / SOURCE).read_text()) for run in ("whole", "again")]
    assert ends == [{"given": 4}, {"given": 4}]


def test_a_full_disk_stops_the_run_and_tells_of_no_checkpoint(
    trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[int] = []
    trainer = trained(lambda step: Batch(rows(step, ADVANTAGES)), saved=lambda step, _folder: saved.append(step))
    write = trainer._save_optimizer_and_scheduler

    def full(folder: str) -> None:
        if folder.endswith("-2"):
            raise OSError(28, "No space left on device")
        write(folder)

    monkeypatch.setattr(trainer, "_save_optimizer_and_scheduler", full)
    with pytest.raises(TrainingError, match=r"checkpoint of step 2 can't be written: .*No space left on device"):
        trainer.train()
    assert saved == [1]


def test_an_adapter_that_is_trained_on_begins_where_it_was(trained: Trained, base: Path, tmp_path: Path) -> None:
    first = trained(lambda step: Batch(rows(step, ADVANTAGES)))
    first.train()
    generator = Seen()
    policy = load_policy(str(base), dtype="float32", adapter=str(tmp_path / "checkpoint-2"))
    second = trained(lambda step: Batch(rows(step, ADVANTAGES)), policy=policy, generator=generator)
    second.train()
    version, weights = generator.adapters[0]
    assert version == "step-0"
    ours = adapter(first)
    assert all(weights[name.replace(".default", "")].equal(ours[name]) for name in ours)


def test_gradient_checkpointing_learns_the_same(trained: Trained) -> None:
    ends = []
    for checkpointing in (False, True):
        trainer = trained(lambda _step: Batch(rows(1, ADVANTAGES)), replace(ONE, checkpointing=checkpointing))
        trainer.train()
        ends.append(adapter(trainer))
    assert all(ends[0][name].allclose(ends[1][name], atol=1e-6) for name in ends[0])
