from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.export.answers import FixedAnswer, differences
from mosaic_trainer.export.asking import first_questions, trained
from mosaic_trainer.export.asking import served as answered
from mosaic_trainer.grpo.policy import load_policy
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.sandbox.limits import Limits

from mosaic_guard.protocol.conversation import Role
from tests.vllm.conftest import Serve


def fixed(model: Path, adapter: Path | None, role: Role) -> list[FixedAnswer]:
    policy = load_policy(str(model), adapter=str(adapter or ""))
    policy.model.eval()
    questions = first_questions(make(CorpusPlan(seed=3, tasks=40)), role, Limits(), most=6)
    return trained(policy, Encoder(policy.tokenizer), questions)


@pytest.mark.parametrize("role", ["guard", "agent"])
def test_what_is_served_answers_as_the_checkpoint_and_not_as_another(
    served: Serve, made_adapter: Callable[[int], Path], role: Role
) -> None:
    own = fixed(served.model, None, role)
    found = answered(served.address, served.ready["name"], own)
    assert list(differences(own, found)) == []
    others = (fixed(served.model, made_adapter(seed), role) for seed in range(1, 9))  # random ones: not each differs
    other = next(one for one in others if list(differences(one, [answer.odds for answer in own])))
    assert list(differences(other, found))
