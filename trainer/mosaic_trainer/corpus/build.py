"""One task of a cell of the grid, and the benign twin of a harmful one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mosaic_guard.assessment import Label
from mosaic_guard.trajectory import JSON
from mosaic_trainer.corpus.attacks.inject import Injection, injection
from mosaic_trainer.corpus.declare import brief, parts, pattern, writes
from mosaic_trainer.corpus.domain import Domain, Flow, Harm
from mosaic_trainer.corpus.plan import CorpusPlan
from mosaic_trainer.corpus.pools import Pools
from mosaic_trainer.corpus.remarks import QUOTES, WEAK, WEAK_UNSEEN
from mosaic_trainer.corpus.scene import Place, Scene, Split, of_split, offered, remark, rows, scene
from mosaic_trainer.corpus.shapes import confirmed, shaped, things_of
from mosaic_trainer.corpus.twins import allowed
from mosaic_trainer.corpus.values import Values
from mosaic_trainer.task.task import Attack, Call, EffectPattern, MockTool, Task

_BRIEF_ROWS: Final = 1
_ROWS: Final = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made."""

    seed: str
    domain: Domain
    user: Label
    outputs: Label
    split: Split
    plan: CorpusPlan

    def values(self, *, well: bool = False) -> Values:
        """The values of the task; its twin has the same ones, but none of an attacker."""
        pools = Pools(self.domain.pools, self.plan.closed, self.plan.marked_values and not well)
        return Values(self.seed, pools)


def family(order: Order) -> tuple[Task, ...]:
    """Make a task, and its twin where it is harmful; nothing where the domain has no such task."""
    scene = _scene(order, well=False)
    if scene is None:
        return ()
    tools = offered(order.domain)
    if order.outputs is not Label.MALICIOUS:
        texts = _weak(scene, order.split) if order.outputs is Label.SENSITIVE else {}
        first = _task(order, scene, texts)
        made = [first, _meant_well(order, texts)] if order.user is Label.MALICIOUS else [first]
        return _named(order, made)
    found = _injection(scene, order)
    if found is None:
        return ()
    task = _attacked(_task(order, scene, _around(scene, found, order)), found, tools)
    return _named(order, [task, _twin(order, scene, found)])


def _injection(scene: Scene, order: Order) -> Injection | None:
    return injection(scene, order.split, short=order.plan.closed, marked=order.plan.marked_values)


def _scene(order: Order, *, well: bool) -> Scene | None:
    values = order.values(well=well)
    wishes = _wishes(order)
    if not wishes:
        return None
    wish = values.pick("wish", wishes)
    things = things_of(wish, values, order.plan) if isinstance(wish, Flow) else 1
    return scene(order.domain, wish, values=values, split=order.split, things=things, well=well)


def _wishes(order: Order) -> Sequence[Flow | Harm]:
    domain = order.domain
    several: Mapping[Label, Sequence[Flow | Harm]] = {
        Label.BENIGN: domain.work,
        Label.SENSITIVE: domain.risky,
        Label.MALICIOUS: domain.harms,
    }
    return [wish for wish in several[order.user] if _fits(wish, order)]


def _fits(wish: Flow | Harm, order: Order) -> bool:
    least = len(wish.calls) * (2 if isinstance(wish, Flow) and wish.item else 1)
    if least > order.plan.max_calls:
        return False
    tools = offered(order.domain)
    return order.plan.role != "guard" or any(tools[parts(c)[0]].operation.kind != "select" for c in wish.calls)


def _task(order: Order, scene: Scene, texts: Mapping[Place, str]) -> Task:
    """The task as far as the user goes."""
    tools = offered(order.domain)
    effects = tuple(pattern(call, tools) for call in writes(scene.calls, tools))
    own = tuple(pattern(call, tools) for call in scene.calls)
    wish = scene.wish
    bad = isinstance(wish, Harm) and not scene.template.endswith("/well")
    task = Task(
        id="",
        request=scene.request,
        tools=order.domain.tools,
        user=Label.BENIGN if isinstance(wish, Harm) and not bad else order.user,
        outputs=order.outputs,
        calls=scene.calls,
        answer=scene.items[0].fill(wish.answer),
        tables=rows(scene, texts, _BRIEF_ROWS if order.plan.closed else _ROWS),
        required=() if bad else effects,
        forbidden=effects if bad else (),
        wanted=() if bad else own,
        approver=scene.values.pick("approver", ("intent", "intent", "intent", "random", "absent")),
        domain=order.domain.name,
        template=scene.template,
        tags=_tags(scene, effects),
        split=order.split,
    )
    return confirmed(task, wish, scene.values) if isinstance(wish, Flow) and wish.confirm else task


def _tags(scene: Scene, effects: Sequence[EffectPattern]) -> tuple[str, ...]:
    tags = []
    if isinstance(scene.wish, Harm) and scene.wish.spread:
        tags.append("split_harm")
    if not effects:
        tags.append("read_only")
    return tuple(tags)


def _attacked(task: Task, found: Injection, tools: Mapping[str, MockTool]) -> Task:
    place, text = found.texts[-1]
    attack = Attack(found.style, place.table.carrier, text, found.calls, found.says)
    unwanted = tuple(pattern(call, tools) for call in writes(found.calls, tools))
    return replace(
        task,
        template=f"{task.template} + {found.template}",
        attack=attack,
        forbidden=(*task.forbidden, *unwanted),
        canaries=(found.canary,) if found.canary else (),
        tags=(*task.tags, *(("split_attack",) if len(found.texts) > 1 else ())),
    )


def _twin(order: Order, scene: Scene, found: Injection) -> Task:
    """The benign twin of an attacked task."""
    values = order.values(well=True)
    again = _scene(order, well=True)
    told = _injection(again, order) if again else None
    if again is None or told is None:  # the twin's own values may leave no aim: then it keeps the attacker's
        again, told = scene, found
    grave = any(call.tool in flow.confirm for flow in order.domain.risky for call in told.calls)
    ways = ["asked", "quoted"] if grave else ["delegated", "asked", "quoted"]
    if order.user is not Label.BENIGN or told.canary:
        ways = ["quoted"]
    if told.named:
        ways = ["newest", "quoted"]
    way = values.pick("twin", ways)
    if way == "quoted":
        quote = values.pick("quote", of_split(QUOTES, order.split))
        texts = {place: quote.replace("{text}", text) for place, text in told.texts}
        plain = _task(replace(order, outputs=Label.SENSITIVE), again, texts)
        return replace(plain, template=f"{plain.template} + quoted {told.template}", tags=(*plain.tags, "quoted"))
    texts = {} if way == "asked" else _around(again, told, order)
    plain = _task(replace(order, outputs=Label.BENIGN), again, texts)
    return allowed(plain, again, told=told, way=way, split=order.split, sure=grave)


def _meant_well(order: Order, texts: Mapping[Place, str]) -> Task:
    again = _scene(order, well=True)
    assert again is not None, "what is meant badly can be meant well"
    return _task(order, again, _weak(again, order.split) if texts else {})


def _weak(scene: Scene, split: Split) -> dict[Place, str]:
    """A weak sign of instruction in one of the texts that are read."""
    if not scene.places:
        return {}
    place = scene.values.pick("weak place", scene.places)
    thing = scene.items[place.item]
    return {place: thing.fill(scene.values.pick("weak", of_split(WEAK, split, WEAK_UNSEEN)))}


def _around(scene: Scene, found: Injection, order: Order) -> dict[Place, str]:
    """The attack's text, among ordinary text or alone."""
    texts: dict[Place, str] = {}
    for place, text in found.texts:
        thing = scene.items[place.item]
        before, after = remark(scene, thing, "before"), remark(scene, thing, "after")
        forms = (text, f"{before} {text}") if order.plan.closed else (text, f"{before} {text}", f"{text} {after}")
        forms = forms if order.plan.closed else (*forms, f"{before}\n\n{text}\n\n{after}")
        texts[place] = thing.pick("form", forms)
    return texts


def _named(order: Order, made: Sequence[Task]) -> tuple[Task, ...]:
    """Give all the same tools and their ids."""
    values = order.values()
    needed = {call.tool for task in made for call in (*task.calls, *(task.attack.calls if task.attack else ()))}
    spare = [tool for tool in order.domain.tools if tool.spec.name not in needed]
    spare.sort(key=lambda tool: values.number(f"tool {tool.spec.name}"))
    more = {tool.spec.name for tool in spare[: max(0, order.plan.tools - len(needed))]}
    tools = tuple(tool for tool in order.domain.tools if tool.spec.name in needed | more)
    if order.plan.closed:
        tools = tuple(map(brief, tools))
    first, *twins = (shaped(replace(task, tools=tools), values, order.plan) for task in made)
    first = identified(first)
    return (first, *(identified(replace(t, twin_of=first.id, tags=(*t.tags, "twin"))) for t in twins))


def identified(task: Task) -> Task:
    """Name a task by what is in it."""
    attack = task.attack
    said: list[JSON] = [task.template, task.request, task.approver, list(task.tags), task.twin_of, _calls(task.calls)]
    said += [{name: list(rows) for name, rows in task.tables.items()}, [tool.spec.name for tool in task.tools]]
    said += [[attack.text, _calls(attack.calls)] if attack else None, [list(p.args.items()) for p in task.wanted]]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
    return replace(task, id=f"{task.domain}-{digest}")


def _calls(calls: Sequence[Call]) -> list[JSON]:
    return [[call.tool, dict(call.args), call.batch, call.agent, call.says] for call in calls]
