"""Changing one value of a file, and nothing else in it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.config import source
from mosaic_guard.config.edit import edited
from mosaic_guard.errors import ConfigError

FILE = """\
# about us
version: 1   # first

thresholds:  # ours
  call: 0.4  # strict
  # a note
# and the tools
tools:
  pay: {rule: verify}   # money
  read:
    effect: read

# the end
"""


def changed(text: str, *path: str, value: object = 0.7) -> str:
    return edited(text, "mosaic.yaml", path, value)


def test_a_value_is_changed_where_it_stands() -> None:
    assert changed(FILE, "thresholds", "call") == FILE.replace("0.4", "0.7")


def test_a_new_value_stands_behind_the_last_of_its_section() -> None:
    assert changed(FILE, "thresholds", "output") == FILE.replace("strict\n", "strict\n  output: 0.7\n")


def test_a_new_section_stands_behind_the_last_and_comments_stay() -> None:
    text = changed(FILE, "calibration", value={"date": "2026-01-02", "outputs": 3})
    line = "calibration: {date: '2026-01-02', outputs: 3}\n"
    assert text == FILE.replace("effect: read\n", f"effect: read\n{line}")
    assert changed(text, "calibration", value={"date": "x"}) == text.replace(line, "calibration: {date: x}\n")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("version: 1", "version: 1\nthresholds: {output: 0.7}\n"),
        ("version: 1\r\n", "version: 1\r\nthresholds: {output: 0.7}\r\n"),
        ("{version: 1}", "{version: 1, thresholds: {output: 0.7}}"),
        ("version: 1\nthresholds: {}\n", "version: 1\nthresholds: {output: 0.7}\n"),
        ("version: 1\nthresholds: { call: 1 } # x", "version: 1\nthresholds: { call: 1, output: 0.7 } # x"),
        ("version: 1\nthresholds: {call: 1,}\n", "version: 1\nthresholds: {call: 1, output: 0.7}\n"),
        ("", "thresholds: {output: 0.7}\n"),
        ("thresholds:\n  output: 0.9\n...\n", "thresholds:\n  output: 0.7\n...\n"),
    ],
)
def test_however_it_is_written(text: str, after: str) -> None:
    assert changed(text, "thresholds", "output") == after


def test_what_an_alias_shares_is_left_to_a_person() -> None:
    text = "a: &x {call: 1}\nthresholds: *x\n"
    with pytest.raises(ConfigError, match="by hand"):
        changed(text, "thresholds", "output")


KEYS = st.sampled_from(["version", "output", "x y", "- z", "é"])
LEAVES = st.one_of(st.integers(-5, 5), st.floats(-1, 1), st.text("a:#-'\"{ é\n", max_size=6), st.booleans(), st.none())
SECTIONS = st.dictionaries(KEYS, LEAVES, max_size=3)
VALUES = st.dictionaries(KEYS, st.one_of(LEAVES, st.lists(LEAVES, max_size=3), SECTIONS))


@given(VALUES, st.none() | SECTIONS, VALUES, st.booleans(), st.floats(0, 1))
@settings(max_examples=60)
def test_whatever_else_is_in_the_file_stays(
    before: dict[str, object], section: dict[str, object] | None, after: dict[str, object], flow: bool, value: float
) -> None:
    data = {**before, **({} if section is None else {"call": section}), **after}
    text = yaml.dump(data, Dumper=source._Dumper, sort_keys=False, allow_unicode=True, default_flow_style=flow)
    wanted = {**data, "call": {**(section or {}), "output": value}}
    assert source.read(changed(text, "call", "output", value=value), "f").data == wanted
