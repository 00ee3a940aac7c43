"""The whole plugin API. A plugin is any object with some of these hooks.

It is found by the entry-point group `mosaic_guard`, or given to `Guard(plugins=…)`. Nothing a plugin answers can loosen
a decision: its policies only tighten, its effects only make a tool stricter, and one that raises or answers nonsense
counts as a failed assessment, or is left out aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from mosaic_guard.approval import Approver
    from mosaic_guard.config import Config
    from mosaic_guard.decision import Decision
    from mosaic_guard.policies.base import Check, Policy
    from mosaic_guard.tool import Effect, ToolSpec
    from mosaic_guard.traces.events import Event

GROUP = "mosaic_guard"

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


class Hooks:
    """The hooks, one per seat."""

    @hookspec
    def mosaic_policies(self, config: Config) -> Sequence[Policy]:  # type: ignore[empty-body]  # a spec
        """Return policies to ask beside the built-in ones."""

    @hookspec(firstresult=True)
    def mosaic_approver(self, config: Config) -> Approver | None:
        """Return who answers `verify`, unless the guard was given an approver."""

    @hookspec
    def mosaic_tool_effect(self, spec: ToolSpec) -> Effect | None:
        """Say what a tool does, where you know it to be stricter than it looks."""

    @hookspec
    def mosaic_decided(self, decision: Decision, check: Check) -> None:
        """Observe a decision; it can't be changed here."""

    @hookspec
    def mosaic_event(self, event: Event) -> None:
        """Receive an event after it was handed to the store."""
