from __future__ import annotations

import subprocess
import sys

FRAMEWORKS = {"torch", "transformers", "langchain", "langchain_core", "langgraph", "deepagents"}
HEAVY = FRAMEWORKS | {"sqlalchemy", "yaml", "pydantic"}
LIMIT_SECONDS = 0.150


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout


def loaded_by(statement: str) -> set[str]:
    return {name.split(".")[0] for name in run(f"import sys; {statement}; print(*sys.modules)").split()}


def cpu_seconds(statement: str) -> float:
    """Measure the statement alone, in a new interpreter; the best of five is what the machine's noise leaves."""
    code = f"import time; start = time.process_time(); {statement}; print(time.process_time() - start)"
    return min(float(run(code)) for _ in range(5))


def test_importing_the_guard_loads_no_framework_store_or_parser() -> None:
    assert loaded_by("import mosaic_guard") & HEAVY == set()


def test_naming_the_guard_class_loads_no_framework() -> None:
    assert loaded_by("from mosaic_guard import Guard") & FRAMEWORKS == set()


def test_importing_the_adapters_and_the_trainer_loads_no_framework() -> None:
    assert loaded_by("import mosaic_adapters, mosaic_trainer") & HEAVY == set()


def test_starting_the_command_loads_no_framework() -> None:
    assert loaded_by("import mosaic_guard.cli") & HEAVY == set()


def test_importing_the_guard_costs_little() -> None:
    assert cpu_seconds("import mosaic_guard") < LIMIT_SECONDS
