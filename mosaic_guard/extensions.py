"""Finds plugins and calls their hooks so that none of them can break, or open, the guard."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pluggy

from mosaic_guard.approval import Approver
from mosaic_guard.decision import Decision
from mosaic_guard.errors import PluginError
from mosaic_guard.plugins import GROUP, Hooks
from mosaic_guard.policies.base import Check, Policy
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.traces.events import Event
from mosaic_guard.trajectory import JSON

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Extensions:
    """The plugins of one guard.

    Args:
        plugins: plugin objects, beside those that are installed.
        installed: whether to load what the entry-point group offers.
        disabled: entry points to leave out, by name.

    Raises:
        PluginError: a plugin can't be loaded, or has a hook that does not exist.
    """

    def __init__(self, plugins: Iterable[object] = (), *, installed: bool = True, disabled: Iterable[str] = ()) -> None:
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(Hooks)
        for name in disabled:
            self._manager.set_blocked(name)
        try:
            if installed:
                self._manager.load_setuptools_entrypoints(GROUP)
            for plugin in plugins:
                self._manager.register(plugin)
            self._manager.check_pending()
        except Exception as error:  # an entry point may raise anything while it is imported
            msg = f"a plugin could not be loaded: {error}. Fix it, or list it under plugins.disabled."
            raise PluginError(msg) from error

    def policies(self, config: Mapping[str, JSON]) -> tuple[Policy, ...]:
        """Ask for policies; a plugin that can't give its own is an error, since it was installed to be asked.

        Raises:
            PluginError: a plugin raised, or gave something that is no policy.
        """
        found: list[Policy] = []
        for implementation in self._manager.hook.mosaic_policies.get_hookimpls():
            try:
                given: Any = implementation.function(config)
                found += [_policy(p, implementation.plugin_name) for p in given or ()]
            except Exception as error:  # wrapped: construction is the time to say it
                msg = f"plugin {implementation.plugin_name} could not give its policies: {error}"
                raise PluginError(msg) from error
        return tuple(found)

    def approver(self, config: Mapping[str, JSON]) -> Approver | None:
        """Ask who answers `verify`."""
        given: Approver | None = self._safe(lambda: self._manager.hook.mosaic_approver(config=config), None)
        return given

    def tightened(self, spec: ToolSpec, effect: Effect) -> Effect:
        """Let plugins make an effect stricter."""
        answers: Sequence[Any] = self._safe(lambda: self._manager.hook.mosaic_tool_effect(spec=spec), [Effect()])
        for answer in answers:
            effect = effect.tightened(answer if isinstance(answer, Effect) else Effect())
        return effect

    def decided(self, decision: Decision, check: Check) -> None:
        """Tell observers."""
        self._safe(lambda: self._manager.hook.mosaic_decided(decision=decision, check=check), None)

    def event(self, event: Event) -> None:
        """Pass an event to the trace sinks."""
        self._safe(lambda: self._manager.hook.mosaic_event(event=event), None)

    def _safe(self, call: Callable[[], T], fallback: T) -> T:
        try:
            return call()
        except Exception:  # a plugin's failure is its own; the fallback is the strict answer
            _log.exception("plugin hook failed")
            return fallback


def _policy(candidate: object, plugin: str) -> Policy:
    if not isinstance(candidate, Policy):
        msg = f"{candidate!r:.200} from {plugin} is no policy: it needs name, fingerprint, phases, blocking, assess()"
        raise TypeError(msg)
    return candidate
