from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FRAMEWORKS = {"torch", "transformers", "langchain", "langchain_core", "langgraph", "deepagents"}
HEAVY = FRAMEWORKS | {"sqlalchemy", "yaml", "pydantic"}
LIMIT_SECONDS = 0.150
PATTERNS = ("mosaic_guard.policies.injection", "mosaic_guard.policies.provenance", "mosaic_guard.policies.call")
"""Their expressions take as long to compile as all the rest of the import."""


def run(code: str, **env: str) -> str:
    told = {"capture_output": True, "text": True, "timeout": 60, "check": True, "env": {**os.environ, **env}}
    return subprocess.run([sys.executable, "-c", code], **told).stdout


def loaded_by(statement: str) -> set[str]:
    return {name.split(".")[0] for name in run(f"import sys; {statement}; print(*sys.modules)").split()}


def cpu_seconds(statement: str, folder: Path) -> float:
    """Measure the statement alone, in a new interpreter; the best of five is what the machine's noise leaves."""
    code = f"import time; start = time.process_time(); {statement}; print(time.process_time() - start)"
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder)}  # as an installed package is
    return min(float(run(code, **compiled)) for _ in range(5))


def test_importing_the_guard_loads_no_framework_store_or_parser() -> None:
    assert loaded_by("import mosaic_guard") & HEAVY == set()


def test_importing_the_guard_reads_no_table_of_its_policies() -> None:
    loaded = run("import sys, mosaic_guard; print(*sys.modules)").split()
    assert not [name for name in loaded if name.startswith(PATTERNS)]


def test_naming_the_guard_class_loads_no_framework() -> None:
    assert loaded_by("from mosaic_guard import Guard") & FRAMEWORKS == set()


def test_importing_the_adapters_and_the_trainer_loads_no_framework() -> None:
    assert loaded_by("import mosaic_adapters, mosaic_trainer") & HEAVY == set()


def test_starting_the_command_loads_no_framework() -> None:
    assert loaded_by("import mosaic_guard.cli") & HEAVY == set()


def test_importing_the_guard_costs_little(tmp_path: Path) -> None:
    assert cpu_seconds("import mosaic_guard", tmp_path) < LIMIT_SECONDS
