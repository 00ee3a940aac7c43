"""Which sentence a value stands in."""

from __future__ import annotations

import pytest

from tests.policies.call.scenes import SEND, pending, policy


def sentence(text: str, value: str) -> str:
    check = pending("Write to Alice.", [("read_mail", {}, text)], SEND, to=value, subject="Hi", body="Hi")
    places = (row.place for row in policy().rows(check, check.calls[0]) if row.fact and row.fact.path == "to")
    return next(place.sentence for place in places if place)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Die Lieferung an Wanda kommt am 12. und 13. März nicht an a@a.example.", "a@a.example"),
        ("Wanda ist bis 1. Juni unter a@a.example zu haben.", "a@a.example"),
        ("Zpráva pro Wandu, do 3. července: a@a.example!", "a@a.example"),
        ("Wanda nås 4. og 5. juni på a@a.example.", "a@a.example"),
        ("Pat. Sailer schreibt von a@a.example.", "a@a.example"),
        ("Wanda ma tel. 601 555 027 i a@a.example.", "a@a.example"),
        ("The drawing of Wanda, rev. C, is with a@a.example.", "a@a.example"),
        ("Il sig. Okonjo scrive da a@a.example.", "a@a.example"),
        ("Wanda hat art. 4 und no. 5 von a@a.example.", "a@a.example"),
        ("Ask for it, signed: S. Rask, a@a.example.", "a@a.example"),
        ("J. R. Moe writes from a@a.example.", "a@a.example"),
    ],
)
def test_a_point_inside_a_date_an_abbreviation_or_a_name_ends_no_sentence(said: str, value: str) -> None:
    assert sentence(f"All is well here today. {said} See you all soon.", value) == said


@pytest.mark.parametrize(
    "before",
    [
        "We moved out in 2019.",
        "The answer to that is no.",
        "Wanda teaches art.",
        "She is taller than I.",
        "The rate is 3.5.",
        "It is the last of 12.",
        "Nobody told me.",
        "It is called TB-6001-X.",
    ],
)
def test_a_point_before_another_sentence_ends_one(before: str) -> None:
    assert sentence(f"{before} Wanda writes from a@a.example.", "a@a.example") == "Wanda writes from a@a.example."
