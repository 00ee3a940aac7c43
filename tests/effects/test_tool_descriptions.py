"""What hundreds of tools say of themselves: what changes something is no read, and what clearly reads stays one."""

import tomllib
from pathlib import Path

import pytest

from mosaic_guard.effects import infer
from mosaic_guard.tool import ToolSpec

TOLD = {
    kind: rows.split("\n")[:-1]
    for kind, rows in tomllib.loads(Path(__file__).with_name("tool_descriptions.toml").read_text("utf-8")).items()
}


def is_read(row):
    name, args, description = row.split("|")
    arguments = {arg: {"type": "string"} for arg in filter(None, args.split(","))}
    return not infer(ToolSpec(name, description, {"properties": arguments})).write


@pytest.mark.parametrize("row", [row for row in TOLD["changes"] if row not in TOLD["gaps"]])
def test_a_tool_that_changes_something_is_no_read(row):
    assert not is_read(row)


@pytest.mark.parametrize("row", TOLD["gaps"])
def test_a_known_gap_is_still_one(row):
    assert row in TOLD["changes"]
    assert is_read(row)


@pytest.mark.parametrize("row", TOLD["reads"])
def test_a_tool_that_only_reads_stays_a_read(row):
    assert is_read(row)


@pytest.mark.parametrize("row", TOLD["unclear"])
def test_a_reader_that_does_not_say_so_clearly_counts_as_a_change(row):
    assert not is_read(row)
