"""A person who named one thing of her own has decided; asking again is over-asking."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from mosaic_guard.assessment import Label, Phase
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.prompt import PromptPolicy
from mosaic_guard.trajectory import RunId, Trajectory

POLICY = PromptPolicy()


def label_of(text: str) -> Label:
    (opinion,) = POLICY.assess(Check(Phase.PROMPT, Trajectory(RunId("t")), text=text))
    return opinion.label


def requests(file: str, kind: str) -> list[str]:
    return yaml.safe_load(Path(__file__).with_name(file).read_text("utf-8"))[kind].splitlines()


@pytest.mark.parametrize("request_", requests("decided.yaml", "decided"))
def test_one_named_thing_of_the_users_own_is_decided(request_: str) -> None:
    assert label_of(request_) is Label.BENIGN


@pytest.mark.parametrize("request_", requests("decided.yaml", "undecided"))
def test_what_is_grave_or_unnamed_still_needs_a_person(request_: str) -> None:
    assert label_of(request_) is Label.SENSITIVE


@pytest.mark.parametrize(("kind", "label"), [("decided", Label.BENIGN), ("undecided", Label.SENSITIVE)])
def test_most_requests_that_no_rule_was_made_for_are_told_apart_too(kind: str, label: Label) -> None:
    found = [label_of(request_) for request_ in requests("decided_held_out.yaml", kind)]
    assert Label.MALICIOUS not in found
    assert found.count(label) >= 0.8 * len(found)
