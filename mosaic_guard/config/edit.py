"""Changes single values of a YAML text, and leaves comments, order and everything else as they stand."""

from __future__ import annotations

from typing import Any

import yaml

from mosaic_guard.config.source import nodes, read, spell
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON


def edited(text: str, name: str, path: tuple[str, ...], value: JSON) -> str:
    """Set the value at a path of one key, or of a key and one below it.

    Raises:
        ConfigError: it is written in a way that can't be changed in place, such as an alias.
    """
    changed = _edited(text, name, path, value)
    wanted = _with(read(text, name).data, path, value)
    try:
        kept = read(changed, name).data == wanted
    except ConfigError:
        kept = False
    if not kept:
        msg = f"{name}: can't be changed in place. Write `{'.'.join(path)}: {spell(value)}` by hand."
        raise ConfigError(msg)
    return changed


def _edited(text: str, name: str, path: tuple[str, ...], value: JSON) -> str:
    key, *below = path
    root = nodes(text, name)
    if not isinstance(root, yaml.MappingNode):
        return f"{key}: {spell(_below(below, value))}\n"
    section = _value_of(root, key)
    if section is None:
        return _inserted(text, root, key, _below(below, value))
    if not below:
        return _replaced(text, section, value)
    if not isinstance(section, yaml.MappingNode):
        return _replaced(text, section, _below(below, value))
    inner = _value_of(section, below[0])
    return _inserted(text, section, below[0], value) if inner is None else _replaced(text, inner, value)


def _below(path: list[str], value: JSON) -> JSON:
    return {path[0]: value} if path else value


def _with(data: JSON, path: tuple[str, ...], value: JSON) -> JSON:
    if not path:
        return value
    inner = data.get(path[0]) if isinstance(data, dict) else None
    return {**(data if isinstance(data, dict) else {}), path[0]: _with(inner, path[1:], value)}


def _value_of(mapping: yaml.MappingNode, key: str) -> Any:
    return next((value for k, value in mapping.value if k.value == key), None)


def _replaced(text: str, node: yaml.Node, value: JSON) -> str:
    start, end = node.start_mark.index, _end(node)
    space = " " if text[start - 1 : start] == ":" else ""
    return f"{text[:start]}{space}{spell(value)}{text[end:]}"


def _inserted(text: str, mapping: yaml.MappingNode, key: str, value: JSON) -> str:
    said = f"{key}: {spell(value)}"
    if mapping.flow_style:
        head = text[: _end(mapping) - 1].rstrip()
        comma = "" if head.endswith("{") else " " if head.endswith(",") else ", "
        return f"{head}{comma}{said}{text[len(head) :]}"
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * mapping.start_mark.column
    at = text.find("\n", _end(mapping))
    if at < 0:
        return f"{text}{newline}{indent}{said}{newline}"
    return f"{text[: at + 1]}{indent}{said}{newline}{text[at + 1 :]}"


def _end(node: yaml.Node) -> int:
    """Where the text of a node ends: a block's own mark stands after the comments that follow it."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)
