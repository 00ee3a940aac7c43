"""Which server a tool is of: the agent's own code says so, never the server."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.tools import StructuredTool
from mosaic_adapters.inspection import view

from mosaic_guard import Guard
from mosaic_guard.config import Config, Server

SCHEMA: dict[str, Any] = {"type": "object", "properties": {"account": {"type": "string"}}}
HINTS = {"readOnlyHint": True, "openWorldHint": False}
TRUSTS_FILES = Config(servers={"files": Server(trusted_annotations=True)})


async def call(**_: str) -> str:
    return "done"


def served(metadata: dict[str, Any], tags: list[str] | None = None) -> Any:
    """A tool as langchain-mcp-adapters makes it: the server's annotations, whatever their names, are its metadata."""
    return StructuredTool(
        name="settle", description="Settle.", coroutine=call, args_schema=SCHEMA, metadata=metadata, tags=tags
    )


@pytest.mark.parametrize(
    ("tool", "is_write"),
    [
        (served(HINTS, ["mcp:files"]), False),
        (served(HINTS, ["mcp:mail"]), True),
        (served(HINTS), True),
        (served({**HINTS, "mcp_server": "files", "server": "mcp:files", "tags": ["mcp:files"]}), True),
    ],
    ids=["trusted", "another", "unnamed", "by its own word"],
)
def test_annotations_loosen_only_for_tools_that_the_agent_says_are_of_a_trusted_server(
    tool: Any, is_write: bool
) -> None:
    seen = view([tool])
    assert seen is not None
    [spec] = seen.tools
    assert Guard(TRUSTS_FILES, store=None).bind(spec).effect.write is is_write
