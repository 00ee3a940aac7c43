"""Which table entries cover a tool: exact names, or globs where somebody wrote one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from math import inf

ANY = "*"

_WILD = re.compile(r"\[[^\]]*\]|[*?]")


def is_glob(name: str) -> bool:
    """Whether a table key is a glob: it has `*`, `?` or `[`."""
    return any(c in name for c in "*?[")


def wrong_glob(name: str) -> str:
    """Say what is wrong with a key that can cover nothing; empty when it is fine."""
    if not name.strip():
        return "a tool name can't be empty"
    return "has a [ without its ]" if "[" in _WILD.sub("", name) else ""


def covers(key: str, tool: str) -> bool:
    """Whether a table entry is about this tool. `bash` is not about `bash_session`; `bash*` is about both."""
    return fnmatchcase(tool, key) if is_glob(key) else key == tool


def specificity(key: str) -> float:
    """How closely an entry names a tool: an exact name most, then the glob with more fixed characters."""
    return inf if not is_glob(key) else len(_WILD.sub("", key))


def by_specificity(keys: Iterable[str]) -> list[list[str]]:
    """Group keys by how closely they name a tool, closest first; those of one group are equals."""
    levels: dict[float, list[str]] = {}
    for key in keys:
        levels.setdefault(specificity(key), []).append(key)
    return [levels[level] for level in sorted(levels, reverse=True)]
