"""English goals and facts: every verb in every voice, with its minimal pairs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from mosaic_trainer.embedded.texts.english_frames import ASKING, DUTY, FACTS, IMPERATIVE
from mosaic_trainer.embedded.texts.english_verbs import VERBS, Verb
from mosaic_trainer.embedded.texts.sample import Split
from mosaic_trainer.embedded.texts.split import of_split

_FORM: Final = re.compile(r"\b(base|BASE|past|thing|THING|done)\b")
_VOICES: Final = (
    ("imperative", IMPERATIVE),
    ("asking", ASKING),
    ("duty", DUTY),
)


class English:
    """The English sentences of one split: a template is a verb in a voice."""

    __slots__ = ("_facts", "_voices", "kinds", "verbs")

    def __init__(self, split: Split) -> None:
        self.kinds = tuple(VERBS)
        self.verbs = {kind: _known(verbs, split) for kind, verbs in VERBS.items()}
        """By kind; validation knows some that training never uses."""
        self._voices = tuple(of_split(f"en:{name}", frames, split) for name, frames in _VOICES)
        self._facts = of_split("en:fact", FACTS, split)

    def goal(self, random: Random, verbs: Sequence[Verb], about: str) -> tuple[str, str]:
        """An instruction with one of these verbs: its template id and the template."""
        name, frame = random.choice(random.choice(self._voices))
        return f"{name}:{about}", voiced(frame, random.choice(verbs))

    def fact(self, random: Random, kind: str) -> tuple[str, str]:
        """A report about the same things."""
        name, frame = random.choice(self._facts)
        return f"{name}:{kind}", voiced(frame, random.choice(self.verbs[kind]))


def _known(verbs: Sequence[Verb], split: Split) -> tuple[Verb, ...]:
    return tuple(verbs) if split == "validation" else tuple(v for _, v in of_split("", verbs, "train"))


def voiced(frame: str, verb: Verb) -> str:
    """Put a verb into a frame."""
    forms = _forms(verb)
    return _FORM.sub(lambda match: forms[match[0]], frame)


def _forms(verb: Verb) -> Mapping[str, str]:
    rest = f" {verb.rest}" if verb.rest and not verb.rest.startswith("[ ") else verb.rest
    thing = verb.thing
    return {
        "base": f"{verb.base} {verb.thing}{rest}",
        "BASE": f"{verb.base.capitalize()} {verb.thing}{rest}",
        "past": f"{verb.past} {verb.thing}{rest}",
        "thing": thing,
        "THING": thing[:1].upper() + thing[1:],
        "done": f"{verb.participle}{rest}",
    }
