"""What an error says, and what its handlers make of it: more than its text may reach the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from langchain_core.tools import BaseTool, ToolException

from mosaic_guard.canonical import plain
from mosaic_guard.trajectory import JSON


class Handled(ToolException):
    """Carries what the tool's own handler made of an error, checked."""

    def __init__(self, answer: Any) -> None:
        super().__init__(str(answer))
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Handler:
    """Stands for a tool's handler of errors, which is asked where its answer can be checked."""

    own: Callable[[ToolException], Any]

    def __call__(self, error: ToolException) -> Any:
        return error.answer if isinstance(error, Handled) else self.own(error)


def put_handler(tool: BaseTool) -> None:
    """Take the place of the handler of a tool that is being guarded, if it has one."""
    own = tool.handle_tool_error
    if callable(own):
        tool.handle_tool_error = Handler(own)


def said_beside(error: BaseException) -> list[JSON]:
    """What an error holds besides its text: arguments, attributes, notes, and the errors it groups or came from."""
    text = str(error)
    return [part for part in _parts(error) if part and not (isinstance(part, str) and part in text)]


def _parts(error: BaseException) -> Iterator[JSON]:
    seen, waiting = {id(error)}, [error]
    while waiting:  # no recursion: a chain of causes may be of any length
        one = waiting.pop()
        yield str(one)
        yield from map(plain, (*one.args, *vars(one).values()))
        for inner in (*getattr(one, "exceptions", ()), one.__cause__, one.__context__):
            if isinstance(inner, BaseException) and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
