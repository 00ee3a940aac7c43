"""The fixed answers of a policy, which what is served has to give, too."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.export.answers import BOUND, CHOICES, FixedAnswer, among, differences, load, save
from mosaic_trainer.export.weights import copy_adapter

from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol.prompt import ChatMessage

PROMPT = (ChatMessage("system", "decide"), ChatMessage("user", "may it run?"))


def answer(**odds: float) -> FixedAnswer:
    return FixedAnswer(PROMPT, {**dict.fromkeys(CHOICES, 0.0), **odds})


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4))
def test_odds_sum_to_one_and_keep_the_order(weights: list[float]) -> None:
    odds = among(dict(zip(CHOICES, weights, strict=True)))
    assert math.isclose(sum(odds.values()), 1.0)
    assert max(odds.values()) == odds[max(zip(weights, CHOICES, strict=True))[1]]


def test_a_server_that_rounds_otherwise_answers_alike() -> None:
    assert not list(differences([answer(A=0.9, R=0.1)], [{"A": 0.9 - BOUND / 2, "R": 0.1 + BOUND / 2}]))


def test_a_server_without_the_adapter_is_told_by_prompt_and_letter() -> None:
    found = list(differences([answer(A=1.0), answer(R=0.9, A=0.1)], [{"A": 1.0}, {"A": 0.8, "R": 0.2}]))
    assert found == [
        "prompt 2: P(A) is 0.800, the trained policy gave 0.100",
        "prompt 2: P(R) is 0.200, the trained policy gave 0.900",
    ]


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    save([answer(V=1.0)], tmp_path / "answers.json")
    assert load(tmp_path / "answers.json") == [answer(V=1.0)]


def test_answers_of_another_protocol_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    save([answer(V=1.0)], file)
    file.write_text(json.dumps({**json.loads(file.read_text()), "protocol": "0"}))
    with pytest.raises(ConfigError, match="protocol 0"):
        load(file)


@pytest.mark.parametrize("text", ["", "[]", '{"protocol": "1"}', '{"protocol": "1", "answers": [3]}'])
def test_a_file_that_holds_no_answers_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(text)
    with pytest.raises(ConfigError, match=r"answers\.json"):
        load(tmp_path / "answers.json")


def test_a_checkpoint_without_an_adapter_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"adapter_model\.safetensors"):
        copy_adapter(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
