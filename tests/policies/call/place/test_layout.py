from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.policies.call.place.layout import layout_of
from mosaic_guard.policies.call.place.plain import plain
from tests.cpu import Work, ratio

JSON_ROWS = json.dumps([{"name": "Alice", "mail": "a@x.example"}, {"name": "Bob", "mail": "b@x.example"}])
STYLES = {
    "json": JSON_ROWS,
    "python": str(json.loads(JSON_ROWS)),
    "table": "Found 2:\n\n| name | mail |\n| --- | --- |\n| Alice | a@x.example |\n| Bob | b@x.example |",
    "wiki": "= People =\n|| name || mail ||\n|| Alice || a@x.example ||\n|| Bob || b@x.example ||",
    "wiki with a header of its own": "||name||mail||\n|Alice|a@x.example|\n|Bob|b@x.example|",
    "numbered table": "| # | name | mail |\n|---|---|---|\n| 1 | Alice | a@x.example |\n| 2 | Bob | b@x.example |",
    "media wiki": '{| class="wikitable"\n! name !! mail\n|-\n| Alice || a@x.example\n|-\n| Bob || b@x.example\n|}',
    "command": "NAME    state    mail\nAlice   on hold  a@x.example\nBob     running  b@x.example\n",
    "csv": "name,mail\nAlice,a@x.example\nBob,b@x.example",
    "yaml": "- name: Alice\n  mail: a@x.example\n- name: Bob\n  mail: b@x.example",
    "page": "<table><tr><th>name</th><th>mail</th></tr>\n"
    "<tr><td>Alice</td><td>a@x.example</td></tr>\n<tr><td>Bob</td><td>b@x.example</td></tr></table>",
    "log": '09:00 INFO row name="Alice" mail="a@x.example"\n09:01 INFO row name="Bob" mail="b@x.example"\n',
    "card": "name=Alice Miller; mail=a@x.example; sworn=yes\nname=Bob Stone; mail=b@x.example; sworn=no",
    "wrapped": json.dumps({"data": [{"id": i, "card": card} for i, card in enumerate(json.loads(JSON_ROWS))]}),
    "quoted yaml": '- name: "Alice"\n  mail: "a@x.example"\n- name: "Bob"\n  mail: "b@x.example"',
    "markup": "<l><p><name>Alice</name><mail>a@x.example</mail></p><p><name>Bob</name><mail>b@x.example</mail></p></l>",
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_a_value_stands_in_a_named_field_of_one_record_among_others(text: str) -> None:
    layout, at = layout_of(text), text.index("b@x.example")
    field = layout.at(at, at + len("b@x.example"))
    assert field is not None
    assert (field.name, text[field.start : field.end].strip()) == ("mail", "b@x.example")
    record = layout.record_at(field.start, field.end)
    assert record is not None
    assert "Bob" in text[record.start : record.end]
    assert "Alice" not in text[record.start : record.end]
    assert any("Alice" in text[r.start : r.end] for r in layout.rivals(record))


def test_a_cell_is_called_as_the_heading_before_it_says() -> None:
    for text in ("<dl><dt>Mail</dt><dd>b@x.example</dd></dl>", "<tr><th>Mail</th><td>b@x.example</td></tr>"):
        (field,) = [f for f in layout_of(text).fields if text[f.start : f.end] == "b@x.example"]
        assert field.name == "Mail"


def test_cells_that_no_row_of_headings_fits_keep_their_own_name() -> None:
    layout = layout_of("<tr><th>a</th><th>b</th><th>c</th></tr> <tr><td>1</td><td>2</td></tr>")
    assert [field.name for field in layout.fields][3:] == ["td", "td"]


@pytest.mark.parametrize(
    "line", ["gesa  09:12  mail b@x.example", "[09:12] gesa 9:30 b@x.example", "by 17:00 b@x.example"]
)
def test_a_clock_is_no_label(line: str) -> None:
    assert all(field.name.strip(" 0123456789") not in ("gesa", "by") for field in layout_of(line).fields)


def test_sentences_apart_by_two_spaces_are_no_table() -> None:
    text = "Dear all  the desk moves  on Monday\nplease pack  what you need  by Friday.  Thanks.\nGesa\n"
    assert not any(field.name for field in layout_of(text).fields)


@pytest.mark.parametrize(
    "text",
    [
        "With thanks, C. Ilvane\nFrom: Accounts, Ostrava Steel",
        "HAND-OVER BOOK, Wednesday late shift\nBela, nothing to report\n",
        "labels: {severity: page, team: ingest}\nexpr: rate(x), for 5m",
        "Oggetto: cambio banca, matricola 2208, per Ada\nBuongiorno, la prego, grazie\nSaluti, Ada, Lucca",
        "Kwabena: can't from here, ask planning\nfloorbot-7: bay cleared, then 300 label blanks",
    ],
)
def test_commas_in_sentences_make_no_table(text: str) -> None:
    assert all(text[f.end : f.end + 1] != "," for f in layout_of(text).fields)


def test_a_strange_line_ends_no_table() -> None:
    text = "item;place;mail\nWhen quoting this, quote all of it.\nP-1;shelf;a@x.example\n\nP-2;shelf;b@x.example"
    layout, at = layout_of(text), text.index("b@x")
    field = layout.at(at, at + 3)
    assert field is not None
    assert field.name == "mail"
    assert layout.at(text.index("quoting"), text.index("quoting") + 7) is None


@pytest.mark.parametrize("head", ["[pay] 10-06", "[HPLC-2]", "[(ok)]", "[08:02] Bela", "[08:02]"])
def test_a_tag_in_brackets_begins_no_array(head: str) -> None:
    text = f'{head} level=info order=7801 mail="b@x.example"\n{head} level=info order=7802 mail="c@x.example"'
    layout, at = layout_of(text), text.index("b@x.example")
    field = layout.at(at, at + 11)
    assert field is not None
    assert field.name == "mail"
    record = layout.record_at(at, at + 11)
    assert record is not None
    assert "c@x.example" not in text[record.start : record.end]


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2]",
        "[]",
        '["a"]',
        "[7]",
        "[true, null]",
        "[ {'a': None}]",
        "[-1.5e3,2]",
        "[(1, 'a'), (2, 'b')]",
        "[Decimal('3.5'), 2]",
    ],
)
def test_arrays_are_read_as_such(text: str) -> None:
    assert layout_of(text).is_whole


def test_what_stands_further_left_is_no_part_of_the_item_above() -> None:
    text = "rows:\n  - seat: A1\n    price: 9\nremarks:\n  - none"
    record = layout_of(text).record_at(text.index("A1"), text.index("A1") + 2)
    assert record is not None
    assert "remarks" not in text[record.start : record.end]


@given(st.text(max_size=400))
def test_fields_and_records_of_any_text_lie_inside_it(text: str) -> None:
    layout = layout_of(text)
    assert all(0 <= start <= end <= len(text) for start, end, *_ in (*layout.fields, *layout.records))
    assert list(layout.fields) == sorted(layout.fields, key=lambda f: f.start)


@given(st.text(max_size=200))
def test_undoing_escapes_moves_nothing(text: str) -> None:
    assert len(plain(json.dumps([text]))) == len(json.dumps([text]))


UNITS = ["{", "[1,", '{"a":', "a: ", "| a ", "<a>", "a,b\n", "- x: y\n", '"', "\\"]
UNITS += [
    "|| a || b ||\n",
    "||",
    "a  b  c\n",
    "a  ",
    "a=1 b=2\n",
    "a=b c; ",
    "a=b ",
    "<th>a</th>",
    "<td>a</td></tr><tr>",
    '{\\"',
    "{\\'",
]


@pytest.mark.parametrize("unit", UNITS)
def test_reading_a_layout_takes_linear_time(unit: str) -> None:
    def work(size: int) -> Work:
        text = (unit * (size // len(unit) + 1))[:size]
        return lambda: (layout_of.cache_clear(), layout_of(text))

    assert ratio(work(32_000), work(4_000), under=32) < 32  # a square would be 64 times as much
