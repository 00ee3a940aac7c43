"""What the demonstration ends with: the count, the safety log, and where to look further."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final

from mosaic_adapters.demo.show import Outcome, Played
from mosaic_adapters.demo.stage import Stage
from mosaic_guard.cli.safety_log import as_text
from mosaic_guard.traces.audit import audit

if TYPE_CHECKING:
    from mosaic_guard.traces.store import SqlStore

_HARM: Final = "harm done"


def closing(played: Sequence[Played], store: SqlStore, stage: Stage) -> None:
    """Show it all."""
    _heading("What came of it", stage)
    left, right = [p.unguarded for p in played], [p.guarded for p in played]
    stage.say(f"{'':40}{'without':>10}{'guarded':>10}", "dim")
    for text, ours, theirs in _rows(left, right):
        alarming = text == _HARM and ours + theirs
        stage.say(f" {text:39}{ours:>10}{theirs:>10}", "bold" if alarming else "plain")
    _heading("The safety log: one record for each call that may change something", stage)
    stage.say(as_text(list(audit(store)), stage.terminal))
    _heading("Look further", stage)
    program = _program()
    for trace in (played[1], played[3]):
        stage.say(f" {program} traces show {trace.scene.name} --store {store.place}")
    stage.say(f" {program} traces verify --store {store.place}")
    stage.say(f" {program} init my_agent:agent     # a table of your own agent's tools")


def _rows(left: Sequence[Outcome], right: Sequence[Outcome]) -> list[tuple[str, int, int]]:
    counts: list[tuple[str, Callable[[Outcome], int]]] = [
        ("things done that the user wanted", lambda one: len(one.done)),
        ("things the user wanted, not done", lambda one: len(one.undone)),
        (_HARM, lambda one: len(one.harm)),
        ("questions to a person", lambda one: one.asked),
    ]
    return [(text, sum(map(count, left)), sum(map(count, right))) for text, count in counts]


def _program() -> str:
    """How this very command can be called again."""
    name = "mosaic-guard"
    return name if which(name) or Path(sys.argv[0]).name != name else sys.argv[0]


def _heading(text: str, stage: Stage) -> None:
    stage.say()
    stage.say(f"── {text} {'─' * max(stage.terminal.width - len(text) - 4, 0)}", "heading")
