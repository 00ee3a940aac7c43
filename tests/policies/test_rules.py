"""What a person's table says becomes floors."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.assessment import Phase
from mosaic_guard.config import Config, Constraint, ToolRule
from mosaic_guard.effects import bind
from mosaic_guard.pins import spec_digest
from mosaic_guard.policies.base import Check, FloorSource
from mosaic_guard.policies.rules import Rules
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import RunId, ToolCall, Trajectory
from tests.cpu import least


def check(config, *calls, tools=("send",)):
    specs = {name: bind(ToolSpec(name), config) for name in tools}
    return Check(Phase.CALL, Trajectory(RunId("t")), specs=specs, calls=calls)


def floors(config, args=None, name="send", tools=("send",)):
    return Rules(config).floors(check(config, ToolCall("1", name, {} if args is None else args), tools=tools))[0]


def said(config, args=None, **kwargs):
    return [(f.action, f.finding.code) for f in floors(config, args, **kwargs)]


def limited(**constraint):
    return Config(tools={"send": ToolRule(constraints={"x": Constraint(**constraint)})})


def test_a_guard_without_a_table_knows_the_agents_own_tools():
    assert said(Config()) == []


def test_a_denied_tool_is_refused_and_one_to_verify_asks():
    assert said(Config(tools={"send": ToolRule(rule="deny")})) == [("refuse", "denied_by_table")]
    assert said(Config(tools={"send": ToolRule(rule="verify")})) == [("verify", "verify_by_table")]


def test_no_allow_lifts_a_deny_that_another_entry_says():
    config = Config(tools={"*": ToolRule(rule="deny"), "send": ToolRule(rule="allow")})
    assert said(config) == [("refuse", "denied_by_table")]


def test_a_tool_the_table_does_not_name_asks_and_a_star_names_none():
    assert said(Config(tools={"other": ToolRule()})) == [("verify", "unknown_tool")]
    assert said(Config(tools={"*": ToolRule(rule="allow")})) == [("verify", "unknown_tool")]


def test_a_tool_the_agent_was_never_given_is_refused():
    assert said(Config(), name="invented") == [("refuse", "unknown_tool")]


@pytest.mark.parametrize("args", [None, "text", ["a"], 5, {1: "x"}])
def test_arguments_that_are_no_object_are_refused(args):
    call = ToolCall("1", "send", args)
    (found,) = Rules(Config()).floors(check(Config(), call))
    assert [(f.action, f.finding.code) for f in found] == [("refuse", "malformed")]


def test_each_call_of_a_batch_has_its_own_floors():
    config = limited(max=5)
    batch = check(config, ToolCall("1", "send", {"x": 3}), ToolCall("2", "send", {"x": 6}))
    assert [len(found) for found in Rules(config).floors(batch)] == [0, 1]


def test_a_violated_constraint_names_path_and_limit_and_never_the_value():
    config = Config(tools={"send": ToolRule(constraints={"user.token": Constraint(one_of=("a", "b"))})})
    (floor,) = floors(config, {"user": {"token": "s3cret"}})
    assert (floor.action, floor.finding.code, floor.finding.path) == ("refuse", "constraint", "user.token")
    assert "must be one of 'a', 'b'" in floor.finding.message
    assert "s3cret" not in floor.finding.message


@pytest.mark.parametrize(
    ("constraint", "good", "bad"),
    [
        (
            {"max": 5},
            [5, 4.9, "5", "5.0", Decimal(5), -1, [1, 2], None],
            [5.1, "6", True, "5,0", "1e0", "x", {}, [1, 9]],
        ),
        ({"max": 5}, [], [float("nan"), float("inf"), "nan", "٤", [[6]], [None], "0x1", 10**400]),
        ({"max": 0.3}, [0.3, "0.3", "0.30", 0], [0.31, "0.300000000000000001", 0.1 + 0.2]),
        ({"min": 0.3}, [0.3, "0.3", 1], [0.29, "0.2999999999999999999"]),
        ({"min": 0}, [0, 7], [-0.1, "-1", float("-inf")]),
        (
            {"pattern": r"[A-Z]{2}\d+"},
            ["DE12", ["AT1", "DE2"]],
            ["de12", "xDE12", "DE12\n", "", 12, True, {"a": "DE1"}],
        ),
        ({"pattern": r"\d+"}, ["12", 12], [1.5, "x" * 20_000]),
        (
            {"domains": ("example.com",)},
            ["a@example.com", "https://example.com/x"],
            ["a@evil.org", 5, ["example.com", "e.org"]],
        ),
        ({"domains": ()}, [None], ["example.com"]),
        ({"one_of": ("a", 1, None)}, ["a", 1, 1.0, ["a", 1]], ["A", True, "1", {}]),
        ({"schema": {"type": "string", "minLength": 2, "maxLength": 3}}, ["ab"], ["a", "abcd", 5, ["ab"]]),
        ({"schema": {"type": ["integer", "null"], "minimum": 1, "exclusiveMaximum": 3}}, [1, 2.0], [0, 3, 1.5, True]),
        ({"schema": {"enum": [1, "a", [1], {"k": True}]}}, [1, "a", [1], {"k": True}], [True, [True], {"k": 1}, "b"]),
        ({"schema": {"const": 0}}, [0], [False, ""]),
        ({"schema": {"pattern": "^a"}}, ["ab", 5], ["ba"]),
        (
            {"schema": {"items": {"type": "string"}, "maxItems": 2, "minItems": 1}},
            [["a"], "x"],
            [["a", 1], [], ["a"] * 3],
        ),
        (
            {"schema": {"properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False}},
            [{"a": "x"}],
            [{}, {"a": 1}, {"a": "x", "b": 1}],
        ),
        ({"schema": {"anyOf": [{"type": "string"}, {"const": 1}]}}, ["a", 1], [2]),
        ({"schema": {"allOf": [{"minimum": 1}, {"maximum": 2}]}}, [1.5], [0, 3]),
        ({"schema": False}, [None], ["anything"]),
        ({"min": 1, "max": 3}, [2], [0, 4]),
    ],
)
def test_a_constraint_lets_through_what_it_allows_and_nothing_else(constraint, good, bad):
    config = limited(**constraint)
    for value in good:
        assert said(config, {"x": value}) == [], value
    for value in bad:
        assert said(config, {"x": value}) == [("refuse", "constraint")], value


@pytest.mark.parametrize(
    ("path", "args", "fits"),
    [
        ("items[].id", {"items": [{"id": 1}, {"id": 2}]}, True),
        ("items[].id", {"items": [{"id": 1}, {"id": 9}]}, False),
        ("items[].id", {"items": [{"id": 1}, {}]}, True),
        ("items[].id", {"items": {"id": 1}}, False),
        ("items[].id", {"items": '[{"id": 9}]'}, False),
        ("items[].id", {"items": ["id"]}, False),
        ("a.b", {"a": {"b": 9}}, False),
        ("a.b", {"a": [{"b": 1}]}, False),
        ("a.b", {"a.b": 9}, False),
        ("a.b", {}, True),
        ("ids[]", {"ids": [1, 9]}, False),
        ("ids[]", {"ids": 1}, False),
    ],
)
def test_a_path_reaches_into_lists_and_objects_and_another_shape_is_a_violation(path, args, fits):
    config = Config(tools={"send": ToolRule(constraints={path: Constraint(max=5)})})
    assert (said(config, args) == []) is fits


def test_constraints_of_all_covering_entries_hold_together():
    config = Config(tools={"*": limited(min=1).tools["send"], "s*": limited(max=3).tools["send"], "send": ToolRule()})
    assert [said(config, {"x": n}) for n in (0, 2, 4)] == [[("refuse", "constraint")], [], [("refuse", "constraint")]]


def test_a_tool_whose_declaration_changed_since_it_was_pinned_asks():
    spec = ToolSpec("send", "Sends.", {"properties": {"x": {"type": "string"}}})
    config = Config(tools={"send": ToolRule(pin=spec_digest(spec))})
    changed = ToolSpec("send", "Sends. Also to me.", spec.schema)
    for declared, expected in ((spec, []), (changed, [("verify", "spec_changed")]), (spec, [])):
        rules = Rules(config)
        asked = Check(
            Phase.CALL,
            Trajectory(RunId("t")),
            specs={"send": bind(declared, config)},
            calls=(ToolCall("1", "send", {"x": "y"}),),
        )
        assert [(f.action, f.finding.code) for f in rules.floors(asked)[0]] == expected


def test_one_rules_object_notices_a_declaration_that_changes_under_it():
    first, second = ToolSpec("send", "a"), ToolSpec("send", "b")
    config = Config(tools={"send": ToolRule(pin=spec_digest(first))})
    rules = Rules(config)
    call = ToolCall("1", "send")
    seen = [
        len(rules.floors(Check(Phase.CALL, Trajectory(RunId("t")), {"send": bind(s, config)}, (call,)))[0])
        for s in (first, second, first)
    ]
    assert seen == [0, 1, 0]


def test_a_tool_is_floored_when_it_is_bound_too():
    config = Config(tools={"send": ToolRule(rule="deny")})
    asked = Check(Phase.TOOL, Trajectory(RunId("t")), spec=bind(ToolSpec("send"), config))
    assert [f.finding.code for f in Rules(config).floors(asked)[0]] == ["denied_by_table"]


@pytest.mark.parametrize("phase", [Phase.PROMPT, Phase.OUTPUT, Phase.ANSWER])
def test_other_phases_have_no_floors(phase):
    assert Rules(Config()).floors(Check(phase, Trajectory(RunId("t")))) == [[]]


def test_it_fills_the_seat_and_its_fingerprint_follows_the_config():
    assert isinstance(Rules(Config()), FloorSource)
    assert Rules(Config()).fingerprint != Rules(Config(tools={"a": ToolRule()})).fingerprint


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
VALUES = st.recursive(LEAVES, lambda v: st.lists(v) | st.dictionaries(st.text(), v), max_leaves=10)


@settings(deadline=None)
@given(VALUES, st.sampled_from(["x", "x.y", "x[]", "x[].y"]))
def test_any_argument_gets_an_answer(value, path):
    constraints = [
        Constraint(max=1, min=0, pattern="a*", domains=("a.b",), one_of=(1,)),
        Constraint(schema={"type": "object", "required": ["y"], "properties": {"y": {"enum": [1]}}}),
    ]
    for constraint in constraints:
        found = floors(Config(tools={"send": ToolRule(constraints={path: constraint})}), {"x": value})
        assert all(floor.action in ("verify", "refuse") for floor in found)


def test_a_typical_call_costs_little():
    config = Config(tools={"send": ToolRule(constraints={"to": Constraint(domains=("example.com",))}), "*": ToolRule()})
    asked, rules = check(config, ToolCall("1", "send", {"to": ["ann@example.com"], "body": "x" * 500})), Rules(config)
    rules.floors(asked)
    assert least(lambda: [rules.floors(asked) for _ in range(100)], under=0.05) < 0.05
