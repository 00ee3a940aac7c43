from __future__ import annotations

import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest


def run(program: Path, *args: str, cwd: Path) -> str:
    done = subprocess.run([program, *args], cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("package", ["mosaic_guard", "mosaic_adapters", "mosaic_trainer"])
def test_an_installed_package_imports_outside_the_checkout(clean_bin: Path, package: str, tmp_path: Path) -> None:
    where = run(clean_bin / "python", "-c", f"import {package}; print({package}.__file__)", cwd=tmp_path)
    assert Path(where).is_relative_to(clean_bin.parent)


def test_the_folders_of_the_checkout_are_not_importable_for_users(clean_bin: Path, tmp_path: Path) -> None:
    script = "from importlib.util import find_spec as f; print(f('adapters'), f('trainer'), f('tests'))"
    assert run(clean_bin / "python", "-c", script, cwd=tmp_path).split() == ["None"] * 3


def test_the_command_explains_itself_with_core_dependencies_only(clean_bin: Path, tmp_path: Path) -> None:
    assert "demo" in run(clean_bin / "mosaic-guard", "--help", cwd=tmp_path)


def test_the_command_tells_its_version_with_core_dependencies_only(clean_bin: Path, tmp_path: Path) -> None:
    assert version("mosaic-guard") in run(clean_bin / "mosaic-guard", "--version", cwd=tmp_path)


def test_a_guard_decides_with_core_dependencies_only(clean_bin: Path, tmp_path: Path) -> None:
    script = "from mosaic_guard import Guard; print(callable(Guard(store=None).check_calls))"
    assert run(clean_bin / "python", "-c", script, cwd=tmp_path).strip() == "True"
