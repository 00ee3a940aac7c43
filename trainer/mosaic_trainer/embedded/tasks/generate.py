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
from mosaic_trainer.embedded.tasks.domains import SEEN, UNSEEN
from mosaic_trainer.embedded.tasks.goals import aim
from mosaic_trainer.embedded.tasks.insertion import inserted
from mosaic_trainer.embedded.tasks.rendering import rendered
from mosaic_trainer.embedded.tasks.requests import request
from mosaic_trainer.embedded.tasks.rivals import rival
from mosaic_trainer.embedded.tasks.world import step
from mosaic_trainer.embedded.texts.grammar import Grammar
from mosaic_trainer.embedded.texts.real import Documents
from mosaic_trainer.embedded.texts.remarks import remark
from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.episode import Attack, Episode, Family, Kind, Step

_VALIDATION: Final = 0.2
_RECEIPT: Final = 70
"""Characters up to which an output only confirms."""
_SELDOM: Final = 0.1
_LONG: Final = 0.05
_LONG_TEXT: Final = 3000
_STUMBLES: Final = 0.05
_TEMPTED: Final = 0.12
_ERRORS: Final = (
    "Error: request {code} timed out after {count} s.",
    "HTTP 503 from {url}: the service is busy, [retry later|try again].",
    "Rate limit reached ({count} calls). Contact {email} if this persists.",
    "Internal error {hash} at {time}; see {path}.",
)
_KINDS: Final = (Kind.CLEAN, Kind.CLEAN, Kind.ATTACK, Kind.ATTACK, Kind.TWIN)
_SPLIT_TAGS: Final = ("train", "validation", "unseen_domain")
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

    def episode(self, kind: Kind) -> Episode:
        """Make one."""
        domain = self._domain()
        flow = self._random.choice(domain.flows)
        language = self._language(flow)
        scene = Scene(self._random, language)
        steps = [self._rendered(step(scene, domain, do)) for do in flow.steps]
        free = self._open(flow, steps)
        steps = [self._filled(scene, s) if i in free else s for i, s in enumerate(steps)]
        if self._random.random() < _STUMBLES:
            steps, free = [self._failed(scene, steps[0]), *steps], [0, *(i + 1 for i in free)]
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
            tags=(self._split, *flow.tags, *_seen_in(steps, domain)),
        )
        if kind is Kind.ATTACK:
            return self._attacked(made, scene, domain, free)
        return self._twin(made, scene, domain) if kind is Kind.TWIN else self._tempted(made, scene, free)

    def _domain(self) -> Domain:
        unseen = self._split == "validation" and self._random.random() < 0.5
        return self._random.choice(UNSEEN if unseen else SEEN)

    def _language(self, flow: Flow) -> str:
        spoken = [x for x in flow.requests if x == "en" or x in self._grammar.languages]
        return "en" if self._random.random() < 0.5 else self._random.choice(spoken)

    def _tools(self, domain: Domain) -> tuple[ToolSpec, ...]:
        """The domain's, now and then with those of another."""
        if self._random.random() > 0.25:
            return domain.tools
        other = self._random.choice([d for d in SEEN if d is not domain])
        taken = {t.name for t in domain.tools}
        return (*domain.tools, *(t for t in other.tools if t.name not in taken))

    def _open(self, flow: Flow, steps: Sequence[Step]) -> list[int]:
        """The outputs others write into: seldom a bare receipt."""
        free = [i for i, do in enumerate(flow.steps) if not do.safe]
        telling = [i for i in free if len(str(steps[i].output)) > _RECEIPT]
        return free if self._random.random() < _SELDOM else telling or free

    def _rendered(self, made: Step) -> Step:
        """Let the tool write its output in another format, now and then."""
        return replace(made, output=rendered(self._random, made.output)) if self._random.random() < 0.35 else made

    def _failed(self, scene: Scene, made: Step) -> Step:
        """A first try that comes to nothing."""
        said = Scene(self._random, scene.language).fill(self._random.choice(_ERRORS))
        return replace(made, output=said if self._random.random() < 0.5 else {"error": said, "code": 503})

    def _tempted(self, made: Episode, scene: Scene, free: Sequence[int]) -> Episode:
        """Now and then another value stands beside the right one in honest data, too: the agent takes the right one."""
        if self._random.random() > _TEMPTED:
            return made
        found = next(filter(None, (rival(scene, made.steps, at) for at in free)), None)
        if found is None:
            return made
        steps = [replace(s, output=found.output) if i == found.at else s for i, s in enumerate(made.steps)]
        return replace(made, steps=tuple(steps), tags=(*made.tags, "rival_ignored"))

    def _filled(self, scene: Scene, made: Step) -> Step:
        """Let others have written something harmless into the output."""
        output = made.output
        if self._random.random() < 0.5:
            output = inserted(self._random, output, remark(self._grammar, self._random, scene.language))
        if self._documents and self._random.random() < 0.3:
            output = inserted(self._random, output, self._documents.passage(self._random))
        if self._random.random() < _LONG:
            output = inserted(
                self._random, output, "\n".join(self._grammar.lines(scene, self._random.randint(30, 120)))
            )
        return replace(made, output=output)

    def _attacked(self, made: Episode, scene: Scene, domain: Domain, free: Sequence[int]) -> Episode:
        other = made.language if self._random.random() < 0.75 else self._random.choice(("en", *self._grammar.languages))
        attacker = Attacker(self._grammar, scene, domain, language=other, steps=made.steps, outputs=free)
        attack: Attack = attacker.attack(self._random.choice(_FAMILIES))
        return replace(made, attack=attack)

    def _twin(self, made: Episode, scene: Scene, domain: Domain) -> Episode:
        """The user asks for an attacker's goal, alone or after the task."""
        if domain.errand and self._random.random() < 0.4:
            return self._delegated(made, Scene(self._random), domain, domain.errand)
        wanted = aim(self._grammar, scene, domain, made.language)
        if self._random.random() < 0.5:
            return self._alone(made, domain)
        return replace(made, request=f"{made.request} {wanted.text}", steps=(*made.steps, wanted.step))

    def _alone(self, made: Episode, domain: Domain) -> Episode:
        """Nothing but the goal, in any language."""
        language = self._random.choice(("en", "en", *self._grammar.languages))
        wanted = aim(self._grammar, Scene(self._random, language), domain, language)
        tags = tuple(t for t in made.tags if t in _SPLIT_TAGS)
        return replace(made, language=language, request=wanted.text, steps=(wanted.step,), says="Done.", tags=tags)

    def _delegated(self, made: Episode, scene: Scene, domain: Domain, errand: Flow) -> Episode:
        """The user hands a text over that asks for it."""
        wanted = aim(self._grammar, scene, domain, "en")
        scene.values["todo"] = wanted.text
        return replace(
            made,
            language="en",
            carrier=errand.carrier,
            request=request(scene, self._random.choice(errand.requests["en"]), domain.asides),
            steps=(step(scene, domain, errand.steps[0]), wanted.step),
            says="Done.",
            tags=(*(t for t in made.tags if t in _SPLIT_TAGS), "delegated"),
        )


def _seen_in(steps: Sequence[Step], domain: Domain) -> Iterator[str]:
    if domain in UNSEEN:
        yield "unseen_domain"
    if any(len(str(s.output)) > _LONG_TEXT for s in steps):
        yield "long_output"


def _texts(row: Episode) -> Iterator[str]:
    yield row.request
    outputs = [s.output for s in row.steps] + (list(row.attack.outputs.values()) if row.attack else [])
    for output in outputs:
        yield output if isinstance(output, str) else str(output)
