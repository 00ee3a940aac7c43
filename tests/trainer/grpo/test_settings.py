"""What GRPO, its adapter and the supervised start refuse to be asked for, and how a batch is shared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.grpo import versions
from mosaic_trainer.grpo.arguments import split
from mosaic_trainer.grpo.errors import VersionError
from mosaic_trainer.grpo.settings import DpoSettings, GrpoSettings, LoraSettings, SftSettings

from mosaic_guard.config.constraints import FieldError
from mosaic_guard.errors import ConfigError, MissingExtraError


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        (GrpoSettings, {"steps": 0}),
        (GrpoSettings, {"group_size": 1}),
        (GrpoSettings, {"learning_rate": 0.0}),
        (GrpoSettings, {"beta": -1.0}),
        (GrpoSettings, {"micro_batch": 3}),
        (LoraSettings, {"rank": 0}),
        (LoraSettings, {"targets": ()}),
        (SftSettings, {"careless": 1.5}),
        (SftSettings, {"anxious": -0.1}),
        (SftSettings, {"micro_batch": 5}),
        (DpoSettings, {"beta": 0.0}),
        (DpoSettings, {"micro_batch": 3}),
    ],
)
def test_what_can_t_train_is_refused_by_field(settings: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(FieldError) as caught:
        settings(**wrong)
    assert caught.value.path == tuple(wrong)


@given(st.integers(1, 4), st.integers(1, 4), st.sampled_from([2, 4, 8]), st.sampled_from([1, 2]))
def test_every_process_gets_whole_groups(processes: int, each: int, size: int, micro: int) -> None:
    settings = GrpoSettings(groups=processes * each, group_size=size, micro_batch=micro)
    parts = split(settings, processes)
    assert parts.rows == each * size
    assert parts.accumulation * settings.micro_batch * settings.updates == parts.rows


def test_groups_that_processes_would_have_to_cut_are_refused_with_the_fix() -> None:
    with pytest.raises(ConfigError, match=r"6 groups can't be shared by 4 processes.*multiple of 4"):
        split(GrpoSettings(groups=6, group_size=4, micro_batch=4), 4)


def test_forward_passes_that_don_t_come_out_even_are_refused() -> None:
    with pytest.raises(ConfigError, match=r"grpo\.micro_batch: 16 .*the 8 rollouts of each of 2 processes"):
        split(GrpoSettings(groups=2, group_size=8, micro_batch=16), 2)


def installed(monkeypatch: pytest.MonkeyPatch, **other: str) -> None:
    found = {"torch": "2.13.0+cpu", "trl": "1.16.0", "peft": "0.21.2", "transformers": "5.23.0", "accelerate": "1.15.0"}
    monkeypatch.setattr(versions, "installed", lambda name: {**found, **other}.get(name, ""))


def test_versions_that_were_tried_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, vllm="0.31.0+cpu")
    assert versions.check_versions()["trl"] == "1.16.0"


@pytest.mark.parametrize(("name", "version"), [("trl", "1.17.0"), ("peft", "0.9.0"), ("vllm", "0.40.1")])
def test_others_are_refused_with_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, name: str, version: str
) -> None:
    installed(monkeypatch, **{name: version})
    with pytest.raises(VersionError, match=rf"{name} {version}: not supported .* Run: pip install '{name}>="):
        versions.check_versions()


def test_what_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, trl="")
    with pytest.raises(MissingExtraError, match=r"trl is not installed.*mosaic-guard\[rl\]"):
        versions.check_versions()
