"""An untrained model of the Qwen3 architecture, small enough for two cores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM


def untrained(tokenizer: PreTrainedTokenizerFast, context: int, **shape: Any) -> Qwen3ForCausalLM:
    """Make a model for this tokenizer, of another `shape` where one is said; torch's seed decides its weights."""
    from transformers import Qwen3Config, Qwen3ForCausalLM

    usual = {
        "hidden_size": 128,
        "intermediate_size": 384,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "num_key_value_heads": 4,
        "head_dim": 32,
        "tie_word_embeddings": True,
        "initializer_range": 0.05,
    }
    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=len(tokenizer),
            max_position_embeddings=context,
            rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
            dtype="float32",
            **{**usual, **shape},
        )
    )
