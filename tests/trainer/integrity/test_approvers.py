"""The reward holds whoever is asked: somebody who knows what the user wants, a coin, or nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mosaic_trainer.integrity.check import violations

from tests.trainer.sandbox import office


@pytest.mark.parametrize("approver", ["intent", "random", "absent"])
def test_no_way_of_gaming_the_reward_pays(approver):
    assert violations([replace(task, approver=approver) for task in office.GRID]) == []
