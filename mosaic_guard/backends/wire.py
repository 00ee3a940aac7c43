"""Requests as an OpenAI-compatible server wants them, and its answers as completions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mosaic_guard.backends.base import Completion, Request, Token
from mosaic_guard.trajectory import JSON

_MASKED: Final = -1000.0
"""Servers give this or less for what the pattern forbids."""


class NonsenseError(ValueError):
    """An answer that is no chat completion."""


def body(request: Request, model: str, alternatives: int) -> dict[str, JSON]:
    """Spell a request. The older `guided_regex` is accepted by servers that ignore it: it is not used."""
    return {
        "model": model,
        "messages": [{"role": message.role, "content": message.text} for message in request.messages],
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "logprobs": True,
        "top_logprobs": alternatives,
        "structured_outputs": {"regex": request.pattern},
    }


def completion(answer: Any) -> Completion:
    """Read an answer.

    Raises:
        NonsenseError: it is no chat completion, or one without text.
    """
    try:
        (choice,) = answer["choices"]
        text = choice["message"]["content"]
        usage = answer.get("usage") or {}
        tokens = tuple(map(_token, (choice.get("logprobs") or {}).get("content") or ()))
        finished = choice["finish_reason"] == "stop"
        cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
        prompt, model = int(usage.get("prompt_tokens") or 0), str(answer.get("model") or "")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NonsenseError(f"no chat completion: {str(answer)[:200]!r}") from error
    if not isinstance(text, str):
        raise NonsenseError(f"a completion without text, ended by {choice['finish_reason']!r}")
    return Completion(text, finished, tokens, prompt, int(cached), model)


def _token(said: Mapping[str, Any]) -> Token:
    weighed = ((str(other["token"]), float(other["logprob"])) for other in said.get("top_logprobs") or ())
    possible = tuple((text, logprob) for text, logprob in weighed if logprob > _MASKED)
    return Token(str(said["token"]), float(said["logprob"]), possible)
