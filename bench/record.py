"""Measure anew what `bench/results` keeps: run an evaluation and keep all that it says, with the commit.

    python bench/record.py embedded | embedded-unseen | agentdojo

Minutes each. `python tools/figures.py` then writes the tables of the documentation. The unseen set is run rarely: each
look at it tells something of it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ABLATIONS = ("all", "conditioned", "provenance", "detector")
SETS: Mapping[str, Sequence[str]] = {"embedded": (), "embedded-unseen": ("--set", "unseen")}


def evaluated(*arguments: str) -> Any:
    """Run an evaluation, and give what it says."""
    command = [
        sys.executable,
        "-c",
        "from mosaic_guard.cli import main; exit(main())",
        "evaluate",
        *arguments,
        "--json",
    ]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def embedded(*chosen: str) -> dict[str, Any]:
    """Measure the whole guard and each part by itself."""
    found = [evaluated("embedded", *chosen, "--ablation", ablation) for ablation in ABLATIONS]
    runs = [{key: run[key] for key in ("ablation", "policies", "rows")} for run in found]
    command = " ".join(["mosaic-guard evaluate embedded", *chosen, "--ablation A"])
    return {"benchmark": found[0]["benchmark"], "command": command, "runs": runs}


def agentdojo(kept: dict[str, Any]) -> dict[str, Any]:
    """Measure the guard on every second pair; the runs without a guard stay as they are."""
    found = evaluated("agentdojo", "--every", "2")
    run = {"guard": found["guard"], "every": 2, "rows": found["rows"]}
    return kept | {"runs": [*(r for r in kept["runs"] if r["guard"] != found["guard"]), run]}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=[*SETS, "agentdojo"])
    name = parser.parse_args().name
    path = ROOT / "bench" / "results" / f"{name}.json"
    measured = agentdojo(json.loads(path.read_text(encoding="utf-8"))) if name == "agentdojo" else embedded(*SETS[name])
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], stdout=subprocess.PIPE, text=True, check=True
    )
    text = json.dumps(measured | {"commit": commit.stdout.strip()}, indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
