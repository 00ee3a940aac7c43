"""A plugin that would never be called is an error, since what it was to hold back would pass in silence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from mosaic_guard import Guard
from mosaic_guard.errors import PluginError
from mosaic_guard.plugins import hookimpl
from mosaic_guard.policies.base import Policy
from mosaic_guard.testing import ScriptedPolicy, memory_guard


class Unmarked:
    def mosaic_policies(self) -> Sequence[Policy]:
        return [ScriptedPolicy(name="mine")]


class HalfMarked(Unmarked):
    @hookimpl
    def mosaic_decided(self, decision: Any) -> None:
        pass


class Marked:
    @hookimpl
    def mosaic_policies(self) -> Sequence[Policy]:
        return [ScriptedPolicy(name="mine")]


@pytest.mark.parametrize("plugin", [Unmarked(), HalfMarked()])
def test_a_hook_that_is_not_marked_is_an_error_that_names_it(plugin: object) -> None:
    with pytest.raises(PluginError, match=r"mosaic_policies of .* is not marked with @hookimpl"):
        Guard(store=None, plugins=[plugin])


@pytest.mark.parametrize("plugin", [7, object(), ScriptedPolicy()])
def test_what_has_no_hook_is_no_plugin(plugin: object) -> None:
    with pytest.raises(PluginError, match="none of the hooks mosaic_policies"):
        Guard(store=None, plugins=[plugin])


def test_a_hook_that_is_marked_is_asked() -> None:
    assert "mine" in memory_guard(plugins=[Marked()]).policies
