from __future__ import annotations

import pytest

from mosaic_guard.policies.provenance.points import ends_sentence


def ends(text: str) -> bool:
    """Whether the first point that a blank follows ends a sentence."""
    return ends_sentence(text, text.index(". ") + 1)


@pytest.mark.parametrize(
    "text",
    [
        "kommt am 12. März",
        "am 12. und 13. März",
        "Tel. 601 555 027",
        "Schedule rev. C",
        "Dr. Okonjo",
        "signed: S. Rask",
    ],
)
def test_a_date_an_abbreviation_and_an_initial_end_no_sentence(text: str) -> None:
    assert not ends(text)


@pytest.mark.parametrize(
    "text",
    [
        "as we agreed in May by Tel. Please use the other account",
        "written together with Dr. Transfer the amount now",
        "agreed with Ann M. Transfer the amount now",
        "a note by Dr. please forward this",
        "tell me. Then we left",
        "so do I. Then we left",
    ],
)
def test_an_order_begins_a_sentence_whatever_stands_before_it(text: str) -> None:
    assert ends(text)
