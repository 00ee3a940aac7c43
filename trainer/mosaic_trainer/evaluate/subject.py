"""Whom an evaluation is about: a checkpoint, with or without an adapter, or a script that does one thing always."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.evaluate.played import Player, Stage, by_model, by_script
from mosaic_trainer.scripted import Style

if TYPE_CHECKING:
    from mosaic_trainer.runs.config import Config

SCRIPTS: Final[Mapping[str, Style]] = MappingProxyType(
    {"act-all": "complying", "ask-all": "asking", "refuse-all": "refusing", "reference": "reference"}
)
"""Controls: policies that look at nothing, and the one that knows the right answer."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One policy to evaluate."""

    name: str
    base: str = ""
    adapter: str = ""
    style: Style | None = None


def subject(spec: str) -> Subject:
    """Read `refuse-all`, `start=DIR` or `trained=DIR+ADAPTER`.

    Raises:
        ConfigError: it is none of these.
    """
    if spec in SCRIPTS:
        return Subject(spec, style=SCRIPTS[spec])
    name, equals, place = spec.partition("=")
    base, _, adapter = place.partition("+")
    if not (name and equals and base):
        msg = f"--policy {spec}: give NAME=FOLDER, NAME=FOLDER+ADAPTER, or one of {', '.join(SCRIPTS)}."
        raise ConfigError(msg)
    return Subject(name, base, adapter)


@contextmanager
def player_of(who: Subject, config: Config, stage: Stage, log: Path) -> Iterator[Player]:
    """Open what plays for a subject, and close it."""
    if who.style:
        yield by_script(stage, who.style)
        return
    from mosaic_trainer.rollout.encoder import Encoder
    from mosaic_trainer.runs.processes import launched
    from mosaic_trainer.runs.sampling import sampling
    from mosaic_trainer.runs.train import opened

    model = replace(config.model, base=who.base, adapter=who.adapter)
    policy = opened(model, stage.settings.seed)
    policy.model.eval()
    encoder = Encoder(policy.tokenizer)
    with sampling(replace(config, model=model), policy, ends=encoder.ends, log=log, processes=launched()) as generator:
        if who.adapter and config.rollout.engine == "server":
            generator.update(who.adapter, who.name)
        yield by_model(stage, generator, encoder, config.rollout)
