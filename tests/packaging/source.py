"""The source tree as data, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGES = {
    "mosaic_guard": CHECKOUT / "mosaic_guard",
    "mosaic_adapters": CHECKOUT / "adapters" / "mosaic_adapters",
    "mosaic_trainer": CHECKOUT / "trainer" / "mosaic_trainer",
}
OTHER_FOLDERS = ("tests", "examples", "bench", "tools")


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    path: Path
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def is_public(self) -> bool:
        return not any(part.startswith("_") for part in self.name.split("."))


def modules(package: str) -> list[Module]:
    root = PACKAGES[package]
    return [_module(path, root.parent) for path in sorted(root.rglob("*.py"))]


def library() -> list[Module]:
    return [module for package in PACKAGES for module in modules(package)]


def everything() -> list[Module]:
    paths = (path for folder in OTHER_FOLDERS for path in sorted((CHECKOUT / folder).rglob("*.py")))
    return library() + [_module(path, CHECKOUT) for path in paths]


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the name of every module imported anywhere: at the top, in functions, or by its name as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str))


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _module(path: Path, root: Path) -> Module:
    parts = path.relative_to(root).with_suffix("").parts
    return Module(".".join(parts).removesuffix(".__init__"), path, path.read_text(encoding="utf-8"))
