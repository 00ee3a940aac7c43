"""What a tool does: from the table, from annotations, else inferred on the strict side."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard.argument_names import DECIDES
from mosaic_guard.config import Config, Server, ToolRule
from mosaic_guard.effects import bind, infer
from mosaic_guard.pins import spec_digest
from mosaic_guard.policies.provenance import decisive_paths
from mosaic_guard.policies.reach import effect_of
from mosaic_guard.tool import EffectSource, ToolSpec
from mosaic_guard.trajectory import ToolCall


def spec(name, *args, description="", **kwargs):
    return ToolSpec(name, description, {"properties": {arg: {"type": "string"} for arg in args}}, **kwargs)


def words(effect):
    kind = "write" if effect.write else "read"
    return " ".join([kind, *["reversible"] * (effect.write and effect.reversible), *["external"] * effect.external])


@pytest.mark.parametrize(
    ("name", "args", "effect"),
    [
        ("get_balance", [], "read"),
        ("list_orders", [], "read"),
        ("read_file", ["path"], "read"),
        ("get_post", [], "read"),
        ("get_on_call", [], "read"),
        ("set_on_call", ["team"], "write external"),
        ("getEmailStatus", [], "read"),
        ("search_contacts", ["query"], "read"),
        ("calendar-lookup", [], "read"),
        ("count_rows", [], "read"),
        ("fetch_page", ["url"], "read external"),
        ("get_page", ["url"], "read external"),
        ("web_search", ["query"], "read external"),
        ("send_email", ["to", "body"], "write external"),
        ("post_message", ["channel", "text"], "write external"),
        ("mcp__slack__post_message", ["channel"], "write external"),
        ("transfer_money", ["account", "amount"], "write external"),
        ("SendHTTPRequest", ["url"], "write external"),
        ("delete_user", ["id"], "write external"),
        ("write_file", ["path", "content"], "write"),
        ("upload_file", ["path"], "write external"),
        ("share_file", ["path", "email"], "write external"),
        ("create_draft", ["to", "body"], "write reversible"),
        ("add_label", ["message_id", "label"], "write reversible"),
        ("remove_label", ["message_id", "label"], "write reversible"),
        ("archive_thread", ["id"], "write reversible"),
        ("delete_label", ["label"], "write external"),
        ("publish_draft", ["id"], "write external"),
        ("frobnicate", ["x"], "write external"),
        ("", [], "write external"),
        ("email", [], "write external"),
        ("bash", ["command"], "write external"),
        ("get_rows", ["sql"], "write external"),
        ("find_or_create_user", [], "write external"),
        ("search_and_book", [], "write external"),
        ("get_and_delete", [], "write external"),
        ("read_then_post", [], "write external"),
        ("call_api", ["url", "method"], "write external"),
    ],
)
def test_effects_are_inferred_from_names_and_arguments(name, args, effect):
    found = infer(spec(name, *args))
    assert (words(found), found.source) == (effect, EffectSource.INFERRED)


def test_a_description_may_make_a_tool_stricter():
    assert infer(spec("get_mail", description="Sends the mail.")).write
    assert not infer(spec("get_mail", description="Gets the mail.")).write


def test_only_the_agents_own_tools_are_believed_what_they_say_of_themselves():
    assert not infer(spec("weatherman", description="Get the weather.")).write
    assert infer(spec("weatherman", description="Get the weather.", origin="mcp:w")).write
    assert infer(spec("weatherman", description="Get the weather and delete it.")).write


NOTES = {"readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False}


def test_annotations_of_a_server_nobody_vouched_for_only_tighten():
    kind = bind(spec("send_email", "to", annotations=NOTES, origin="mcp:mail")).effect
    assert words(kind) == "write external"
    harsh = {"readOnlyHint": False, "destructiveHint": True, "openWorldHint": True}
    strict = bind(spec("get_mail", annotations=harsh, origin="mcp:mail")).effect
    assert (words(strict), strict.reversible, strict.source) == ("write external", False, EffectSource.ANNOTATIONS)


@pytest.mark.parametrize("said", [{"annotations": {"idempotentHint": False}}, {"rule": {"effect": "read"}}, {}])
@pytest.mark.parametrize("closed", [False, True])
def test_a_read_goes_out_with_an_address_in_its_call_unless_somebody_trusted_says_that_it_stays_inside(said, closed):
    config = Config(tools={"get_mail": ToolRule(**said.get("rule", {}), external=False if closed else None)})
    bound = bind(spec("get_mail", "which", annotations=said.get("annotations", {}), origin="mcp:mail"), config)
    assert not bound.effect.external
    assert effect_of(bound, ToolCall("1", "get_mail", {"which": "https://drop.example/?q=1"})).external is not closed


def test_annotations_of_a_trusted_server_count_both_ways():
    config = Config(servers={"mail": Server(trusted_annotations=True)})
    effect = bind(spec("send_email", "to", annotations=NOTES, origin="mcp:mail"), config).effect
    assert (words(effect), effect.source) == ("read", EffectSource.ANNOTATIONS)
    assert (
        words(bind(spec("send_email", "to", annotations=NOTES, origin="mcp:other"), config).effect) == "write external"
    )
    assert words(bind(spec("send_email", "to", annotations=NOTES), config).effect) == "write external"


def test_annotations_that_are_no_truth_values_say_nothing():
    config = Config(servers={"m": Server(trusted_annotations=True)})
    noted = spec("send", annotations={"readOnlyHint": "true", "openWorldHint": 0}, origin="mcp:m")
    assert words(bind(noted, config).effect) == "write external"


def test_the_table_comes_first():
    config = Config(
        tools={"send": ToolRule(effect="read", external=False, idempotent=True, decisive=("x",), trusted=True)}
    )
    bound = bind(spec("send", "to", annotations={"destructiveHint": True}), config)
    assert (words(bound.effect), bound.effect.source) == ("read", EffectSource.TABLE)
    assert (bound.decisive, bound.trusted, bound.known) == (frozenset({"x"}), True, True)


def test_what_the_table_leaves_open_is_inferred():
    config = Config(tools={"frobnicate": ToolRule(effect="read"), "fetch": ToolRule(effect="read")})
    assert words(bind(spec("frobnicate"), config).effect) == "read"
    assert words(bind(spec("fetch", "url"), config).effect) == "read external"


def test_nothing_is_trusted_or_unknown_without_a_table():
    bound = bind(spec("anything"))
    assert (bound.trusted, bound.known) == (False, True)


def test_a_change_that_names_nothing_decisive_holds_all_but_its_content_decisive():
    assert bind(spec("frobnicate", "alpha", "body")).decisive == {"alpha"}
    assert bind(spec("show_alpha", "alpha")).decisive == frozenset()


LINES = {
    "$defs": {"Line": {"properties": {"alpha": {"type": "array", "items": {"type": "string"}}, "memo": {}}}},
    "properties": {"lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}}, "text": {"type": "string"}},
}


def test_arguments_are_found_deep_in_the_schema():
    assert bind(ToolSpec("frobnicate", schema=LINES)).decisive == {"lines[].alpha", "lines[].memo"}


@pytest.mark.parametrize("arg", [{"owner": {"anyOf": [{"format": "email"}, {"type": "null"}]}}, {"accountId": {}}])
def test_where_an_argument_is_known_to_decide_the_values_are_left_to_provenance(arg):
    assert bind(ToolSpec("frobnicate", schema={"properties": {"alpha": {}, **arg}})).decisive == frozenset()


@pytest.mark.parametrize("arg", sorted(DECIDES))
def test_what_provenance_is_left_with_it_holds_decisive(arg):
    bound = bind(ToolSpec("frobnicate", schema={"properties": {"alpha": {}, arg: {}}}))
    assert decisive_paths(bound, {"alpha": "x", arg: "x"}) == {arg}


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda v: (
        st.lists(v, max_size=3)
        | st.dictionaries(st.sampled_from(["properties", "items", "anyOf", "$ref", "type", "a"]), v, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.text(), st.text(), st.dictionaries(st.text(), JSONISH), st.dictionaries(st.text(), JSONISH))
def test_any_declaration_is_bound(name, description, schema, annotations):
    for origin in ("local", "mcp:x"):
        assert bind(ToolSpec(name, description, schema, annotations, origin)).known


def test_a_schema_that_refers_to_itself_is_bound():
    schema = {"properties": {"next": {"$ref": "#"}, "loop": {"$ref": "#/properties/loop"}, "alpha": {}}}
    assert "alpha" in bind(ToolSpec("frobnicate", schema=schema)).decisive


@pytest.mark.parametrize(
    "other",
    [
        spec("b", "x"),
        spec("a", "x", description="d"),
        spec("a", "y"),
        spec("a", "x", annotations={"readOnlyHint": True}),
        spec("a", "x", origin="mcp:m"),
    ],
)
def test_the_digest_changes_with_everything_a_tool_declares(other):
    assert spec_digest(other) != spec_digest(spec("a", "x"))


def test_the_digest_ignores_order_and_what_was_bound():
    one = ToolSpec("a", schema={"type": "object", "properties": {}})
    two = ToolSpec("a", schema={"properties": {}, "type": "object"}, known=True, trusted=True)
    assert spec_digest(one) == spec_digest(two)
    assert spec_digest(one).startswith("sha256:")


@pytest.mark.parametrize(
    ("name", "description", "args", "effect"),
    [
        ("tenants", "Tenants of a building.", ["building"], "read"),
        ("myDevices", "Devices in the house.", [], "read"),
        ("tenants", "", ["building"], "write external"),
        ("tenants", "Tenants of a building; removes those who left.", ["building"], "write external"),
        ("payments", "Payments of an account.", [], "read"),
        ("payments", "Payments to an account.", [], "write external"),
        ("lights", "Lights of a room.", ["room", "state"], "write external"),
        ("letters", "Letters to tenants.", ["body"], "write external"),
        ("frob_widgets", "Widgets.", [], "write external"),
    ],
)
def test_the_agents_own_tool_that_is_called_like_several_things_lists_them(name, description, args, effect):
    assert words(infer(spec(name, *args, description=description))) == effect
    assert words(infer(spec(name, *args, description=description, origin="mcp:x"))) == "write external"


METHOD = {"type": "string"}


@pytest.mark.parametrize(
    ("name", "description", "method", "write"),
    [
        ("issue_read", "Get information about an issue.", METHOD | {"enum": ["get", "get_comments"]}, False),
        ("issue_read", "Get information about an issue.", METHOD | {"enum": ["get", "delete"]}, True),
        ("issue_read", "Get information about an issue.", METHOD | {"enum": ["get", "get_or_create"]}, True),
        ("issue_read", "Get information about an issue.", METHOD | {"enum": []}, True),
        ("issue_read", "Get information about an issue.", METHOD, True),
        ("issue_read", "Get information about an issue.", {"type": "string", "description": "get"}, True),
        ("issue_read", "Deletes an issue.", METHOD | {"enum": ["get"]}, True),
        ("issue_write", "Updates an issue.", METHOD | {"enum": ["get"]}, True),
        ("mark_read", "Marks a mail.", METHOD | {"enum": ["get"]}, True),
    ],
)
def test_a_servers_tool_that_is_called_read_and_lists_only_such_methods_is_one(name, description, method, write):
    schema = {"type": "object", "properties": {"method": method, "repo": {"type": "string"}}}
    assert infer(ToolSpec(name, description, schema, origin="mcp:forge")).write is write
