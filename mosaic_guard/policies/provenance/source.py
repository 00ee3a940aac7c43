"""The fact source: where each argument of a call comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final
from weakref import WeakKeyDictionary

from mosaic_guard.assessment import ArgumentFact, Phase, Span
from mosaic_guard.canonical import canonical_json
from mosaic_guard.locks import Lock
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.provenance import find, taint
from mosaic_guard.policies.provenance.addressees import arguments
from mosaic_guard.policies.provenance.context import Use, use_of
from mosaic_guard.policies.provenance.decisive import is_decisive
from mosaic_guard.policies.provenance.explain import explained_by
from mosaic_guard.policies.provenance.index import MAX_ANCESTORS, Index, View
from mosaic_guard.policies.provenance.leaves import Value, spelled
from mosaic_guard.policies.provenance.neutral import is_neutral
from mosaic_guard.policies.provenance.reading import read
from mosaic_guard.policies.reach import effect_of, matters
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Origin, ToolCall, Trajectory

MAX_SIBLINGS: Final = 16


class Provenance:
    """Tells for every value in a call's arguments who gave it.

    Each trajectory is read once, as it grows: what a check costs does not depend on how long the run is.
    """

    name = "provenance"
    fingerprint = "provenance-4"

    def __init__(self) -> None:
        self._lock = Lock()
        self._indexes: WeakKeyDictionary[Trajectory, Index] = WeakKeyDictionary()

    def facts(self, check: Check) -> Sequence[ArgumentFact]:
        """Return one fact per single value of each call that can do something with it.

        A read that stays inside is nobody's to explain: it has no facts, and what was said meanwhile is read when a
        call comes that matters.
        """
        if check.phase is not Phase.CALL:
            return ()
        specs = ((call, check.specs.get(call.name)) for call in check.calls)
        mattering = [(call, spec) for call, spec in specs if matters(effect_of(spec, call))]
        if not mattering:
            return ()
        view = self.view(check.trajectory, check.specs)
        return [fact for call, spec in mattering for fact in _facts(view, call, spec, locate=True)]

    @staticmethod
    def in_view(trajectory: Trajectory) -> bool:
        """Whether the agent has seen untrusted text: then what nobody explains counts as untrusted."""
        run: Trajectory | None = trajectory
        for _ in range(MAX_ANCESTORS):
            if run is None:
                return False
            if any(item.origin is Origin.UNTRUSTED for item in run):
                return True
            run = run.parent
        return False

    def carriers(self, trajectory: Trajectory, value: str) -> tuple[Span, ...]:
        """List the untrusted places that carry a value."""
        return find.carriers(self.view(trajectory, {}), value)

    def view(self, trajectory: Trajectory, specs: Mapping[str, ToolSpec]) -> View:
        """All that was said so far, read up to its end."""
        run: Trajectory | None = trajectory
        chain: list[Trajectory] = []
        while run is not None and len(chain) < MAX_ANCESTORS:
            chain.append(run)
            run = run.parent
        view = View()
        for run in reversed(chain):
            with self._lock:
                index = self._indexes.setdefault(run, Index())
            view = View((index, *view.indexes))
            index.catch_up(run, partial(taint.left_by, view, specs, _facts), partial(taint.reads_from, view))
        return view


def _facts(view: View, call: ToolCall, spec: ToolSpec | None, *, locate: bool = False) -> Iterator[ArgumentFact]:
    leaves = list(arguments(call.args))
    beside = [
        call.name.replace("_", " "),
        *(leaf.value for leaf in leaves[:MAX_SIBLINGS] if isinstance(leaf.value, str)),
    ]
    for leaf in leaves:
        others = (text for text in beside if text is not leaf.value)
        use = use_of(leaf.names[-2:], others, is_listed=leaf.path.endswith("]"))
        yield _fact(view, call, spec, leaf, use, locate=locate)


def _fact(view: View, call: ToolCall, spec: ToolSpec | None, leaf: Value, use: Use, *, locate: bool) -> ArgumentFact:
    reading = read(_said(leaf, use))
    decisive = is_decisive(spec, leaf, reading.shape)
    if is_neutral(spec, leaf, decisive=decisive):
        return ArgumentFact(call.id, leaf.path, Origin.MODEL, decisive)
    origin = explained_by(view, reading, use)
    if origin is not None:
        return ArgumentFact(call.id, leaf.path, origin, decisive)
    found = find.find(view, reading) if locate and view.in_view else None
    if found is None:
        return ArgumentFact(call.id, leaf.path, Origin.MODEL, decisive, explained=False)
    return ArgumentFact(call.id, leaf.path, Origin.UNTRUSTED, decisive, found.span, found.segment, explained=False)


def _said(leaf: Value, use: Use) -> str:
    """What somebody who gives the value says; for a switch, what it switches."""
    if isinstance(leaf.value, bool):
        return " ".join(sorted(use.names))
    return spelled(leaf.value) or canonical_json(leaf.value)
