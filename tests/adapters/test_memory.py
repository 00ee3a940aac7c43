"""What an agent wrote down in one thread, and is reminded of in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from deepagents import create_deep_agent
from deepagents.backends import FilesystemBackend
from langchain_core.messages import HumanMessage
from langchain_core.tools import BaseTool, tool
from mosaic_adapters.deepagents import guard_deep_agent
from mosaic_adapters.langgraph import guard_graph, guard_tools
from mosaic_adapters.testing import ScriptedChatModel, calling

from mosaic_guard import Guard, Origin
from mosaic_guard.config import ToolRule
from mosaic_guard.testing import ScriptedPolicy, memory_guard
from mosaic_guard.trajectory import ToolOutput

NOTES = "rent account: DE89370400440532013000"


@tool
def transfer(iban: str) -> str:
    """Send money."""
    return "sent"


def by_middleware(guard: Guard, **options: Any) -> Any:
    return create_deep_agent(**guard_deep_agent(guard, **options))


def by_graph(guard: Guard, **options: Any) -> Any:
    return guard_graph(create_deep_agent(**options), guard, strict=False)  # its subagents are not looked at here


def by_tools(guard: Guard, tools: Sequence[BaseTool], **options: Any) -> Any:
    return create_deep_agent(tools=guard_tools(tools, guard), **options)


@pytest.mark.parametrize("build", [by_middleware, by_graph, by_tools])
@pytest.mark.parametrize("trusted", [True, False])
def test_what_an_agent_remembers_is_its_users_word_only_where_a_person_vouches_for_it(
    tmp_path: Path, build: Callable[..., Any], trusted: bool
) -> None:
    (tmp_path / "AGENTS.md").write_text(NOTES)
    policy = ScriptedPolicy()
    rules = {"transfer": ToolRule(), "/AGENTS.md": ToolRule(trusted=trusted)}
    model = ScriptedChatModel(script=[calling(("transfer", {"iban": NOTES[-22:]}, "a"))])
    agent = build(
        memory_guard(policy, tools=rules),
        model=model,
        tools=[transfer],
        memory=["/AGENTS.md"],
        backend=FilesystemBackend(root_dir=str(tmp_path), virtual_mode=True),
    )
    agent.invoke({"messages": [HumanMessage("Pay the rent.")]})
    assert NOTES in str(model.shown[0][0].content)
    [last] = [check for check in policy.checks for call in check.calls if call.name == "transfer"][-1:]
    remembered = [item for item in last.trajectory if isinstance(item, ToolOutput) and item.name == "/AGENTS.md"]
    assert [item.origin for item in remembered] == [Origin.TRUSTED if trusted else Origin.UNTRUSTED]
    origins = {fact.path: fact.origin for fact in last.facts if hasattr(fact, "decisive")}
    assert origins["iban"] is (Origin.TRUSTED if trusted else Origin.UNTRUSTED)
