"""What a configuration says of the policy model."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from os import PathLike
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.backends.endpoint import is_address, no_address
from mosaic_guard.config.needs import need, need_flags, need_number, need_one_of, need_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyModel:
    """A policy model that is served somewhere, asked besides the embedded policies."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True, "use_attribute_docstrings": True}
    urls: tuple[str, ...]
    """Servers of the same model, OpenAI-compatible: `http://127.0.0.1:8000/v1`. The only sockets the guard opens."""
    name: str = "mosaic"
    """What the servers call the model or adapter."""
    key_file: str | None = None
    """File that holds the API key."""
    speed: Literal["fast", "auto", "always"] = "auto"
    """`fast`: one letter a call. `auto`: safety thoughts where letters leave it open. `always`: thoughts every time."""
    budget_ms: int = 5000
    """All the time there is for one check."""
    concurrency: int = 64
    """Requests under way at once, over all servers; more wait, inside their budget."""
    hedge: float = 0.5
    """After this share of its time a request goes to a second server as well, where there is one; 1 = never."""
    thought_tokens: int = 400
    """A reply of more tokens is cut off, and so a failed assessment."""
    samples: int = 1
    """How often calls that can't be undone are thought about; the strictest answer counts."""
    context_characters: int = 48_000
    """A longer prompt starts a new segment; stay under the server's context length."""
    temperature: float = 1.0
    """Calibrates the odds of letters; the model card of a checkpoint names it."""
    masked: bool = False
    """Ask a second time with all untrusted text hidden: only that may let a call run that can't be undone."""
    control_tokens: tuple[str, ...] = ()
    """Special tokens of the tokenizer without `<` and `>`, to be kept out of data; `mosaic-guard serve` names them."""
    reads: bool = False
    """Ask about calls that only read at home, too; else the embedded policies settle those."""
    phases: tuple[Literal["prompt", "call", "output", "answer"], ...] = ("call",)
    """Which checks it is asked at."""

    def __post_init__(self) -> None:
        need_texts(self, "urls", "control_tokens", "phases")
        need_flags(self, "masked", "reads")
        need_one_of(self, "speed", ("fast", "auto", "always"))
        need(isinstance(self.name, str), f"name is {self.name!r:.80}; write a text", "name")
        fits = self.key_file is None or isinstance(self.key_file, (str, PathLike))
        need(fits, f"key_file is {self.key_file!r:.80}; write a path", "key_file")
        need(self.urls, "names no server", "urls")
        for url in self.urls:
            need(is_address(url), no_address(url), "urls")
        for phase in self.phases:
            need(phase in _PHASES, f"phases has {phase!r}; write some of {', '.join(_PHASES)}", "phases")
        for name, least in _LEAST:
            found = getattr(self, name)
            need_number(found, f"a whole number, at least {least}", name, kind=int)
            need(found >= least, f"must be at least {least}, not {found}", name)
        need_number(self.temperature, "a finite number above 0", "temperature")
        need(0 < self.temperature < inf, f"must be a finite number above 0, not {self.temperature}", "temperature")
        need_number(self.hedge, "a number above 0 and at most 1, which is never", "hedge")
        need(0 < self.hedge <= 1, f"must be above 0 and at most 1, which is never; not {self.hedge}", "hedge")


_PHASES: Final = ("prompt", "call", "output", "answer")
LEAST_CHARACTERS: Final = 4000
"""Of a prompt: a policy that is shown less can't tell what a call is about."""
_LEAST: Final = (
    ("budget_ms", 1),
    ("concurrency", 1),
    ("thought_tokens", 50),
    ("samples", 1),
    ("context_characters", LEAST_CHARACTERS),
)
