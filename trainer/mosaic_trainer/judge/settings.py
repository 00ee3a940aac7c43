"""Who judges, how it is reached, and what it may cost: the `[judge]` section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from mosaic_guard.config.constraints import FieldError
from mosaic_guard.trajectory import JSON
from mosaic_trainer.bounds import addresses, at_least

Structured = Literal["json_schema", "json_object", "none"]
"""How a server is asked for a form: by a schema that it enforces, by JSON of any shape, or by words alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeSettings:
    """The judge of a run."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    kind: Literal["deterministic", "llm"] = "deterministic"
    """`deterministic` reads the effects log and costs nothing; `llm` asks a model."""
    url: str = ""
    """Of an OpenAI-compatible server, with its `/v1`."""
    model: str = ""
    """As that server knows it; better not of the family that is trained."""
    api_key_env: str = ""
    """Environment variable that holds the key, where one is needed."""
    structured: Structured = "json_schema"
    """How the server is asked for the form of a verdict."""
    max_tokens: int = 512
    """Of a verdict; a list gets this much for each member."""
    timeout_s: float = 60.0
    """For one request."""
    retries: int = 3
    """How often a request that a server could not take is sent again."""
    pause_s: float = 0.5
    """Before the first repeat; about twice as long before each further one."""
    concurrency: int = 8
    """Requests under way at once."""
    extra: Mapping[str, JSON] = field(default_factory=dict)
    """More for the body of a request."""
    facts: bool = True
    """Show the judge what the verifier found, beside the trajectories."""
    max_calls: int = 0
    """The run stops before one of its processes asks more often; 0: no limit."""
    max_cost: float = 0.0
    """The run stops when one of its processes has spent so much, in the currency of the prices; 0: no limit."""
    price_prompt: float = 0.0
    """Of a million tokens that are sent."""
    price_completion: float = 0.0
    """Of a million tokens that come back."""
    max_failed: float = 0.2
    """The run stops when more of the verdicts fail, after the first twenty."""
    canary_every: int = 50
    """Steps between two tests of the judge by pairs whose better one is known; 0: never."""
    canary_least: float = 0.9
    """The run stops when it gets fewer of these right."""
    second_url: str = ""
    """Of the server of a second judge that audits this one; empty: the same server."""
    second_model: str = ""
    """The second judge, as that server knows it; empty: the same model. Neither is said: there is no audit."""
    second_api_key_env: str = ""
    """Environment variable that holds its key; empty: the first one's, where it has the first one's server."""
    audit_share: float = 0.05
    """Share of the comparisons that the second judge is asked about, too; its word counts for nothing."""
    audit_least: float = 0.8
    """The run warns when they agree on fewer of these."""

    def __post_init__(self) -> None:
        addresses(self, "url", "second_url")
        at_least(self, 16, "max_tokens")
        at_least(self, 1, "concurrency")
        at_least(self, 0, "retries", "max_calls", "canary_every")
        for name in ("pause_s", "max_cost", "price_prompt", "price_completion"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise FieldError("must be 0 or more", name)
        for name in ("max_failed", "canary_least", "audit_share", "audit_least"):
            if not 0 <= getattr(self, name) <= 1:
                raise FieldError("must be a share between 0 and 1", name)
        if not 0 < self.timeout_s < float("inf"):
            raise FieldError("must be above 0", "timeout_s")
        if self.max_cost and not (self.price_prompt or self.price_completion):
            raise FieldError("needs `price_prompt` or `price_completion` beside it", "max_cost")
        if self.second_url or self.second_model:
            self._check_second()
        for name in ("url", "model") if self.kind == "llm" else ():
            if not getattr(self, name):
                raise FieldError('must be set where `kind = "llm"`', name)

    @property
    def second(self) -> JudgeSettings | None:
        """The second judge; None where there is none. It is not paid for by the limits of the first one."""
        if not (self.second_url or self.second_model):
            return None
        return replace(
            self,
            url=self.second_url or self.url,
            model=self.second_model or self.model,
            api_key_env=self.second_api_key_env or ("" if self.second_url else self.api_key_env),
            second_url="",
            second_model="",
            max_calls=0,
            max_cost=0.0,
            max_failed=1.0,
        )

    def _check_second(self) -> None:
        name = "second_model" if self.second_model else "second_url"
        if self.kind != "llm":
            raise FieldError('needs `kind = "llm"` beside it', name)
        if (self.second_url or self.url, self.second_model or self.model) == (self.url, self.model):
            raise FieldError("is the judge itself; name another model, or the same at another server", name)
