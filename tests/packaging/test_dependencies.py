"""Dependencies point one way: adapters → core ← trainer, and a framework stays behind its own door."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.packaging.source import OTHER_FOLDERS, PACKAGES, Module, imported, modules

CORE_REQUIREMENTS = frozenset({"pydantic", "pluggy", "yaml", "sqlalchemy"})

# Parts of the core that are imported only when a person asks for them, and what they may then bring in.
ON_DEMAND: Mapping[str, frozenset[str]] = {
    "mosaic_guard.cli": frozenset({"mosaic_adapters", "langgraph", "langchain", "langchain_core", "agentdojo"}),
    "mosaic_guard.traces": frozenset({"pyarrow", "psycopg"}),
    "mosaic_guard.backends": frozenset({"openai", "torch", "transformers"}),
}

GRAPHS = frozenset({"langgraph", "langchain_core"})
FRAMEWORKS: Mapping[str, frozenset[str]] = {
    "langgraph": GRAPHS,
    "langchain": GRAPHS | {"langchain"},
    "_agent": GRAPHS | {"langchain"},  # behind the door of langchain
    "deepagents": GRAPHS | {"langchain", "deepagents"},
    "demo": GRAPHS | {"langchain"},
    "agentdojo": GRAPHS | {"langchain", "agentdojo"},
    "otel": frozenset({"opentelemetry"}),
}


ROOMS = ("mosaic_adapters", "mosaic_guard.policies.call", "mosaic_guard.traces")
"""Packages whose own packages each hold one idea."""


def foreign(module: Module) -> set[str]:
    """Name the top-level packages a module imports that are neither its own nor Python's."""
    own = module.name.split(".")[0]
    return {name.split(".")[0] for name in imported(module.tree)} - {own} - set(sys.stdlib_module_names)


def allowed_in_core(module: Module) -> frozenset[str]:
    extra = (names for door, names in ON_DEMAND.items() if f"{module.name}.".startswith(f"{door}."))
    return CORE_REQUIREMENTS.union(*extra)


def allowed_in_adapter(module: Module) -> frozenset[str]:
    door = [*module.name.split("."), ""][1]
    return FRAMEWORKS.get(door, GRAPHS) | CORE_REQUIREMENTS | {"mosaic_guard"}


def room(package: str, name: str) -> str:
    """Name the room of a package that a module stands in; empty where it stands in none."""
    inside = name.removeprefix(f"{package}.").partition(".")[0]
    folder = PACKAGES[package.split(".")[0]].parent.joinpath(*package.split("."), inside)
    return inside if name.startswith(f"{package}.") and folder.is_dir() else ""


def neighbours(package: str) -> dict[str, set[str]]:
    """Name the rooms of a package that each of them imports."""
    found: dict[str, set[str]] = {}
    for module in modules(package.split(".")[0]):
        if own := room(package, module.name):
            others = {room(package, name) for name in imported(module.tree)}
            found.setdefault(own, set()).update(others - {own, ""})
    return found


def test_the_core_imports_no_framework_adapter_or_trainer() -> None:
    strangers = {m.name: foreign(m) - allowed_in_core(m) for m in modules("mosaic_guard")}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_an_adapter_imports_the_core_and_its_own_framework_only() -> None:
    strangers = {m.name: foreign(m) - allowed_in_adapter(m) for m in modules("mosaic_adapters")}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_the_trainer_imports_no_adapter() -> None:
    unwanted = {"mosaic_adapters", *OTHER_FOLDERS}
    assert [m.name for m in modules("mosaic_trainer") if unwanted & foreign(m)] == []


def test_the_core_does_not_import_its_own_command_line() -> None:
    core = [m for m in modules("mosaic_guard") if not m.name.startswith("mosaic_guard.cli")]
    assert [m.name for m in core if any(name.startswith("mosaic_guard.cli") for name in imported(m.tree))] == []


@pytest.mark.parametrize("package", ROOMS)
def test_no_two_rooms_lean_on_each_other(package: str) -> None:
    found = neighbours(package)
    assert found
    TopologicalSorter(found).prepare()  # an error names the circle


@pytest.mark.parametrize(
    "text",
    [
        "import langgraph.graph",
        "def f():\n    from langgraph.graph import StateGraph",
        "if TYPE_CHECKING:\n    import langgraph",
        "import importlib\nimportlib.import_module('langgraph')",
    ],
)
def test_an_import_is_found_wherever_it_hides(text: str) -> None:
    assert foreign(Module("mosaic_guard.guard", Path("guard.py"), text)) == {"langgraph"}
