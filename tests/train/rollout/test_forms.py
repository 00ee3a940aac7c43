from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.forms import Forms
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.protocol import pattern
from tests.train.rollout.sampling import prompts, sampled

FORMS = ["", pattern.fast(1), pattern.fast(3), pattern.gated(2), pattern.thoughtful(1)]


@pytest.fixture
def holding(model: Any, encoder: Encoder, tokenizer: Any) -> InProcessGenerator:
    forms = Forms(tokenizer, model.config.vocab_size, encoder.ends)
    return InProcessGenerator(model, encoder.ends, RolloutSettings(), forms=forms)


def test_whatever_ends_is_of_the_form_that_was_asked_for(holding: InProcessGenerator, encoder: Encoder) -> None:
    wanted = [replace(one, form=FORMS[at % 5]) for at, one in enumerate(prompts(encoder, each=20, max_tokens=12))]
    ended = [
        (prompt.form, encoder.decode(sample.ids))
        for prompt, sample in zip(wanted, sampled(holding, wanted), strict=True)
        if sample.finished and prompt.form
    ]
    assert {form for form, _ in ended} >= set(FORMS[1:4])
    assert [said for form, said in ended if not re.fullmatch(form, said)] == []


def test_a_reply_without_a_form_stays_what_it_is_beside_others_that_have_one(
    holding: InProcessGenerator, local: InProcessGenerator, encoder: Encoder
) -> None:
    free = prompts(encoder, max_tokens=12)
    mixed = [one for prompt in free for one in (prompt, replace(prompt, form=pattern.fast(2)))]
    assert sampled(holding, mixed)[::2] == sampled(local, free)


def test_logprobs_are_of_what_the_form_allows(holding: InProcessGenerator, encoder: Encoder, model: Any) -> None:
    import torch

    (prompt,) = prompts(encoder, tasks=1, each=1, max_tokens=1)
    (sample,) = sampled(holding, [replace(prompt, form="[AV]")])
    allowed = [encoder.encode(letter)[0] for letter in "AV"]
    with torch.inference_mode():
        expected = model(torch.tensor([prompt.ids])).logits[0, -1, allowed].log_softmax(-1)
    assert sample.logprobs[0] == pytest.approx(float(expected[allowed.index(sample.ids[0])]), abs=1e-4)


def test_a_generator_that_holds_nothing_refuses_a_form(local: InProcessGenerator, encoder: Encoder) -> None:
    (prompt,) = prompts(encoder, tasks=1, each=1)
    with pytest.raises(ValueError, match="forms"):
        local.submit(0, replace(prompt, form="A"))
