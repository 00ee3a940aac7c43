"""The list of promised behaviours, the list of known gaps, and the mark that ties a test to what it proves."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TESTS = HERE.parent


@dataclass(frozen=True, slots=True)
class Requirement:
    """One behaviour: what holds, and where it is promised or where its breach was seen."""

    id: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Gap:
    """One behaviour that a host can't give yet, and why; its test must fail there."""

    requirement: str
    hosts: tuple[str, ...]
    reason: str
    cases: str = ""
    """Only in cases whose name has this in it."""


def requirements() -> dict[str, Requirement]:
    """Read the manifest."""
    entries = tomllib.loads((HERE / "requirements.toml").read_text(encoding="utf-8"))
    return {id: Requirement(id, **entry) for id, entry in entries.items()}


def gaps() -> list[Gap]:
    """Read the known gaps."""
    entries = tomllib.loads((HERE / "gaps.toml").read_text(encoding="utf-8")).get("gap", [])
    return [Gap(e["requirement"], tuple(e["hosts"]), e["reason"], e.get("cases", "")) for e in entries]


def requirement(*ids: str) -> Callable[[Any], Any]:
    """Mark a test with the requirements it proves."""
    return pytest.mark.requirement(*ids)


def proven() -> Iterator[tuple[str, str]]:
    """Yield every (requirement, test) pair that the sources name, whether or not the test is collected."""
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "requirement":
                    yield from ((ast.literal_eval(arg), f"{path.stem}::{node.name}") for arg in mark.args)
