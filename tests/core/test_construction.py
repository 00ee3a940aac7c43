from pathlib import Path
from typing import Any

import pytest

from mosaic_guard import CallbackApprover, ConfigError, Guard, TraceError
from mosaic_guard.config import Approval, Checks, Config, Constraint, Plugins, PolicyModel, Refusals, Server, ToolRule
from mosaic_guard.testing import ScriptedPolicy


def test_the_default_store_says_once_where_it_is(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    Guard().close()
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    Guard().close()
    assert capsys.readouterr().err == ""


def test_a_chosen_store_is_opened_in_silence(tmp_path: Path, capsys) -> None:
    Guard(store=tmp_path / "a.sqlite3").close()
    Guard(Config(store=str(tmp_path / "b.sqlite3"))).close()
    Guard(Config(store=None)).close()
    assert capsys.readouterr().err == ""
    assert {p.name for p in tmp_path.glob("*.sqlite3")} == {"a.sqlite3", "b.sqlite3"}


def test_a_store_that_can_not_be_opened_is_an_error_at_construction(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(TraceError, match="file"):
        Guard(store=tmp_path / "file" / "traces.sqlite3")


class Promising:
    """Nobody waits for what it says."""

    async def ask(self, requests: Any) -> Any: ...

    async def __call__(self, request: Any) -> bool:
        return True


@pytest.mark.parametrize("callback", [Promising().ask, Promising(), "yes"], ids=["function", "object", "text"])
def test_a_callback_that_can_not_answer_is_an_error_at_once(callback: Any) -> None:
    with pytest.raises(ConfigError, match="can't be called for an answer"):
        CallbackApprover(callback)


SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"config": "mosaic.yaml"}, "from_file"),
    ({"mode": "enforced"}, "enforce or monitor"),
    ({"on_error": "act"}, "refuse or verify"),
    ({"store": 5}, "store is 5"),
    ({"approver": lambda _: True}, "CallbackApprover"),
    ({"approver": Promising()}, "not async"),
    ({"protect": "secret.env"}, "list of paths"),
    ({"protect": Path("secret.env")}, "list of paths"),
    ({"policies": [object()]}, "policies: .* is no policy"),
    ({"policies": [ScriptedPolicy]}, "is no policy"),
    ({"policies": [ScriptedPolicy(phases=None)]}, "set of Phase"),  # type: ignore[arg-type]
    ({"policies": [ScriptedPolicy(name=None)]}, "a text as name"),  # type: ignore[arg-type]
    ({"policies": [ScriptedPolicy(), ScriptedPolicy()]}, "two policies are called 'call'"),
    ({"shadow": [object()]}, "shadow: .* is no policy"),
]


@pytest.mark.parametrize(("slip", "said"), SLIPS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_slip_in_what_a_guard_is_built_from_is_an_error_at_once(slip: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        Guard(**{"store": None, **slip})


def test_a_file_to_protect_is_no_list_of_letters(tmp_path: Path) -> None:
    (tmp_path / "mosaic.yaml").write_text("version: 1\nstore: null\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="list of paths"):
        Guard.from_file(tmp_path / "mosaic.yaml", protect="secret.env")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Config, {"mode": "Enforce"}),
        (Config, {"on_error": "deny"}),
        (Config, {"protect": "secret.env"}),
        (ToolRule, {"rule": "Deny"}),
        (ToolRule, {"effect": "Write"}),
        (ToolRule, {"decisive": "to"}),
        (ToolRule, {"approvers": "ann"}),
        (Constraint, {"domains": "example.com"}),
        (Approval, {"mode": "each"}),
    ],
)
def test_what_python_sets_is_held_to_what_a_file_may_say(kind: Any, said: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=f"{next(iter(said))} is .*; write"):
        kind(**said)


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        (Config, {"tools": {"pay": {"rule": "deny"}}}, r"tools\.pay is {'rule': 'deny'}; write ToolRule\("),
        (Config, {"tools": [ToolRule()]}, r"tools is .*; write a mapping of names to ToolRule\("),
        (Config, {"servers": {"bank": {}}}, r"servers\.bank is {}; write Server\("),
        (Config, {"approval": {"mode": "per_call"}}, r"approval is .*; write Approval\("),
        (Config, {"checks": None}, r"checks is None; write Checks\("),
        (Config, {"model": {"urls": []}}, r"model is .*; write PolicyModel\("),
        (ToolRule, {"constraints": {"to": {"max": 1}}}, r"constraints\.to is .*; write Constraint\("),
    ],
)
def test_a_plain_dictionary_says_what_to_write_in_its_place(kind: Any, said: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ConfigError, match=wanted):
        kind(**said)


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        (Config, {"thresholds": {"output": "x"}}, r"thresholds\.output is 'x'; write a finite number, not below 0"),
        (Config, {"thresholds": {"output": None}}, r"thresholds\.output is None; write a finite number"),
        (Config, {"thresholds": {"output": True}}, r"thresholds\.output is True; write a finite number"),
        (Config, {"thresholds": []}, r"thresholds is \[\]; write a mapping of names to numbers"),
        (Config, {"thresholds": "output"}, r"thresholds is 'output'; write a mapping of names to numbers"),
        (Approval, {"timeout_s": "5"}, r"timeout_s is '5'; write a finite number, not below 0"),
        (Refusals, {"per_intent": "3"}, r"per_intent is '3'; write a whole number, at least 1"),
        (Refusals, {"per_intent": None}, r"per_intent is None; write a whole number, at least 1"),
        (Constraint, {"max": "5"}, r"max is '5'; write a finite number"),
    ],
)
def test_what_is_no_number_says_what_to_write_in_its_place(kind: Any, said: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ConfigError, match=wanted):
        kind(**said)


@pytest.mark.parametrize(
    ("kind", "said", "wanted"),
    [
        (ToolRule, {"decisive": 5}, r"decisive is 5; write a list of texts"),
        (ToolRule, {"decisive": [1]}, r"decisive is \[1\]; write a list of texts"),
        (ToolRule, {"approvers": "dana"}, r"approvers is 'dana'; write a list of texts"),
        (ToolRule, {"reversible": "no"}, r"reversible is 'no'; write True or False"),
        (ToolRule, {"trusted": "no"}, r"trusted is 'no'; write True or False"),
        (Checks, {"prompt": "no"}, r"prompt is 'no'; write True or False"),
        (Server, {"trusted_annotations": "no"}, r"trusted_annotations is 'no'; write True or False"),
        (Plugins, {"disabled": "mine"}, r"disabled is 'mine'; write a list of texts"),
        (Constraint, {"one_of": 5}, r"one_of is 5; write a list"),
        (Config, {"protect": None}, r"protect is None; write a list of texts"),
    ],
)
def test_what_is_no_list_and_no_flag_says_what_to_write_in_its_place(
    kind: Any, said: dict[str, Any], wanted: str
) -> None:
    with pytest.raises(ConfigError, match=wanted):
        kind(**said)


URL = "http://127.0.0.1:8000/v1"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"urls": None}, r"urls is None; write a list of texts"),
        ({"urls": URL}, r"urls is 'http:.*'; write a list of texts"),
        ({"urls": (5,)}, r"urls is \(5,\); write a list of texts"),
        ({"control_tokens": "[INST]"}, r"control_tokens is '\[INST\]'; write a list of texts"),
        ({"phases": "call"}, r"phases is 'call'; write a list of texts"),
        ({"phases": ("tool",)}, r"phases has 'tool'; write some of prompt, call, output, answer"),
        ({"name": 5}, r"name is 5; write a text"),
        ({"key_file": 5}, r"key_file is 5; write a path"),
        ({"speed": "slow"}, r"speed is 'slow'; write one of fast, auto, always"),
        ({"masked": "no"}, r"masked is 'no'; write True or False"),
        ({"reads": 1}, r"reads is 1; write True or False"),
        ({"budget_ms": "5000"}, r"budget_ms is '5000'; write a whole number, at least 1"),
        ({"samples": True}, r"samples is True; write a whole number, at least 1"),
        ({"samples": 1.5}, r"samples is 1\.5; write a whole number, at least 1"),
        ({"context_characters": None}, r"context_characters is None; write a whole number, at least 4000"),
        ({"temperature": "1"}, r"temperature is '1'; write a finite number above 0"),
        ({"temperature": float("inf")}, r"must be a finite number above 0, not inf"),
        ({"hedge": True}, r"hedge is True; write a number above 0 and at most 1"),
    ],
)
def test_what_python_says_of_a_policy_model_is_held_to_what_a_file_may_say(said: dict[str, Any], wanted: str) -> None:
    with pytest.raises(ConfigError, match=wanted):
        PolicyModel(**{"urls": (URL,), **said})
