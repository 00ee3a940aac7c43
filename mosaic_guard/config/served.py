"""What a configuration says of the policy model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from mosaic_guard.backends.endpoint import is_address, no_address
from mosaic_guard.config.constraints import FieldError


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
        for url in self.urls:
            if not is_address(url):
                raise FieldError(no_address(url), "urls")
        for name, least in _LEAST:
            if getattr(self, name) < least:
                raise FieldError(f"must be at least {least}, not {getattr(self, name)}", name)
        if not self.urls:
            raise FieldError("names no server", "urls")
        if not self.temperature > 0:
            raise FieldError(f"must be above 0, not {self.temperature}", "temperature")
        if not 0 < self.hedge <= 1:
            raise FieldError(f"must be above 0 and at most 1, which is never; not {self.hedge}", "hedge")


LEAST_CHARACTERS: Final = 4000
"""Of a prompt: a policy that is shown less can't tell what a call is about."""
_LEAST: Final = (
    ("budget_ms", 1),
    ("concurrency", 1),
    ("thought_tokens", 50),
    ("samples", 1),
    ("context_characters", LEAST_CHARACTERS),
)
