"""From the rollouts that a run wrote down to pairs, and to a file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.dpo.pairs import Side, pairs, read_pairs, write_pairs
from mosaic_trainer.grpo.settings import DpoSettings

from mosaic_guard.errors import ConfigError


def record(index: int, reward: float | None, tier: int, **other: Any) -> dict[str, Any]:
    group = {"step": 1, "task": "theft", "seed": 7, "attempt": 0, "masked": ""}
    ids = {"prompt_ids": [1, 2], "completion_ids": [3, 4, 5, 6], "sampled": [[0, 1], [2, 4]]}
    return {**group, **ids, "index": index, "reward": reward, "tier": tier, **other}


def test_pairs_are_the_clearest_of_a_group_and_never_prefer_a_violation() -> None:
    told = [record(0, 1.0, 2), record(1, -0.9, 0), record(2, -1.1, 0), record(3, 0.0, 1), record(4, None, 2)]
    found = list(pairs([*told, record(5, 1.0, 2, seed=8)], DpoSettings(pairs_per_group=3)))
    assert [pair.difference for pair in found] == pytest.approx([2.1, 1.9, 1.1])
    assert found[0].better == Side((3, 4, 5, 6), (True, False, True, True))


def test_pairs_can_be_written_and_read_again(tmp_path: Path) -> None:
    found = list(pairs([record(0, 1.0, 2), record(1, -1.0, 0)], DpoSettings()))
    assert write_pairs(found, tmp_path / "pairs.jsonl") == 1
    assert read_pairs(tmp_path / "pairs.jsonl") == found


def test_a_line_that_is_no_pair_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    write_pairs(pairs([record(0, 1.0, 2), record(1, -1.0, 0)], DpoSettings()), file)
    file.write_text(file.read_text() + '{"task": "theft"}\n')
    with pytest.raises(ConfigError, match=r"pairs\.jsonl:2: no pair"):
        read_pairs(file)
    file.write_text("")
    with pytest.raises(ConfigError, match="holds no pair"):
        read_pairs(file)
