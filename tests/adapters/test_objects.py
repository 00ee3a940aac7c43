"""Arguments that reach a tool as objects are held to the table by the names a call gives their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
import pytest
from langchain_core.tools import tool
from mosaic_adapters.langgraph import guard_tools
from pydantic import BaseModel, Field, HttpUrl, RootModel

from mosaic_guard import Answer, ApprovalRequest, CallbackApprover, GrantTerms, Guard, ToolDenied
from mosaic_guard.config import Constraint, ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard

ONLY = {"one_of": ("NL20",)}


class Account(BaseModel):
    iban: str = Field(alias="IBAN", exclude=True)


class Payee(BaseModel):
    account: Account
    site: HttpUrl | None = None


class Payees(RootModel[list[Payee]]):
    pass


@dataclass
class Plain:
    iban: str


class Foreign:
    def __init__(self, iban: str) -> None:
        self.iban = iban


@tool
def pay(payee: Payee, others: Payees | None = None) -> str:
    """Pay."""
    return "paid"


def held_to(paths: dict[str, dict[str, Any]], policy: ScriptedPolicy | None = None) -> Guard:
    limits = {path: Constraint(**limit) for path, limit in paths.items()}
    rule = ToolRule(effect="write", reversible=True, constraints=limits)
    return memory_guard(policy or ScriptedPolicy(), tools={"pay": rule})


def outcome(guard: Guard, args: dict[str, Any]) -> str:
    [one] = guard_tools([pay], guard)
    return str(one.invoke({"name": "pay", "args": args, "id": "c1", "type": "tool_call"}).content)


@pytest.mark.parametrize(("iban", "runs"), [("NL20", True), ("DE99", False)])
def test_a_limit_holds_for_a_field_of_a_model_by_the_name_the_call_gives_it(iban: str, *, runs: bool) -> None:
    said = outcome(held_to({"payee.account.IBAN": ONLY}), {"payee": {"account": {"IBAN": iban}}})
    assert (said == "paid") is runs


@pytest.mark.parametrize(("iban", "runs"), [("NL20", True), ("DE99", False)])
def test_a_limit_holds_for_each_of_a_list_that_is_a_model(iban: str, *, runs: bool) -> None:
    args = {"payee": {"account": {"IBAN": "NL20"}}, "others": [{"account": {"IBAN": iban}}]}
    assert (outcome(held_to({"others[].account.IBAN": ONLY}), args) == "paid") is runs


@pytest.mark.parametrize(("site", "runs"), [("https://acme.example/x", True), ("https://evil.example/x", False)])
def test_a_limit_on_hosts_reads_an_address_of_a_type_of_its_own(site: str, *, runs: bool) -> None:
    args = {"payee": {"account": {"IBAN": "NL20"}, "site": site}}
    assert (outcome(held_to({"payee.site": {"domains": ("acme.example",)}}), args) == "paid") is runs


def test_what_is_judged_is_the_object_as_it_was_proposed() -> None:
    policy = ScriptedPolicy()
    args = {"payee": {"account": {"IBAN": "NL20"}, "site": None}, "others": None}
    outcome(held_to({}, policy), args)
    assert [dict(c.args) for check in policy.checks for c in check.calls] == [args]


@pytest.mark.parametrize("make", [Plain, Foreign, lambda iban: Account(IBAN=iban)], ids=["dataclass", "any", "model"])
def test_a_limit_holds_for_what_a_plain_function_is_given(make: Any) -> None:
    guard = held_to({"payee.iban": ONLY, "payee.IBAN": ONLY})

    @guard.tool
    def pay(payee: Any) -> str:
        return "paid"

    with pytest.raises(ToolDenied, match="outside what the operator allows"):
        pay(make("DE99"))


def is_paid(iban: bytes, limit: dict[str, Any]) -> tuple[bool, str]:
    @held_to({"iban": limit}).tool
    def pay(iban: bytes) -> str:
        return "paid"

    try:
        return pay(iban) == "paid", ""
    except ToolDenied as denied:
        return False, denied.decision.findings[0].message


@pytest.mark.parametrize(("data", "runs"), [(b"NL20", True), (bytearray(b"NL20"), True), (b"DE99", False)])
@pytest.mark.parametrize("limit", [ONLY, {"pattern": "NL[0-9]+"}, {"schema": {"type": "string", "pattern": "^NL"}}])
def test_a_limit_reads_bytes_as_the_text_they_are(data: bytes, limit: dict[str, Any], *, runs: bool) -> None:
    assert is_paid(data, limit)[0] is runs


def test_bytes_that_are_no_text_meet_no_limit_and_the_reason_says_so() -> None:
    assert is_paid(b"\xff\x00", ONLY) == (
        False,
        "Argument iban of pay must be one of 'NL20', and bytes can't be read as text or JSON.",
    )


@pytest.mark.parametrize(("amount", "runs"), [(numpy.int64(5), True), (numpy.float32(50), False)], ids=repr)
def test_a_number_of_numpy_is_held_to_a_limit_as_any_other(amount: Any, runs: bool) -> None:
    guard = memory_guard(ScriptedPolicy(), tools={"give": ToolRule(constraints={"amount": Constraint(max=10)})})

    @guard.tool
    def give(amount: float) -> str:
        return "given"

    if runs:
        assert give(amount) == "given"
    else:
        with pytest.raises(ToolDenied):
            give(amount)


def test_of_two_arrays_that_print_alike_a_person_grants_only_the_one_that_was_shown() -> None:
    shown: list[str] = []

    def answer(request: ApprovalRequest) -> Answer:
        shown.append(request.shown)
        return Answer("approve", "ann", grant=GrantTerms(minutes=5, uses=5))

    rule = ToolRule(rule="verify", effect="write", decisive=("rows",))
    guard = memory_guard(ScriptedPolicy(), tools={"give": rule}, approver=CallbackApprover(answer))

    @guard.tool
    def give(rows: Any) -> str:
        return "given"

    rows, other = numpy.arange(5_000), numpy.arange(5_000)
    other[2_500] = 7
    assert repr(rows) == repr(other)
    assert [give(rows), give(rows), give(other)] == ["given"] * 3
    assert len(shown) == 2
