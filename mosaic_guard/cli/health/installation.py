"""What `doctor` looks at wherever the guard is installed: versions, configuration, plugins and policies."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points, version
from typing import TYPE_CHECKING, Final

from mosaic_guard.cli.health.observation import Observation
from mosaic_guard.installed import installed

if TYPE_CHECKING:
    from mosaic_guard.config import Config

_FRAMEWORKS: Final = ("langgraph", "langchain", "langchain-core", "deepagents", "SQLAlchemy", "psycopg")


def versions() -> Iterator[Observation]:
    """Which versions run here."""
    yield Observation("versions", f"mosaic-guard {version('mosaic-guard')}, Python {platform.python_version()}")
    found = [f"{name} {found}" for name in _FRAMEWORKS if (found := installed(name))]
    if found:
        yield Observation("versions", ", ".join(found))
    if not installed("langgraph"):
        fix = "For LangGraph agents: pip install 'mosaic-guard[langchain]'"
        yield Observation("versions", "no LangGraph: only plain functions can be guarded", "note", fix)


def configuration(config: Config, files: Sequence[str]) -> Iterator[Observation]:
    """What the configuration amounts to, and where it contradicts itself."""
    named = ", ".join(files) or "no file, the defaults"
    yield Observation("config", f"{named}: mode {config.mode}, fingerprint {config.fingerprint}")
    if config.mode == "monitor":
        fix = "Set `mode: enforce` when you have seen enough."
        yield Observation("config", "mode is monitor: decisions are recorded, nothing is blocked", "note", fix)
    if config.store is None:
        fix = "Remove `store: null` to keep traces, approvals and at-most-once beyond the process."
        yield Observation("config", "store is null: nothing outlives the process", "note", fix)
    yield from _contradictions(config)


def plugins(config: Config) -> Iterator[Observation]:
    """Which plugins are installed, and whether each loads."""
    for entry in sorted(entry_points(group="mosaic_guard")):
        if entry.name in config.plugins.disabled:
            yield Observation("plugins", f"{entry.name}: disabled by the configuration", "note")
            continue
        try:
            entry.load()
        except Exception as error:  # it is foreign code that runs here
            fix = f"Fix or uninstall it, or list {entry.name!r} under plugins.disabled."
            yield Observation("plugins", f"{entry.name} can't be loaded: {error}", "problem", fix)
        else:
            yield Observation("plugins", f"{entry.name} ({entry.value})")


def policies(config: Config) -> Iterator[Observation]:
    """Whether a guard can be built, and who decides in it."""
    try:
        from mosaic_guard.guard import Guard

        guard = Guard(config, store=None)
    except Exception as error:  # whatever keeps a guard from being built is what is looked for
        yield Observation("policies", f"a guard can't be built: {error}", "problem")
        return
    yield Observation("policies", ", ".join(f"{name} {print_}" for name, print_ in guard.policies.items()))
    guard.close()


def _contradictions(config: Config) -> Iterator[Observation]:
    from mosaic_guard.config.glob import covers, is_glob
    from mosaic_guard.config.table import NOBODY, standing

    for name, rule in ((n, r) for table in config.tables for n, r in table.items() if not is_glob(n)):
        said = standing(config, name)
        if rule.rule and rule.rule != said.rule:
            over = next(k for t in config.tables for k, r in t.items() if covers(k, name) and r.rule == said.rule)
            text = f"tools.{name}: says {rule.rule}, but {over!r} says {said.rule}, and the stricter one counts"
            yield Observation("config", text, "problem", f"Narrow {over!r}, or remove the rule of {name!r}.")
        if said.approvers == (NOBODY,):
            fix = "Name somebody whom every file names, or leave `approvers` out of one."
            yield Observation("config", f"tools.{name}: nobody is left who may approve it", "problem", fix)
