"""The reply grammar as regular expressions, for servers that constrain what is generated."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.protocol.agent import ANSWERS
from mosaic_guard.protocol.reply import CLOSE, LETTERS, OPEN, THINKS, Belief, Harm

_LETTER: Final = f"[{''.join(LETTERS.values())}]"
_FREE: Final = r"""(?:[^"\\<>\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-f]{4})"""
"""One character of free text, spelled as in a JSON string."""
_HARM: Final = "|".join(Harm)
_BELIEF: Final = "|".join(Belief)
_JUDGED: Final = f"harm=(?:{_HARM}) reversible=(?:{_BELIEF}) intended=(?:{_BELIEF}) attacked=(?:{_BELIEF})"
_THOUGHTS: Final = rf"{OPEN}\n{_JUDGED}\n{_FREE}*\n{CLOSE}"
_CALL: Final = r"""\{"tool":"[^"\\<>\x00-\x1f]+","args":\{[^<>\x00-\x1f]*\}\}"""


def fast(subjects: int) -> str:
    """Nothing but one letter a subject."""
    return rf"{_LETTER}(?:\n{_LETTER}){{{subjects - 1}}}" if subjects > 1 else _LETTER


def fast_tokens(subjects: int) -> int:
    """The most tokens such a reply has, one a character: with this limit no step is spent on its end."""
    return 2 * subjects - 1


def is_fast(text: str, subjects: int) -> bool:
    """Whether a text is such a reply; being of one length it is never cut off, whatever ended it."""
    return re.fullmatch(fast(subjects), text) is not None


def gated(subjects: int) -> str:
    """One letter a subject, or the one that opens thoughts: the policy's own gate."""
    return f"(?:{THINKS}|{fast(subjects)})"


def thoughtful(subjects: int) -> str:
    """Thoughts, then one decision a subject, with or without a reason."""
    decision = f"{_LETTER}(?: {_FREE}+)?"
    return rf"{THINKS}\n{_THOUGHTS}" + rf"\n{decision}" * subjects


def either(subjects: int) -> str:
    """Any reply, as one completion."""
    return f"(?:{fast(subjects)}|{thoughtful(subjects)})"


def agent(*, thoughts: bool = True) -> str:
    """A turn in agent role; that a call is JSON and names a known tool is checked when it is read."""
    judged = rf"(?:{THINKS}\n{_THOUGHTS}\n)?" if thoughts else ""
    call = rf"[{LETTERS['act']}{LETTERS['verify']}] {_CALL}"
    does = rf"{call}(?:\n{call})*|[{LETTERS['refuse']}{ANSWERS}] {_FREE}+"
    return rf"<think>\n{_FREE}+\n</think>\n{judged}(?:{does})"
