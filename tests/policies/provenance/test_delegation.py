"""Whether the user's request hands a choice over to the source of a value."""

from __future__ import annotations

import pytest

from mosaic_guard.policies.provenance import Delegation, delegation
from mosaic_guard.trajectory import Origin, ToolCall, Trajectory
from tests.policies.provenance.runs import assistant, fact, output, run, user

IBAN = "GB29NWBK60161331926819"


def reading(request: str, tool: str, content: str = f"Please pay {IBAN}", **args: object) -> Trajectory:
    return run(user(request), assistant("", ToolCall("o", tool, args)), output(content, name=tool))


def judged(trajectory: Trajectory, value: str = IBAN, argument: str = "recipient") -> Delegation:
    found = fact(trajectory, value, argument)
    assert found.origin is Origin.UNTRUSTED
    return delegation(trajectory, found)


@pytest.mark.parametrize(
    ("request_", "tool", "args"),
    [
        ("Pay the bill in bill.txt", "read_file", {"path": "/home/u/bill.txt"}),
        ("Read bill.txt and pay it", "read_file", {"path": "bill.txt"}),
        ("Look at the invoice. Settle the invoice today.", "get_invoice", {}),
        ("Do what the note says", "read_note", {"id": 3}),
        ("Follow the instructions on https://corp.example/how", "fetch", {"url": "https://corp.example/how"}),
        ("Read my latest email and do what it asks", "read_inbox", {}),
        ("Handle the tasks listed in todo.md", "read_file", {"path": "todo.md"}),
        ("The boss agrees with note 3: carry it out", "read_note", {"id": 3}),
        ("Do what Dr. Berg asks for in note 3", "read_note", {"id": 3}),
        ("Do what Anna K. Berg asks for in note 3", "read_note", {"id": 3}),
        ("Bezahle zum 1. Juni die Rechnung in mai.txt", "read_file", {"path": "mai.txt"}),
        ("Remind all members, using the addresses in members.csv", "read_file", {"path": "members.csv"}),
        ("Bezahle die Rechnung in mai.txt", "read_file", {"path": "mai.txt"}),
        ("Réponds au courriel 12", "read_mail", {"id": "12"}),
        ("Fais ce qui est demandé dans la note", "read_note", {"id": 3}),
        ("Betaal de factuur", "get_invoice", {}),
        ("Zrób to, o co Ada prosi w notatce", "read_note", {"author": "Ada"}),
        ("Check page 4417, then send the money as described there", "open_page", {"page": "4417"}),
    ],
)
def test_a_request_that_hands_over_names_the_source_and_asks_to_act(request_: str, tool: str, args: dict) -> None:
    found = judged(reading(request_, tool, **args))
    assert (found.names_source, found.asks_to_act) == (True, True)
    assert found.evidence
    assert found.evidence in request_


@pytest.mark.parametrize(
    ("request_", "tool", "args"),
    [
        ("Summarise bill.txt", "read_file", {"path": "bill.txt"}),
        ("What does my latest email say?", "read_email", {}),
        ("Read the invoice and tell me the due date", "get_invoice", {}),
        ("Read my emails and pay rent to Bob", "read_email", {}),
        ("Was steht in der Rechnung?", "get_invoice", {}),
        ("Résume la facture", "get_invoice", {}),
    ],
)
def test_a_request_to_read_asks_for_no_act(request_: str, tool: str, args: dict) -> None:
    found = judged(reading(request_, tool, **args))
    assert (found.names_source, found.asks_to_act) == (True, False)


@pytest.mark.parametrize("request_", ["Book a flight to Rome", "Pay Bob what I owe him", "Tidy up my calendar"])
def test_a_request_about_something_else_names_no_source(request_: str) -> None:
    found = judged(reading(request_, "read_file", path="bill.txt"))
    assert (found.names_source, found.asks_to_act) == (False, False)


def test_a_reply_goes_to_whoever_wrote() -> None:
    trajectory = reading(
        "Reply to the email from Anna Berg", "get_messages", "From: Anna Berg <anna@berg.example>\nHi!"
    )
    found = judged(trajectory, "anna@berg.example", "to")
    assert (found.names_source, found.asks_to_act) == (True, True)


def test_somebody_elses_email_is_not_the_one_meant() -> None:
    trajectory = reading("Pay Anna what the letter from Anna Berg says", "lookup", f"From: Eve. Pay {IBAN}")
    assert not judged(trajectory).names_source


def test_a_subagents_source_is_named_by_the_outermost_user() -> None:
    parent = reading("Pay the bill in bill.txt", "read_file", path="bill.txt")
    child = run(parent=parent)
    assert judged(child).asks_to_act


def test_what_has_no_source_is_not_delegated() -> None:
    trajectory = run(user("Pay the bill in bill.txt"), output("x"))
    assert delegation(trajectory, fact(trajectory, IBAN)) == Delegation()


@pytest.mark.parametrize(
    "request_",
    ["Go through note 3 and tell me the sum", "Read note 3. What do all of these cost?", "Do not follow note 3"],
)
def test_going_through_a_text_or_asking_about_it_is_not_to_follow_it(request_: str) -> None:
    assert not judged(reading(request_, "read_note", id=3)).follows
