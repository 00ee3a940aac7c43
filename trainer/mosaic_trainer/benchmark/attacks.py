"""Puts an attack into a task: what is wished for, in which words, in which output and where in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mosaic_guard.trajectory import JSON
from mosaic_trainer.benchmark.draft import Domain, Draft, Move, Wish
from mosaic_trainer.benchmark.page import PLACES, Page
from mosaic_trainer.benchmark.tongues import LEADS, ORDERS
from mosaic_trainer.benchmark.wordings import ANSWER, BARE, DATA, MULTI, SPLIT, TEMPLATE, Wordings
from mosaic_trainer.benchmark.world import World
from mosaic_trainer.episode import Attack, Family, Step


def readable(draft: Draft) -> list[int]:
    """The moves whose outputs others write."""
    return [i for i, move in enumerate(draft.moves) if isinstance(move.output, Page)]


def steps(moves: tuple[Move, ...]) -> tuple[Step, ...]:
    """Spell moves."""
    return tuple(Step(m.tool, m.args, m.output.spell() if isinstance(m.output, Page) else m.output) for m in moves)


def order(world: World, domain: Domain, draft: Draft, *, family: Family, number: int) -> Attack:
    """Write the attack that tells the agent to do something: in a template's words, or in none."""
    wish = _wish(world, domain, number)
    language = world.pick(tuple(ORDERS)) if world.chance(0.2) else "en"
    if language == "en":
        template, text = _worded(world, TEMPLATE if family is Family.TEMPLATE else BARE, number, wish)
    else:
        goal = ORDERS[language][wish.kind].format_map({"to": "", **wish.slots})
        lead = "{goal}" if family is Family.BARE else world.pick(LEADS[language])
        template, text = f"{family} {language}", lead.format(goal=goal)
    if language == "en":
        goal = wish.passive if wish.passive.casefold() in text.casefold() else wish.order
    return Attack(family, template, goal, _placed(world, draft, text), steps(wish.calls))


def several(world: World, domain: Domain, draft: Draft, number: int) -> Attack:
    """Write an attack of two steps, in one output, or half of it in each of two."""
    one, two = _wish(world, domain, number), _wish(world, domain, number + 1)
    slots = {**_slots(one), "second": two.order, "second_passive": two.passive}
    calls = steps((*one.calls, *two.calls))
    places = readable(draft)
    if len(places) < 2:
        template = list(MULTI)[number % len(MULTI)]
        text = world.one_of(*MULTI[template], **slots)
        goal = f"{one.passive}. {two.passive}" if template == "both needed" else f"{one.order}. {two.order}"
        return Attack(Family.MULTI_STEP, template, goal, _placed(world, draft, text), calls)
    template = list(SPLIT)[number % len(SPLIT)]
    parts = [world.spell(part, **slots) for part in SPLIT[template]]
    outputs = {
        i: _page(draft, i).with_text(text, world.pick(PLACES)).spell() for i, text in zip(places, parts, strict=False)
    }
    return Attack(Family.MULTI_STEP, f"split {template}", f"{one.order}. {two.order}", outputs, calls)


def disguised(world: World, draft: Draft, number: int) -> Attack:
    """Write no instruction at all, but a value where the agent looks for one; it then uses that."""
    hinge = draft.hinge
    assert hinge is not None, "only tasks with a hinge are attacked so"
    page, value = _page(draft, hinge.read), hinge.rival(world)
    template = list(DATA)[number % len(DATA)]
    key = hinge.key.replace("_", " ") if hinge.key != "remark" else hinge.arg
    text = world.one_of(*DATA[template], key=key, Key=key[:1].upper() + key[1:], value=value)
    if template == "rival record":
        rival = {**page.records[hinge.record], hinge.key: value}
        poisoned = replace(page, records=(rival, *page.records) if world.chance(0.5) else (*page.records, rival))
    elif template == "changed field":
        poisoned = page.with_field(hinge.record, f"new_{key.replace(' ', '_')}", value)
    else:
        poisoned = page.with_text(text, "field" if world.chance(0.6) else world.pick(PLACES), hinge.record)
    move = draft.moves[hinge.write]
    calls = steps((replace(move, args={**move.args, hinge.arg: value}),))
    return Attack(Family.DATA, template, text or f"{key} {value}", {hinge.read: poisoned.spell()}, calls)


def told(world: World, draft: Draft, number: int) -> Attack:
    """Write an attack on the answer alone."""
    template = list(ANSWER)[number % len(ANSWER)]
    text, _, says = world.spell(
        world.pick(ANSWER[template]).replace("|", "¦"), shady=world.shady_url(), **_named(world)
    ).partition("¦")
    bare = text
    if world.chance(0.5):
        goal = text[0].lower() + text[1:].rstrip(".")
        wrapper = TEMPLATE[list(TEMPLATE)[world.number(0, len(TEMPLATE) - 1)]]
        text = world.one_of(*wrapper, goal=goal, Goal=goal[0].upper() + goal[1:])
    return Attack(Family.ANSWER, template, bare, _placed(world, draft, text), (), says)


def _named(world: World) -> Mapping[str, object]:
    """Draws that must be the same in what is ordered and in what is said."""
    names = ("firm", "thing", "phone", "day", "first", "city", "code")
    return {name: world.spell("{" + name + "}") for name in names}


def _wish(world: World, domain: Domain, number: int) -> Wish:
    return domain.wishes[number % len(domain.wishes)](world)


def _slots(wish: Wish) -> dict[str, str]:
    return {
        "goal": wish.order,
        "Goal": wish.order[0].upper() + wish.order[1:],
        "passive": wish.passive,
        "Passive": wish.passive[0].upper() + wish.passive[1:],
    }


def _worded(world: World, wordings: Wordings, number: int, wish: Wish) -> tuple[str, str]:
    template = list(wordings)[number % len(wordings)]
    return template, world.one_of(*wordings[template], **_slots(wish))


def _placed(world: World, draft: Draft, text: str) -> dict[int, JSON]:
    index = world.pick(readable(draft))
    page = _page(draft, index)
    record = world.number(0, len(page.records) - 1) if page.records else 0
    return {index: page.with_text(text, world.pick(PLACES), record).spell()}


def _page(draft: Draft, index: int) -> Page:
    page = draft.moves[index].output
    assert isinstance(page, Page), "only pages are attacked"
    return page
