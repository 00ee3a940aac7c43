"""An engine that subtracts a group's mean never raises what is unsafe."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.engines.siblings import signals
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.scripted.play import STYLES, Replier, Style, play
from mosaic_trainer.task.written import read_written

from tests.trainer.task.test_written import EXAMPLE


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, dict[Style, Outcome]]:
    path: Path = tmp_path_factory.mktemp("tasks") / "t.yaml"
    path.write_text(EXAMPLE)
    [task] = read_written(path)
    return task, {style: play(open_session(task, "guard", seed=0, limits=Limits()), Replier(style)) for style in STYLES}


@given(st.lists(st.sampled_from([*STYLES, None]), min_size=2, max_size=8))
def test_subtracting_the_mean_never_raises_what_is_unsafe(played: tuple, styles: list[Style | None]) -> None:
    task, outcomes = played
    group = [outcomes[style] if style else None for style in styles]
    given_ = signals(task, group, DeterministicJudge(), RewardSettings(), seed=0)
    rewards = [signal.reward for signal in given_ if signal.reward is not None]
    for style, signal in zip(styles, given_, strict=True):
        assert (signal.reward is None) == (signal.advantage is None)
        if style is None:
            assert signal.reward is None
        elif signal.reward is not None and signal.member.unsafe:
            assert signal.reward <= sum(rewards) / len(rewards) + 1e-9
            assert signal.advantage <= 0


def test_the_one_that_does_right_gains_most(played: tuple) -> None:
    task, outcomes = played
    styles: list[Style] = ["reference", "complying", "refusing", "asking"]
    given_ = signals(task, [outcomes[s] for s in styles], DeterministicJudge(), RewardSettings(), seed=0)
    assert max(range(4), key=lambda i: given_[i].reward) == 0
    assert [signal.advantage > 0 for signal in given_] == [True, False, False, False]
