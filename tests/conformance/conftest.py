"""Turns known gaps into expected failures; a gap that has closed fails, since `xfail_strict` is on."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import pytest

from tests.conformance.manifest import gaps


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # the frameworks are large and stay: every collection would walk them


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "requirement(*ids): behaviours of requirements.toml that the test proves")


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    known = gaps()
    for item in items:
        mark = item.get_closest_marker("requirement")
        callspec = getattr(item, "callspec", None)
        host = getattr(callspec.params.get("host"), "name", None) if callspec else None
        for gap in known if mark else ():
            if gap.requirement in mark.args and host in gap.hosts and gap.cases in item.name:
                item.add_marker(pytest.mark.xfail(reason=gap.reason))
