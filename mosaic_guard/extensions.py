"""Finds plugins and calls their hooks one by one, so that none of them can break, or open, the guard."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pluggy

from mosaic_guard.approval import Approver, must_be_awaited
from mosaic_guard.decision import Decision
from mosaic_guard.errors import PluginError
from mosaic_guard.plugins import GROUP, Hooks
from mosaic_guard.policies.base import Check, Policy, seated
from mosaic_guard.tool import Effect, ToolSpec
from mosaic_guard.traces.events import Event

if TYPE_CHECKING:
    from mosaic_guard.config import Config

_log = logging.getLogger(__name__)


class Extensions:
    """The plugins of one guard.

    Args:
        plugins: plugin objects, beside those that are installed.
        disabled: entry points to leave out, by name.

    Raises:
        PluginError: a plugin can't be loaded, has a hook that does not exist, or none that would be called.
    """

    def __init__(self, plugins: Iterable[object] = (), *, disabled: Iterable[str] = ()) -> None:
        self._manager = pluggy.PluginManager(GROUP)
        self._manager.add_hookspecs(Hooks)
        for name in disabled:
            self._manager.set_blocked(name)
        try:
            self._manager.load_setuptools_entrypoints(GROUP)
            for plugin in plugins:
                self._manager.register(plugin)
            self._manager.check_pending()
            self._check_heard()
        except Exception as error:  # an entry point may raise anything while it is imported
            msg = f"a plugin could not be loaded: {error}. Fix it, or list it under plugins.disabled."
            raise PluginError(msg) from error

    @property
    def names(self) -> list[str]:
        """Name the plugins that are loaded."""
        return sorted(name for name, plugin in self._manager.list_name_plugin() if plugin is not None)

    def _check_heard(self) -> None:
        """A hook that is not marked is never called, and what it was to hold back would pass in silence."""
        seats = [name for name in vars(Hooks) if not name.startswith("_")]
        for name, plugin in self._manager.list_name_plugin():
            if plugin is None:  # it is disabled
                continue
            heard = {caller.name for caller in self._manager.get_hookcallers(plugin) or ()}
            if unmarked := [seat for seat in seats if seat not in heard and callable(getattr(plugin, seat, None))]:
                msg = f"{unmarked[0]} of {name} is not marked with @hookimpl"
                raise ValueError(msg)
            if not heard:
                msg = f"{plugin!r:.100} has none of the hooks {', '.join(seats)}"
                raise ValueError(msg)

    def policies(self, config: Config) -> tuple[Policy, ...]:
        """Ask for policies; one that can't give its own is an error, since it was installed to be asked.

        Raises:
            PluginError: a plugin raised, or gave something that is no policy.
        """
        found: list[Policy] = []
        for name, hook in self._hooks("mosaic_policies", {"config": config}):
            try:
                found += [seated(p) for p in hook() or ()]
            except Exception as error:  # wrapped: construction is the time to say it
                msg = f"plugin {name} could not give its policies: {error}"
                raise PluginError(msg) from error
        return tuple(found)

    def approver(self, config: Config) -> Approver | None:
        """Ask who answers `verify`: the first plugin that names somebody who can be asked."""
        for answer in self._answers("mosaic_approver", None, config=config):
            ask = getattr(answer, "ask", None)
            if callable(ask) and not must_be_awaited(ask):
                return cast("Approver", answer)
            if answer is not None:
                _log.error("plugin answered nonsense hook=mosaic_approver answer=%.200r", answer)
        return None

    def tightened(self, spec: ToolSpec, effect: Effect) -> Effect:
        """Let plugins make an effect stricter; nonsense counts as the strictest."""
        for answer in self._answers("mosaic_tool_effect", Effect(), spec=spec):
            if answer is not None:
                effect = effect.tightened(answer if isinstance(answer, Effect) else Effect())
        return effect

    @property
    def observes(self) -> bool:
        """Whether anybody observes decisions."""
        return bool(self._manager.hook.mosaic_decided.get_hookimpls())

    def decided(self, decision: Decision, check: Check) -> None:
        """Tell observers."""
        for _ in self._answers("mosaic_decided", None, decision=decision, check=check):
            pass

    @property
    def collects(self) -> bool:
        """Whether anybody takes events."""
        return bool(self._manager.hook.mosaic_event.get_hookimpls())

    def event(self, event: Event) -> None:
        """Pass an event to the trace sinks."""
        for _ in self._answers("mosaic_event", None, event=event):
            pass

    def _answers(self, name: str, fallback: object, **arguments: object) -> Iterator[Any]:
        for plugin, hook in self._hooks(name, arguments):
            try:
                yield hook()
            except Exception:  # a plugin's failure is its own; the fallback is the strict answer
                _log.exception("plugin failed hook=%s plugin=%s", name, plugin)
                yield fallback

    def _hooks(self, name: str, arguments: Mapping[str, object]) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Give each plugin's own implementation: pluggy's group call stops at the first that raises."""
        for hook in getattr(self._manager.hook, name).get_hookimpls():
            yield hook.plugin_name, partial(hook.function, *(arguments[a] for a in hook.argnames))
