"""Later files tighten, and never loosen."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mosaic_guard.assessment import Phase
from mosaic_guard.config import Config, ToolRule, parse, standing, to_yaml
from mosaic_guard.config.model import LayeredConfig
from mosaic_guard.config.table import NOBODY
from mosaic_guard.effects import bind
from mosaic_guard.errors import ConfigError
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.provenance.decisive import decisive_paths
from mosaic_guard.policies.rules import Rules
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import RunId, ToolCall, Trajectory


def merged(operator, tenant):
    return parse(("operator.yaml", "version: 1\n" + operator), ("tenant.yaml", "version: 1\n" + tenant))


@pytest.mark.parametrize(
    ("operator", "tenant", "said"),
    [
        ("", "mode: monitor", "tenant.yaml:2: mode: 'monitor' is looser than 'enforce' in operator.yaml"),
        ("", "on_error: verify", "on_error: 'verify' is looser than 'refuse'"),
        ("store: a.db", "store: null", "store: None is looser than 'a.db'"),
        (
            "",
            "approval: {asks_per_run: 9}",
            "tenant.yaml:2: approval.asks_per_run: 9 is looser than 5",
        ),
        ("approval: {grant_uses: 1}", "approval: {grant_uses: 2}", "approval.grant_uses: 2 is looser than 1"),
        ("", "refusals: {per_intent: 4}", "refusals.per_intent: 4 is looser than 3"),
        ("", "checks: {answer: false}", "checks.answer: False is looser than True"),
        ("thresholds: {x: 0.5}", "thresholds: {x: 0.6}", "thresholds.x: 0.6 is looser than 0.5"),
        ("", "thresholds: {x: 0.1}", "thresholds.x: nothing to compare it with is stated in operator.yaml"),
        ("", "plugins: {disabled: [a]}", "plugins.disabled: ('a',) is looser than ()"),
        ("", "servers: {m: {trusted_annotations: true}}", "servers.m: its annotations are not trusted in operator"),
        ("tools: {a: {rule: deny}}", "tools: {a: {rule: verify}}", "tools.a.rule: 'verify' is looser than 'deny'"),
        ("tools: {'a*': {rule: deny}}", "tools: {abc: {rule: allow}}", "tools.abc.rule: 'allow' is looser than 'deny'"),
        ("tools: {'a*': {rule: deny}}", "tools: {'a*': {rule: allow}}", "tools.a*.rule: 'allow' is looser than 'deny'"),
        (
            "tools: {a: {}}",
            "tools: {b: {rule: allow}}",
            "tools.b.rule: the tool is not listed, so not known,",
        ),
        ("tools: {a: {}}", "tools: {'b*': {rule: allow}}", "tools.b*.rule: the tool is not listed, so not known,"),
        ("tools: {a: {}}", "tools: {a: {trusted: true}}", "tools.a.trusted: the tool is not trusted in operator.yaml"),
        ("tools: {a: {}}", "tools: {'a*': {trusted: true}}", "tools.a*.trusted: the tool is not trusted in operator"),
        ("tools: {a: {effect: write}}", "tools: {a: {effect: read}}", "tools.a.effect: 'read' is looser than 'write'"),
        ("tools: {'*': {external: true}}", "tools: {a: {external: false}}", "tools.a.external: False is looser"),
        ("tools: {a: {decisive: [x, y]}}", "tools: {a: {decisive: [x]}}", "tools.a.decisive: ('x',) is looser"),
        (
            "tools: {a: {effect: write}}",
            "tools: {a: {decisive: [subject]}}",
            "tools.a.decisive: nothing to add it to is stated in operator.yaml",
        ),
        ("tools: {a: {approvers: [x]}}", "tools: {a: {approvers: [y]}}", "tools.a.approvers: ('y',) is looser"),
        (
            "tools: {send_mail: {effect: write}}",
            "tools:\n  'send_*': {effect: read}",
            "tenant.yaml:3: tools.send_*.effect: 'read' is looser than 'write', said of 'send_mail', in operator.yaml",
        ),
        (
            "tools: {send_mail: {effect: write}}",
            "tools: {send_mail: {rule: verify}, '*': {effect: read}}",
            "tools.*.effect: 'read' is looser than 'write', said of 'send_mail', in operator.yaml",
        ),
        (
            "tools: {'s*': {effect: write}}",
            "tools: {'send_*': {effect: read}}",
            "tools.send_*.effect: 'read' is looser than 'write' in operator.yaml",
        ),
        (
            "tools: {'[st]*': {external: true}}",
            "tools: {'[st]*': {external: false}}",
            "tools.[st]*.external: False is looser than True in operator.yaml",
        ),
        (
            "tools: {send_mail: {reversible: false}}",
            "tools: {'*': {rule: verify}, '*mail': {reversible: true}, 's*': {trusted: false}}",
            "tools.*mail.reversible: True is looser than False, said of 'send_mail', in operator.yaml",
        ),
    ],
)
def test_loosening_is_an_error_that_names_both_files(operator, tenant, said):
    with pytest.raises(ConfigError) as caught:
        merged(operator, tenant)
    assert said in str(caught.value)
    assert "A later file may only tighten" in str(caught.value)


def test_what_a_later_file_tightens_holds_and_the_rest_stays():
    config = merged(
        "mode: monitor\nthresholds: {x: 0.5, y: 0.5}\napproval: {timeout_s: 60, asks_per_run: 4}\nprotect: [a]\n"
        "servers: {m: {trusted_annotations: true}}\nplugins: {disabled: [p]}",
        "mode: enforce\nthresholds: {x: 0.4}\napproval: {asks_per_run: 1, mode: per_call}\nprotect: [b]\n"
        "servers: {m: {trusted_annotations: false}}\nplugins: {disabled: []}\nrefusals: {per_intent: 1}",
    )
    assert (config.mode, config.thresholds, config.protect) == ("enforce", {"x": 0.4, "y": 0.5}, ("a", "b"))
    assert (config.approval.timeout_s, config.approval.asks_per_run, config.approval.mode) == (60, 1, "per_call")
    assert (config.servers["m"].trusted_annotations, config.plugins.disabled) == (False, ("p",))
    assert config.refusals.per_intent == 1


def test_a_third_file_is_held_to_what_the_first_two_say():
    with pytest.raises(ConfigError, match="3 is looser than 2 in a and b"):
        parse(*((name, text) for name, text in [
            ("a", "version: 1"),
            ("b", "version: 1\napproval: {asks_per_run: 2}"),
            ("c", "version: 1\napproval: {asks_per_run: 3}"),
        ]))  # fmt: skip


@pytest.mark.parametrize(
    "tenant",
    [
        "{'*': {effect: read}, send_mail: {effect: write}}",
        "{'*': {effect: read}, 'send*': {effect: write}}",
        "{'*': {effect: write, trusted: false}}",
        "{'read_*': {effect: read}}",
        "{'send*': {rule: verify}}",
        "{'*mail': {decisive: [subject]}}",
    ],
)
def test_a_later_files_glob_may_say_what_it_does_not_loosen(tenant):
    config = merged(
        "tools: {send_mail: {effect: write, rule: deny, decisive: [to]}, 'read_*': {effect: read}}", f"tools: {tenant}"
    )
    assert bind(ToolSpec("send_mail"), config).effect.write
    assert standing(config, "send_mail").rule == "deny"


def test_silence_in_a_later_file_makes_no_tool_unknown():
    config = merged("tools: {a: {}, b: {}}", "tools: {a: {rule: verify}}")
    assert standing(config, "b").known
    assert not standing(config, "c").known


def test_a_later_files_table_counts_where_no_earlier_one_lists_tools():
    config = merged("", "tools: {a: {}}")
    assert (standing(config, "a").known, standing(config, "b").known) == (True, False)


def test_files_that_agree_on_no_approver_leave_nobody():
    config = merged("tools: {'a*': {approvers: [x]}}", "tools: {'ab*': {approvers: [y]}}")
    assert standing(config, "abc").approvers == (NOBODY,)
    assert standing(config, "a").approvers == ("x",)


NAMES = ["send", "send_mail", "read_mail"]
KEYS = ["*", "send*", "s*", "*mail", "read_*", "?end", *NAMES]
BOOLS = st.none() | st.booleans()
RULES = st.fixed_dictionaries(
    {},
    optional={
        "rule": st.sampled_from(["allow", "verify", "deny"]),
        "effect": st.sampled_from(["read", "write"]),
        "external": st.booleans(),
        "reversible": st.booleans(),
        "idempotent": st.booleans(),
        "trusted": st.booleans(),
        "decisive": st.lists(st.sampled_from(["to", "n"]), max_size=2, unique=True).map(tuple),
    },
)


@st.composite
def tables(draw):
    table = draw(st.dictionaries(st.sampled_from(KEYS), RULES, max_size=4))
    constraint = draw(st.sampled_from(["", "{max: 5}", "{max: 3}", "{min: 2}", "{one_of: [1, 4, 6]}"]))
    lines = ["tools:" if table else "tools: {}"]
    for key, rule in table.items():
        said = [f"{k}: {list(v) if isinstance(v, tuple) else str(v).lower()}" for k, v in rule.items()]
        said += [f"constraints: {{n: {constraint}}}"] * bool(constraint)
        lines.append(f"  {key!r}: {{{', '.join(said)}}}")
    return "\n".join(lines)


def floor_set(config, name, n):
    spec = bind(ToolSpec(name, schema={"properties": {"n": {"type": "number"}}}), config)
    check = Check(Phase.CALL, Trajectory(RunId("t")), specs={name: spec}, calls=(ToolCall("1", name, {"n": n}),))
    return {(f.action, f.finding.code, f.finding.message) for f in Rules(config).floors(check)[0]}


def strictness(floors):
    return max(({"verify": 1, "refuse": 2}[action] for action, *_ in floors), default=0)


@settings(deadline=None)
@given(tables(), tables(), st.sampled_from(NAMES), st.integers(0, 7))
def test_a_merge_only_tightens(operator, tenant, name, n):
    try:
        both = merged(operator, tenant)
    except ConfigError:
        assume(False)
    alone = [parse(("x", "version: 1\n" + text)) for text in (operator, tenant)]
    together = floor_set(both, name, n)
    assert strictness(together) >= strictness(floor_set(alone[0], name, n))
    for config in alone:
        kept = {f for f in floor_set(config, name, n) if f[1] not in ("unknown_tool", "verify_by_table")}
        assert kept <= together
        if standing(config, name).rule == "verify":
            assert strictness(together) >= 1
    spec = ToolSpec(name)
    one, two = bind(spec, alone[0]), bind(spec, both)
    assert two.effect.tightened(one.effect) == two.effect
    assert two.known <= one.known
    assert two.trusted <= one.trusted
    assert two.decisive >= one.decisive if one.decisive else not two.decisive  # where nothing is listed, more is held


@settings(deadline=None)
@given(tables(), st.sampled_from(NAMES), st.integers(0, 7))
def test_the_order_of_entries_never_matters(text, name, n):
    config = parse(("x", "version: 1\n" + text))
    turned = Config(tools=dict(reversed(config.tools.items())))
    assert floor_set(config, name, n) == floor_set(turned, name, n)
    assert bind(ToolSpec(name), config) == bind(ToolSpec(name), turned)


def test_a_later_files_glob_never_narrows_what_decides():
    config = merged("tools: {send_mail: {effect: write}}", "tools: {'send_*': {decisive: [subject]}}")
    declared = ToolSpec("send_mail", schema={"properties": {"to": {}, "subject": {}}})
    args = {"to": "bob@example.com", "subject": "x"}
    assert decisive_paths(bind(declared, config), args) == {"to"}


def test_the_stricter_of_two_equally_close_entries_holds():
    config = Config(
        tools={"se*": ToolRule(effect="read", trusted=True), "*nd": ToolRule(effect="write", trusted=False)}
    )
    bound = bind(ToolSpec("send"), config)
    assert (bound.effect.write, bound.trusted) == (True, False)


def test_the_closest_entry_sets_the_properties_and_every_entry_its_limits():
    text = (
        "tools:\n  '*': {rule: verify, effect: write, constraints: {n: {max: 9}}}\n"
        "  'send*': {effect: write, trusted: false}\n  send_mail: {effect: read, trusted: true, rule: allow}"
    )
    config = parse(("x", "version: 1\n" + text))
    bound, said = bind(ToolSpec("send_mail"), config), standing(config, "send_mail")
    assert (bound.effect.write, bound.trusted, said.rule, len(said.limits)) == (False, True, "verify", 1)


@pytest.mark.parametrize(
    ("key", "tool", "known"),
    [
        ("bash", "bash", True),
        ("bash", "bash_session", False),
        ("bash", "BASH", False),
        ("bash", "my_bash", False),
        ("bash*", "bash_session", True),
        ("*", "bash", False),
        ("b?sh", "bash", True),
        ("b[a]sh", "bash", True),
        ("b.sh", "bash", False),
        ("*_*", "bash", False),
    ],
)
def test_names_are_exact_unless_a_glob_is_written(key, tool, known):
    assert standing(Config(tools={key: ToolRule()}), tool).known is known


def test_one_file_says_the_same_layered_or_not():
    config = Config(tools={"a": ToolRule(rule="deny")})
    layered = merged("tools: {a: {rule: deny}}", "")
    assert isinstance(layered, LayeredConfig)
    assert standing(layered, "a").rule == standing(config, "a").rule
    assert "a" in to_yaml(layered)


@pytest.mark.parametrize(
    ("operator", "tenant"),
    [
        ("tools: {'a*': {trusted: true}}", "tools: {'ab*': {trusted: true, rule: allow}}"),
        ("tools: {'*': {}}", "tools: {'ab*': {rule: allow}}"),
        ("", "tools: {'ab*': {rule: allow}}"),
        ("tools: {a: {}}", "tools: {'a*': {rule: verify, trusted: false}}"),
    ],
)
def test_a_later_glob_may_say_again_what_holds_already_and_tighten(operator, tenant):
    assert len(merged(operator, tenant).tables) == 2
