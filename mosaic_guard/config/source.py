"""A YAML text as plain values that remember their lines; bounded, and with nothing implicit.

Only what JSON has is recognised: `yes`, `010` and `2024-01-01` are texts, not a truth, a number and a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

import yaml

from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON

MAX_BYTES: Final = 256 * 1024
MAX_NODES: Final = 20_000
MAX_DEPTH: Final = 32

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Source:
    """One file: its values, and the line of each."""

    name: str
    data: dict[str, JSON] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a value, or of the closest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def where(self, path: Path) -> str:
        """Name the file and line of a value."""
        return f"{self.name}:{self.line(path)}"


def read(text: str, name: str) -> Source:
    """Parse YAML; raises ConfigError naming file and line."""
    root = nodes(text, name)
    source = Source(name)
    data = {} if root is None else _Reader(source).value(root, ())
    if not isinstance(data, dict):
        msg = f"{name}:1: must be a mapping of settings, as in `version: 1`; found {data!r:.80}."
        raise ConfigError(msg)
    source.data = data
    return source


def nodes(text: str, name: str) -> yaml.Node | None:
    """Parse YAML into nodes that know where in the text they stand; raises ConfigError."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        msg = f"{name}: is larger than {MAX_BYTES // 1024} KiB. Split it, or remove what is not configuration."
        raise ConfigError(msg)
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        msg = f"{name}:{line}: is not valid YAML: {error.problem or error.context}."
        raise ConfigError(msg) from error
    except yaml.YAMLError as error:
        msg = f"{name}: is not valid YAML: {' '.join(str(error).split())}."
        raise ConfigError(msg) from error
    except RecursionError:
        msg = f"{name}: is nested too deeply; at most {MAX_DEPTH} levels are allowed."
        raise ConfigError(msg) from None


def write(data: JSON) -> str:
    """Spell values as YAML that `read` reads back."""
    return str(yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110))


def spell(value: JSON) -> str:
    """Spell a value on one line, to stand behind a key."""
    said = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=True)
    return said.removesuffix("...\n").strip()


class _Loader(yaml.SafeLoader):
    """A safe loader that recognises JSON's scalars only."""

    yaml_implicit_resolvers: Any = {}  # noqa: RUF012  # the base class declares it as an instance variable


class _Dumper(yaml.SafeDumper):
    """Quotes whatever either reader, this one or any other, would not take for the text it is."""


_TAG: Final = "tag:yaml.org,2002:"
_SIGNS: Final = tuple("-+0123456789")
for _kind in (_Loader, _Dumper):
    _kind.add_implicit_resolver(f"{_TAG}bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF"))
    _kind.add_implicit_resolver(f"{_TAG}null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""])
    _kind.add_implicit_resolver(f"{_TAG}int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"), list(_SIGNS))
    _kind.add_implicit_resolver(
        f"{_TAG}float", re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?\Z"), list(_SIGNS)
    )


class _Reader:
    """Turns nodes into values, noting lines; counts what aliases unfold to."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = MAX_NODES

    def value(self, node: yaml.Node, path: Path) -> JSON:
        self._left -= 1
        if self._left < 0 or len(path) > MAX_DEPTH:
            limit = f"{MAX_NODES} values" if self._left < 0 else f"{MAX_DEPTH} levels"
            self._fail(node, f"has more than {limit}, aliases unfolded. Write fewer")
        self._source.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, JSON]:
        made: dict[str, JSON] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fail(key_node, "has a key that is no text. Write a plain name")
            key = self._whole(key_node)
            if key == "<<" and key_node.style is None:
                self._fail(key_node, "has `<<`, which merges nothing here. Write the keys out")
            if key in made:
                first = self._source.lines[*path, key]
                self._fail(key_node, f"has the key {key!r} twice; it is on line {first} already. Keep one")
            self._source.lines[*path, key] = key_node.start_mark.line + 1
            made[key] = self.value(value_node, (*path, key))
        return made

    def _scalar(self, node: yaml.Node) -> JSON:
        tag, text = node.tag.removeprefix(_TAG), self._whole(node)
        try:
            return _SCALARS[tag](text)
        except (KeyError, ValueError):
            self._fail(node, f"has {text!r:.80} tagged {node.tag}. Write a text, number, true, false or null")

    def _whole(self, node: yaml.Node) -> str:
        text = str(node.value)
        try:
            return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16")  # joins pairs
        except UnicodeDecodeError:
            self._fail(node, f"has half a character in {text!r:.80}. Write it whole")

    def _fail(self, node: yaml.Node, message: str) -> NoReturn:
        msg = f"{self._source.name}:{node.start_mark.line + 1}: {message}."
        raise ConfigError(msg)


def _number(text: str) -> float:
    value = float(text)
    if value - value != 0:
        raise ValueError
    return value


_SCALARS: Final[Mapping[str, Any]] = {
    "str": str,
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": int,
    "float": _number,
}
