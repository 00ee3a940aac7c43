"""How functions are called: what stands at which place is not for a caller to remember."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.source import Module, library

MOST_BY_POSITION = 4
MOST_PROMISED = 3
"""Of what `__all__` promises."""
SEATS = {"mosaic_trainer.engines.verifiers_env.MosaicHarness.launch"}
"""Called by a framework, as the framework likes."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(module: Module) -> Iterator[tuple[str, Function]]:
    """Yield functions, and the methods and constructors of classes, by their names in the module."""
    for node in module.tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            methods = (n for n in node.body if isinstance(n, Function))
            yield from ((f"{node.name}.{m.name}", m) for m in methods if m.name[0] != "_" or m.name == "__init__")


def by_position(name: str, function: Function) -> int:
    """Count what a caller may give by position."""
    decorators = {getattr(decorator, "id", "") for decorator in function.decorator_list}
    is_bound = "." in name and "staticmethod" not in decorators
    return len(function.args.posonlyargs) + len(function.args.args) - is_bound


def promised(modules: list[Module]) -> set[str]:
    """Name what any `__all__` lists."""
    assignments = (n for m in modules for n in m.tree.body if isinstance(n, ast.Assign))
    lists = (n.value for n in assignments if any(getattr(target, "id", "") == "__all__" for target in n.targets))
    return {name for one in lists for name in ast.literal_eval(one)}


def too_many(modules: list[Module]) -> list[str]:
    listed = promised(modules)
    return [
        f"{module.name}.{name}"
        for module in modules
        for name, function in public_functions(module)
        if by_position(name, function) > (MOST_PROMISED if name.split(".")[0] in listed else MOST_BY_POSITION)
    ]


def test_few_arguments_are_told_apart_by_their_place() -> None:
    assert set(too_many([m for m in library() if m.is_public])) == SEATS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def f(a, b, c, d): ...", 0),
        ("def f(a, b, c, d, e): ...", 1),
        ("def f(a, b, *, c, d, e): ...", 0),
        ("def _f(a, b, c, d, e): ...", 0),
        ("async def f(a, /, b, c, d): ...\n__all__ = ['f']", 1),
        ("class C:\n    def f(self, a, b, c): ...\n__all__ = ['C']", 0),
        ("class C:\n    def __init__(self, a, b, c, d): ...\n__all__ = ['C']", 1),
        ("class C:\n    @staticmethod\n    def f(a, b, c, d): ...\n__all__ = ['C']", 1),
    ],
)
def test_one_argument_too_many_is_found(text: str, found: int) -> None:
    assert len(too_many([Module("mosaic_guard.some", Path("some.py"), text)])) == found
