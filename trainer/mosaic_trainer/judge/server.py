"""The server that a judge runs on: one request, sent again where the infrastructure failed and only there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from random import random
from typing import TYPE_CHECKING, Any, Final

from mosaic_guard.backends import wire
from mosaic_guard.backends.endpoint import Endpoint
from mosaic_guard.backends.replica import client_of
from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.base import JudgeError
from mosaic_trainer.judge.question import Question
from mosaic_trainer.judge.settings import JudgeSettings

if TYPE_CHECKING:
    from openai import APIStatusError

_AGAIN: Final = frozenset({408, 409, 425, 429})
"""Besides those from 500 on: what may be different a moment later."""
_SETUP: Final[Mapping[int, str]] = {401: "check the key", 403: "check the key", 404: "check url and model"}


class NoVerdict(Exception):
    """A request came to nothing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and what it cost."""

    text: str
    finished: bool
    prompt_tokens: int
    completion_tokens: int


class Server:
    """Lives on one event loop."""

    def __init__(self, settings: JudgeSettings, api_key: str) -> None:
        self._settings = settings
        self._client = client_of(Endpoint(settings.url, api_key))

    async def ask(self, question: Question) -> Reply:
        """Send a request, again and again with growing pauses where the server could not take it.

        Raises:
            NoVerdict: nothing usable came back.
            JudgeError: no request ever will be answered: wrong key, address or model.
        """
        for attempt in range(self._settings.retries + 1):
            try:
                async with asyncio.timeout(self._settings.timeout_s):
                    return await self._sent(body(question, self._settings))
            except (TimeoutError, ConnectionError) as error:
                trouble = str(error) or f"no answer within {self._settings.timeout_s:g} s"
            if attempt < self._settings.retries:
                await asyncio.sleep(self._settings.pause_s * 2**attempt * (0.5 + random()))  # noqa: S311  # no secret
        raise NoVerdict(trouble)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _sent(self, said: Mapping[str, JSON]) -> Reply:
        from openai import APIConnectionError, APIStatusError

        try:
            answer: Any = await self._client.post("/chat/completions", body=said, cast_to=object)
            completion = wire.completion(answer)
            written = int((answer.get("usage") or {}).get("completion_tokens") or 0)
        except APIStatusError as error:
            raise self._status(error) from error
        except APIConnectionError as error:
            raise ConnectionError(f"no connection to {self._settings.url}: {error.__cause__ or error}") from error
        except Exception as error:  # an answer may hold anything, and each part of what reads it has errors of its own
            raise NoVerdict(f"not understood: {error!s:.300}") from error
        return Reply(completion.text, completion.finished, completion.prompt_tokens, written)

    def _status(self, error: APIStatusError) -> Exception:
        said = f"{error.status_code}: {error.message:.300}"
        if error.status_code in _SETUP:
            return JudgeError(f"the judge at {self._settings.url} says {said}; {_SETUP[error.status_code]}")
        again = error.status_code in _AGAIN or error.status_code >= 500
        return ConnectionError(said) if again else NoVerdict(said)


def body(question: Question, settings: JudgeSettings) -> dict[str, JSON]:
    """Spell a request."""
    forms: dict[str, JSON] = {
        "json_schema": {
            "type": "json_schema",
            "json_schema": {"name": "verdict", "schema": dict(question.schema), "strict": True},
        },
        "json_object": {"type": "json_object"},
    }
    form = forms.get(settings.structured)
    return {
        "model": settings.model,
        "messages": [{"role": message.role, "content": message.text} for message in question.messages],
        "max_tokens": question.max_tokens,
        "temperature": 0.0,
        **({"response_format": form} if form else {}),
        **settings.extra,
    }
