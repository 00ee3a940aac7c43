"""Requests as an OpenAI-compatible server wants them, and its answers as completions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mosaic_guard.backends.base import Completion, Request, Token
from mosaic_guard.trajectory import JSON

_MASKED: Final = -1000.0
"""Servers give this or less for what the pattern forbids."""

UNWEIGHED: Final = (
    "gave no logprobs, though `logprobs` and `top_logprobs` were asked for, and without them no decision can be "
    "weighed. Name a server that gives them, as vLLM does, and let nothing on the way to it take them out"
)


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
        details = usage.get("prompt_tokens_details") or {}
        prompt, cached = int(usage.get("prompt_tokens") or 0), int(details.get("cached_tokens") or 0)
        model = str(answer.get("model") or "")
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise NonsenseError(f"no chat completion: {str(answer)[:200]!r}") from error
    if not isinstance(text, str):
        raise NonsenseError(f"a completion without text, ended by {choice['finish_reason']!r}")
    return Completion(text, finished, tokens, prompt, cached, model)


class Streamed:
    """Puts an answer together that comes in pieces."""

    def __init__(self) -> None:
        self.text = ""
        self._ended: Any = None
        self._weighed: list[Any] = []
        self._last: Mapping[str, Any] = {}

    def add(self, event: Any) -> str:
        """Take an event; return the text in it.

        Raises:
            NonsenseError: it is none of a chat completion.
        """
        try:
            piece = ""
            for choice in event["choices"]:
                piece += choice["delta"].get("content") or ""
                self._weighed += (choice.get("logprobs") or {}).get("content") or ()
                self._ended = choice.get("finish_reason") or self._ended
            self._last = event
        except (KeyError, TypeError, AttributeError) as error:
            raise NonsenseError(f"no piece of a chat completion: {str(event)[:200]!r}") from error
        self.text += piece
        return piece

    def completion(self) -> Completion:
        """Give the whole of it.

        Raises:
            NonsenseError: it broke off.
        """
        if self._ended is None:
            raise NonsenseError(f"the answer broke off after {self.text[-80:]!r}")
        message = {"content": self.text}
        choice = {"message": message, "finish_reason": self._ended, "logprobs": {"content": self._weighed}}
        return completion({**self._last, "choices": [choice]})


def _token(said: Mapping[str, Any]) -> Token:
    weighed = ((str(other["token"]), float(other["logprob"])) for other in said.get("top_logprobs") or ())
    possible = tuple((text, logprob) for text, logprob in weighed if logprob > _MASKED)
    return Token(str(said["token"]), float(said["logprob"]), possible)
