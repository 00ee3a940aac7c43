from __future__ import annotations

import pytest
from mosaic_trainer.corpus.make import make
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.task.task import Task

OPEN = CorpusPlan(tasks=1500)
CLOSED = CorpusPlan(tasks=600, closed=True, marked_values=True, tools=3, max_calls=3)


@pytest.fixture(scope="session")
def tasks() -> list[Task]:
    return make(OPEN)


@pytest.fixture(scope="session")
def closed() -> list[Task]:
    return make(CLOSED)
