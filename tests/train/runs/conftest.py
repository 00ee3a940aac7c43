from __future__ import annotations

from pathlib import Path

import pytest
from mosaic_trainer.task.files import save_tasks

from tests.train.grpo.conftest import speaking
from tests.train.runs.running import CONFIG, TASKS

__all__ = ["speaking"]


@pytest.fixture(scope="module")
def place(speaking: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tasks and the configuration of a run."""
    folder = tmp_path_factory.mktemp("runs")
    save_tasks(TASKS, folder / "tasks.jsonl")
    (folder / "run.toml").write_text(CONFIG.format(base=speaking, tasks=folder / "tasks.jsonl"))
    return folder
