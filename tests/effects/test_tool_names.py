"""What the names of real and invented tools say: a change is never taken for a look, and a look stays one."""

import tomllib
from pathlib import Path

import pytest

from mosaic_guard.effects import infer
from mosaic_guard.tool import ToolSpec

NAMES = {
    kind: names.split()
    for kind, names in tomllib.loads(Path(__file__).with_name("tool_names.toml").read_text("utf-8")).items()
}


@pytest.mark.parametrize("name", NAMES["read"])
def test_a_tool_that_only_looks_stays_a_read(name):
    assert not infer(ToolSpec(name)).write


@pytest.mark.parametrize("name", NAMES["write"])
def test_a_tool_that_changes_something_is_no_read(name):
    assert infer(ToolSpec(name)).write


@pytest.mark.parametrize("name", NAMES["taken_back"])
def test_what_can_be_taken_back_is_reversible(name):
    assert infer(ToolSpec(name)).reversible


@pytest.mark.parametrize("name", NAMES["for_good"])
def test_what_can_not_be_taken_back_is_irreversible(name):
    effect = infer(ToolSpec(name))
    assert (effect.write, effect.reversible) == (True, False)


def test_the_table_is_long_and_says_each_name_once():
    assert len({*NAMES["read"], *NAMES["write"]}) == len(NAMES["read"]) + len(NAMES["write"]) >= 300
