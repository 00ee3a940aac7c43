"""The manifest, the tests and the gaps name the same things."""

from __future__ import annotations

from tests.conformance.hosts import HOSTS
from tests.conformance.manifest import gaps, proven, requirements


def test_every_requirement_has_a_test() -> None:
    assert set(requirements()) - {id for id, _ in proven()} == set()


def test_every_test_names_a_requirement_that_exists() -> None:
    assert [(id, test) for id, test in proven() if id not in requirements()] == []


def test_every_requirement_says_something_and_where_it_comes_from() -> None:
    assert [r.id for r in requirements().values() if not r.says.endswith(".") or not r.source] == []


def test_every_gap_names_a_requirement_and_hosts_that_exist_and_its_reason() -> None:
    hosts = {host.name for host in HOSTS}
    assert [gap for gap in gaps() if gap.requirement not in requirements() or not set(gap.hosts) <= hosts] == []
    assert [gap for gap in gaps() if not gap.hosts or len(gap.reason.split()) < 5] == []
