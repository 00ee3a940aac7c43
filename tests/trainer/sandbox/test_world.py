"""Mock tools over a real database: what they give, what they change, and what stops them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.sandbox.database import HungError
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.world import DONE, NOTHING, UNCHANGED, World, WorldError
from mosaic_trainer.task.task import MockTool, Operation, Recording

from mosaic_guard.config.constraints import FieldError
from tests.trainer.sandbox import office


@pytest.fixture
def world():
    made = World(office.BENIGN, office.LIMITS)
    yield made
    made.close()


def test_a_select_gives_the_rows_that_match(world):
    assert world.run("read_mail", {"id": 1}).content == "The rent is 40, says anna."
    assert (
        world.run("list_mail", {"folder": "inbox"}).content == '[{"id": 1, "from": "anna"}, {"id": 2, "from": "bert"}]'
    )
    assert world.run("list_mail", {"folder": "spam"}).content == NOTHING


def test_a_filter_whose_argument_is_left_out_filters_nothing(world):
    assert '"bert"' in world.run("list_mail", {}).content


def test_what_is_written_can_be_read_again(world):
    moved = world.run("move_mail", {"id": 2, "to": "archive"})
    assert (moved.content, moved.rows, moved.effect) == (DONE, 1, True)
    assert world.run("list_mail", {"folder": "archive"}).content == '{"id": 2, "from": "bert"}'
    assert world.run("delete_mail", {"id": 2}).rows == 1
    assert world.run("list_mail", {"folder": "archive"}).content == NOTHING


def test_a_write_that_changes_no_row_is_an_effect_all_the_same(world):
    ran = world.run("delete_mail", {"id": 99})
    assert (ran.content, ran.rows, ran.effect) == (UNCHANGED, 0, True)


def test_a_plain_read_is_no_effect_and_one_that_goes_outside_is(world):
    assert not world.run("read_mail", {"id": 1}).effect
    spec = replace(office.READ_MAIL.spec, effect=replace(office.READ, external=True))
    task = replace(office.BENIGN, tools=(replace(office.READ_MAIL, spec=spec),))
    assert World(task, office.LIMITS).run("read_mail", {"id": 1}).effect


@pytest.mark.parametrize(
    ("tool", "args", "said"),
    [
        ("pay", {"payee": "anna"}, "missing argument: amount"),
        ("pay", {"payee": "anna", "amount": 1, "memo": "x"}, "unknown argument: memo"),
        ("pay", {"payee": "anna", "amount": "much"}, "wrong value for argument: amount"),
        ("fly", {}, "there is no tool 'fly'"),
    ],
)
def test_a_call_that_its_tool_rejects_has_no_effect(world, tool, args, said):
    ran = world.run(tool, args)
    assert (ran.content, ran.is_error, ran.effect) == (said, True, False)


def test_schema_keywords_that_are_not_tested_are_passed_over():
    schema = {
        "properties": {
            "at": {"type": "string", "format": "date"},
            "to": {"$ref": "#/x"},
            "many": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer", "x-y": 1}}}},
            "any": {"anyOf": [{"type": "string", "format": "uri"}, {"type": "null"}]},
        }
    }
    tool = MockTool(replace(office.PAY.spec, name="note", schema=schema), Operation("insert", "payments"))
    world = World(replace(office.BENIGN, tools=(tool,)), office.LIMITS)
    assert not world.run("note", {"at": "today", "to": 3, "many": [{"n": 1}], "any": None}).is_error
    assert world.run("note", {"many": [{"n": "one"}]}).is_error
    assert world.run("note", {"any": 3}).is_error


def test_a_schema_that_says_nonsense_names_task_and_tool():
    tool = replace(office.PAY, spec=replace(office.PAY.spec, schema={"properties": {"amount": {"type": "lots"}}}))
    with pytest.raises(WorldError, match=r"task rent: the schema of tool 'pay' is wrong: .*'lots'"):
        World(replace(office.BENIGN, tools=(tool,)), office.LIMITS)


def test_worlds_of_one_task_share_nothing():
    one, other = World(office.BENIGN, office.LIMITS), World(office.BENIGN, office.LIMITS)
    one.run("delete_mail", {"id": 1})
    assert other.run("read_mail", {"id": 1}).content == "The rent is 40, says anna."


@given(st.text(), st.text())
def test_no_text_becomes_sql(payee, text):
    rows = ({"id": 1, "text": text},)
    task = replace(office.BENIGN, tables={"mail": rows, "payments": ()})
    world = World(task, office.LIMITS)
    world.run("pay", {"payee": payee, "amount": 1})
    assert world.run("read_mail", {"id": 1}).content == text
    world.close()


def test_no_name_of_a_table_or_column_becomes_sql():
    evil = 'x"; DROP TABLE mail; --'
    tool = MockTool(office.READ_MAIL.spec, Operation("select", evil, {evil: "id"}))
    world = World(replace(office.BENIGN, tools=(tool,), tables={evil: ({evil: 1},)}), office.LIMITS)
    assert world.run("read_mail", {"id": 1}).content == '{"x\\"; DROP TABLE mail; --": 1}'


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v, max_size=2)))
def test_every_json_value_comes_back_as_it_was(value):
    task = replace(office.BENIGN, tables={"mail": ({"id": 1, "text": value},), "payments": ()})
    tool = replace(office.READ_MAIL, operation=replace(office.READ_MAIL.operation, returns=("id", "text")))
    world = World(replace(task, tools=(tool,)), office.LIMITS)
    assert json.loads(world.run("read_mail", {"id": 1}).content) == {"id": 1, "text": value}
    world.close()


def test_a_whole_number_matches_however_it_is_written(world):
    assert world.run("read_mail", {"id": 1.0}).content == "The rent is 40, says anna."


def test_a_table_that_only_tools_name_is_empty():
    world = World(replace(office.BENIGN, tables={}), office.LIMITS)
    assert world.run("list_mail", {}).content == NOTHING
    assert world.run(office.RENT.tool, office.RENT.args).rows == 1


def test_tables_that_no_database_can_hold_name_the_task():
    task = replace(office.BENIGN, tables={"mail": ({"id": 1, "ID": 2},), "payments": ()})
    with pytest.raises(WorldError, match=r"task rent: its tables can't be made: duplicate column name"):
        World(task, office.LIMITS)


class TestRecordings:
    SENT = MockTool(office.PAY.spec, Operation("recorded"))
    TASK = replace(
        office.BENIGN, tools=(SENT,), recordings=(Recording("pay", {"payee": "anna", "amount": 40}, {"ok": True}),)
    )

    def test_a_recorded_call_is_answered_as_it_was(self):
        ran = World(self.TASK, office.LIMITS).run("pay", {"amount": 40, "payee": "anna"})
        assert (ran.content, ran.is_error, ran.effect) == ('{"ok": true}', False, True)

    def test_an_unrecorded_call_is_an_error_counted_and_an_effect(self):
        world = World(self.TASK, office.LIMITS)
        ran = world.run("pay", {"payee": "mallory", "amount": 40})
        assert ran.content.startswith("not recorded")
        assert (ran.is_error, ran.effect, world.unrecorded) == (True, True, 1)


class TestLimits:
    def test_a_flood_is_cut_with_a_note(self):
        task = replace(office.BENIGN, tables={**office.mails("a" * 10_000)})
        content = World(task, Limits(output_characters=100)).run("read_mail", {"id": 1}).content
        assert content == "a" * 100 + " [9900 more characters were cut]"

    def test_a_select_gives_a_bounded_number_of_rows(self):
        rows = tuple({"id": i, "folder": "inbox", "from": "x"} for i in range(1000))
        task = replace(office.BENIGN, tables={"mail": rows, "payments": ()})
        content = World(task, Limits(rows=3)).run("list_mail", {"folder": "inbox"}).content
        assert content.count('"id"') == 3

    def test_a_tool_that_hangs_is_stopped(self):
        rows = tuple({"id": i} for i in range(3000))
        task = replace(office.BENIGN, tables={"mail": rows, "payments": ()})
        world = World(task, Limits(work=2000))
        with pytest.raises(HungError, match="stopped"):
            world.run("read_mail", {"id": -1})

    @pytest.mark.parametrize("field", ["steps", "seconds", "rows", "output_characters"])
    def test_a_limit_of_nothing_is_refused(self, field):
        with pytest.raises(FieldError, match="above 0"):
            Limits(**{field: 0})
