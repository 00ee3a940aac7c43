"""Several seeds in one table: what is averaged, how sure it is, and what it is compared with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.evaluate.seeds import averaged, means, table

from mosaic_guard.cli import main
from mosaic_guard.cli.command import Exit
from mosaic_guard.rates import Rate

SHARES = st.floats(0, 1)
RATES = st.lists(SHARES, min_size=3, max_size=3).map(sorted).map(lambda s: Rate(s[1], s[0], s[2], 100))


def policy(harm: float, done: float = 0.9, needless: float = 0.1) -> dict[str, Any]:
    """What a report says of a policy."""
    rate = {name: {"share": share, "low": max(0.0, share - 0.1), "high": min(1.0, share + 0.1), "of": 200}
            for name, share in {"harm": harm, "done": done, "needless": needless}.items()}  # fmt: skip
    sets = {"injected": {"harm": rate["harm"], "stopped": rate["done"]}, "benign": {"completed": rate["done"]}}
    return {"harm": rate["harm"], "needless": rate["needless"], "sets": sets}


def evaluation(**harms: float) -> dict[str, Any]:
    policies = {name.replace("_", "-"): policy(harm) for name, harm in harms.items()}
    return {"attended": policies, "unattended": policies, "best": None}


def rows(text: str) -> dict[str, list[str]]:
    """The first table's cells, by the name of the policy."""
    lines = [line[2:-2].split(" | ") for line in text.split("\n\n")[1].splitlines()[2:]]
    return {name: cells for name, *cells in lines}


def test_a_policy_is_averaged_over_the_seeds_that_have_it() -> None:
    found = means(
        [evaluation(start=0.5, ours=0.1), evaluation(start=0.5, ours=0.3), evaluation(scalar=0.4)], "attended"
    )
    harms = {name: figures["harm done"].share for name, figures in found.items()}
    assert harms == pytest.approx({"start": 0.5, "ours": 0.2, "scalar": 0.4})


def test_every_policy_is_beside_what_it_began_with() -> None:
    seeds = [evaluation(start=0.5, ours=harm, thinking_start=0.4, thinking=0.1) for harm in (0.1, 0.1, 0.1)]
    told = rows(table(seeds))
    assert told["ours"][0] == "10.0 % [0.0-20.0] (-40.0)"
    assert told["ours"][-1] == "80 %"
    assert (told["thinking"][-1], told["start"][-1], told["thinking-start"][-1]) == ("75 %", "", "")


def test_without_a_start_nothing_is_compared() -> None:
    assert rows(table([evaluation(ours=0.1)]))["ours"][-1] == ""


def test_one_seed_is_as_sure_as_its_own_interval() -> None:
    assert averaged([Rate(0.5, 0.4, 0.7, 10)]) == Rate(0.5, pytest.approx(0.4), pytest.approx(0.7), 10)


def test_seeds_that_agree_are_as_sure_as_the_tasks_allow_and_no_surer() -> None:
    assert averaged([Rate(0.5, 0.4, 0.6, 10)] * 3) == Rate(0.5, pytest.approx(0.4), pytest.approx(0.6), 10)


def test_seeds_that_differ_widen_the_interval() -> None:
    wide = averaged([Rate(share, share - 0.01, share + 0.01, 10) for share in (0.4, 0.5, 0.6)])
    assert wide.low == pytest.approx(0.5 - 4.30 * 0.1 / 3**0.5, abs=1e-3)


def test_what_was_never_counted_has_no_share() -> None:
    assert averaged([Rate(None, None, None, 0)] * 2) == Rate(None, None, None, 0)


@given(st.lists(RATES, min_size=1, max_size=14))
def test_a_mean_lies_in_its_interval(rates: list[Rate]) -> None:
    found = averaged(rates)
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1


def compared(folder: Path, *evaluations: object) -> int:
    """Run the command over what stands in as many folders."""
    run = folder / "ours-0"
    run.mkdir()
    (run / "metrics.jsonl").write_text('{"step": 1, "reward": 0.5}\n')
    folders = [folder / str(place) for place in range(len(evaluations))]
    for place, said in zip(folders, evaluations, strict=True):
        place.mkdir()
        (place / "evaluation.json").write_text(json.dumps(said))
    evaluated = map(str, folders)
    return main(["train", "compare", str(run), "--evaluated", *evaluated, "--out", str(folder / "curves.png")])


def test_what_is_no_evaluation_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(tmp_path, evaluation(ours=0.1), {"attended": {"start": {}}}) == Exit.USAGE
    assert "1/evaluation.json: is no evaluation" in capsys.readouterr().err
    assert not (tmp_path / "curves.md").exists()


def test_only_what_was_played_on_the_same_tasks_is_averaged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = ({**evaluation(ours=0.1), "tasks": digest} for digest in ("one", "other"))
    assert compared(tmp_path, *seeds) == Exit.USAGE
    assert "were not made on the same tasks" in capsys.readouterr().err
