"""Each canary is silent where all is well, and sings where one thing is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.canaries.adapter import check_adapter
from mosaic_trainer.canaries.errors import CanaryError
from mosaic_trainer.canaries.logprobs import Gap, check_logprobs
from mosaic_trainer.canaries.round_trip import check_round_trip
from mosaic_trainer.canaries.sampling import draw
from mosaic_trainer.grpo.batch import Batch
from mosaic_trainer.grpo.policy import load_policy
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from tests.train.grpo.made_up import rows

PROMPTS = [tuple(range(20, 30 + place)) for place in range(4)]


@pytest.fixture
def whole(trained: Any, base: Path) -> Iterator[Any]:
    """A trainer and a generator of its model, loaded for itself: it has to be handed each adapter."""
    model = load_policy(str(base), dtype="float32").model
    generator = InProcessGenerator(model, (1,), RolloutSettings(), shared=False)
    trainer = trained(lambda step: Batch(rows(step, [0.0] * 8)), generator=generator)
    yield trainer, generator
    generator.close()


def test_an_adapter_that_reaches_the_rollouts_is_shaken_and_comes_back(whole: Any) -> None:
    trainer, generator = whole
    trainer.hand_over("first")
    before = {name: p.detach().clone() for name, p in trainer.model.named_parameters()}
    check_adapter(trainer.model, trainer.hand_over, PROMPTS, lambda: draw(generator, PROMPTS))
    assert all(p.equal(before[name]) for name, p in trainer.model.named_parameters())


def test_an_engine_that_ignores_the_adapter_is_found_out(whole: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer, generator = whole
    monkeypatch.setattr(generator, "update", lambda _adapter, _version: None)
    with pytest.raises(CanaryError, match="does not reach the rollouts"):
        check_adapter(trainer.model, trainer.hand_over, PROMPTS, lambda: draw(generator, PROMPTS))


def test_an_engine_that_stays_with_an_old_adapter_is_found_out(whole: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trainer, generator = whole
    update = generator.update
    trainer.hand_over("first")
    monkeypatch.setattr(generator, "update", lambda a, version: None if "restored" in version else update(a, version))
    with pytest.raises(CanaryError, match="stays with an adapter"):
        check_adapter(trainer.model, trainer.hand_over, PROMPTS, lambda: draw(generator, PROMPTS))


def test_a_policy_that_is_sure_of_itself_is_shaken_harder(trained: Any, base: Path) -> None:
    import torch

    policy = load_policy(str(base), dtype="float32")
    with torch.no_grad():  # of whatever it says first, the probability is almost 1
        policy.model.model.norm.weight.mul_(4000)
    generator = InProcessGenerator(policy.model, (1,), RolloutSettings())
    trainer = trained(lambda step: Batch(rows(step, [0.0] * 8)), policy=policy, generator=generator)
    assert all(logprob > -1e-3 for sample in draw(generator, PROMPTS, tokens=1) for logprob in sample.logprobs)
    check_adapter(trainer.model, trainer.hand_over, PROMPTS, lambda: draw(generator, PROMPTS, tokens=1))


def test_an_adapter_that_can_t_change_anything_is_found_out(trained: Any, base: Path) -> None:
    import torch

    policy = load_policy(str(base), dtype="float32")
    with torch.no_grad():  # every token is as likely as every other
        policy.model.model.norm.weight.zero_()
    generator = InProcessGenerator(policy.model, (1,), RolloutSettings())
    trainer = trained(lambda step: Batch(rows(step, [0.0] * 8)), policy=policy, generator=generator)
    with pytest.raises(CanaryError, match="the adapter changes nothing"):
        check_adapter(trainer.model, trainer.hand_over, PROMPTS, lambda: draw(generator, PROMPTS))


def test_engine_and_trainer_agree_on_logprobs(whole: Any) -> None:
    trainer, generator = whole
    trainer.hand_over("first")
    gap = check_logprobs(trainer.model, PROMPTS, draw(generator, PROMPTS), Gap(mean=1e-4, largest=1e-3))
    assert gap.mean <= gap.largest < 1e-3


def test_other_weights_in_the_engine_are_found_out(whole: Any) -> None:
    import torch

    trainer, generator = whole
    trainer.hand_over("first")
    samples = draw(generator, PROMPTS)
    with torch.no_grad():
        for weight in trainer.model.parameters():
            weight.mul_(1.5)
    with pytest.raises(CanaryError, match="disagree on logprobs by"):
        check_logprobs(trainer.model, PROMPTS, samples)


def test_replies_survive_the_tokenizer_and_one_that_does_not_is_quoted(base: Path, speaking: Path) -> None:
    encoder = Encoder(load_policy(str(speaking), dtype="float32").tokenizer)
    check_round_trip(encoder, ["A", "R the user didn't ask", 'V a "quoted" – dash'])
    encoder.encode = lambda reply: Encoder.encode(encoder, reply.strip().lower())  # type: ignore[method-assign]  # broken
    with pytest.raises(CanaryError, match="'R Nobody' comes back as 'r nobody'"):
        check_round_trip(encoder, ["R Nobody"])


def test_a_generator_that_shares_the_trainer_s_weights_is_shaken_with_them(trained: Any, base: Path) -> None:
    policy = load_policy(str(base), dtype="float32")
    generator = InProcessGenerator(policy.model, (1,), RolloutSettings())
    trainer = trained(lambda step: Batch(rows(step, [0.0] * 8)), policy=policy, generator=generator)
    drawn: list[Any] = []
    check_adapter(
        trainer.model, trainer.hand_over, PROMPTS, lambda: drawn.append(draw(generator, PROMPTS)) or drawn[-1]
    )
    before, shaken, restored = ([sample.logprobs for sample in samples] for samples in drawn)
    assert shaken != before == restored
    gap = check_logprobs(trainer.model, PROMPTS, drawn[-1], Gap(mean=1e-4, largest=1e-3))
    assert gap.largest < 1e-3
