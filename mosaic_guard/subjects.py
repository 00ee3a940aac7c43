"""Checks what is handed in to be checked, so that a slip is a clear error and no crash in the middle of a policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import ToolCall, ToolOutput

_PARTS: Final = (
    ("name", str, "a text"),
    ("description", str, 'a text, "" where there is none'),
    ("schema", Mapping, "a mapping, {} where there is none"),
    ("annotations", Mapping, "a mapping, {} where there are none"),
)


def text(given: object, name: str) -> str:
    """Give a text.

    Raises:
        ConfigError: it is none.
    """
    if not isinstance(given, str):
        raise _wrong(name, given, "a text; of a message, hand in its text")
    return given


def declaration(given: object) -> ToolSpec:
    """Give a tool's declaration.

    Raises:
        ConfigError: it is none, or a part of it has the wrong type.
    """
    if not isinstance(given, ToolSpec):
        raise _wrong("a tool's declaration", given, "a ToolSpec")
    for part, kind, wanted in _PARTS:
        if not isinstance(found := getattr(given, part), kind):
            raise _wrong(f"{part} of the tool {given.name!r:.80}", found, wanted)
    return given


def call(given: object) -> ToolCall:
    """Give a call.

    Raises:
        ConfigError: it is none.
    """
    if not isinstance(given, ToolCall):
        raise _wrong("a proposed call", given, "a ToolCall, in a list of them")
    return given


def output(given: object) -> ToolOutput:
    """Give a tool's output.

    Raises:
        ConfigError: it is none.
    """
    if not isinstance(given, ToolOutput):
        raise _wrong("the output", given, "a ToolOutput")
    return given


def _wrong(name: str, found: object, wanted: str) -> ConfigError:
    return ConfigError(f"{name} is {found!r:.80}; it must be {wanted}.")
