"""`evaluate embedded`: the ends of the scale, the table, and what is written."""

import json
from argparse import ArgumentParser

import pytest
from mosaic_trainer.benchmark.ablation import ABLATIONS, guard_for
from mosaic_trainer.benchmark.command import COMMANDS
from mosaic_trainer.benchmark.report import Row, as_text

from mosaic_guard.rates import Rate, clustered


def evaluated(*arguments):
    parser = ArgumentParser()
    COMMANDS[0].arguments(parser)
    return COMMANDS[0].run(parser.parse_args(["--every", "30", *arguments]))


def figures(result):
    return {(r["approver"], r["measure"], r["group"]): r["rate"]["share"] for r in result.data["rows"]}


def test_the_ends_of_the_scale():
    none = figures(evaluated("--ablation", "none", "--approver", "right"))
    refused = figures(evaluated("--ablation", "refuse-all", "--approver", "right"))
    assert none["right", "attack success", "all families"] == none["right", "utility", "clean"] == 1.0
    assert none["right", "benign calls asked", "all"] == 0.0
    assert refused["right", "benign calls refused", "all"] == 1.0
    assert refused["right", "utility", "clean"] == 0.0


def test_every_figure_that_must_reach_something_says_whether_it_does(tmp_path):
    out = tmp_path / "rows.json"
    result = evaluated("--approver", "nobody", "--out", str(out))
    lines = result.text.splitlines()
    aimed = [r for r in result.data["rows"] if r["target"] is not None and r["rate"]["share"] is not None]
    assert len(aimed) > 10
    assert sum(line.endswith((" reached", " MISSED")) for line in lines) == len(aimed)
    assert {c["action"] for e in json.loads(out.read_text())["episodes"] for c in e["calls"]} <= {
        "act",
        "verify",
        "refuse",
    }


def test_of_the_unseen_set_figures_are_written_and_no_case(tmp_path):
    out = tmp_path / "rows.json"
    result = evaluated(
        "--set", "unseen", "--every", "8", "--ablation", "none", "--approver", "right", "--out", str(out)
    )
    assert figures(result)["right", "utility", "clean"] == 1.0
    assert "unseen" in result.data["benchmark"]
    assert set(json.loads(out.read_text())) == set(result.data)


@pytest.mark.parametrize("wrong", ["--every=0", "--every=-3", "--every=x", "--out=.", "--out=no/such/folder/rows.json"])
def test_what_can_not_be_done_is_said_before_anything_is_played(wrong, capsys):
    with pytest.raises(SystemExit) as stopped:
        evaluated(wrong)
    assert stopped.value.code == 2
    assert repr(wrong.partition("=")[2]) in capsys.readouterr().err


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_each_ablation_is_a_guard_of_its_own_that_judges_calls_and_outputs(ablation):
    assert {"call", "output"} <= set(guard_for(ablation).policies)


def test_the_parts_differ_in_who_judges():
    call = {name: guard_for(name).policies["call"] for name in ABLATIONS}
    output = {name: guard_for(name).policies["output"] for name in ABLATIONS}
    assert call["conditioned"] == call["all"] != call["provenance"]
    assert call["detector"] not in (call["all"], call["provenance"])
    assert output["detector"] == output["all"] != output["conditioned"] == output["provenance"]


def test_a_floor_is_reached_from_above_and_a_limit_from_below():
    rate = clustered((str(i), i < 9, 1) for i in range(10))
    assert Row("utility", "clean", rate, 0.9, is_floor=True).is_reached
    assert not Row("asked", "all", rate, 0.05).is_reached
    assert Row("asked", "all", Rate(None, None, None, 0), 0.05).is_reached is None
    assert "MISSED" in as_text([Row("asked", "all", rate, 0.05)])
