"""What a run was made with: every number that leaves it carries this."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mosaic_guard.installed import installed
from mosaic_guard.protocol import PROTOCOL_VERSION
from mosaic_guard.trajectory import JSON

ENGINES: Final = ("torch", "trl", "peft", "transformers", "accelerate", "datasets", "numpy", "vllm", "mosaic-guard")


def versions() -> dict[str, JSON]:
    """Name the code, the engines and the machine."""
    return {
        "protocol": PROTOCOL_VERSION,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "commit": _commit(Path(__file__).parent),
        "engines": {name: found for name in ENGINES if (found := installed(name))},
    }


def changed(before: Mapping[str, JSON], now: Mapping[str, JSON]) -> list[str]:
    """Say what is another version now: then a run that goes on need not equal one that was never stopped."""
    flat_before, flat_now = ({**said, **said.get("engines", {}), "engines": ""} for said in (before, now))
    names = [name for name in {**flat_before, **flat_now} if flat_before.get(name) != flat_now.get(name)]
    return [f"{name} {flat_before.get(name, 'none')} → {flat_now.get(name, 'none')}" for name in sorted(names)]


def _commit(folder: Path) -> str:
    """Of the checkout that this file is in; empty for an installed package."""
    git = shutil.which("git")
    if git is None:
        return ""
    ask = [git, "-C", str(folder), "describe", "--always", "--dirty", "--exclude=*", "--abbrev=40"]
    try:
        said = subprocess.run(ask, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603  # no foreign word in it
    except (OSError, subprocess.SubprocessError):
        return ""
    return said.stdout.strip()
