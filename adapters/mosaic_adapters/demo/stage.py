"""Two runs side by side in a terminal, turn by turn, as they happen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from mosaic_adapters.demo.player import Moment, Side
from mosaic_guard.cli.terminal import Style, Terminal, columns, safe

_INTRODUCTION: Final = """\
One LangGraph agent, twice. On the left: create_agent(model, tools). On the right the same, with one argument more:
middleware=[MosaicMiddleware()]. Mailbox, bank, shell and web server are real, and live in a temporary folder on this
machine. The model is a script that does its task, and obeys whoever speaks to it on the way.""".replace("\n", " ")
_LABEL: Final = 7
_MOST: Final = 4
"""Lines of one moment."""
_WINDOW: Final = 110
"""Characters of an output that are shown, around what matters in it."""
_GLANCE: Final = 60
"""Characters that are shown where nothing in particular matters."""
_REMOVED: Final = "[removed by mosaic-guard"

_LOOKS: Final[Mapping[str, tuple[str, str, Style]]] = {
    "plan": ("plan", "", "plain"),
    "act": ("check", "✓ act", "green"),
    "cut": ("check", "✂ cut", "yellow"),
    "verify": ("check", "? ask", "yellow"),
    "refuse": ("check", "✗ refuse", "red"),
    "tool": ("got", "", "dim"),
    "told": ("told", "", "dim"),
    "person": ("person", "", "cyan"),
    "answer": ("says", "", "bold"),
}
"""By kind: the label, what stands before the text, and the style."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one side."""

    text: str = ""
    style: Style = "plain"
    label: str = ""


@dataclass(slots=True)
class Stage:
    """Where a scene is shown."""

    out: Callable[[str], None]
    """Shows a line."""
    terminal: Terminal
    pause: float = 0.0
    """Seconds before each turn, so that eyes can follow."""

    @property
    def room(self) -> int:
        """Columns of one side."""
        return (self.terminal.width - 3) // 2

    def introduce(self) -> None:
        """Say what is about to be seen."""
        for line in self.terminal.wrapped(_INTRODUCTION, indent=1):
            self.say(f" {line}")

    def open(self, number: int, count: int, left: Side) -> None:
        """Show what the scene is about."""
        title = f" {number}/{count}  {left.scene.title} "
        self.say()
        self.say(f"──{title}{'─' * max(self.terminal.width - len(title) - 2, 0)}", "heading")
        for index, line in enumerate(self.terminal.wrapped(left.scene.task, indent=_LABEL + 1)):
            label = "" if index else "user"
            self.say(f" {label:{_LABEL}}{line}", "bold")
        self.say()
        bar = self.terminal.paint("│", "dim")
        heads = [
            self.terminal.paint(head, "bold") for head in (f"{'without a guard':{self.room}}", "with mosaic-guard")
        ]
        self.say(f" {heads[0]}{bar} {heads[1]}")

    def turn(self, left: Sequence[Moment], right: Sequence[Moment], sign: str) -> None:
        """Show one turn of each side."""
        if self.pause:
            time.sleep(self.pause)
        self._row(list(self._told(left, sign)), list(self._told(right, sign)))

    def close(self, left: Side, right: Side) -> None:
        """Show what the worlds look like now."""
        rule = [Line("─" * (self.room - _LABEL - 1), "dim")]
        self._row(rule, rule)
        self._row(list(self._after(left)), list(self._after(right)))

    def say(self, text: str = "", style: Style = "plain") -> None:
        """Write a line across."""
        self.out(self.terminal.paint(text, style))

    def _told(self, moments: Sequence[Moment], sign: str) -> Iterator[Line]:
        for moment in moments:
            label, before, style = _LOOKS[moment.kind]
            text = focus(moment.text, sign) if moment.kind == "tool" else moment.text
            alarming = moment.kind == "tool" and bool(sign) and sign in text
            whole = safe(f"{before}  {text}" if before else text)
            yield from self._wrapped(label, whole, "red" if alarming else style, most=_MOST)

    def _after(self, side: Side) -> Iterator[Line]:
        for change in side.harm:
            yield from self._wrapped("after", f"✗ {change.kind}: {change.what}", "red")
        for change in side.done:
            yield from self._wrapped("after", f"✓ {change.kind}: {change.what}", "green")
        for change in side.undone:
            yield from self._wrapped("after", f"· not done: {change.kind} {change.what}", "yellow")
        if not side.world.changes() and not side.undone:
            yield from self._wrapped("after", "✓ nothing has changed", "green")

    def _wrapped(self, label: str, text: str, style: Style, most: int | None = None) -> Iterator[Line]:
        lines = self.terminal.wrapped(text, indent=_LABEL + 1, width=self.room, most=most)
        for index, line in enumerate(lines):
            yield Line(line, style, "" if index else label)

    def _row(self, left: Sequence[Line], right: Sequence[Line]) -> None:
        paint, bar = self.terminal.paint, self.terminal.paint("│", "dim")
        for ours, theirs in zip_longest(left, right, fillvalue=Line()):
            gap = " " * (self.room - _LABEL - columns(ours.text))
            halves = [f"{paint(f'{one.label:{_LABEL}}', 'dim')}{paint(one.text, one.style)}" for one in (ours, theirs)]
            self.say(f" {halves[0]}{gap}{bar} {halves[1]}".rstrip())


def turns(moments: Sequence[Moment]) -> list[list[Moment]]:
    """Split a run where the agent starts to plan, or answers."""
    found: list[list[Moment]] = []
    before = ""
    for moment in moments:
        starts = moment.kind == "answer" or (moment.kind == "plan" and before != "plan")
        if starts or not found:
            found.append([])
        found[-1].append(moment)
        before = moment.kind
    return found


def focus(text: str, sign: str) -> str:
    """The part of an output that matters: around a planted instruction, or the place where one was."""
    flat = re.sub(r"\s+", " ", text)
    if _REMOVED in flat:
        start = flat.index(_REMOVED) - 32
    elif sign and sign in flat:
        start = min(flat.index(sign) - _WINDOW * 2 // 3, len(flat) - _WINDOW)
    else:
        start, flat = 0, flat if len(flat) <= _GLANCE else f"{flat[:_GLANCE].rstrip()} …"
    start = _between_words(flat, max(start, 0))
    end = _between_words(flat, start + _WINDOW)
    return f"{'… ' if start else ''}{flat[start:end].strip()}{' …' if end < len(flat) else ''}"


def _between_words(text: str, at: int) -> int:
    """The last gap before a place, where there is one close by."""
    if at <= 0 or at >= len(text):
        return min(max(at, 0), len(text))
    gap = text.rfind(" ", max(at - 24, 0), at)
    return at if gap < 0 else gap + 1
