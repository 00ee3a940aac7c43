from __future__ import annotations

import pytest
import torch
from mosaic_trainer.runs.shape import FAMILIES, from_config
from peft import LoraConfig, get_peft_model
from transformers import AutoConfig, AutoModelForCausalLM

SMALL = {
    "hidden_size": 64,
    "intermediate_size": 160,
    "num_attention_heads": 8,
    "num_key_value_heads": 2,
    "num_hidden_layers": 3,
    "vocab_size": 500,
    "pad_token_id": 0,
}


@pytest.mark.parametrize("tied", [True, False])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_estimate_counts_what_the_library_builds(family: str, tied: bool) -> None:
    head = {"head_dim": 16} if family == "qwen3" else {}
    config = AutoConfig.for_model(family, **SMALL, **head, tie_word_embeddings=tied)
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config)
        model.tie_weights()
        shape = from_config(config.to_dict())
        assert shape.parameters == sum(p.numel() for p in model.parameters())
        adapted = get_peft_model(model, LoraConfig(r=4, target_modules="all-linear", task_type="CAUSAL_LM"))
    trained = sum(p.numel() for p in adapted.parameters() if p.requires_grad)
    assert shape.adapter(4, ("all-linear",)) == trained
