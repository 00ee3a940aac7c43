"""What a tool emits of its output while it runs (`ToolRuntime.emit_output_delta`): nobody has checked it yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

try:
    from langgraph.pregel._tools import _tool_call_writer
except ImportError:  # a LangGraph without the stream
    _tool_call_writer = ContextVar("mosaic_no_deltas", default=None)

_WRITER: Final[ContextVar[Any]] = _tool_call_writer


@contextmanager
def deltas(*, dropped: bool) -> Iterator[None]:
    """Drop what the tool inside emits: the checked output follows at its end."""
    if not dropped or _WRITER.get() is None:
        yield
        return
    token = _WRITER.set(None)
    try:
        yield
    finally:
        _WRITER.reset(token)
