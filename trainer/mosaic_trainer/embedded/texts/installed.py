"""Texts of installed distributions, read where they lie: documentation, and files as agents meet them in folders."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from mosaic_trainer.embedded.texts.real import Document

_SHORTEST: Final = 80
_LONGEST: Final = 4000
_MOST: Final = 400
"""Docstrings taken from one distribution; the largest would else outweigh all others."""
_FILES: Final = 40
"""Files of one kind taken from one distribution."""
_OF_A_FILE: Final = 5 * _LONGEST
_LICENCE: Final = re.compile(r"LICEN[CS]E|COPYING|NOTICE|AUTHORS", re.IGNORECASE)
_PROSE: Final = frozenset((".md", ".rst", ".txt", ".html"))
_OTHERS: Final = _PROSE | {".js", ".css", ".json", ".toml", ".yaml", ".yml", ".c", ".h", ".pyi", ".pyx", ".sh"}


@dataclass(frozen=True, slots=True)
class Pinned:
    """A distribution whose texts are read."""

    name: str
    version: str = ""
    """What the configuration pins; another installed version is reported, and not read."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was found, and which of the pinned distributions were not."""

    documents: tuple[Document, ...]
    missing: tuple[str, ...]
    """`name==version (found …)`, for the report."""


def documentation(pinned: Sequence[Pinned]) -> Installed:
    """Read the README and the docstrings of each; the same versions give the same documents."""
    return _read(pinned, "installed", _documentation)


def files(pinned: Sequence[Pinned]) -> Installed:
    """Read the licences, the source and the other text files of each, and what its README says, in parts."""
    return _read(pinned, "files", _files)


def _read(pinned: Sequence[Pinned], sort: str, texts: Callable[[Distribution], Iterator[tuple[str, str]]]) -> Installed:
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
        source = f"{sort}:{wanted.name}=={found.version}"
        documents += [Document(text, kind, source) for kind, text in texts(found)]
    return Installed(tuple(documents), tuple(missing))


def _documentation(found: Distribution) -> Iterator[tuple[str, str]]:
    _, _, readme = (found.read_text("METADATA") or "").partition("\n\n")
    yield from _parts("readme", readme)
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


def _files(found: Distribution) -> Iterator[tuple[str, str]]:
    yield from _parts("readme", found.read_text("METADATA") or "")
    sorts: dict[str, list[Path]] = {"licence": [], "source": [], "file": []}
    for file in sorted(found.files or (), key=str):
        if sort := _sort(file.name, file.suffix):
            sorts[sort].append(Path(str(file.locate())))
    for sort, paths in sorts.items():
        for path in paths[:: max(1, len(paths) // _FILES)]:
            yield from _parts(sort, _text(path)[:_OF_A_FILE])


def _sort(name: str, suffix: str) -> str:
    if suffix == ".py":
        return "source"
    if _LICENCE.search(name):
        return "licence"
    return "file" if suffix in _OTHERS else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _parts(kind: str, text: str) -> Iterator[tuple[str, str]]:
    for start in range(0, len(text), _LONGEST):
        if len(text) - start >= _SHORTEST:
            yield kind, text[start : start + _LONGEST]
