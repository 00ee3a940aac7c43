from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.rollout.encoder import Encoder

from mosaic_guard.errors import ConfigError

CONFIGS = Path(__file__).parents[3] / "trainer" / "configs"


@pytest.fixture
def tokenizer(folder: Path) -> Any:
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


@pytest.mark.parametrize("family", ["qwen2_5", "qwen3_instruct_2507"])
def test_templates_of_families_that_only_append_are_taken_as_they_are(tokenizer: Any, family: str) -> None:
    from trl import chat_template_utils

    tokenizer.chat_template = getattr(chat_template_utils, f"{family}_chat_template")
    assert Encoder(tokenizer).ends == (tokenizer.eos_token_id,)


@pytest.mark.parametrize("family", ["qwen3", "qwen3_6"])
def test_templates_that_drop_earlier_thoughts_are_refused_and_the_one_that_is_named_does(
    tokenizer: Any, family: str
) -> None:
    from trl import chat_template_utils

    tokenizer.chat_template = getattr(chat_template_utils, f"{family}_chat_template")
    with pytest.raises(ConfigError, match=r"chatml\.jinja"):
        Encoder(tokenizer)
    tokenizer.chat_template = (CONFIGS / "chatml.jinja").read_text()
    assert Encoder(tokenizer).ends == (tokenizer.eos_token_id,)
