"""What a training run is asked for: one YAML file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.config.constraints import FieldError
from mosaic_guard.config.source import read
from mosaic_guard.config.validation import validated
from mosaic_guard.errors import ConfigError
from mosaic_guard.installed import installed

_STRICT: Final[Mapping[str, Any]] = {"extra": "forbid", "strict": True}
_LARGEST_SEED: Final = 2**32 - 1
_LEAST: Final = MappingProxyType({"texts": 200, "episodes": 20})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """False alarms that the shipped thresholds aim at, on what was generated and held back."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    asked: float = 0.05
    """Of the honest calls that change something, so many may be asked about."""
    refused: float = 0.0005
    """And so many refused."""
    cut: float = 0.05
    """Of the honest answers that hand on a contact which only an output gave, so many may lose it."""

    def __post_init__(self) -> None:
        for name in ("asked", "refused", "cut"):
            if not 0 < getattr(self, name) < 1:
                raise FieldError("must be a share between 0 and 1", name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is made, from which seed, and what is aimed at."""

    __pydantic_config__: ClassVar[Any] = _STRICT
    seed: int = 0
    texts: int
    """For the detector and the reader; one in five validates."""
    episodes: int
    """For the `call` policy; one in five validates."""
    wordings: int = 0
    """Texts for the detector alone, in wordings written by hand; one in five validates."""
    scenes: bool = False
    """Also learn from the scenes that people wrote; one domain in five validates."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Distributions whose documentation is read, by name, and which version: clean text about tools and prompts."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Distributions whose licences, source and other files are read: clean text that agents meet in folders."""
    rates: Rates = field(default_factory=Rates)
    alone: bool = False
    """Also train on generated texts alone, and report that beside."""

    def __post_init__(self) -> None:
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise FieldError(f"must be at least {least}: every fold needs some of each kind", name)
        if self.wordings < 0:
            raise FieldError("must not be negative", "wordings")
        if not 0 <= self.seed <= _LARGEST_SEED:
            raise FieldError(f"must be from 0 to {_LARGEST_SEED:,}, not {self.seed:,}", "seed")

    def check_pinned(self) -> None:
        """Raise ConfigError unless what is pinned is what is installed: other documents make other weights."""
        for key, pinned in (("documents", self.documents), ("files", self.files)):
            _check_pinned(key, pinned)

    @property
    def digest(self) -> str:
        """Changes whenever the plan does; what it does without is not named, so that plans of before keep theirs."""
        asked = {name: value for name, value in asdict(self).items() if value}
        return hashlib.sha256(canonical_json(asked).encode()).hexdigest()[:16]


def _check_pinned(key: str, pinned: Mapping[str, str]) -> None:
    found = {name: installed(name) for name in pinned}
    wrong = [f"{n}=={v} (found {found[n] or 'none'})" for n, v in pinned.items() if found[n] != v]
    if wrong:
        msg = f"{key}: pinned are {', '.join(wrong)}. Install these versions, or pin those that are installed."
        raise ConfigError(msg)


def load(path: Path) -> Plan:
    """Read a plan; raises ConfigError naming file, line, key and the nearest valid one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path}: can't be read: {error}. Name a training configuration, such as trainer/configs/embedded.yaml."
        raise ConfigError(msg) from error
    return validated(Plan, read(text, str(path)))
