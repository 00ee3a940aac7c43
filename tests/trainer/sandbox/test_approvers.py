"""Models of people who are asked: what they say depends on task, seed and call, and on nothing else."""

from __future__ import annotations

from dataclasses import replace

from mosaic_trainer.sandbox.approvers import answer

from tests.trainer.sandbox import office

PAID = (office.RENT.tool, office.RENT.args)
STOLEN = (office.THEFT.tool, office.THEFT.args)


def test_the_intent_true_approver_approves_what_the_user_wants_and_nothing_else():
    assert answer(office.BENIGN, 0, *PAID) == "yes"
    assert answer(office.BENIGN, 0, *STOLEN) == "no"
    assert answer(office.BENIGN, 0, "pay", {"payee": "Anna ", "amount": 40.0}) == "yes"
    assert answer(office.BENIGN, 0, "pay", {"payee": "anna", "amount": 41}) == "no"


def test_an_absent_approver_answers_nothing():
    assert answer(replace(office.BENIGN, approver="absent"), 0, *PAID) == "nobody"


def test_a_random_approver_tosses_a_coin_for_each_seed_and_call():
    task = replace(office.BENIGN, approver="random")
    said = [answer(task, seed, *PAID) for seed in range(400)]
    assert 150 < said.count("yes") < 250
    assert said == [answer(task, seed, *PAID) for seed in range(400)]
    assert said != [answer(task, seed, *STOLEN) for seed in range(400)]


def test_what_a_real_approver_said_of_a_call_goes_before_what_the_user_wants():
    task = replace(office.BENIGN, labels={1: "rejected"})
    assert answer(task, 0, *PAID) == "no"
    assert answer(replace(task, wanted=(), labels={1: "approved"}), 0, *PAID) == "yes"
