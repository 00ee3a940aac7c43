"""`__all__` is the contract: adding a name to it is a decision, and so is leaving one out."""

from __future__ import annotations

import ast
from importlib import import_module

import pytest

from tests.packaging.source import Module, library

ELSEWHERE = {
    "mosaic_adapters.decisions",  # needs a newer LangChain: tests/adapters/test_decisions.py
    "mosaic_trainer.engines.verifiers_env",  # needs verifiers, which takes the classes to plug in from it
}
EXPORTING = [m for m in library() if m.is_public and m.name not in ELSEWHERE and "\n__all__" in m.text]


def declared(module: Module) -> list[str]:
    for statement in module.tree.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return list(ast.literal_eval(statement.value))
    raise AssertionError(f"{module.name} has no __all__")


def defined(module: Module) -> set[str]:
    """Name what the module itself makes public."""
    found: set[str] = set()
    for statement in module.tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
        elif isinstance(statement, ast.Assign):
            found |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found.add(statement.target.id)
    return {name for name in found if not name.startswith("_")}


def passed_on(module: Module) -> set[str]:
    """Name what the module may hand on by listing it: whatever it imports from this project."""
    imports = (s for s in module.tree.body if isinstance(s, ast.ImportFrom) and (s.module or "").startswith("mosaic_"))
    return {alias.asname or alias.name for statement in imports for alias in statement.names}


def served_lazily(module: Module) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in module.tree.body)


def order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions: ruff's order."""
    if name.isupper():
        return 0, name
    return (1 if name[:1].isupper() else 2), name


@pytest.mark.parametrize("module", EXPORTING, ids=lambda module: module.name)
def test_exported_names_are_sorted_and_listed_once(module: Module) -> None:
    assert declared(module) == sorted(set(declared(module)), key=order)


@pytest.mark.parametrize("module", EXPORTING, ids=lambda module: module.name)
def test_exported_names_are_exactly_the_public_ones(module: Module) -> None:
    exported = {name for name in declared(module) if not name.startswith("__")}
    assert defined(module) <= exported
    if not served_lazily(module):
        assert exported <= defined(module) | passed_on(module)


@pytest.mark.parametrize("module", EXPORTING, ids=lambda module: module.name)
def test_every_exported_name_can_be_had(module: Module) -> None:
    loaded = import_module(module.name)
    assert [name for name in declared(module) if not hasattr(loaded, name)] == []
