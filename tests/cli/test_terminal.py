"""What commands show on a terminal, and what they leave out where there is none."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.cli import progress as bars
from mosaic_guard.cli.progress import picture, progress
from mosaic_guard.cli.terminal import Terminal, columns, cut, padded


class Screen(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Terminal.of(Screen()).paint("no", "red") == "\x1b[31mno\x1b[0m"
    assert Terminal.of(io.StringIO()).paint("no", "red") == "no"


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_declined(monkeypatch: pytest.MonkeyPatch, variable, value) -> None:
    monkeypatch.setenv(variable, value)
    assert Terminal.of(Screen()).paint("no", "red") == "no"


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "133")
    assert Terminal.of(io.StringIO()).width == 133


@given(st.text(), st.integers(1, 60))
def test_a_padded_text_takes_up_just_its_room(text: str, room: int) -> None:
    assert columns(padded(text, room)) == room


@given(st.text(), st.integers(1, 60))
def test_a_text_that_fits_is_not_cut(text: str, room: int) -> None:
    assert cut(text, room) == text or columns(text) > room


@pytest.mark.parametrize("most", [1, 2, 3])
def test_what_is_left_out_shows(most) -> None:
    terminal = Terminal(width=20)
    lines = terminal.wrapped("word " * 40, most=most)
    assert len(lines) == most
    assert lines[-1].endswith("…")
    assert max(map(len, lines)) <= 20
    assert terminal.wrapped("word", most=most) == ["word"]


def test_a_progress_bar_is_only_for_those_who_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "_EVERY", 0.0)
    unwatched, watched = io.StringIO(), Screen()
    assert list(progress(range(3), "counting", stream=unwatched)) == [0, 1, 2]
    assert unwatched.getvalue() == ""
    assert list(progress(range(3), "counting", stream=watched)) == [0, 1, 2]
    assert "counting [" in watched.getvalue()
    assert watched.getvalue().endswith("\r\x1b[K")


def test_a_progress_bar_tells_how_far_it_is_and_how_long_it_takes() -> None:
    assert picture(25, 100, "verifying", 10.0) == "verifying [######..................] 25/100, 30 s left"
    assert picture(0, 100, "verifying", 0.0).endswith("] 0/100")
    assert picture(7, None, "reading", 2.0) == "reading: 7, 2 s"
