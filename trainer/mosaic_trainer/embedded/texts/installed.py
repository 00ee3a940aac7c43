"""Documentation of installed distributions: real text about tools, prompts and agents, read where it lies."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from mosaic_trainer.embedded.texts.real import Document

_SHORTEST: Final = 80
_LONGEST: Final = 4000
_MOST: Final = 400
"""Docstrings taken from one distribution; the largest would else outweigh all others."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A distribution whose documentation is read."""

    name: str
    version: str = ""
    """What the configuration pins; another installed version is reported, and not read."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was found, and which of the pinned distributions were not."""

    documents: tuple[Document, ...]
    missing: tuple[str, ...]
    """`name==version (found …)`, for the report."""


def read(pinned: Sequence[Pinned]) -> Installed:
    """Read the README and the docstrings of each; the same versions give the same documents."""
    documents: list[Document] = []
    missing: list[str] = []
    for wanted in pinned:
        try:
            found = distribution(wanted.name)
        except PackageNotFoundError:
            missing.append(f"{wanted.name}=={wanted.version} (not installed)")
            continue
        if wanted.version and found.version != wanted.version:
            missing.append(f"{wanted.name}=={wanted.version} (found {found.version})")
            continue
        source = f"installed:{wanted.name}=={found.version}"
        documents += [Document(text, kind, source) for kind, text in _texts(found)]
    return Installed(tuple(documents), tuple(missing))


def _texts(found: Distribution) -> Iterator[tuple[str, str]]:
    _, _, readme = (found.read_text("METADATA") or "").partition("\n\n")
    for start in range(0, len(readme), _LONGEST):
        yield "readme", readme[start : start + _LONGEST]
    taken = 0
    for file in sorted(found.files or (), key=str):
        if file.suffix != ".py" or taken >= _MOST:
            continue
        docstrings = [d for d in _docstrings(Path(str(file.locate()))) if len(d) >= _SHORTEST]
        taken += len(docstrings)
        yield from (("docstring", text[:_LONGEST]) for text in docstrings)


def _docstrings(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from filter(None, [ast.get_docstring(node)])
