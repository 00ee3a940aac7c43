from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.runs.memory import GIB, Demand, estimate, total
from mosaic_trainer.runs.shape import from_config, shape_of

from mosaic_guard.errors import ConfigError

QWEN25_7B = {
    "model_type": "qwen2",
    "hidden_size": 3584,
    "intermediate_size": 18944,
    "num_attention_heads": 28,
    "num_hidden_layers": 28,
    "num_key_value_heads": 4,
    "tie_word_embeddings": False,
    "vocab_size": 152064,
}
QWEN3_4B = {
    "model_type": "qwen3",
    "head_dim": 128,
    "hidden_size": 2560,
    "intermediate_size": 9728,
    "num_attention_heads": 32,
    "num_hidden_layers": 36,
    "num_key_value_heads": 8,
    "tie_word_embeddings": True,
    "vocab_size": 151936,
}
PHI_4 = {
    "model_type": "phi3",
    "hidden_size": 5120,
    "intermediate_size": 17920,
    "num_attention_heads": 40,
    "num_hidden_layers": 40,
    "num_key_value_heads": 10,
    "tie_word_embeddings": False,
    "vocab_size": 100352,
}
LLAMA_8B = {
    "model_type": "llama",
    "hidden_size": 4096,
    "intermediate_size": 14336,
    "num_attention_heads": 32,
    "num_hidden_layers": 32,
    "num_key_value_heads": 8,
    "tie_word_embeddings": False,
    "vocab_size": 128256,
}
DEMAND = Demand(
    held="bfloat16",
    rank=32,
    targets=("all-linear",),
    micro_batch=4,
    length=8192,
    scored=4096,
    checkpointing=True,
    concurrent=64,
)


@pytest.mark.parametrize(
    ("config", "parameters"),
    [
        (QWEN25_7B, 7_615_616_512),
        (QWEN3_4B, 4_022_468_096),
        (PHI_4, 14_659_507_200),
        (LLAMA_8B, 8_030_261_248),
    ],
)
def test_parameters_are_counted_as_the_models_have_them(config: dict[str, Any], parameters: int) -> None:
    assert from_config(config).parameters == parameters


def test_an_adapter_is_counted_by_its_targets() -> None:
    shape = from_config(QWEN25_7B)
    queries = 28 * 16 * (3584 + 3584)
    assert shape.adapter(16, ("q_proj",)) == queries
    assert shape.adapter(16, ("q_proj", "v_proj")) == queries + 28 * 16 * (3584 + 512)
    assert shape.adapter(16, ("all-linear",)) == 40_370_176
    with pytest.raises(ConfigError, match=r"no layer 'qkv_proj'.*q_proj"):
        shape.adapter(16, ("qkv_proj",))


def test_both_copies_of_the_weights_are_counted() -> None:
    parts = estimate(from_config(QWEN25_7B), DEMAND)
    weights = [part for part in parts if part.name == "base weights"]
    assert [part.seat for part in weights] == ["trainer", "server"]
    assert all(part.bytes == 2 * 7_615_616_512 for part in weights)
    (alone,) = (p for p in estimate(from_config(QWEN25_7B), replace(DEMAND, served=False)) if p.name == "base weights")
    assert alone.seat == "trainer"


def test_a_key_value_cache_holds_every_token_that_is_sampled_at_a_time() -> None:
    (cache,) = (p for p in estimate(from_config(QWEN25_7B), DEMAND) if p.name == "key-value cache")
    assert cache.bytes == 64 * 8192 * (2 * 28 * 4 * 128) * 2


def test_four_bits_take_less_than_a_third_and_splitting_takes_most_away() -> None:
    shape = from_config(PHI_4)
    bits = {held: estimate(shape, replace(DEMAND, held=held))[0].bytes for held in ("4bit", "bfloat16", "float32")}
    assert bits["4bit"] < bits["bfloat16"] / 3 * 1.1
    assert bits["float32"] == 2 * bits["bfloat16"]
    assert estimate(shape, replace(DEMAND, split=8))[0].bytes < bits["bfloat16"] / 3


@given(st.integers(1, 8), st.integers(64, 8192), st.booleans(), st.integers(0, 64))
def test_more_of_anything_never_takes_less(micro_batch: int, length: int, checkpointing: bool, concurrent: int) -> None:
    shape = from_config(QWEN3_4B)
    demand = replace(DEMAND, micro_batch=micro_batch, length=length, checkpointing=checkpointing, concurrent=concurrent)
    taken = total(estimate(shape, demand), "trainer", "server")
    larger = (
        replace(demand, micro_batch=micro_batch + 1),
        replace(demand, length=length + 1),
        replace(demand, checkpointing=False),
        replace(demand, concurrent=concurrent + 1),
        replace(demand, held="float32"),
        replace(demand, full=True),
    )
    assert all(total(estimate(shape, more), "trainer", "server") >= taken for more in larger)
    assert taken > 2 * 2 * shape.parameters / GIB


def test_a_model_that_cannot_be_sized_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"holds no model that can be read"):
        shape_of(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps({**LLAMA_8B, "model_type": "mamba"}))
    with pytest.raises(ConfigError, match=r"mamba.*llama"):
        shape_of(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps({k: v for k, v in LLAMA_8B.items() if k != "vocab_size"}))
    with pytest.raises(ConfigError, match=r"vocab_size"):
        shape_of(tmp_path)
