"""From recorded traces and files to scored examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from mosaic_guard.calibration.recorded import Fate, Record, record
from mosaic_guard.calibration.sample import Example
from mosaic_guard.calibration.threshold import Gauge
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Item, Message, RunId, ToolOutput, Trajectory

if TYPE_CHECKING:
    from mosaic_guard.assessment import InjectionFact
    from mosaic_guard.calibration.judge import Judge
    from mosaic_guard.calibration.outputs import Text
    from mosaic_guard.traces.store import SqlStore


@dataclass(slots=True)
class Collected:
    """Examples, and what was left out, by reason."""

    examples: dict[Gauge, list[Example]] = field(default_factory=lambda: {"output": [], "call": []})
    left_out: Counter[tuple[Gauge, str]] = field(default_factory=Counter)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def add(self, gauge: Gauge, group: str, subject: str, score: float) -> None:
        """Keep one example."""
        self.examples[gauge].append(Example(group, subject, score))

    def is_new(self, tool: str, text: str) -> bool:
        """Whether this text of this tool comes up for the first time: the same again says nothing new."""
        key = tool, text
        if key in self._seen:
            self.left_out["output", "repeated"] += 1
            return False
        self._seen.add(key)
        return True


def from_texts(found: Iterable[Text], judge: Judge, into: Collected) -> None:
    """Score clean outputs. The name of a file is no tool, so that a copy under another name says nothing new."""
    for one in found:
        if one.text and into.is_new("", one.text):
            into.add("output", one.group, one.tool, judge.text(one.tool, one.text))


def from_store(
    store: SqlStore,
    judge: Judge,
    into: Collected,
    *,
    specs: Sequence[ToolSpec] = (),
    is_clean: bool = False,
    watched: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> None:
    """Judge the recorded outputs and calls anew, each with what stood before it.

    What a person rejected or a table refused is left out. So is what the guard held back by itself, unless `is_clean`:
    somebody vouches that there was no attack, and what was held back were false alarms.
    """
    from mosaic_guard.traces.rows.queries import events_of, histories_of

    known = {spec.name: spec for spec in specs}
    for name in watched(list(store.traces())):
        fates = record(store.read(partial(events_of, trace=name)).result())
        replay = _Replay(name, fates, judge, into, known, is_clean=is_clean)
        for history in store.read(partial(histories_of, trace=name)).result():
            replay.branch(history)


class _Replay:
    """One trace, branch by branch; what branches share is counted once."""

    def __init__(
        self,
        name: str,
        fates: Record,
        judge: Judge,
        into: Collected,
        known: Mapping[str, ToolSpec],
        *,
        is_clean: bool,
    ) -> None:
        self._name, self._fates, self._judge, self._into, self._is_clean = name, fates, judge, into, is_clean
        effects = fates.effects
        self._specs = {tool: judge.bind(known.get(tool, ToolSpec(tool)), effects[tool]) for tool in effects}
        self._done: set[tuple[str, str]] = set()

    def branch(self, history: Sequence[Item]) -> None:
        """Go through one history, as the run did."""
        run = Trajectory(RunId(self._name))
        found: tuple[InjectionFact, ...] = ()
        for item in history:
            if isinstance(item, Message):
                run.append(item)
                self._calls(item, run, found)
            else:
                found += self._output(item, run)
                run.append(item)

    def _calls(self, message: Message, run: Trajectory, found: tuple[InjectionFact, ...]) -> None:
        for call in message.calls:
            key = call.message_id, call.given_id
            fate = self._fates.calls.get(key)
            if fate is None or key in self._done:
                continue
            self._done.add(key)
            if fate is Fate.PASSED or (fate is Fate.HELD and self._is_clean):
                self._into.add("call", self._name, call.name, self._judge.call(call, run, self._specs, found))
            else:
                self._into.left_out["call", fate.value] += 1

    def _output(self, output: ToolOutput, run: Trajectory) -> tuple[InjectionFact, ...]:
        score, found = self._judge.output(output, run)
        key = "", output.call_id
        if key in self._done or output.call_id not in self._fates.outputs:
            return found
        self._done.add(key)
        suspected = self._fates.suspected.get(output.call_id)
        if suspected is not None and not self._is_clean:
            self._into.left_out["output", Fate.HELD.value] += 1
        elif suspected or self._into.is_new(output.name, repr((output.content, output.structured))):
            self._into.add("output", self._name, output.name, max(score, suspected or 0.0))
        return found
