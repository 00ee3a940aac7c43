"""Who acts under guard in a run: the script of each task, or a model: the section `[actor]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final

from mosaic_guard.backends.base import Backend, Completion, Health, Request
from mosaic_guard.config.constraints import FieldError
from mosaic_trainer.bounds import addresses
from mosaic_trainer.keys import key_in
from mosaic_trainer.rollout.actor import Actor
from mosaic_trainer.rollout.model_actor import ModelActor
from mosaic_trainer.task.task import Task

MakeActor = Callable[[Task, int], Actor]
"""Makes the actor of a session; members of a group get equal ones."""
_KEPT: Final = 4096
"""Turns that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorSettings:
    """The model that acts in guard role; without one, tasks are played by their script."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid", "strict": True}
    url: str = ""
    """Of an OpenAI-compatible server, with its `/v1`. Its turns are waited for one after the other."""
    model: str = ""
    """As that server knows it; it has to know the protocol's agent role."""
    api_key_env: str = ""
    """Environment variable that holds the key, where one is needed."""
    max_tokens: int = 512
    """Of a turn."""
    budget_s: float = 60.0
    """For a turn."""

    def __post_init__(self) -> None:
        if bool(self.url) != bool(self.model):
            raise FieldError("must be set where the other is: `url` and `model`", "model" if self.url else "url")
        addresses(self, "url")
        for name in ("max_tokens", "budget_s"):
            if not getattr(self, name) > 0:
                raise FieldError("must be above 0", name)


@contextmanager
def acting(settings: ActorSettings) -> Iterator[MakeActor | None]:
    """Open the server that settings name, and close it; None: the script acts.

    Raises:
        ConfigError: the variable that should hold its key is not set.
        MissingExtraError: the `model` extra is not installed.
    """
    if not settings.url:
        yield None
        return
    from mosaic_guard.backends.endpoint import Endpoint
    from mosaic_guard.backends.openai import OpenAIBackend

    key = key_in(settings.api_key_env, whose="actor")
    with OpenAIBackend(settings.model, [Endpoint(settings.url, key)]) as backend:
        yield by_model(backend, settings)


def by_model(backend: Backend, settings: ActorSettings) -> MakeActor:
    """Let a model act; what one member of a group was told, the others are told as well."""
    remembering = _Remembering(backend)
    return lambda task, seed: ModelActor(
        remembering, task, seed, max_tokens=settings.max_tokens, budget_s=settings.budget_s
    )


class _Remembering:
    """A backend that is asked the same only once, so that members of a group meet the same actor."""

    def __init__(self, backend: Backend) -> None:
        self.fingerprint = backend.fingerprint
        self._backend = backend
        self._complete = lru_cache(maxsize=_KEPT)(backend.complete)

    @property
    def health(self) -> Health:
        return self._backend.health

    def complete(self, request: Request) -> Completion:
        return self._complete(request)

    def control_tokens(self) -> frozenset[str]:
        return self._backend.control_tokens()
