"""Patterns mean what `re` says they mean, in linear time."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.config.linear import MAX_TEXT, LinearPattern
from tests.cpu import least

ATOMS = st.sampled_from(["a", "b", ".", r"\d", r"\w", r"\s", r"\W", "[ab]", "[^a]", "[a-c0-9]", r"\.", "é", "^", "$"])
PATTERNS = st.recursive(
    ATOMS,
    lambda p: st.one_of(
        st.tuples(p, p).map("".join),
        st.tuples(p, p).map(lambda t: f"({t[0]}|{t[1]})"),
        st.tuples(p, st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"])).map(lambda t: f"(?:{t[0]}){t[1]}"),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(PATTERNS, st.text(alphabet="abc0 .é", max_size=6))
def test_a_pattern_means_what_re_says(pattern, text):
    assert LinearPattern(pattern).matches(text) is (re.fullmatch(pattern, text) is not None)
    assert LinearPattern(pattern, whole=False).matches(text) is (re.search(pattern, text) is not None)


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(a|a)*", r"(.*a){12}", r"a*a*a*a*a*a*b", r"(\w+\s?)*!", r"(?:a?){60}a{60}"]
)
def test_patterns_that_ruin_a_backtracking_matcher_take_linear_time(pattern):
    compiled = LinearPattern(pattern)
    assert least(lambda: compiled.matches("a" * 2_000 + "?"), under=1) < 1


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"(a)\1", "groupref is not supported"),
        ("a(?=b)", "assert is not supported"),
        (r"\bword", "at is not supported"),
        ("(?i)a", "flags are not supported"),
        ("(?i:a)", "subpattern is not supported"),
        ("(a", "not a regular expression"),
        ("(?:a{500}){500}", "too large"),
        ("(){1000000}", "too large"),
        ("a" * 1_001, "at most 1000"),
    ],
)
def test_a_pattern_that_cant_be_matched_in_linear_time_is_refused(pattern, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        LinearPattern(pattern)


def test_deep_nesting_is_compiled_or_refused_but_never_crashes():
    with suppress(ValueError):
        assert LinearPattern("(" * 499 + "a" + ")" * 499).matches("a")


def test_a_text_too_long_never_matches():
    assert LinearPattern("a*").matches("a" * MAX_TEXT)
    assert not LinearPattern("a*").matches("a" * (MAX_TEXT + 1))


def test_a_trailing_newline_is_not_overlooked():
    assert not LinearPattern("^a$", whole=False).matches("a\n")
