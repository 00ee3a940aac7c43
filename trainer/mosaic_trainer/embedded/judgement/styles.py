"""Writes the outputs of an episode in other ways: tables, lists, markup, sentences. What they say stays the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from mosaic_guard.legible import text_of
from mosaic_guard.trajectory import JSON
from mosaic_trainer.episode import Episode, Step

Record = Mapping[str, JSON]
Style = Callable[[Sequence[Record], str], str]
_LONGEST_CELL: Final = 160


def restyled(episode: Episode, random: Random) -> Episode:
    """Give all outputs that are records one other style, the same with and without the attack; or none."""
    style = random.choice((None, None, lines, listed, table, csv, markup, sentences, run_on, printed))
    if style is None:
        return episode
    mark = random.choice(("", "", "Results:\n", "Found {n}:\n\n", "# Result\n\n"))
    steps = tuple(_step(step, style, mark) for step in episode.steps)
    if episode.attack is None:
        return replace(episode, steps=steps)
    outputs = {place: _styled(output, style, mark) for place, output in episode.attack.outputs.items()}
    return replace(episode, steps=steps, attack=replace(episode.attack, outputs=outputs))


def _step(step: Step, style: Style, mark: str) -> Step:
    return replace(step, output=_styled(step.output, style, mark))


def _styled(output: JSON, style: Style, mark: str) -> JSON:
    records = _records(output)
    if not records or (style in (table, csv) and not _tabular(records)):
        return output
    return style(records, mark.format(n=len(records)))


def _records(output: JSON) -> list[Record]:
    rows = output if isinstance(output, list) else [output]
    return rows if all(isinstance(row, dict) and row for row in rows) else []


def _tabular(records: Sequence[Record]) -> bool:
    cells = [text_of(value) for record in records for value in record.values()]
    return all("\n" not in cell and len(cell) <= _LONGEST_CELL for cell in cells)


def lines(records: Sequence[Record], head: str) -> str:
    """One line for each member, a blank line between records."""
    return head + "\n\n".join("\n".join(f"{_label(k)}: {text_of(v)}" for k, v in r.items()) for r in records)


def listed(records: Sequence[Record], head: str) -> str:
    """YAML's way."""
    return head + "\n".join("- " + "\n  ".join(f"{k}: {text_of(v)}" for k, v in r.items()) for r in records)


def table(records: Sequence[Record], head: str) -> str:
    """A Markdown table."""
    names = list(dict.fromkeys(k for r in records for k in r))
    rows = ("| " + " | ".join(text_of(r.get(k, "")).replace("|", "/") for k in names) + " |" for r in records)
    return "\n".join([f"{head}| {' | '.join(names)} |", "|" + " --- |" * len(names), *rows])


def csv(records: Sequence[Record], _head: str) -> str:
    """Comma-separated values; nothing stands above them."""
    names = list(dict.fromkeys(k for r in records for k in r))
    return "\n".join(",".join(_quoted(text_of(cell)) for cell in row) for row in _rows(names, records))


def _rows(names: Sequence[str], records: Sequence[Record]) -> list[list[JSON]]:
    return [list(names), *([r.get(k, "") for k in names] for r in records)]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', "'") + '"' if "," in cell or '"' in cell else cell


def markup(records: Sequence[Record], _head: str) -> str:
    """One element for each member."""
    inner = "\n".join("<item>" + "".join(f"<{k}>{text_of(v)}</{k}>" for k, v in r.items()) + "</item>" for r in records)
    return f"<results>{inner}</results>"


def sentences(records: Sequence[Record], head: str) -> str:
    """A paragraph for each record."""
    return head + "\n\n".join(
        " ".join(f"{_said(k, n)} {text_of(v)}." for n, (k, v) in enumerate(r.items())) for r in records
    )


def _said(key: str, number: int) -> str:
    return (f"The {_label(key).lower()} is", f"Its {_label(key).lower()}:", f"{_label(key)} is")[number % 3]


def run_on(records: Sequence[Record], head: str) -> str:
    """A line for each record, its members in a row."""
    return head + "\n".join(f"{i}. " + ", ".join(map(text_of, r.values())) for i, r in enumerate(records, 1))


def printed(records: Sequence[Record], _head: str) -> str:
    """As Python prints it."""
    return repr(list(records) if len(records) > 1 else dict(records[0]))


def _label(key: str) -> str:
    words = "".join(f" {c}" if c.isupper() else c for c in key).replace("_", " ").strip()
    return words[:1].upper() + words[1:].lower()
