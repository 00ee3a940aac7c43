"""What a tool emits of its output while it runs (`ToolRuntime.emit_output_delta`): nobody has checked it yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Final

try:
    from langgraph.pregel._tools import _tool_call_writer
except ImportError:  # a LangGraph without the stream
    _tool_call_writer = ContextVar("mosaic_no_deltas", default=None)

_WRITER: Final[ContextVar[Any]] = _tool_call_writer


def deltas(*, dropped: bool) -> AbstractContextManager[None]:
    """Drop what the tool inside emits: the checked output follows at its end."""
    return _none_written() if dropped and _WRITER.get() is not None else nullcontext()


@contextmanager
def _none_written() -> Iterator[None]:
    token = _WRITER.set(None)
    try:
        yield
    finally:
        _WRITER.reset(token)
