"""What `init` and `doctor` see of LangGraph and LangChain agents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from deepagents import create_deep_agent
from langchain.agents import create_agent
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode
from mosaic_adapters.deepagents import guard_deep_agent
from mosaic_adapters.langchain import MosaicMiddleware
from mosaic_adapters.langgraph import SafetyCheckNode, guard_graph, guard_tools, guard_tools_node
from mosaic_adapters.testing import ScriptedChatModel

from mosaic_guard import Guard
from mosaic_guard.errors import ConfigError
from mosaic_guard.inspection import AgentView, view
from mosaic_guard.testing import memory_guard


@tool
def send_mail(to: str, body: str) -> str:
    """Send a mail."""
    return "sent"


@tool
def read_mail(folder: str = "inbox") -> str:
    """Read the mails of a folder."""
    return ""


def plain(to: str) -> str:
    """Do something."""
    return to


HOSTED = {"type": "web_search", "name": "web_search"}
TOOLS = [send_mail, read_mail]
NAMES = ["send_mail", "read_mail"]
MODEL = ScriptedChatModel(script=[])


def loop(node: Any) -> Any:
    builder = StateGraph(MessagesState)
    builder.add_node("tools", node)
    builder.add_edge(START, "tools")
    return builder.compile()


def outer(inner: Any) -> Any:
    """Make a graph that runs another one inside a function, where no graph shows it."""

    def work(state: MessagesState) -> Any:
        return inner.invoke(state)

    return loop(work)


def status(seen: AgentView) -> dict[str, str]:
    return {place.name: place.status for place in seen.places}


UNGUARDED: dict[str, Callable[[], Any]] = {
    "tools": lambda: TOOLS,
    "one tool": lambda: send_mail,
    "create_agent": lambda: create_agent(MODEL, TOOLS),
    "graph": lambda: loop(ToolNode(TOOLS)),
    "builder": lambda: loop(ToolNode(TOOLS)).builder,
    "nested graph": lambda: loop(loop(ToolNode(TOOLS))),
    "graph in a function": lambda: outer(loop(ToolNode(TOOLS))),
    "deep agent": lambda: create_deep_agent(MODEL, TOOLS),
    "functions": lambda: [plain],
}
GUARDED: dict[str, Callable[[Guard], Any]] = {
    "tools": lambda guard: guard_tools(TOOLS, guard),
    "create_agent": lambda guard: create_agent(MODEL, TOOLS, middleware=[MosaicMiddleware(guard)]),
    "guard_graph": lambda guard: guard_graph(create_agent(MODEL, TOOLS), guard),
    "tools node": lambda guard: loop(guard_tools_node(ToolNode(TOOLS), guard)),
    "check node": lambda guard: loop(SafetyCheckNode(guard, TOOLS)),
    "nested graph": lambda guard: guard_graph(loop(loop(ToolNode(TOOLS))), guard),
    "graph in a function": lambda guard: outer(guard_graph(loop(ToolNode(TOOLS)), guard)),
    "deep agent": lambda guard: create_deep_agent(**guard_deep_agent(guard, model=MODEL, tools=TOOLS)),
    "functions": lambda guard: [guard.tool(plain)],
}


@pytest.mark.parametrize("name", UNGUARDED)
def test_tools_that_nothing_guards_are_found(name: str) -> None:
    seen = view(UNGUARDED[name]())
    assert not seen.is_guarded
    assert "unguarded" in status(seen).values()


@pytest.mark.parametrize("name", GUARDED)
def test_guarded_tools_are_found_so(name: str) -> None:
    seen = view(GUARDED[name](memory_guard()))
    assert seen.is_guarded
    assert "guarded" in status(seen).values()


@pytest.mark.parametrize("name", [name for name in UNGUARDED if name not in ("one tool", "deep agent", "functions")])
def test_the_declarations_are_those_that_the_model_is_shown(name: str) -> None:
    specs = {spec.name: spec for spec in view(UNGUARDED[name]()).tools}
    assert list(specs) == NAMES
    assert set(specs["send_mail"].schema["properties"]) == {"to", "body"}


@pytest.mark.parametrize("name", ["tools", "create_agent", "guard_graph"])
def test_a_guarded_tool_declares_what_it_declared_before(name: str) -> None:
    assert view(GUARDED[name](memory_guard())).tools == view(TOOLS).tools


def test_a_tool_that_the_provider_runs_is_named_as_not_inspected() -> None:
    for agent in ([*TOOLS, HOSTED], create_agent(MODEL, [*TOOLS, HOSTED])):
        assert status(view(agent))["web_search"] == "not inspected"


def test_a_subagent_that_only_a_tool_reaches_is_named_with_its_way() -> None:
    places = status(view(create_deep_agent(MODEL, TOOLS)))
    assert any(name.startswith("task → general-purpose/") for name in places)


def test_what_no_guard_reads_is_always_named() -> None:
    assert any("images" in name for name in status(view(create_agent(MODEL, TOOLS))))


def test_a_remote_graph_is_named_as_not_inspected() -> None:
    from langgraph.pregel.remote import RemoteGraph

    builder = StateGraph(MessagesState)
    builder.add_node("elsewhere", RemoteGraph("other", url="http://127.0.0.1:1"))
    builder.add_edge(START, "elsewhere")
    assert status(view(builder.compile()))["elsewhere"] == "not inspected"


@pytest.mark.parametrize("thing", [7, "tools", object(), [7], None])
def test_what_is_no_agent_is_an_error_that_says_what_is(thing: object) -> None:
    with pytest.raises(ConfigError, match="compiled graph"):
        view(thing)


@pytest.mark.parametrize("thing", [7, None, str])
def test_what_is_no_tool_among_tools_is_named_with_its_place(thing: object) -> None:
    for look in (view, lambda tools: guard_tools(tools, memory_guard())):
        with pytest.raises(ConfigError, match="item 2 of the tools is a"):
            look([*TOOLS, thing])


def test_a_function_that_can_be_no_tool_says_why() -> None:
    def undescribed(to: str) -> str:
        return to

    with pytest.raises(ConfigError, match=r"undescribed.*docstring"):
        view([*TOOLS, undescribed])
