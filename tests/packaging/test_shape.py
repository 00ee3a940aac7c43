"""The house style that can be measured."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.packaging.source import CHECKOUT, Module, everything, imported, library

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 40
STORIES = "mosaic_trainer.benchmark.domains."  # what happens in a world, told step by step: data
MEDIAN_LINES = 130
EMPTY_NAMES = frozenset({"util", "utils", "helper", "helpers", "manager", "managers"})
MUTABLE_NODES = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
READ_ONLY_TYPES = frozenset({"Mapping", "Sequence", "Collection", "AbstractSet", "Set"})
MUTABLE_TYPES = frozenset(
    {"list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque"}
    | {"ChainMap", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet"}
)


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield what runs when the module is imported, outside classes and functions."""
    for statement in body:
        yield statement
        if isinstance(statement, (ast.If, ast.Try, ast.With)):
            yield from statements([s for s in ast.iter_child_nodes(statement) if isinstance(s, ast.stmt)])
            yield from statements([s for h in getattr(statement, "handlers", ()) for s in h.body])


def is_mutable(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        called = value.func
        return getattr(called, "id", getattr(called, "attr", None)) in MUTABLE_TYPES
    return isinstance(value, MUTABLE_NODES)


def is_declared_read_only(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Tell whether the type checker refuses a change: the declared type has no method that makes one."""
    if isinstance(statement, ast.Assign):
        return False
    declared = ast.unparse(statement.annotation).removeprefix("Final[")
    return declared.split("[")[0].rpartition(".")[2] in READ_ONLY_TYPES


def mutable_state(tree: ast.Module) -> list[str]:
    """Name the module-level variables that can be changed, and those a function rebinds."""
    found = [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    for statement in statements(tree.body):
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or is_declared_read_only(statement):
            continue
        if is_mutable(statement.value):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found += [ast.unparse(target) for target in targets]
    return [name for name in found if name != "__all__"]


def unexplained_catch_alls(text: str) -> list[int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    commented = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    handlers = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ExceptHandler))
    return [handler.lineno for handler in handlers if catches_all(handler) and handler.lineno not in commented]


def catches_all(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in caught)


def long_functions(module: Module) -> list[str]:
    functions = (n for n in ast.walk(module.tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
    most = MOST_LINES_OF_A_FUNCTION
    return [f"{module.name}.{f.name}" for f in functions if (f.end_lineno or 0) - f.lineno >= most]


def test_no_file_is_longer_than_one_idea() -> None:
    assert {m.name: m.lines for m in everything() if m.lines > MOST_LINES} == {}


def test_no_function_does_more_than_one_thing() -> None:
    told = (m for m in library() if not m.name.startswith(STORIES))
    assert [long for m in told for long in long_functions(m)] == []


def test_the_median_library_file_is_short() -> None:
    assert median(m.lines for m in library()) <= MEDIAN_LINES


def test_every_module_is_named_for_its_idea() -> None:
    assert [m.name for m in everything() if EMPTY_NAMES & set(m.name.split("."))] == []


def test_imports_are_absolute() -> None:
    assert [m.name for m in everything() if any(name.startswith(".") for name in imported(m.tree))] == []


def test_a_catch_all_says_why_on_its_line() -> None:
    assert {m.name: found for m in library() if (found := unexplained_catch_alls(m.text))} == {}


def test_no_module_holds_mutable_state() -> None:
    assert {m.name: found for m in library() if (found := mutable_state(m.tree))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "TABLE = {'a': 1}",
        "NAMES: list[str] = []",
        "NAMES: Final = ['a']",
        "if True:\n    seen = set()",
        "try:\n    pass\nexcept OSError:\n    found = [1]",
        "import collections\ncounts = collections.Counter()",
        "done = False\ndef finish():\n    global done\n    done = True",
    ],
)
def test_mutable_state_is_found_where_it_stands(text: str) -> None:
    assert len(mutable_state(ast.parse(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "__all__ = ['a']",
        "TABLE = MappingProxyType({'a': 1})",
        "TABLE: Final[Mapping[str, int]] = {'a': 1}",
        "NAMES: Sequence[str] = ['a']",
        "NAMES = ('a',)",
        "def f():\n    found = []",
    ],
)
def test_what_can_not_change_is_no_mutable_state(text: str) -> None:
    assert mutable_state(ast.parse(text)) == []


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("except Exception:", 1),
        ("except (OSError, Exception) as error:", 1),
        ("except:", 1),
        ("except Exception:  # a plugin may raise anything", 0),
        ("except OSError:", 0),
    ],
)
def test_a_catch_all_without_its_reason_is_found(clause: str, found: int) -> None:
    assert len(unexplained_catch_alls(f"try:\n    pass\n{clause}\n    x = '# no comment'\n")) == found


@pytest.mark.parametrize("bench", sorted(CHECKOUT.joinpath("bench").glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_says_first_what_it_measures_and_then_how_it_is_run(bench: Path) -> None:
    first, blank, command = (ast.get_docstring(ast.parse(bench.read_text("utf-8"))) or "").split("\n")[:3]
    assert first.endswith(".")
    assert blank == ""
    assert f"python bench/{bench.name}" in command


@pytest.mark.parametrize("room", ["policies", "policies/call"])
def test_the_tests_of_a_room_stand_in_a_folder_called_like_it(room: str) -> None:
    rooms, tested = CHECKOUT / "mosaic_guard" / room, CHECKOUT / "tests" / room
    folders = {path.name for path in tested.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders
    assert {name for name in folders if not rooms.joinpath(name, "__init__.py").exists()} == set()
