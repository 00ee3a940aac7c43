"""How a later file tightens what earlier ones say; whatever would loosen is an error that names both files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.config.glob import covers, is_glob, specificity
from mosaic_guard.config.model import Config, LayeredConfig, ToolRule
from mosaic_guard.config.table import PROPERTIES, RULINGS, Entry, entry, standing, strictest
from mosaic_guard.errors import ConfigError

if TYPE_CHECKING:
    from mosaic_guard.config.source import Path, Source


def tighten(config: Config, source: Source, later: Config, *, over: list[str]) -> Config:
    """Lay one more file over a configuration; what it does not state stays. Raises ConfigError on each loosening."""
    checker = _Tightening(config, source, later, " and ".join(over))
    changes = {name: checker.section(name) for name in source.data if name not in ("version", "tools")}
    for tool, rule in later.tools.items():
        checker.tool(tool, rule)
    for tool in dict.fromkeys(key for table in config.tables for key in table if not is_glob(key)):
        checker.covered(tool)
    if checker.problems:
        raise ConfigError("\n".join(checker.problems))
    kept = {f.name: getattr(config, f.name) for f in fields(Config)}
    return LayeredConfig(**{**kept, **changes}, tables=(*config.tables, later.tools))


_LISTS: Final = frozenset({"decisive", "approvers"})
"""Properties that add up as limits do, where a glob and what it covers both state them."""


class _Tightening:
    """One later file against all earlier ones; collects what would loosen."""

    def __init__(self, config: Config, source: Source, later: Config, over: str) -> None:
        self.problems: list[str] = []
        self._config = config
        self._source = source
        self._later = later
        self._over = over

    def section(self, name: str) -> Any:
        """Return the stricter value of a setting, or of a section's stated keys."""
        base, later = getattr(self._config, name), getattr(self._later, name)
        if name in ("thresholds", "servers"):
            return self._mapping(name, base, later)
        if name in ("approval", "refusals", "checks", "plugins"):
            stated = self._source.data[name] or {}
            changes = {key: getattr(later, key) for key in stated}
            for key, value in changes.items():
                self._compare((name, key), getattr(base, key), value)
            kept = changes if name != "plugins" else {}  # a later file can't let a plugin back in either
            return replace(base, **kept)
        if name == "protect":
            return tuple(dict.fromkeys((*base, *later)))
        self._compare((name,), base, later)
        return later

    def _mapping(self, name: str, base: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
        for key, value in later.items():
            if key in base:
                self._compare((name, key), base[key], value)
            elif name == "thresholds":
                self._loosens((name, key), "nothing to compare it with is stated")
            elif value.trusted_annotations:
                self._loosens((name, key), "its annotations are not trusted")
        return {**base, **later}

    def tool(self, tool: str, rule: ToolRule) -> None:
        """Check what one entry says against what the earlier files say of the same name."""
        path: Path = ("tools", tool)
        said = standing(self._config, tool)
        around, known, ruling = said.entries, said.known, said.rule
        same: Sequence[Entry] = around
        if is_glob(tool):  # rules and lists add up, tool by tool: only those of the same glob can be looser
            same = [entry({tool: t[tool]}, tool) for t in self._config.tables if tool in t]
            known, ruling = self._reaches(tool), max((e.rule for e in same), key=RULINGS.index, default="allow")
        if rule.rule and RULINGS.index(rule.rule) < RULINGS.index(ruling):
            self._loosens((*path, "rule"), f"{rule.rule!r} is looser than {ruling!r}")
        elif rule.rule == "allow" and not known:
            self._loosens((*path, "rule"), "the tool is not listed, so not known,")
        if rule.trusted and not any(e.properties.trusted for e in around):
            self._loosens((*path, "trusted"), "the tool is not trusted")
        if rule.decisive and not is_glob(tool) and all(e.properties.decisive is None for e in around):
            self._loosens((*path, "decisive"), "nothing to add it to is stated")
        for name in PROPERTIES:
            if why := _looser(name, same if name in _LISTS else around, getattr(rule, name)):
                self._loosens((*path, name), why)

    def covered(self, tool: str) -> None:
        """Check what the globs of the later file say against what the earlier files say of a tool by its name."""
        table, earlier = self._later.tools, standing(self._config, tool).entries
        now, own = entry(table, tool).properties, table.get(tool, ToolRule())
        for name in PROPERTIES:
            if name in _LISTS:
                continue
            if getattr(own, name) is None and (why := _looser(name, earlier, getattr(now, name))):
                saying = (key for key in table if covers(key, tool) and getattr(table[key], name) is not None)
                self._loosens(("tools", max(saying, key=specificity), name), f"{why}, said of {tool!r},")

    def _reaches(self, glob: str) -> bool:
        """Whether the first file that lists tools names all that a glob covers, or no file lists any."""
        listed = next((table for table in self._config.tables if table), None)
        return listed is None or any(covers(key, glob) for key in listed)

    def _compare(self, path: Path, base: Any, value: Any) -> None:
        looser = _LOOSER.get(str(path[0])) or _LOOSER.get(".".join(map(str, path)), _more)
        if base != value and looser(base, value):
            self._loosens(path, f"{value!r} is looser than {base!r}")

    def _loosens(self, path: Path, why: str) -> None:
        name = ".".join(map(str, path))
        self.problems.append(
            f"{self._source.where(path)}: {name}: {why} in {self._over}. "
            "A later file may only tighten: remove it here, or change the earlier file."
        )


def _looser(name: str, earlier: Sequence[Entry], value: Any) -> str:
    """Say in what a property is looser than what earlier files state; empty when it is not."""
    stated = [said for e in earlier if (said := getattr(e.properties, name)) is not None]
    if value is None or not stated or name == "pin":
        return ""
    before = strictest(name, stated)
    is_looser = strictest(name, [before, value]) != strictest(name, [value])
    return f"{value!r} is looser than {before!r}" if is_looser else ""


def _more(base: Any, value: Any) -> bool:
    return bool(value > base)


_LOOSER: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "mode": lambda _, value: value == "monitor",
    "on_error": lambda _, value: value == "verify",
    "store": lambda _base, _value: True,
    "checks": lambda base, value: base and not value,
    "servers": lambda base, value: value.trusted_annotations and not base.trusted_annotations,
    "model": lambda _base, _value: True,  # a model may let run what embedded policies would ask about
    "calibration": lambda _base, _value: False,  # it only says where thresholds are from
    "approval.mode": lambda _base, _value: False,
    "plugins.disabled": lambda base, value: not set(value) <= set(base),
}
"""By setting: whether a later value is looser than an earlier, different one. The rest are numbers: more is looser."""
