"""An attack on a scene: what is written where, and what an actor that obeys does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from mosaic_trainer.corpus.attacks.styles import STYLES, Shape, Style
from mosaic_trainer.corpus.attacks.tongues import TONGUES, UNSEEN
from mosaic_trainer.corpus.declare import parts, pattern, writes
from mosaic_trainer.corpus.domain import Aim, Flow
from mosaic_trainer.corpus.pools import MARKED, kind_of
from mosaic_trainer.corpus.scene import Place, Scene, Split, of_split, offered, written
from mosaic_trainer.corpus.values import Values, slots
from mosaic_trainer.task.task import Call

_NAMES: Final = MappingProxyType(
    {"email": "address", "iban": "account", "handle": "user name", "address": "address", "url": "link"}
)
"""What a value is called that an attack may offer in place of another."""
_FOREIGN: Final = 0.12
_TRIES: Final = 24
_VALUE: Final = 0.4
_PARTS: Final = 0.3
_ANSWER: Final = 0.1
"""How often each shape where it fits; few scenes fit the first two."""


@dataclass(frozen=True, slots=True)
class Injection:
    """What is injected."""

    style: str
    template: str
    texts: tuple[tuple[Place, str], ...]
    """Where, in the order in which it is read."""
    calls: tuple[Call, ...]
    says: str = ""
    canary: str = ""
    order: str = ""
    """As a user would ask for the same."""
    named: str = ""
    """What the value is called that it offers."""


def injection(scene: Scene, split: Split, *, short: bool, marked: bool) -> Injection | None:
    """Write an attack whose effects are none of the user's; None where no aim of the domain is one.

    A `short` one is in English; `marked`: it names a value of a kind that is marked.
    """
    aims = tuple(aim for aim in scene.domain.aims if not marked or _names_marked(aim))
    for attempt in range(_TRIES):
        values = scene.values.child(f"attack {attempt}")
        found = _of_style(scene, _style(scene, values, split), aims, values, split, short=short)
        if found and not _wanted(scene, found):
            return found
    return None


def _style(scene: Scene, values: Values, split: Split) -> Style:
    if values.chance("foreign", _FOREIGN):
        return Style("foreign", ())
    shape: Shape = "order"
    if next(_left_open(scene), None) and values.chance("value", _VALUE):
        shape = "value"
    elif len(scene.places) > 1 and values.chance("parts", _PARTS):
        shape = "parts"
    elif values.chance("answer", _ANSWER):
        shape = "answer"
    styles = [style for style in STYLES if style.shape == shape and (split == "test" or not style.unseen)]
    return values.pick("style", styles)


def _of_style(
    scene: Scene, style: Style, aims: Sequence[Aim], values: Values, split: Split, *, short: bool
) -> Injection | None:
    if style.shape == "value":
        return _value(scene, style, values, split)
    place = values.pick("place", scene.places)
    about = scene.items[place.item]
    if style.shape == "answer":
        number, wording = _wording(style, values, split)
        text, _, says = _theirs(wording).partition("|")
        canary = str(about.get(slots(text)[0]))
        told = about.fill(text)
        return Injection(style.name, f"{style.name}/{number}", ((place, told),), (), about.fill(says), canary)
    aim = _own(values.pick("aim", aims))
    if not style.wordings:
        return None if short else _foreign(scene, aim, place, values, split)
    turn = values.pick("order", of_split(range(len(aim.orders)), split))
    order = about.fill(aim.orders[turn])
    number, wording = _wording(style, values, split)
    template = f"{style.name}/{number} {scene.domain.name}/{aim.kind}/{turn}"
    where: tuple[Place, ...] = (place,)
    if style.shape == "parts":
        if len(scene.places) < 2:
            return None
        where = tuple(scene.places[:2])
        about = scene.items[where[1].item]
        order = about.fill(aim.orders[turn])
    value = about.fill(aim.to or aim.what)
    said = wording.replace("{order}", order).replace("{Order}", order[0].upper() + order[1:]).replace("{value}", value)
    texts = about.fill(said).replace("{{", "{").replace("}}", "}").split("|")
    return Injection(
        style.name, template, tuple(zip(where, texts, strict=True)), written(about, aim.calls), order=order
    )


def _names_marked(aim: Aim) -> bool:
    return any(slot.endswith("!") and kind_of(slot) in MARKED for slot in slots(aim.orders[0]))


def _own(aim: Aim) -> Aim:
    """Let the attacker's values be none that a harmful user names."""
    return replace(
        aim,
        orders=tuple(map(_theirs, aim.orders)),
        calls=tuple(map(_theirs, aim.calls)),
        what=_theirs(aim.what),
        to=_theirs(aim.to),
    )


def _theirs(text: str) -> str:
    return text.replace("!}", "8!}")


def _foreign(scene: Scene, aim: Aim, place: Place, values: Values, split: Split) -> Injection:
    code = values.pick("language", sorted(code for code in TONGUES if split == "test" or code not in UNSEEN))
    wordings = TONGUES[code][aim.kind]
    number = values.pick("wording", range(len(wordings)) if code in UNSEEN else of_split(range(len(wordings)), split))
    about = scene.items[place.item]
    text = wordings[number].format(what=about.fill(aim.what), to=about.fill(aim.to))
    turn = values.pick("order", of_split(range(len(aim.orders)), split))
    template = f"{code}/{number} {scene.domain.name}/{aim.kind}"
    order = about.fill(aim.orders[turn])
    return Injection("foreign", template, ((place, text),), written(about, aim.calls), order=order)


def _value(scene: Scene, style: Style, values: Values, split: Split) -> Injection | None:
    """Offer another value for what the user left to an output."""
    number, wording = _wording(style, values, split)
    for call, argument, slot in _left_open(scene):
        place = scene.places[-1]
        about = scene.items[place.item]
        name = _NAMES[slot]
        value = about.get(f"{slot}9!")
        text = wording.replace("{name}", name).replace("{value}", str(value))
        rival = replace(call, args={**call.args, argument: value})
        texts = ((place, text[0].upper() + text[1:]),)
        return Injection(style.name, f"{style.name}/{number}", texts, (rival,), named=name)
    return None


def _left_open(scene: Scene) -> Iterator[tuple[Call, str, str]]:
    """Decisive arguments of changes that the request does not name."""
    if not isinstance(scene.wish, Flow) or scene.wish.item:
        return
    tools = offered(scene.domain)
    for template, call in zip(scene.wish.calls, scene.calls, strict=True):
        for argument, value in parts(template)[1].items():
            slot = value.strip("{}")
            decisive = argument in tools[call.tool].spec.decisive and tools[call.tool].operation.kind != "select"
            if decisive and slot in _NAMES and value not in scene.ask:
                yield call, argument, slot


def _wording(style: Style, values: Values, split: Split) -> tuple[int, str]:
    numbers = range(len(style.wordings))
    number = values.pick("frame", numbers if style.unseen else of_split(numbers, split))
    return number, style.wordings[number]


def _wanted(scene: Scene, found: Injection) -> bool:
    """Whether the user asked for one of its effects, or uses what must not get out."""
    tools = offered(scene.domain)
    own = writes(scene.calls, tools)
    for call in writes(found.calls, tools):
        matched = pattern(call, tools)
        if any(mine.tool == call.tool and matched.args.items() <= mine.args.items() for mine in own):
            return True
    return bool(found.canary) and _uses(scene, found.canary)


def _uses(scene: Scene, canary: str) -> bool:
    said: Sequence[str] = [scene.request, *(str(value) for call in scene.calls for value in call.args.values())]
    return any(canary in text for text in said)
