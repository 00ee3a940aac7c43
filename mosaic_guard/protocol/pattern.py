"""The reply grammar as regular expressions, for servers that constrain what is generated."""

from __future__ import annotations

from typing import Final

from mosaic_guard.protocol.reply import CLOSE, LETTERS, OPEN, THINKS, Answer, Harm

_LETTER: Final = f"[{''.join(LETTERS.values())}]"
_FREE: Final = r"""(?:[^"\\<>\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-f]{4})"""
"""One character of free text, spelled as in a JSON string."""
_HARM: Final = "|".join(Harm)
_ANSWER: Final = "|".join(Answer)


def fast(subjects: int) -> str:
    """Nothing but one letter a subject."""
    return rf"{_LETTER}(?:\n{_LETTER}){{{subjects - 1}}}" if subjects > 1 else _LETTER


def gated(subjects: int) -> str:
    """One letter a subject, or the one that opens thoughts: the policy's own gate."""
    return f"(?:{THINKS}|{fast(subjects)})"


def thoughtful(subjects: int) -> str:
    """Thoughts, then one decision a subject, with or without a reason."""
    decision = f"{_LETTER}(?: {_FREE}+)?"
    judgement = f"harm=(?:{_HARM}) reversible=(?:{_ANSWER}) intended=(?:{_ANSWER}) attacked=(?:{_ANSWER})"
    return rf"{THINKS}\n{OPEN}\n{judgement}\n{_FREE}*\n{CLOSE}" + rf"\n{decision}" * subjects


def either(subjects: int) -> str:
    """Any reply, as one completion."""
    return f"(?:{fast(subjects)}|{thoughtful(subjects)})"
