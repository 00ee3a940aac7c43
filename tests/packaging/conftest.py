from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parents[2]


def build(source: Path, out: Path, kind: str) -> Path:
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", out, source]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout: a build leaves nothing in it, and an edit meanwhile changes nothing here."""
    unwanted = shutil.ignore_patterns(".git", ".venv*", "build", "__pycache__", ".*_cache", ".hypothesis", "out")
    return shutil.copytree(CHECKOUT, tmp_path_factory.mktemp("tree") / "mosaic-guard", ignore=unwanted)


@pytest.fixture(scope="session")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tree, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="session")
def sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tree, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="session")
def clean_bin(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment that holds the wheel and what it requires, and nothing else."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, symlinks=True)
    site = next(home.glob("lib/python*/site-packages"))
    for name in required_by("mosaic-guard"):
        copy_distribution(name, site)
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", wheel], timeout=60, check=True)
    subprocess.run([*pip, "check"], stdout=subprocess.DEVNULL, timeout=60, check=True)
    return home / "bin"


def required_by(name: str) -> set[str]:
    """Name all that `name` requires without extras, directly or not."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        requirements = map(Requirement, distribution(waiting.pop()).requires or ())
        needed = {r.name for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})}
        waiting += needed - found
        found |= needed
    return found


def copy_distribution(name: str, site: Path) -> None:
    """Copy what is installed here: the same files an installer would fetch, without a network."""
    for file in distribution(name).files or ():
        if ".." in file.parts or "__pycache__" in file.parts:
            continue
        target = site / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.locate(), target)
