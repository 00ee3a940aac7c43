"""Which arguments decide, and which values nobody needs to give."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_guard.policies.provenance import decisive_paths
from mosaic_guard.tool import ToolSpec
from tests.policies.provenance.runs import fact, output, run, user


def spec(schema: Any = None, **more: Any) -> ToolSpec:
    return ToolSpec("send", schema={"type": "object", "properties": schema or {}}, **more)


@pytest.mark.parametrize(
    "name",
    [
        "to",
        "cc",
        "recipient",
        "accountId",
        "IBAN",
        "target_url",
        "filePath",
        "cmd",
        "amount",
        "user_id",
        "channel",
        "api_key",
    ],
)
def test_an_argument_decides_by_its_name(name: str) -> None:
    assert decisive_paths(spec(), {name: "x"}) == {name}


@pytest.mark.parametrize(
    "value",
    [
        "a@corp.example",
        "https://corp.example/x",
        "www.corp.example",
        "DE89 3704 0044 0532 0130 00",
        "/etc/passwd",
        "notes.txt",
        "+49 151 2345678",
        "550e8400-e29b-41d4-a716-446655440000",
        "10.0.0.1",
    ],
)
def test_a_value_decides_by_its_looks_whatever_its_name(value: str) -> None:
    assert decisive_paths(spec(), {"body": value, "thing": value}) == {"body", "thing"}


@pytest.mark.parametrize("value", ["hello", "v1.final", "2026-11-20", "3.14", "12:30", "and/or", "e.g.", ""])
def test_other_values_do_not_decide_by_their_looks(value: str) -> None:
    assert decisive_paths(spec(), {"thing": value}) == frozenset()


def test_prose_and_search_queries_do_not_decide() -> None:
    args = {"body": "hi", "subject": "x", "query": "red shoes", "message": {"text": "see you"}, "content": "a, b"}
    assert decisive_paths(spec(), args) == frozenset()


def test_sql_in_a_query_decides() -> None:
    assert decisive_paths(spec(), {"query": "DELETE FROM users WHERE 1=1"}) == {"query"}


def test_a_declared_format_decides() -> None:
    assert decisive_paths(spec({"who": {"type": "string", "format": "email"}}), {"who": "bob"}) == {"who"}


def test_a_format_behind_a_reference_decides() -> None:
    declared = {"$ref": "#/$defs/Person"}
    schema = {
        "properties": {"p": declared},
        "$defs": {"Person": {"properties": {"w": {"anyOf": [{"format": "uuid"}, {}]}}}},
    }
    assert decisive_paths(ToolSpec("send", schema=schema), {"p": {"w": "bob"}}) == {"p.w"}


def test_the_table_is_the_whole_answer_where_it_names_any() -> None:
    args = {"to": "x", "items": [{"account": "1", "note": "n"}, {"account": "2"}], "meta": {"a": "1"}}
    table = spec(decisive=frozenset({"items[].account", "meta"}))
    assert decisive_paths(table, args) == {"items[0].account", "items[1].account", "meta.a"}


def test_elements_of_a_decisive_list_decide() -> None:
    assert decisive_paths(spec(), {"to": ["a", "b"]}) == {"to[0]", "to[1]"}


def test_an_address_hidden_in_a_key_is_a_value() -> None:
    assert decisive_paths(spec(), {"shares": {"eve@evil.example": 1}}) == {"shares.{0}!"}


def explained(value: Any, argument: str, schema: Any, **more: Any) -> bool:
    return fact(run(user("Do it"), output("x")), value, argument, specs=[spec({argument: schema}, **more)]).explained


@pytest.mark.parametrize("value", [None, "", True, False])
def test_nothing_and_yes_or_no_need_no_source(value: Any) -> None:
    assert explained(value, "flag", {})


def test_what_the_schema_offers_needs_no_source() -> None:
    assert explained("high", "priority", {"enum": ["low", "high"]})
    assert explained(10, "offset", {"default": 10})
    assert not explained("urgent", "priority", {"enum": ["low", "high"]})


def test_a_choice_that_decides_needs_a_source() -> None:
    assert not explained("admin", "role", {"enum": ["viewer", "admin"]})


def test_a_command_that_the_schema_lists_is_a_mode_of_the_tool() -> None:
    modes = {"enum": ["view", "str_replace", "delete", "ls -la", "git push"]}
    assert explained("view", "command", modes)
    assert explained("str_replace", "command", modes)
    assert not explained("delete", "command", modes)
    assert not explained("git push", "command", modes)
    assert not explained("reboot", "command", modes)
    assert not explained("view", "command", {})


def test_a_default_of_the_developer_needs_none_but_an_address_from_a_server_does() -> None:
    assert explained("ops@corp.example", "to", {"default": "ops@corp.example"})
    assert not explained("ops@corp.example", "to", {"default": "ops@corp.example"}, origin="mcp:mail")


def test_true_is_not_one() -> None:
    assert not explained(1, "offset", {"default": True})


def test_a_decisive_switch_needs_the_user_to_speak_of_it() -> None:
    table = spec(decisive=frozenset({"public"}))
    assert not fact(run(user("Share the album"), output("x")), True, "public", specs=[table]).explained
    assert fact(run(user("Make the album 'public'"), output("x")), True, "public", specs=[table]).explained
