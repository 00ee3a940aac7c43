"""Makes the policies that ask the model a configuration names."""

from __future__ import annotations

from pathlib import Path

from mosaic_guard.assessment import Phase
from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.config.served import PolicyModel
from mosaic_guard.errors import ConfigError
from mosaic_guard.policies.mosaic.policy import MosaicPolicy
from mosaic_guard.policies.mosaic.terms import Terms


def served(model: PolicyModel) -> tuple[MosaicPolicy, ...]:
    """Make one policy, and a second that sees no untrusted text where that is wanted.

    Raises:
        ConfigError: the key file can't be read.
        MissingExtraError: the `model` extra is not installed.
    """
    key = _key(model.key_file)
    endpoints = [Endpoint(url, key) for url in model.urls]
    calling = Calling(concurrency=model.concurrency, hedge=model.hedge)
    backend = OpenAIBackend(model.name, endpoints, calling, control_tokens=model.control_tokens)
    views = (False, True) if model.masked else (False,)
    return tuple(MosaicPolicy(backend, _terms(model, masked=masked)) for masked in views)


def _terms(model: PolicyModel, *, masked: bool) -> Terms:
    return Terms(
        speed="always" if masked else model.speed,  # only what was thought through may lower anything
        budget_ms=model.budget_ms,
        thought_tokens=model.thought_tokens,
        samples=model.samples,
        context_characters=model.context_characters,
        temperature=model.temperature,
        reads=model.reads,
        masked=masked,
        phases=frozenset({Phase.CALL}) if masked else frozenset(map(Phase, model.phases)),
    )


def _key(file: str | None) -> str:
    if file is None:
        return ""
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"model.key_file: {file} can't be read: {error}") from error
