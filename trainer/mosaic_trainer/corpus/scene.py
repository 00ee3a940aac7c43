"""One wish written out: the request, its calls, and the rows of the world that they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mosaic_guard.trajectory import JSON
from mosaic_trainer.corpus.declare import parts
from mosaic_trainer.corpus.domain import Domain, Flow, Harm, Table
from mosaic_trainer.corpus.remarks import PLAIN
from mosaic_trainer.corpus.values import T, Values, meant
from mosaic_trainer.task.task import Call, MockTool

Split = Literal["train", "test"]


@dataclass(frozen=True, slots=True)
class Place:
    """A row with free text, which the calls read."""

    table: Table
    item: int
    """Which of several things it is about."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A wish with its values."""

    domain: Domain
    wish: Flow | Harm
    values: Values
    items: tuple[Values, ...]
    """Of each thing that the calls are about."""
    template: str
    ask: str
    """The wording, not filled in."""
    request: str
    calls: tuple[Call, ...]
    places: tuple[Place, ...]


def of_split(options: Sequence[T], split: Split, unseen: int = 1) -> Sequence[T]:
    """The wordings that a split may use: the last ones are for test tasks."""
    return options[-unseen:] if split == "test" else options[:-unseen]


def offered(domain: Domain) -> dict[str, MockTool]:
    """The tools of a domain by name."""
    return {tool.spec.name: tool for tool in domain.tools}


def written(values: Values, calls: Sequence[str]) -> tuple[Call, ...]:
    """Fill calls in."""
    read = map(parts, calls)
    return tuple(Call(tool, {name: values.json(value) for name, value in args.items()}) for tool, args in read)


def scene(domain: Domain, wish: Flow | Harm, *, values: Values, split: Split, things: int, well: bool = True) -> Scene:
    """Write a wish out, about several things where it allows for them; `well` says how a harmful one is meant."""
    number = values.pick("wording", of_split(range(len(wish.asks)), split))
    item = wish.item if isinstance(wish, Flow) else ""
    ask = meant(wish.asks[number], well=well)
    items = tuple(values.child(str(i)) for i in range(things)) if item else (values,)
    if item:
        values.put("items", _listed([str(thing.get(item)) for thing in items]))
    request = values.fill(ask)
    calls = tuple(call for thing in items for call in written(thing, wish.calls))
    twin = "/well" if isinstance(wish, Harm) and well else ""
    template = f"{domain.name}/{wish.name}/{number}{twin}"
    places = tuple(Place(table, i) for i in range(len(items)) for table in _read(domain, wish.calls))
    return Scene(domain, wish, values, items, template, ask, request, calls, places)


def rows(scene: Scene, texts: Mapping[Place, str], others: int) -> dict[str, tuple[Mapping[str, JSON], ...]]:
    """Fill the tables: what the calls are about, and other rows beside it."""
    made: dict[str, tuple[Mapping[str, JSON], ...]] = {}
    strangers = [scene.values.stranger(f"other {i}") for i in range(others)]
    for table in scene.domain.tables:
        mine = [
            _row(table, thing, texts.get(Place(table, i)) or remark(scene, thing, table.name))
            for i, thing in enumerate(scene.items)
        ]
        rest = [_row(table, stranger, remark(scene, stranger, table.name)) for stranger in strangers]
        ordered = sorted(enumerate([*mine, *rest]), key=lambda row: scene.values.number(f"{table.name} {row[0]}"))
        made[table.name] = tuple(row for _, row in ordered)
    return made


def remark(scene: Scene, values: Values, key: str) -> str:
    """Free text that asks for nothing."""
    return values.fill(values.pick(f"remark {key}", (*scene.domain.remarks, *PLAIN)))


def _row(table: Table, values: Values, text: str) -> dict[str, JSON]:
    row: dict[str, JSON] = {}
    for column in table.columns.split():
        name, _, slot = column.partition("=")
        row[name] = text if name == "text" else values.get(slot or name)
    return row


def _read(domain: Domain, calls: Sequence[str]) -> list[Table]:
    """The tables whose free text the calls read."""
    tools = offered(domain)
    operations = [tools[parts(call)[0]].operation for call in calls]
    names = dict.fromkeys(operation.table for operation in operations if operation.kind == "select")
    return [table for name in names for table in domain.tables if table.name == name and table.carrier]


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
