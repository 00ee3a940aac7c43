"""A model of some thousand weights, and a trainer of it on made-up batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import pytest
from mosaic_trainer.grpo.arguments import Run
from mosaic_trainer.grpo.batch import Batch
from mosaic_trainer.grpo.policy import Policy, load_policy
from mosaic_trainer.grpo.settings import GrpoSettings, LoraSettings, SftSettings
from mosaic_trainer.grpo.trainer import make_trainer

from tests.train.grpo.made_up import SETTINGS, Given, Seen, one_or_another

SMALL: Final[Mapping[str, int]] = MappingProxyType(
    {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
    }
)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from mosaic_trainer.tiny.model import untrained
    from mosaic_trainer.tiny.tokenizer import tokenizer_from

    folder = tmp_path_factory.mktemp("base")
    tokenizer = tokenizer_from(["A V R a b c d e f", "act verify refuse"], size=300)
    torch.manual_seed(0)
    model = untrained(tokenizer, 256, **SMALL, head_dim=16, initializer_range=0.2, tie_word_embeddings=False)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture
def trained(base: Path, tmp_path: Path) -> Callable[..., Any]:
    """Make a trainer on made-up batches."""

    def make(batches: Callable[[int], Batch], settings: GrpoSettings = SETTINGS, **run: Any) -> Any:
        return make_trainer(
            run.pop("policy", None) or load_policy(str(base), dtype="float32"),
            Given(batches),
            generator=run.pop("generator", None) or Seen(),
            settings=settings,
            lora=LoraSettings(rank=4, alpha=8.0),
            run=Run(**{"folder": tmp_path, "longest": 32, "save_every": 1, **run}),
        )

    return make


@pytest.fixture(scope="session")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows no more than to reply with one letter or another."""
    import torch
    from mosaic_trainer.rollout.encoder import Encoder
    from mosaic_trainer.sft.lessons import Lessons
    from mosaic_trainer.sft.tiny import teach, tokenizer_for
    from mosaic_trainer.tiny.model import untrained

    from tests.trainer.sandbox.office import GRID, LIMITS

    folder = tmp_path_factory.mktemp("speaking")
    tokenizer = tokenizer_for(GRID, "guard", LIMITS)
    torch.manual_seed(0)
    policy = Policy(untrained(tokenizer, 2048, **SMALL, initializer_range=0.1), tokenizer)
    lessons = Lessons(tasks=GRID, role="guard", limits=LIMITS, encoder=Encoder(tokenizer), replier=one_or_another)
    teach(policy, lessons, SftSettings(steps=40, batch=4, short=30, learning_rate=1e-2, warmup=5), lambda *_: None)
    policy.model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
