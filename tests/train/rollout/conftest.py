"""A model of some thousand random weights that reads conversations; that it says nonsense is no matter here."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.settings import RolloutSettings


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from mosaic_trainer.tiny.example import texts
    from mosaic_trainer.tiny.model import untrained
    from mosaic_trainer.tiny.scene import scene, tools
    from mosaic_trainer.tiny.tokenizer import tokenizer_from

    path = tmp_path_factory.mktemp("model")
    random = Random(0)
    tokenizer = tokenizer_from([text for _ in range(20) for text in texts(scene(tools(random), random))], size=700)
    torch.manual_seed(0)
    shape = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_key_value_heads": 2}
    untrained(tokenizer, 2048, **shape, initializer_range=0.1).save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


@pytest.fixture(scope="session")
def tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


@pytest.fixture(scope="session")
def encoder(tokenizer: Any) -> Encoder:
    return Encoder(tokenizer)


@pytest.fixture
def model(folder: Path) -> Any:
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(folder)


@pytest.fixture
def local(model: Any, encoder: Encoder) -> InProcessGenerator:
    return InProcessGenerator(model, encoder.ends, RolloutSettings())


@pytest.fixture(scope="session")
def adapters(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two adapters that change what is said."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    made = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        base = AutoModelForCausalLM.from_pretrained(folder)
        adapted = get_peft_model(base, LoraConfig(r=4, target_modules=["q_proj", "v_proj", "down_proj"]))
        for name, weights in adapted.named_parameters():
            if "lora_B" in name:
                torch.nn.init.normal_(weights, std=1.0)
        made.append(tmp_path_factory.mktemp("adapters") / f"step-{seed}")
        adapted.save_pretrained(made[-1])
    return made
