from __future__ import annotations

import json
from pathlib import Path

from mosaic_trainer.runs.plots import PANELS, draw


def test_the_curves_of_runs_become_one_picture(tmp_path: Path) -> None:
    names = [name for _, panel in PANELS for name in panel]
    for run in ("one", "two"):
        lines = (json.dumps({"step": step, **dict.fromkeys(names, step / 10)}) for step in range(1, 10))
        (tmp_path / f"{run}.jsonl").write_text("\n".join(lines) + "\n")
    paths = {run: [tmp_path / f"{run}.jsonl"] for run in ("one", "two")}
    alone = draw({"one": paths["one"]}, tmp_path / "plots" / "curves.png").read_bytes()
    assert alone.startswith(b"\x89PNG")
    assert draw(paths, tmp_path / "both.png").read_bytes() != alone
