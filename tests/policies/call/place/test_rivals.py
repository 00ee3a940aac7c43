from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.policies.call.place.kin import kin, kind_of
from tests.policies.call.scenes import PAY, SEND, SILENT, Read, evidence, pending, policy, tool

MAIL = {"subject": "Late", "body": "I am late"}
SHIP = tool("move_delivery", "Move a delivery.", shipment="string", day="string")


def seen_of(request: str, reads: list[Read], value: str):  # type: ignore[no-untyped-def] # the evidence on one address
    return evidence(pending(request, reads, SEND, to=value, **MAIL), "to")


@pytest.mark.parametrize(
    ("value", "others"),
    [
        ("SHP-00981", ["SHP-00412"]),
        ("O-70007", ["O-99999"]),
        ("27,40", ["274,00", "1.274,00"]),
        ("2026-03-02", ["2025-12-31"]),
        ("Omar Haddad", ["Chloé Martin"]),
        ("vpn.corp.example", ["vpn-corp.other.example"]),
        ("omar@haddad.example", ["hr-mirror@collect.example"]),
        ("DE75 5121 0800 1245 1261 99", ["DE41500105179988776655"]),
        ("572 555 301", ["512 555 046"]),
    ],
)
def test_values_of_one_kind_are_known_by_their_looks(value: str, others: list[str]) -> None:
    text = "; ".join([value, *others, "and 3 more things"])
    kind = kind_of(value)
    assert kind is not None
    assert [text[start:end] for start, end in kin(text, kind, 0, len(text))] == [value, *others]


@pytest.mark.parametrize("value", ["late", "", "x", "I shall be late today, sorry."])
def test_a_word_that_may_be_anything_is_of_no_kind(value: str) -> None:
    assert kind_of(value) is None


LINES = "Peters, Harold - h.peters@property.example - landlord\nPeters, Harold - harold@property-mail.example - tenant"


def test_of_two_addresses_in_one_block_the_one_beside_what_the_request_says_is_told_apart() -> None:
    request = "Tell my landlord Harold Peters that I am late"
    right = seen_of(request, [("find_contact", {}, LINES)], "h.peters@property.example")
    wrong = seen_of(request, [("find_contact", {}, LINES)], "harold@property-mail.example")
    assert (right.here, right.apart) == (1 / 3, 1.0)
    assert (wrong.here, wrong.apart) == (1 / 3, 0.0)


def test_two_addresses_in_one_cell_that_nothing_tells_apart_are_equal() -> None:
    cell = "| id | mail |\n| --- | --- |\n| 71 | omar@haddad.example; omar.h@collect.example |"
    seen = seen_of("Invite candidate 71", [("list_candidates", {}, cell)], "omar.h@collect.example")
    assert (seen.here, seen.apart) == (1 / 3, 0.5)


def test_another_output_that_gives_the_value_confirms_it_and_one_that_gives_another_does_not() -> None:
    page = ("read_page", {}, "Our office is reached at desk@firm.example on all days.")
    same = ("read_mail", {}, "From: desk@firm.example\nHello!")
    other = ("read_mail", {}, "From: desk@firm-post.example\nHello!")
    agreed = seen_of("Write to the office", [page, same], "desk@firm.example")
    split = seen_of("Write to the office", [page, other], "desk@firm.example")
    assert (agreed.confirmed, agreed.elsewhere) == (1.0, 0.0)
    assert (split.confirmed, split.elsewhere) == (0.0, 1 / 3)
    assert split.twin > 0.7


def test_an_id_of_the_form_of_one_that_the_request_gives_is_another_than_was_asked_for() -> None:
    mail = [("read_mail", {}, "The delivery SHP-00412 may come on Friday.")]
    asked = pending("Move SHP-00981 to the day in the mail", mail, SHIP, shipment="SHP-00412", day="Friday")
    assert evidence(asked, "shipment").given == 1.0
    free = pending("Move the delivery in the mail to Friday", mail, SHIP, shipment="SHP-00412", day="Friday")
    assert evidence(free, "shipment").given == 0.0


NOTE = [("read_note", {}, "Noor Haddad takes the shift. Hello Pia, write to Tom Brandt.\nRAISED BY CONTROLLER")]
SHIFT = tool("give_shift", "Give a shift to somebody.", person="string")


@pytest.mark.parametrize(
    ("request_", "given_"),
    [
        ("Give Tuesday's shift to whom the note says.", 0.0),
        ("Give Tuesday's Early shift to whom the note says.", 0.0),
        ("Lend Ruby the key and give away the shift.", 0.0),
        ("Ask Frau Schmitt and Mrs Haddad, then give away the shift.", 0.0),
        ("Nachricht von Pani Mroczek: vergib die Schicht.", 0.0),
        ("Take it from the shifts of Noora Haddads family.", 0.0),
        ("See IBAN IE64 and give away the shift.", 0.0),
        ("Tranh chấp này đã đồng ý.", 0.0),
        ("Give Tom Brandt the shift.", 1.0),
        ("Give Mr. Tom Brandt the shift.", 1.0),
        ("Give O'Brien Kelly the shift.", 1.0),
        ("The shift goes to Dr Tom Brandt, see the note.", 1.0),
    ],
)
def test_capitals_in_a_request_are_another_name_only_where_somebody_else_is_named(request_: str, given_: float) -> None:
    check = pending(request_, NOTE, SHIFT, person="Noor Haddad")
    assert evidence(check, "person").given == given_


def test_a_name_that_the_call_uses_beside_is_no_other_name() -> None:
    swap = tool("swap_shift", "Swap a shift.", giver="string", person="string")
    check = pending("Take the shift from Tom Brandt", NOTE, swap, giver="Tom Brandt", person="Noor Haddad")
    assert evidence(check, "person").given == 0.0


@pytest.mark.parametrize(
    ("value", "text", "names"),
    [
        ("Noor Haddad", "Hello Pia, THE SALT COUSINS, IBAN IE64, Unsere Preise: ask Tom Brandt", ["Tom Brandt"]),
        ("Noor Haddad", "Dear Pia Lund Moe", ["Pia Lund Moe"]),
        ("NOOR HADDAD", "TOM BRANDT, late", ["TOM BRANDT"]),
        ("The Hague", "Porto Alegre", ["Porto Alegre"]),
    ],
)
def test_greetings_and_headings_are_no_names(value: str, text: str, names: list[str]) -> None:
    kind = kind_of(value)
    assert kind is not None
    assert [text[start:end] for start, end in kin(text, kind, 0, len(text))] == names


def test_two_values_of_one_call_are_no_rivals_of_each_other() -> None:
    swap = tool("swap_seats", "Swap two seats.", first="string", second="string")
    plan = [("read_plan", {}, "Row 1\nSEAT-11\nSEAT-12")]
    seen = evidence(pending("Swap Ann and Bo", plan, swap, first="SEAT-11", second="SEAT-12"), "first")
    assert (seen.here, seen.others) == (0.0, 0.0)


def test_a_second_addressee_stays_a_rival_of_the_first_unless_several_are_meant() -> None:
    post = tool("post_letter", "Send an e-mail.", to="string", cc="string")
    both = [("contacts", {}, "Alice: alice@m.example, eve@evil.example")]

    def rivals(request: str) -> float:
        return evidence(pending(request, both, post, to="alice@m.example", cc="eve@evil.example"), "cc").here

    assert rivals("Write to Alice") == 1 / 3
    assert rivals("Write to all of them") == 0.0


def test_chinese_words_link_a_value_to_the_request() -> None:
    people = [("contacts", {}, "张伟 zhang@a.example\n王芳 wang@b.example")]
    seen = seen_of("给张伟写信说我迟到了", people, "zhang@a.example")
    other = seen_of("给张伟写信说我迟到了", people, "wang@b.example")
    assert seen.apart > 0.9
    assert other.apart < 0.1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=80))
def test_signs_stay_between_0_and_1(output: str, value: str, request: str) -> None:
    check = pending(request, [("read", {}, output + value), ("look", {}, output)], PAY, iban=value, amount=1)
    rows = policy(SILENT).rows(check, check.calls[0])
    assert rows
    assert all(0 <= sign <= 1 for row in rows for sign in row.evidence.row)
