"""A run warns when its two judges no longer agree."""

from __future__ import annotations

import io
import json
from pathlib import Path

from mosaic_trainer.runs.audit import AuditWatch
from mosaic_trainer.runs.checkpoint import Manifest
from mosaic_trainer.runs.config import load
from mosaic_trainer.runs.folder import RunFolder
from mosaic_trainer.runs.processes import Processes
from mosaic_trainer.runs.progress import Progress
from mosaic_trainer.runs.recorder import Recorder


def step(asked: int, agreed: int, failed: int = 0) -> dict[str, float]:
    return {"judge_audits": asked, "judge_audits_agreed": agreed, "judge_audits_failed": failed}


def test_judges_that_drift_apart_are_told_of_once_until_they_agree_again() -> None:
    watch = AuditWatch(0.8)
    assert watch.heard({}) == watch.heard(step(19, 0)) == ""
    assert "agree on 0% of the last 20 audits, less than judge.audit_least, 80%" in watch.heard(step(1, 0))
    assert watch.heard(step(10, 0)) == ""
    assert watch.heard(step(200, 200)) == ""  # what is long ago no longer counts
    assert "agree on 67% of the last 300 audits" in watch.heard(step(100, 0))


def test_a_second_judge_that_gives_no_verdicts_is_told_of() -> None:
    assert "gave no verdict 25 of 30 times" in AuditWatch(0.8).heard(step(30, 5, 25))


def test_the_agreement_is_written_and_the_warning_is_said(tmp_path: Path) -> None:
    (tmp_path / "run.toml").write_text('[model]\nbase = "tiny"\n[judge]\naudit_least = 0.9\n')
    folder, said = RunFolder(tmp_path / "run"), io.StringIO()
    with folder.locked():
        folder.create("")
        folder.attempt("{}")
        config = load(tmp_path / "run.toml")
        manifest = Manifest(model="", tasks="", config="")
        recorder = Recorder(
            config, folder, manifest=manifest, progress=Progress(said, 3), spell=str, processes=Processes()
        )
        recorder.told(1, {"judge_audit_agreement": 0.85, **step(40, 34)})
    [written] = map(json.loads, (folder.path / "metrics.jsonl").read_text().splitlines())
    assert written["judge_audit_agreement"] == 0.85
    assert "\nwarning: the two judges agree on 85% of the last 40 audits" in said.getvalue()
