from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.runs import toml

from mosaic_guard.errors import ConfigError

TEXT = '''# a run
[model]
base = "tiny"  # not a [section]

[grpo]
targets = [
    "q_proj",  # ]
    "v_proj",
]
note = """
[not.a.section]
steps = 1
"""
betas.first = 0.9
rate = { start = 1e-3, end = 1e-5 }
steps = 5
'''
KEYS = st.text('abcXYZ_-é ."\\\n\x7f', min_size=1, max_size=6)
VALUES = st.recursive(
    st.text(max_size=8)
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def test_every_key_knows_its_line() -> None:
    source = toml.read(TEXT, "run.toml")
    lines = {".".join(map(str, path)): line for path, line in source.lines.items()}
    assert lines == {
        "model": 2,
        "model.base": 3,
        "grpo": 5,
        "grpo.targets": 6,
        "grpo.note": 10,
        "grpo.betas": 14,
        "grpo.betas.first": 14,
        "grpo.rate": 15,
        "grpo.rate.start": 15,
        "grpo.rate.end": 15,
        "grpo.steps": 16,
    }


def test_what_is_no_toml_is_named_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"run\.toml:2: is not valid TOML: Invalid value\."):
        toml.read("[grpo]\nsteps = \n", "run.toml")
    with pytest.raises(ConfigError, match=r"run\.toml:3: is not valid TOML"):
        toml.read('[grpo]\nnote = """\n', "run.toml")


@pytest.mark.parametrize("value", ["1979-05-27", "inf", "[nan]"])
def test_what_json_cannot_hold_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match=r"run\.toml:2: grpo\.steps.*found"):
        toml.read(f"[grpo]\nsteps = {value}\n", "run.toml")


def test_the_command_line_sets_values_and_is_named_for_them() -> None:
    source = toml.read(
        TEXT, "run.toml", ["grpo.steps=50", "model.base=out/start", "sft.rate=1e-4", 'grpo.targets=["o"]']
    )
    assert source.data["grpo"]["steps"] == 50
    assert source.data["model"]["base"] == "out/start"
    assert source.data["sft"] == {"rate": 1e-4}
    assert source.data["grpo"]["targets"] == ["o"]
    assert source.where(("grpo", "steps")) == "--set grpo.steps=50"
    assert source.where(("grpo", "targets", 0)) == '--set grpo.targets=["o"]'
    assert source.where(("grpo", "rate")) == "run.toml:15"


@pytest.mark.parametrize("words", ["grpo.steps", "=5", "grpo..steps=1", "grpo.steps.more=1"])
def test_an_override_of_another_form_is_refused(words: str) -> None:
    with pytest.raises(ConfigError, match="--set"):
        toml.read(TEXT, "run.toml", [words])


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_written_reads_back(data: dict[str, object]) -> None:
    assert toml.read(toml.write(data), "run.toml").data == data
