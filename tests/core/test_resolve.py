"""How opinions become one answer: the properties that must hold whatever is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard import DEFAULTS, Action, Assessment, Decision, Effect, Finding, Floor, Label, Phase, Role, resolve

findings = st.builds(Finding, st.sampled_from(["a", "b"]), st.just("because"))
assessments = st.builds(
    Assessment,
    policy=st.sampled_from(["call", "mosaic", "plugin"]),
    label=st.sampled_from(Label),
    role=st.sampled_from(Role),
    state=st.sampled_from(["ok", "degraded", "failed"]),
    stage=st.sampled_from(["fast", "full"]),
    view=st.sampled_from(["full", "masked"]),
    findings=st.lists(findings, max_size=2).map(tuple),
)
floors = st.builds(
    Floor, st.sampled_from(["verify", "refuse"]), findings, st.sampled_from(["table", "budget"]), st.booleans()
)
effects = st.none() | st.builds(Effect, st.booleans(), st.booleans(), st.booleans(), st.booleans())
phases = st.sampled_from(Phase)
failures = st.sampled_from(["refuse", "verify"])


def may_lower(one: Assessment, effect: Effect | None) -> bool:
    """Say it once more in the words of the design, so that the code is held to them."""
    in_role = one.role is Role.MODEL and one.label is Label.BENIGN and one.state == "ok" and one.stage == "full"
    return in_role and ((effect is not None and effect.reversible and not effect.external) or one.view == "masked")


@given(phases, st.lists(floors, max_size=3), st.lists(assessments, max_size=5), effects, failures)
def test_every_combination_has_an_answer(phase, limits, opinions, effect, on_failure) -> None:
    decision = resolve(phase, floors=limits, assessments=opinions, effect=effect, on_failure=on_failure)
    assert isinstance(decision, Decision)
    assert decision.action in Action
    assert decision.label in Label


@given(phases, st.lists(floors, max_size=4), st.lists(assessments, max_size=6), effects, failures, st.randoms())
def test_the_order_of_opinions_never_matters(phase, limits, opinions, effect, on_failure, chance) -> None:
    first = resolve(phase, floors=limits, assessments=opinions, effect=effect, on_failure=on_failure)
    limits, opinions = [*limits], [*opinions]
    chance.shuffle(limits)
    chance.shuffle(opinions)
    assert resolve(phase, floors=limits, assessments=opinions, effect=effect, on_failure=on_failure) == first


@given(phases, st.lists(floors, max_size=3), st.lists(assessments, max_size=4), effects)
def test_saying_something_twice_changes_nothing(phase, limits, opinions, effect) -> None:
    once = resolve(phase, floors=limits, assessments=opinions, effect=effect)
    assert resolve(phase, floors=limits * 2, assessments=opinions * 2, effect=effect) == once


@given(phases, st.lists(floors, max_size=3), st.lists(assessments, min_size=1, max_size=4), assessments, effects)
def test_one_more_opinion_never_loosens_unless_it_is_a_model_that_may(phase, limits, opinions, more, effect) -> None:
    before = resolve(phase, floors=limits, assessments=opinions, effect=effect)
    after = resolve(phase, floors=limits, assessments=[*opinions, more], effect=effect)
    assert after.action >= before.action or may_lower(more, effect)


@given(phases, st.lists(floors, max_size=3), st.lists(assessments, max_size=4), floors, effects)
def test_one_more_floor_never_loosens(phase, limits, opinions, more, effect) -> None:
    before = resolve(phase, floors=limits, assessments=opinions, effect=effect)
    after = resolve(phase, floors=[*limits, more], assessments=opinions, effect=effect)
    assert after.action >= before.action
    assert after.final >= before.final
    assert after.action >= Action[more.action.upper()]


@given(phases, st.lists(assessments, max_size=4), assessments, effects, st.sampled_from(Role))
def test_a_stricter_label_never_loosens(phase, opinions, one: Assessment, effect, role) -> None:
    labels = list(Label)
    said = [
        resolve(phase, assessments=[*opinions, Assessment("x", label, role, state=one.state)], effect=effect).action
        for label in labels
    ]
    assert said == sorted(said)


@given(phases, st.lists(floors, max_size=3), effects, failures)
def test_what_nobody_assessed_is_refused(phase, limits, effect, on_failure) -> None:
    assert resolve(phase, floors=limits, effect=effect, on_failure=on_failure).action is Action.REFUSE


@given(phases, st.lists(assessments, max_size=4), assessments, effects, failures)
def test_a_failed_assessment_fails_closed(phase, opinions, one: Assessment, effect, on_failure) -> None:
    failed = Assessment(one.policy, one.label, one.role, state="failed")
    decision = resolve(phase, assessments=[*opinions, failed], effect=effect, on_failure=on_failure)
    assert decision.action >= Action[on_failure.upper()]
    assert "assessment_failed" in {f.code for f in decision.findings}


@given(phases, st.lists(assessments, max_size=4), effects)
def test_nothing_lowers_malicious(phase, opinions, effect) -> None:
    attack = Assessment("call", Label.MALICIOUS, Role.CALL)
    assert resolve(phase, assessments=[*opinions, attack], effect=effect).action >= DEFAULTS[phase][Label.MALICIOUS]


@given(assessments, effects)
def test_only_the_model_lowers_the_call_policys_sensitive_and_only_where_it_may(model, effect) -> None:
    doubt = Assessment("call", Label.SENSITIVE, Role.CALL)
    decision = resolve(Phase.CALL, assessments=[doubt, model], effect=effect)
    if may_lower(model, effect):
        assert decision.action is Action.ACT
    else:
        assert decision.action >= Action.VERIFY


@pytest.mark.parametrize("role", [Role.MODEL, Role.TIGHTEN])
def test_no_other_policys_sensitive_is_lowered(role: Role) -> None:
    doubt = Assessment("other", Label.SENSITIVE, role)
    model = Assessment("mosaic", Label.BENIGN, Role.MODEL, view="masked")
    harmless = Effect(write=False, reversible=True, external=False)
    assert resolve(Phase.CALL, assessments=[doubt, model], effect=harmless).action is Action.VERIFY


@pytest.mark.parametrize("action", ["verify", "refuse"])
def test_no_model_lowers_a_floor(action) -> None:
    model = Assessment("mosaic", Label.BENIGN, Role.MODEL, view="masked")
    floor = Floor(action, Finding("denied_by_table", "no"))
    assert resolve(Phase.CALL, floors=[floor], assessments=[model]).action is Action[action.upper()]


def test_the_default_table_only_gets_stricter_with_the_label() -> None:
    for row in DEFAULTS.values():
        assert [row[label] for label in Label] == sorted(row.values())
    assert set(DEFAULTS) == set(Phase)
