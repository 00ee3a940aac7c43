"""What holds for every value: no reformatting loses it, no luck finds it, nothing breaks it."""

from __future__ import annotations

import json
import math
import re
import string
import threading
from datetime import date
from html import escape
from typing import Any
from urllib.parse import quote

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mosaic_guard.policies.provenance import Provenance, decisive_paths, delegation
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Origin, ToolCall
from tests.policies.provenance.runs import assistant, fact, facts, output, run, user
from tests.policies.provenance.runs import given as user_gave

LOWER = st.text(string.ascii_lowercase, min_size=4, max_size=12)
EMAILS = st.builds("{}.{}@{}.example".format, LOWER, LOWER, LOWER)
SPELL = st.sampled_from(
    [
        str.upper,
        lambda s: f"<{s}>",
        lambda s: f'{{"to":"{s}"}}',
        lambda s: f"to: {s}.",
        lambda s: f"({s}),",
        lambda s: escape(s.replace("@", "&#64;")).replace("&amp;", "&"),
        lambda s: quote(s, safe=""),
        lambda s: json.dumps(f"a\n{s}\nb"),
        lambda s: s.replace("@", "\uff20"),
        lambda s: f"mailto:{s}",
        lambda s: f"'{s}'",
        lambda s: f"**{s}**",
    ]
)
AMOUNT = re.compile(r"(?![0-9]+\Z)[a-z]{0,3}[0-9]+(e[0-9]{1,3})?([a-z]{1,4}[23]?)?")
"""A number with its unit, currency or exponent: it is given without them."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.just("\ud800\x00"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(EMAILS, SPELL)
def test_any_spelling_of_an_address_stays_the_users(address: str, spell: Any) -> None:
    assert user_gave(f"Please write {spell(address)} today", address, "to")


@given(
    st.integers(1000, 10**9),
    st.integers(0, 99),
    st.sampled_from(["{:,.2f}", "{:.2f}", "{:e}", "EUR {:,.2f}", "${:_.2f}"]),
)
def test_any_spelling_of_a_number_stays_the_users(whole: int, cents: int, form: str) -> None:
    value = whole + cents / 100
    said = form.format(value).replace("_", " ") if "e" not in form else repr(value)
    assert user_gave(f"Pay {said} now", value, "amount")
    assert user_gave(f"Pay {said} now", f"{value:.2f}", "amount")
    assert user_gave(f"Pay {value:,.2f} now".translate(str.maketrans(",.", ".,")), value, "amount")


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %b %Y", "%B %d, %Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d"]),
)
def test_any_spelling_of_a_date_stays_the_users(day: date, form: str) -> None:
    assert user_gave(f"Book it on {day.strftime(form)} please", day.isoformat(), "date")


@given(st.text(string.digits, min_size=8, max_size=24), st.integers(2, 5), st.sampled_from(" -."))
def test_any_grouping_of_an_account_stays_the_users(digits: str, size: int, gap: str) -> None:
    grouped = gap.join(digits[i : i + size] for i in range(0, len(digits), size))
    assume(len(digits) % size != 1 or gap != ".")
    assert user_gave(f"Pay to account X{grouped} ok", f"X{digits}", "account")


@given(st.text(string.ascii_lowercase + string.digits, min_size=2, max_size=20), st.data())
def test_no_part_of_a_word_is_given_with_it(word: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    assume(part != word and not AMOUNT.fullmatch(word))
    assert not user_gave(f"the {word} thing", part, data.draw(st.sampled_from(["recipient", "id", "amount", "path"])))


@given(EMAILS, EMAILS)
def test_no_other_address_is_given(said: str, other: str) -> None:
    assume(said != other)
    assert not user_gave(f"Write to {said}", other, "to")


@given(JSON, JSON, st.text(st.characters()))
@settings(max_examples=150)
def test_nothing_breaks_it(args: Any, content: Any, said: str) -> None:
    arguments = args if isinstance(args, dict) else {"to": args}
    trajectory = run(user(said), output(content), output("x", structured=content, origin=Origin.TRUSTED))
    for found in facts(trajectory, arguments).values():
        delegation(trajectory, found)
    assert decisive_paths(ToolSpec("t"), arguments) <= facts(trajectory, arguments).keys()


@given(st.from_regex(r"([a-z0-9.+-]{1,6}:/{1,3}[a-z./?=:%@&-]{0,12}){1,3}", fullmatch=True), st.text(st.characters()))
def test_no_address_breaks_it(url: str, said: str) -> None:
    assert facts(run(user(said), output(url)), {"url": url, "body": f"see {url}"})


@given(JSON)
def test_no_schema_breaks_it(schema: Any) -> None:
    spec = ToolSpec("send", schema={"properties": {"to": schema, "a": {"$ref": "#/properties/a"}}, "x": schema})
    assert facts(run(output("x")), {"to": {"a": ["b"]}, "a": {"b": 1}}, specs=[spec])


def test_endless_huge_and_strange_values_are_unexplained() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    cycle: dict[str, Any] = {}
    cycle["self"] = cycle
    args = {
        "to": deep,
        "a": cycle,
        "n": 10**6000,
        "nan": math.nan,
        "inf": -math.inf,
        "o": object(),
        "e": "1e999",
        "z": "9" * 9999,
    }
    found = facts(run(user("hi"), output(deep), output("x", structured=cycle)), args)
    assert len(found) == len(args)
    assert not any(f.explained for f in found.values())


def test_a_long_run_of_anything_is_read_in_linear_time() -> None:
    for text in (
        "a" * 200_000,
        "1" * 200_000,
        "1," * 100_000,
        "a@" * 100_000,
        "/x" * 100_000,
        "1-1-" * 50_000,
        "may " * 50_000,
    ):
        found = facts(run(user("x"), output(text)), {"to": text, "url": f"https://{text}", "short": text[:100]})
        assert not any(f.explained for f in found.values())


def test_text_beyond_the_index_is_still_found() -> None:
    dense = " ".join(f"{n * 2654435761 % 2**40:x}" for n in range(60_000))
    assert fact(run(user("x"), output(f"{dense} eve@evil.example {dense}")), "eve@evil.example").span is not None


def test_a_value_across_two_passages_is_found() -> None:
    text = "word " * 3190 + "reach eve.long.name@evil.example now " + "word " * 9000
    trajectory = run(user("x"), output(text))
    assert fact(trajectory, "eve.long.name@evil.example").origin is Origin.UNTRUSTED


def test_threads_may_check_one_growing_run() -> None:
    provenance, trajectory = Provenance(), run(user("Pay bob@corp.example"))
    seen: list[Origin] = []

    def check() -> None:
        for n in range(30):
            trajectory.append(assistant("", ToolCall(f"c{n}", "read", {"n": n})), output(f"text {n}", f"c{n}"))
            seen.append(fact(trajectory, "bob@corp.example", provenance=provenance).origin)

    threads = [threading.Thread(target=check) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert seen == [Origin.USER] * 120
