"""What is kept of texts: made once, and never of more characters than allowed."""

from __future__ import annotations

import pytest

from mosaic_guard.kept import Kept


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def kept(made: list[str]) -> Kept[int]:
    def length(text: str) -> int:
        made.append(text)
        return len(text)

    return Kept(length, characters=6)


def test_a_text_that_comes_again_is_not_read_again(kept: Kept[int], made: list[str]) -> None:
    assert [kept("abc"), kept("abc")] == [3, 3]
    assert made == ["abc"]


def test_what_was_used_longest_ago_makes_room(kept: Kept[int], made: list[str]) -> None:
    for text in ("abc", "def", "abc", "ghi", "abc", "def"):
        kept(text)
    assert made == ["abc", "def", "ghi", "def"]


def test_a_text_that_is_larger_than_all_that_may_be_kept_drives_none_out(kept: Kept[int], made: list[str]) -> None:
    assert [kept("abc"), kept("abcdefg"), kept("abcdefg"), kept("abc")] == [3, 7, 7, 3]
    assert made == ["abc", "abcdefg", "abcdefg"]
