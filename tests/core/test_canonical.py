"""One spelling for one value, whatever it is."""

from __future__ import annotations

import json
import random
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.canonical import MAX_DEPTH, canonical_json, is_plain, keyed_digest, plain


class Kind(StrEnum):
    """As a framework may have them in its arguments."""

    ONE = "one"


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


def shuffled(value: object, chance: random.Random) -> object:
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


@given(values)
def test_json_survives_unchanged(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


strange = st.dates() | st.floats() | st.binary() | st.just(2**70) | st.just(float("nan")) | st.sampled_from(Kind)
mixed = st.recursive(
    scalars | strange,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=8,
)


@given(mixed)
def test_what_is_plain_is_spelled_as_if_it_was_made_plain(value: object) -> None:
    slowly = json.dumps(plain(value), sort_keys=True, separators=(",", ":"))
    assert canonical_json(value) == slowly
    if is_plain(value):
        assert json.loads(slowly) == json.loads(json.dumps(value))


def test_what_would_take_long_to_tell_is_not_taken_for_plain() -> None:
    assert is_plain({"a": [{"b": 1}]})
    assert not is_plain({"a": [{"b": [1]}]})
    assert not is_plain(list(range(100)))
    assert not is_plain({1: "a"})


@given(values, st.randoms())
def test_the_order_of_keys_never_matters(value: object, chance: random.Random) -> None:
    assert canonical_json(shuffled(value, chance)) == canonical_json(value)


@given(values, values)
def test_different_values_have_different_digests(one: object, other: object) -> None:
    assert (keyed_digest(b"k", one) == keyed_digest(b"k", other)) == (canonical_json(one) == canonical_json(other))


@given(values)
def test_another_key_gives_another_digest(value: object) -> None:
    assert keyed_digest(b"one", value) != keyed_digest(b"two", value)


@pytest.mark.parametrize(
    ("one", "other"), [(1, "1"), (1, True), (0, False), (1, 1.0), (None, "null"), ([], {}), ("", None), (b"a", "a")]
)
def test_values_of_different_types_are_told_apart(one: object, other: object) -> None:
    assert keyed_digest(b"k", one) != keyed_digest(b"k", other)


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\udc80\ud800", "\u202e", "\U000e0041"])
def test_every_text_is_spelled_in_ascii_and_read_back(text: str) -> None:
    spelled = canonical_json(text)
    assert spelled.isascii()
    assert json.loads(spelled) == text


def test_a_cycle_becomes_a_marker() -> None:
    loop: dict[str, object] = {"a": 1}
    loop["self"] = loop
    assert plain(loop) == {"a": 1, "self": "<cycle>"}


def test_depth_without_end_becomes_a_marker() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert "<too deep" in canonical_json(deep)


def test_what_differs_only_far_down_is_told_apart() -> None:
    def buried(value: object) -> object:
        for _ in range(MAX_DEPTH + 40):
            value = [value]
        return value

    assert keyed_digest(b"k", {"to": buried("alice")}) != keyed_digest(b"k", {"to": buried("mallory")})


def test_an_integer_too_long_to_print_is_spelled_too() -> None:
    assert keyed_digest(b"k", 10**10_000) != keyed_digest(b"k", 10**10_000 + 1)


class Hostile(dict[str, object]):
    """Raises at whatever is asked of it."""

    def items(self):
        raise RuntimeError("no")

    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__


class HostileKey:
    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__


class HostileModel:
    def model_dump(self):
        raise RuntimeError("no")


class Endless(list[object]):
    def __iter__(self):
        raise RuntimeError("no")


@pytest.mark.parametrize("value", [Hostile(), HostileKey(), HostileModel(), Endless(), {HostileKey(): 1}, HostileModel])
def test_foreign_objects_never_raise(value: object) -> None:
    assert isinstance(canonical_json([value]), str)


def test_structure_that_is_shared_many_times_over_is_cut_off() -> None:
    laughs: object = "ha"
    for _ in range(40):
        laughs = [laughs, laughs]
    assert len(canonical_json(laughs)) < 100_000_000
