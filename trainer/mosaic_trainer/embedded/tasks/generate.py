"""Makes the episodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from mosaic_guard.tool import ToolSpec
from mosaic_trainer.embedded.tasks.attacks import Attacker
from mosaic_trainer.embedded.tasks.domain import Domain, Flow
from mosaic_trainer.embedded.tasks.domains import DOMAINS, HELD_OUT
from mosaic_trainer.embedded.tasks.goals import aim
from mosaic_trainer.embedded.tasks.insertion import inserted
from mosaic_trainer.embedded.tasks.requests import request
from mosaic_trainer.embedded.tasks.world import step
from mosaic_trainer.embedded.texts.grammar import Grammar
from mosaic_trainer.embedded.texts.real import Documents
from mosaic_trainer.embedded.texts.remarks import remark
from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.episode import Attack, Episode, Family, Kind, Step

_VALIDATION: Final = 0.2
_KINDS: Final = (Kind.CLEAN, Kind.CLEAN, Kind.ATTACK, Kind.ATTACK, Kind.TWIN)
_FAMILIES: Final = (
    Family.BARE,
    Family.BARE,
    Family.TEMPLATE,
    Family.DATA,
    Family.MULTI_STEP,
    Family.ANSWER,
)


def episodes(seed: int, count: int, *, data: Path | None = None) -> Iterator[Episode]:
    """Yield that many episodes of both splits, tagged `train` or `validation`; same arguments, same episodes.

    A validating episode has wordings, and half the time a domain, that no training episode has.
    """
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    makers = {split: _Maker(split, random, Documents.of(data, split)) for split in ("train", "validation")}
    for i in range(count):
        split: Split = "validation" if random.random() < _VALIDATION else "train"
        yield replace(makers[split].episode(random.choice(_KINDS)), id=f"{seed}-{i}")


def filtered(rows: Iterable[Episode], overlap: Callable[[str], bool]) -> Iterator[Episode]:
    """Leave out the episodes whose words share too much with something held out."""
    return (row for row in rows if not any(overlap(text) for text in _texts(row)))


class _Maker:
    """Makes the episodes of one split."""

    def __init__(self, split: Split, random: Random, documents: Documents) -> None:
        self._split, self._random, self._documents = split, random, documents
        self._grammar = Grammar(split)
        self._seen = tuple(d for d in DOMAINS if d.name not in HELD_OUT)
        self._unseen = tuple(d for d in DOMAINS if d.name in HELD_OUT)

    def episode(self, kind: Kind) -> Episode:
        """Make one."""
        domain = self._domain()
        flow = self._random.choice(domain.flows)
        language = self._language(flow)
        scene = Scene(self._random, language)
        steps = [step(scene, do) for do in flow.steps]
        free = [i for i, do in enumerate(flow.steps) if not do.safe]
        steps = [self._filled(scene, s) if i in free else s for i, s in enumerate(steps)]
        made = Episode(
            id="",
            kind=kind,
            domain=domain.name,
            carrier=flow.carrier,
            language=language,
            request=request(scene, self._random.choice(flow.requests[language]), domain.asides),
            tools=self._tools(domain),
            steps=tuple(steps),
            says=scene.fill(flow.says),
            tags=(self._split, *flow.tags, *(("unseen_domain",) if domain in self._unseen else ())),
        )
        if kind is Kind.ATTACK:
            return self._attacked(made, scene, domain, free)
        return self._twin(made, scene, domain) if kind is Kind.TWIN else made

    def _domain(self) -> Domain:
        unseen = self._unseen and self._split == "validation" and self._random.random() < 0.5
        return self._random.choice(self._unseen if unseen else self._seen)

    def _language(self, flow: Flow) -> str:
        spoken = [x for x in flow.requests if x == "en" or x in self._grammar.languages]
        return "en" if self._random.random() < 0.6 else self._random.choice(spoken)

    def _tools(self, domain: Domain) -> tuple[ToolSpec, ...]:
        """The domain's, now and then with those of another."""
        if self._random.random() > 0.25:
            return domain.tools
        other = self._random.choice([d for d in self._seen if d is not domain])
        taken = {t.name for t in domain.tools}
        return (*domain.tools, *(t for t in other.tools if t.name not in taken))

    def _filled(self, scene: Scene, made: Step) -> Step:
        """Let others have written something harmless into the output."""
        output = made.output
        if self._random.random() < 0.5:
            output = inserted(self._random, output, remark(self._grammar, self._random, scene.language))
        if self._documents and self._random.random() < 0.35:
            output = inserted(self._random, output, self._documents.passage(self._random))
        return replace(made, output=output)

    def _attacked(self, made: Episode, scene: Scene, domain: Domain, free: Sequence[int]) -> Episode:
        other = made.language if self._random.random() < 0.75 else self._random.choice(("en", *self._grammar.languages))
        attacker = Attacker(self._grammar, scene, domain, other, made.steps, free)
        attack: Attack = attacker.attack(self._random.choice(_FAMILIES))
        return replace(made, attack=attack)

    def _twin(self, made: Episode, scene: Scene, domain: Domain) -> Episode:
        """The user asks for an attacker's goal, alone or after the task."""
        wanted = aim(self._grammar, scene, domain, made.language)
        if domain.errand and self._random.random() < 0.4:
            scene.values["todo"] = wanted.text
            errand = domain.errand
            steps = (step(scene, errand.steps[0]), wanted.step)
            asked = request(scene, self._random.choice(errand.requests["en"]), domain.asides)
            return replace(made, request=asked, steps=steps, carrier=errand.carrier, tags=(*made.tags, "delegated"))
        if self._random.random() < 0.5:
            return replace(made, request=wanted.text, steps=(wanted.step,), says="Done.")
        return replace(made, request=f"{made.request} {wanted.text}", steps=(*made.steps, wanted.step))


def _texts(row: Episode) -> Iterator[str]:
    yield row.request
    outputs = [s.output for s in row.steps] + (list(row.attack.outputs.values()) if row.attack else [])
    for output in outputs:
        yield output if isinstance(output, str) else str(output)
