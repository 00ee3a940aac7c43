from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.embedded.detector.weights import packed

from mosaic_guard.errors import ConfigError
from mosaic_guard.learned.weights import load, parse, read

FILE = packed("toy", {"scale": 0.5}, {"b": b"\x01\x02", "a": b"\xff"}, {"seed": 7})


def test_what_is_written_is_read_back() -> None:
    weights = parse(FILE)
    assert (weights.model, weights.parameters, weights.training) == ("toy", {"scale": 0.5}, {"seed": 7})
    assert weights.tables == {"a": b"\xff", "b": b"\x01\x02"}


def test_the_same_model_gives_the_same_bytes_and_digest() -> None:
    again = packed("toy", {"scale": 0.5}, {"a": b"\xff", "b": b"\x01\x02"}, {"seed": 7})
    assert again == FILE
    assert parse(again).digest == parse(FILE).digest


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_an_altered_byte_is_seen_or_changes_the_digest(at: int, change: int) -> None:
    altered = bytearray(FILE)
    altered[at] ^= change
    try:
        found = parse(bytes(altered))
    except (ValueError, KeyError, TypeError):
        return
    assert found.digest != parse(FILE).digest


@pytest.mark.parametrize("cut", [0, 10, len(FILE) - 1])
def test_a_file_that_was_cut_is_named_with_what_to_do(tmp_path: Path, cut: int) -> None:
    place = tmp_path / "toy.bin"
    place.write_bytes(FILE[:cut])
    with pytest.raises(ConfigError, match=r"toy\.bin: the weights are broken .*train embedded"):
        read(place)


def test_a_missing_file_is_named_with_what_to_do() -> None:
    with pytest.raises(ConfigError, match=r"nothing\.bin: the weights can't be read .*train embedded"):
        load("nothing")


def test_weights_are_read_once() -> None:
    assert load("detector") is load("detector")


def test_the_weights_of_the_detector_are_small() -> None:
    weights = load("detector")
    assert sum(map(len, weights.tables.values())) < 3_000_000
