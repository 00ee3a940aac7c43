"""The page and the example say what the code does."""

import dataclasses
from pathlib import Path

import pytest

from mosaic_guard import config as config_package
from mosaic_guard.config import (
    Approval,
    Calibration,
    Checks,
    Config,
    Constraint,
    Plugins,
    Refusals,
    Server,
    Standing,
    ToolRule,
    load,
    standing,
)
from mosaic_guard.config.served import PolicyModel
from mosaic_guard.config.subschema import KEYWORDS
from mosaic_guard.effects import bind
from mosaic_guard.tool import ToolSpec

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")


PARTS = [Config, ToolRule, Constraint, Approval, Calibration, Checks, Plugins, PolicyModel, Refusals, Server]


@pytest.mark.parametrize("part", PARTS)
def test_every_key_is_documented(part):
    for field in dataclasses.fields(part):
        assert f"`{field.name}`" in PAGE or f".{field.name}`" in PAGE or f"`{field.name}." in PAGE, field.name


def test_every_schema_keyword_is_documented():
    assert all(f"`{keyword}`" in PAGE for keyword in KEYWORDS)


def test_the_documented_defaults_are_the_defaults():
    for part, prefix in ((Approval(), "approval."), (Refusals(), "refusals.")):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            shown = f"{value:g}" if isinstance(value, float) else value
            assert f"| `{prefix}{field.name}` | `{shown}` |" in PAGE


def test_the_example_loads_and_does_what_it_says():
    config = load(ROOT / "examples" / "mosaic.yaml")
    assert (config.mode, config.protect) == ("enforce", ("~/.ssh",))
    assert standing(config, "run_shell").rule == "deny"
    assert standing(config, "transfer_money").approvers == ("finance@example.com",)
    assert not standing(config, "anything_else").known
    assert not bind(ToolSpec("get_rates"), config).effect.write


def test_what_was_renamed_is_found_by_its_old_name_and_says_the_new_one() -> None:
    with pytest.warns(DeprecationWarning, match="is called standing now"):
        assert config_package.verdict is standing
    with pytest.warns(DeprecationWarning, match="is called Standing now"):
        assert config_package.Verdict is Standing
    with pytest.raises(AttributeError, match="no attribute 'verdicts'"):
        _ = config_package.verdicts
