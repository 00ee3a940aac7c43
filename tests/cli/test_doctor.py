"""`mosaic-guard doctor`: what is guarded, what is not, and what is wrong."""

from __future__ import annotations

import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from langchain_core.tools import tool
from pydantic import BaseModel

from mosaic_guard.cli.health import installation
from tests.cli.conftest import Command, record
from tests.cli.test_traces import edit


class Payee(BaseModel):
    iban: str


class Thing(BaseModel):
    price: float


@tool
def pay(payee: Payee, amount: int, items: list[Thing] | None = None, more: dict[str, Any] | None = None) -> str:
    """Pay."""
    return "paid"


TOOLS = [pay]


@pytest.fixture
def config(tmp_path: Path, place: Path) -> Path:
    file = tmp_path / "mosaic.yaml"
    file.write_text(f"version: 1\nstore: {json.dumps(str(place))}\n")
    return file


def add(config: Path, text: str) -> None:
    config.write_text(config.read_text() + text)


def problems(command: Command, *words: object) -> list[str]:
    """Everything that is wrong, as `doctor` says it."""
    ran = command("doctor", *words, "--json")
    found = [one["text"] for one in ran.data["observations"] if one["status"] == "problem"]
    assert ran.code == (1 if found else 0)
    assert ran.data["healthy"] is not bool(found)
    return found


def said(command: Command, *words: object) -> str:
    return " ".join(command("doctor", *words).out.split())


def test_a_fresh_installation_is_healthy(command: Command) -> None:
    assert problems(command) == []
    assert "no problems" in said(command)


def test_it_names_versions_policies_and_the_fingerprint_of_the_configuration(command: Command, config: Path) -> None:
    out = said(command, "--config", config)
    for words in ("mosaic-guard 0", "langgraph", "fingerprint", "provenance", "injection", "call "):
        assert words in out


def test_it_says_that_the_record_is_whole(command: Command, config: Path) -> None:
    assert problems(command, "--config", config) == []
    assert "as they were written" in said(command, "--config", config)


def test_a_record_that_was_changed_is_a_problem(command: Command, config: Path, place: Path) -> None:
    edit(place, "DELETE FROM mosaic_events WHERE seq = 4")
    assert "event 4" in " ".join(problems(command, "--config", config))


def test_a_key_that_others_may_read_is_a_problem(command: Command, config: Path, place: Path) -> None:
    key = place.with_name(f"{place.name}.key")
    key.chmod(0o644)
    assert any(str(key) in text and "644" in text for text in problems(command, "--config", config))


def test_a_store_that_can_not_be_opened_is_a_problem(command: Command, config: Path, place: Path) -> None:
    place.write_bytes(b"no database at all " * 400)
    assert any(str(place) in text for text in problems(command, "--config", config))


def test_a_store_that_is_not_there_yet_is_none(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "mosaic.yaml"
    file.write_text(f"version: 1\nstore: {json.dumps(str(tmp_path / 'new.db'))}\n")
    assert problems(command, "--config", file) == []
    assert not (tmp_path / "new.db").exists()


def test_a_configuration_that_contradicts_itself_is_a_problem(command: Command, config: Path) -> None:
    add(config, 'tools:\n  "send_*": {rule: deny}\n  send_mail: {rule: allow}\n')
    [text] = problems(command, "--config", config)
    assert "send_mail" in text
    assert "'send_*'" in text


def test_a_configuration_that_can_not_be_read_is_wrong_usage(command: Command, config: Path) -> None:
    add(config, "modes: enforce\n")
    ran = command("doctor", "--config", config)
    assert ran.code == 2
    assert "'mode'" in ran.err


@pytest.mark.parametrize(("line", "words"), [("mode: monitor", "nothing is blocked"), ("store: null", "outlives")])
def test_what_weakens_the_guard_is_said(command: Command, tmp_path: Path, line, words) -> None:
    file = tmp_path / "weak.yaml"
    file.write_text(f"version: 1\n{line}\n")
    assert words in said(command, "--config", file)


def test_a_plugin_that_can_not_be_loaded_is_a_problem(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("acme", "no_such_plugin:plugin", "mosaic_guard")
    monkeypatch.setattr(installation, "entry_points", lambda **_: [entry])
    assert any("acme" in text and "no_such_plugin" in text for text in problems(command))


def test_the_record_of_many_runs_is_counted(command: Command, config: Path, place: Path) -> None:
    record(place, "run-2")
    assert "2 traces" in said(command, "--config", config)


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("constraints: {amuont: {max: 3}}", "'amount'"),
        ("constraints: {payee.ibna: {one_of: [NL20]}}", "'iban'"),
        ("constraints: {'items[].prise': {max: 3}}", "'price'"),
        ("decisive: [recipient]", "It has: amount"),
    ],
)
def test_a_limit_on_an_argument_that_no_call_has_is_a_problem(command: Command, config: Path, limit, told) -> None:
    add(config, f"tools:\n  pay: {{{limit}}}\n")
    ran = command("doctor", f"{__name__}:TOOLS", "--config", config)
    assert ran.code == 1
    assert told in " ".join(ran.out.split())


def test_a_limit_on_an_argument_that_is_there_or_may_be_is_none(command: Command, config: Path) -> None:
    paths = ("amount", "payee.iban", "items", "items[].price", "more.anything", "more")
    limits = ", ".join(f"'{path}': {{one_of: [1]}}" for path in paths)
    add(config, f"tools:\n  pay: {{constraints: {{{limits}}}, decisive: [payee.iban]}}\n")
    found = problems(command, f"{__name__}:TOOLS", "--config", config)
    assert [text for text in found if "holds nothing" in text] == []
