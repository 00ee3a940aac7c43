"""A configuration file is read strictly, and its errors say where and what instead."""

import dataclasses
import json
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.config import (
    Approval,
    Config,
    Constraint,
    Plugins,
    Server,
    ToolRule,
    load,
    parse,
    schema,
    to_yaml,
)
from mosaic_guard.errors import ConfigError


def read(text):
    return parse(("mosaic.yaml", text))


def error_of(text):
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


FULL = """\
version: 1
mode: monitor
store: traces.db
on_error: verify
tools:
  send_email:
    rule: verify
    effect: write
    reversible: false
    external: true
    idempotent: false
    decisive: [to, "items[].account"]
    trusted: false
    approvers: [ann]
    constraints:
      to: {domains: [example.com, "*.corp.example"]}
      amount: {min: 0, max: 100.5}
      kind: {one_of: [a, 1, null]}
      code: {pattern: "[0-9]{4}"}
      items: {schema: {type: array, maxItems: 3}}
    pin: sha256:0000000000000000000000000000000000000000000000000000000000000000
  "bash*": {rule: deny}
approval: {mode: per_call, timeout_s: 60, asks_per_run: 3, asks_per_source: 2, grant_minutes: 5, grant_uses: 1}
refusals: {per_intent: 2}
checks: {prompt: false, answer: true, tools: true}
thresholds: {injection: 0.8}
plugins: {disabled: [loud]}
servers: {mail: {trusted_annotations: true}}
protect: [~/.ssh]
"""


def test_everything_that_can_be_set_is_read():
    config = read(FULL)
    rule = config.tools["send_email"]
    assert (config.mode, config.store, config.on_error, config.protect) == (
        "monitor",
        "traces.db",
        "verify",
        ("~/.ssh",),
    )
    assert (rule.decisive, rule.approvers, rule.trusted) == (("to", "items[].account"), ("ann",), False)
    assert rule.constraints["amount"] == Constraint(min=0, max=100.5)
    assert rule.constraints["kind"].one_of == ("a", 1, None)
    assert config.approval == Approval(
        mode="per_call", timeout_s=60, asks_per_run=3, asks_per_source=2, grant_minutes=5, grant_uses=1
    )
    assert (config.plugins, config.servers) == (Plugins(disabled=("loud",)), {"mail": Server(trusted_annotations=True)})
    assert (config.checks.prompt, config.refusals.per_intent, config.thresholds) == (False, 2, {"injection": 0.8})


def test_a_file_that_only_has_a_version_is_the_defaults():
    assert read("version: 1") == Config()


def test_null_turns_the_store_off_and_silence_does_not():
    assert read("version: 1\nstore: null").store is None
    assert read("version: 1").store == "default"


MODEL = "version: 1\nmodel:\n  urls: [http://127.0.0.1:8000/v1]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 1\nmod: enforce", "mosaic.yaml:2: unknown key 'mod'. Did you mean 'mode'?"),
        ("version: 1\nbackend: x", "mosaic.yaml:2: unknown key 'backend'. Valid are: version, mode, store"),
        (
            "version: 1\ntools:\n  a:\n    efect: read",
            "mosaic.yaml:4: unknown key 'tools.a.efect'. Did you mean 'effect'?",
        ),
        (
            "version: 1\ntools:\n  a:\n    constraints:\n      to:\n        patern: x",
            "mosaic.yaml:6: unknown key 'tools.a.constraints.to.patern'. Did you mean 'pattern'?",
        ),
        (
            "version: 1\napproval:\n  timeout: 3",
            "mosaic.yaml:3: unknown key 'approval.timeout'. Did you mean 'timeout_s'?",
        ),
        (
            "version: 1\nservers:\n  m: {trust_annotations: true}",
            "mosaic.yaml:3: unknown key 'servers.m.trust_annotations'. Did you mean 'trusted_annotations'?",
        ),
        (
            "version: 1\ntools:\n  a: {effect: reed}",
            "mosaic.yaml:3: tools.a.effect: found \"reed\"; write 'read' or 'write'. Did you mean 'read'?",
        ),
        ("version: 1\nchecks: {prompt: yes}", 'mosaic.yaml:2: checks.prompt: found "yes"; write true or false.'),
        ("version: 1\ntools: {a: {trusted: 1}}", "mosaic.yaml:2: tools.a.trusted: found 1; write true or false."),
        ("version: 1\nrefusals: {per_intent: 1.5}", "refusals.per_intent: found 1.5; write"),
        ("version: 1\nthresholds: {x: true}", "mosaic.yaml:2: thresholds.x: found true; write a number."),
        ("version: 1\nthresholds: {x: -1}", "mosaic.yaml:2: thresholds.x: must be a finite number, not below 0."),
        ("version: 1\ntools: 5", "mosaic.yaml:2: tools: found 5; write a mapping"),
        ("version: 1\napproval:", "mosaic.yaml:2: approval: found null; write a mapping"),
        ("version: 1\nprotect: x", 'mosaic.yaml:2: protect: found "x"; write a list.'),
        ("version: 1\nprotect:\n  - a\n  - 3", "mosaic.yaml:4: protect.1: found 3; write a text"),
        ("version: 2", "mosaic.yaml:1: version: found 2; write 1."),
        ("mode: enforce", "mosaic.yaml:1: the key 'version' is missing. Write `version: 1`."),
        ("", "the key 'version' is missing"),
        ("- 1", "mosaic.yaml:1: must be a mapping of settings"),
        (
            "version: 1\nmode: enforce\nmode: monitor",
            "mosaic.yaml:3: has the key 'mode' twice; it is on line 2 already.",
        ),
        ("version: 1\ntools: [", "mosaic.yaml:2: is not valid YAML"),
        ("version: 1\n---\nversion: 1", "mosaic.yaml:2: is not valid YAML"),
        ("version: 1\nstore: !!python/object:os.system x", "mosaic.yaml:2: has 'x' tagged tag:yaml.org,2002:python"),
        ("version: 1\nstore: !!binary aGk=", "mosaic.yaml:2: has 'aGk=' tagged"),
        ("version: 1\n? [a]\n: 1", "mosaic.yaml:2: has a key that is no text"),
        ("version: 1\nthresholds: {x: .inf}", 'thresholds.x: found ".inf"; write a number.'),
        ("version: 1\nthresholds: {x: 1e999}", "mosaic.yaml:2: has '1e999'"),
        ("version: 1\nstore: a\0b", "is not valid YAML"),
        ('version: 1\ntools:\n  "a\\ud800": {}', "mosaic.yaml:3: has half a character in 'a\\ud800'"),
        ('version: 1\nstore: "\\udc00"', "mosaic.yaml:2: has half a character"),
        (
            "version: 1\napproval: {asks_per_run: -" + "9" * 4000 + "}",
            "mosaic.yaml:2: approval.asks_per_run: must be a finite number, not below 0.",
        ),
        ("version: 1\ntools: {'': {}}", "mosaic.yaml:2: tools.: a tool name can't be empty."),
        ("version: 1\ntools: {'a[b': {}}", "mosaic.yaml:2: tools.a[b: has a [ without its ]."),
        (
            "version: 1\ntools:\n  'a*': {pin: sha256:" + "0" * 64 + "}",
            "mosaic.yaml:3: tools.a*.pin: belongs to one exact",
        ),
        ("version: 1\ntools:\n  a: {pin: abc}", "mosaic.yaml:3: tools.a.pin: must be `sha256:` and 64 hex digits."),
        ("version: 1\ntools:\n  a: {approvers: []}", "mosaic.yaml:3: tools.a.approvers: names nobody"),
        ("version: 1\ntools:\n  a: {decisive: ['a b']}", "'a b' is no argument path"),
        ("version: 1\ntools: {a: {constraints: {to: {}}}}", "tools.a.constraints.to: states no limit"),
        (
            "version: 1\ntools:\n  a:\n    constraints:\n      to:\n        pattern: (x",
            "mosaic.yaml:6: tools.a.constraints.to.pattern: not a regular expression",
        ),
        (
            "version: 1\ntools:\n  a:\n    constraints:\n      to:\n        domains: [https://x.y]",
            "mosaic.yaml:6: tools.a.constraints.to.domains: 'https://x.y' is neither a host",
        ),
        (
            "version: 1\ntools:\n  a:\n    constraints:\n      to:\n        schema: {typ: string}",
            "mosaic.yaml:6: tools.a.constraints.to.schema: schema keyword 'typ' is not supported; did you mean 'type'?",
        ),
        (
            f"{MODEL}\n  hedge: 1.5",
            "model.hedge: must be above 0 and at most 1, which is never; not 1.5",
        ),
        (f"{MODEL}\n  hedge: .nan", "mosaic.yaml:4: model.hedge: "),
        (f"{MODEL}\n  concurrency: 0", "mosaic.yaml:4: model.concurrency: must be at least 1, not 0"),
    ],
)
def test_an_error_names_file_line_key_and_the_way_out(text, said):
    assert said in error_of(text)


WRONG_IN_MANY_WAYS = """
tools:
  pay:
    rule: dny
    pin: abc
    approvers: []
    decisive: ['a b']
    constraints:
      to: {max: a}
  "a[b":
    rule: dny
refusals: {per_intent: 0}
approval:
  timeout_s: soon
  asks_per_run: -1
  grant_uses: -1
thresholds:
  call: -1
  output: -1
mod: x
"""


def test_all_errors_are_told_at_once_in_the_order_of_their_lines():
    told = error_of(WRONG_IN_MANY_WAYS).splitlines()
    assert [line.split(": ")[:2] for line in told] == [
        ["mosaic.yaml:1", "the key 'version' is missing. Write `version"],
        ["mosaic.yaml:4", "tools.pay.rule"],
        ["mosaic.yaml:5", "tools.pay.pin"],
        ["mosaic.yaml:6", "tools.pay.approvers"],
        ["mosaic.yaml:7", "tools.pay.decisive"],
        ["mosaic.yaml:9", "tools.pay.constraints.to.max"],
        ["mosaic.yaml:10", "tools.a[b"],
        ["mosaic.yaml:11", "tools.a[b.rule"],
        ["mosaic.yaml:12", "refusals.per_intent"],
        ["mosaic.yaml:14", "approval.timeout_s"],
        ["mosaic.yaml:15", "approval.asks_per_run"],
        ["mosaic.yaml:16", "approval.grant_uses"],
        ["mosaic.yaml:18", "thresholds.call"],
        ["mosaic.yaml:19", "thresholds.output"],
        ["mosaic.yaml:20", "unknown key 'mod'. Did you mean 'mode'?"],
    ]


def test_what_lacks_a_part_only_because_that_part_is_wrong_is_told_once():
    assert error_of("version: 1\ntools: {a: {constraints: {to: {max: x}}}}").count("\n") == 0
    assert error_of("version: 1\nmodel: {urls: [3]}").count("\n") == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 1\nstore: " + "x" * 300_000, "larger than 256 KiB"),
        ("version: 1\ntools: " + "[" * 100_000, "nested too deeply"),
        ("version: 1\ntools: " + "[" * 40 + "]" * 40, "more than 32 levels"),
        (
            "version: 1\na: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)),
            "more than 20000 values",
        ),
        ("version: 1\na: &a [*a]", "levels"),
    ],
)
def test_a_hostile_file_is_refused_quickly(text, said):
    assert said in error_of(text)


def test_two_spellings_of_one_character_are_one_key():
    assert "has the key '\U00010000' twice" in error_of('version: 1\ntools: {"\U00010000": {}, "\\ud800\\udc00": {}}')


def test_a_number_too_large_to_be_a_float_is_a_number():
    assert read("version: 1\napproval: {asks_per_run: " + "9" * 4000 + "}").approval.asks_per_run > 10**3999


def test_aliases_may_be_used():
    config = read("version: 1\ntools:\n  a: &mail {rule: verify}\n  b: *mail")
    assert config.tools["a"] == config.tools["b"] == ToolRule(rule="verify")


def test_words_that_yaml_takes_for_something_else_stay_texts():
    config = read("version: 1\ntools: {a: {constraints: {x: {one_of: [no, on, 010, 2024-01-01, 1_000, <<]}}}}")
    assert config.tools["a"].constraints["x"].one_of == ("no", "on", "010", "2024-01-01", "1_000", "<<")


def test_files_are_loaded_and_what_cant_be_read_is_said(tmp_path):
    good, binary = tmp_path / "a.yaml", tmp_path / "b.yaml"
    good.write_text("\ufeffversion: 1\nmode: monitor", encoding="utf-8")
    binary.write_bytes(b"version: \xff")
    assert load(good).mode == "monitor"
    with pytest.raises(ConfigError, match=r"b\.yaml: is not UTF-8 text \(byte 9\)"):
        load(binary)
    with pytest.raises(ConfigError, match=r"none\.yaml: can't be read: No such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(ConfigError, match="can't be read"):
        load(tmp_path)
    with pytest.raises(ConfigError, match="No configuration file was named"):
        load()


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12)
BOOLS = st.none() | st.booleans()
CONSTRAINTS = st.builds(
    Constraint,
    max=st.floats(allow_nan=False, allow_infinity=False),
    one_of=st.none() | st.lists(TEXTS | st.integers() | st.booleans() | st.none()).map(tuple),
    domains=st.none() | st.just(("example.com",)),
)
RULES = st.builds(
    ToolRule,
    rule=st.sampled_from([None, "allow", "verify", "deny"]),
    effect=st.sampled_from([None, "read", "write"]),
    reversible=BOOLS,
    external=BOOLS,
    trusted=BOOLS,
    approvers=st.none() | st.lists(TEXTS, min_size=1).map(tuple),
    constraints=st.dictionaries(st.sampled_from(["to", "items[].id"]), CONSTRAINTS),
)
CONFIGS = st.builds(
    Config,
    mode=st.sampled_from(["enforce", "monitor"]),
    store=st.none() | TEXTS,
    tools=st.dictionaries(st.sampled_from(["a", "b*", "*", "no", "1", "c?"]), RULES),
    thresholds=st.dictionaries(TEXTS, st.floats(0, 10)),
    protect=st.lists(TEXTS.filter(str.strip)).map(tuple),
)


@settings(deadline=None)
@given(CONFIGS)
def test_what_is_written_is_read_back_the_same(config):
    assert read(to_yaml(config)) == config


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_config_or_a_config_error(text):
    with suppress(ConfigError):
        assert isinstance(read("version: 1\n" + text), Config)


def test_the_schema_covers_every_key():
    made = schema()
    assert set(made["properties"]) == {f.name for f in dataclasses.fields(Config)}
    assert set(made["$defs"]["ToolRule"]["properties"]) == {f.name for f in dataclasses.fields(ToolRule)}
    assert made["additionalProperties"] is False
    assert "monitor" in made["properties"]["mode"]["description"]
    json.dumps(made)


def test_the_fingerprint_changes_with_every_statement_and_not_with_the_order():
    one = read("version: 1\ntools: {a: {rule: deny}, b: {}}")
    assert one.fingerprint == read("version: 1\ntools: {b: {}, a: {rule: deny}}").fingerprint
    assert one.fingerprint != read("version: 1\ntools: {a: {rule: verify}, b: {}}").fingerprint


def test_the_types_cost_no_yaml_and_no_pydantic_until_a_file_is_read():
    code = (
        "import sys, mosaic_guard.config as c, mosaic_guard.policies.rules; c.Config(); "
        "assert not {'yaml', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("place", ["tools:\n  <<: {pay: {rule: deny}}", "tools: {pay: {<<: {rule: deny}}}", "<<: {}"])
def test_a_merge_key_is_no_name(place):
    with pytest.raises(ConfigError, match="merges nothing here"):
        parse(("a.yaml", f"version: 1\n{place}\n"))


def test_a_tool_may_be_called_like_a_merge_key_in_quotes():
    assert "<<" in parse(("a.yaml", "version: 1\ntools: {'<<': {rule: deny}}\n")).tools


@pytest.mark.parametrize(
    "text",
    ["store: {url: 'postgresql://u:hunter2secret@h/db'}", "model: {urls: ['ftp://u:hunter2secret@h/v1']}"],
)
def test_an_error_shows_no_password_of_an_address(text):
    with pytest.raises(ConfigError, match="@h/") as error:
        read(f"version: 1\n{text}\n")
    assert "hunter2secret" not in str(error.value)
