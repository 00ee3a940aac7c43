"""The tables of figures in the documentation are what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.figures import ROOT, TABLES, interval, percent, rendered, written

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def rate(hits: int, of: int, low: float = 0.1, high: float = 0.2) -> dict[str, float]:
    return {"share": hits / of, "low": low, "high": high, "of": of}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_says_what_the_results_say(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert written(text, ROOT) == text


def test_every_table_stands_somewhere() -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert [name for name in TABLES if f"<!-- figures: {name} -->\n|" not in pages] == []


def test_a_table_is_written_anew_and_what_is_around_it_stays() -> None:
    old = "Before.\n\n<!-- figures: a -->\n| x | y |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nAfter.\n"
    new = written(old, ROOT, {"a": lambda _: iter([["x", "y"], ["", "5"]])})
    assert new == "Before.\n\n<!-- figures: a -->\n| x | y |\n|---|---|\n| | 5 |\n\nAfter.\n"


def test_a_table_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="of no name"):
        written("<!-- figures: of no name -->\n| x |\n", ROOT)


def test_a_share_has_one_decimal_and_none_where_it_is_nothing_or_all() -> None:
    assert [percent(rate(hits, 8)) for hits in (0, 1, 8)] == ["0", "12.5", "100"]


def test_an_interval_begins_at_nothing_where_nothing_was_found() -> None:
    assert interval(rate(0, 8, low=1e-17, high=0.11)) == "[0–11.0]"  # a dash between numbers
    assert interval(rate(1, 8)) == "[10.0–20.0]"


def test_an_empty_cell_takes_one_space() -> None:
    assert rendered([["a", "", "b"]]) == "| a | | b |\n|---|---|---|\n"
