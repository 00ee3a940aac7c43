r"""What the policy answers: one decision a call, after `<safety_thoughts>` where it or the caller opens them.

    reply    := decision+ | "S" NL thoughts NL decision+          (one decision a call, each on its line)
    decision := ("A" | "V" | "R") [SP reason]
    thoughts := "<safety_thoughts>" NL judgement NL text NL "</safety_thoughts>"

The first token is a decision letter, or `S`, which opens the thoughts. Free text stands on one line, spelled as in a
JSON string, so that it holds no line end and no tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from mosaic_guard.errors import MosaicError
from mosaic_guard.protocol.escape import Escaper, plain_text

Act = Literal["act", "verify", "refuse"]
"""What the policy can decide about a call; `sanitize` is for outputs and answers, where `verify` stands for it."""
LETTERS: Final[Mapping[Act, str]] = MappingProxyType({"act": "A", "verify": "V", "refuse": "R"})
"""`verify` is the protocol's `<tool_check>`, `refuse` its `refusal_tool`."""
THINKS: Final = "S"
"""Opens the thoughts."""
OPEN: Final = "<safety_thoughts>"
CLOSE: Final = "</safety_thoughts>"
_ACTS: Final[Mapping[str, Act]] = MappingProxyType({letter: act for act, letter in LETTERS.items()})


class ReplyError(MosaicError):
    """A reply is not in the grammar: the assessment failed, nothing is guessed."""


class Belief(StrEnum):
    """What the thoughts hold of a question."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Harm(StrEnum):
    """How bad it would be."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Thoughts:
    """The explicit safety reasoning before a decision."""

    harm: Harm
    reversible: Belief
    intended: Belief
    """Whether it matches what the user wants."""
    attacked: Belief
    """Whether recent outputs try to steer the agent."""
    text: str
    """The reasoning in the policy's own words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the policy chose about one call (or the one prompt, output or answer)."""

    act: Act
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """All the policy said in one turn."""

    choices: tuple[Choice, ...]
    thoughts: Thoughts | None = None


_FIELDS: Final = ("harm", "reversible", "intended", "attacked")


def render_reply(reply: Reply, escaper: Escaper) -> str:
    """Write a reply as the policy would."""
    lines = [_choice_line(choice, escaper) for choice in reply.choices]
    if reply.thoughts is None:
        return "\n".join(lines)
    return "\n".join([THINKS, *thoughts_lines(reply.thoughts, escaper), *lines])


def thoughts_lines(thoughts: Thoughts, escaper: Escaper) -> list[str]:
    """Write the four lines of thoughts."""
    judgement = " ".join(f"{name}={getattr(thoughts, name)}" for name in _FIELDS)
    return [OPEN, judgement, escaper.text(thoughts.text), CLOSE]


def parse_reply(text: str, subjects: int, *, finished: bool = True, secret: str = "") -> Reply:
    """Read a reply about so many subjects.

    Args:
        text: the reply as it came.
        subjects: how many decisions are due.
        finished: False: the model ran out of tokens.
        secret: the delimiter of the run; it stands in no reply that was not made by somebody who copies the prompt.

    Raises:
        ReplyError: it is truncated, holds the delimiter, or is not exactly in the grammar.
    """
    if not finished:
        raise ReplyError("the reply was cut off before its end; raise the token limit or shorten the thoughts")
    if secret and secret in text:
        raise ReplyError("the reply repeats the delimiter of the run")
    lines = text.split("\n")
    thoughts = None
    if lines[0] == THINKS:
        thoughts, lines = read_thoughts(lines[1:5]), lines[5:]
    if len(lines) != subjects:
        raise ReplyError(f"{subjects} decisions are due, the reply has {len(lines)} lines for them: {text[-200:]!r}")
    return Reply(tuple(map(_choice, lines)), thoughts)


def _choice_line(choice: Choice, escaper: Escaper) -> str:
    reason = escaper.text(choice.reason)
    return f"{LETTERS[choice.act]} {reason}" if reason else LETTERS[choice.act]


def _choice(line: str) -> Choice:
    act = _ACTS.get(line[:1])
    if act is None or line[1:2] not in ("", " ") or line[1:] == " ":
        raise ReplyError(
            f"not a decision: {line[:200]!r}; expected {', '.join(LETTERS.values())} with or without a reason"
        )
    return Choice(act, read_free(line[2:]))


def read_thoughts(lines: list[str]) -> Thoughts:
    """Read the four lines of thoughts.

    Raises:
        ReplyError: they are not exactly in the grammar.
    """
    if len(lines) < 4 or (lines[0], lines[3]) != (OPEN, CLOSE):
        raise ReplyError(f"thoughts are not between {OPEN} and {CLOSE}: {lines!r:.200}")
    pairs = [part.partition("=") for part in lines[1].split(" ")]
    if tuple(name for name, _, _ in pairs) != _FIELDS:
        raise ReplyError(f"the judgement must give {', '.join(_FIELDS)} in this order: {lines[1][:200]!r}")
    harm, reversible, intended, attacked = (value for _, _, value in pairs)
    try:
        return Thoughts(Harm(harm), Belief(reversible), Belief(intended), Belief(attacked), read_free(lines[2]))
    except ValueError as error:
        raise ReplyError(f"the judgement has an unknown answer: {error}") from error


def read_free(written: str) -> str:
    """Read one line of free text.

    Raises:
        ReplyError: it holds a tag, or is not spelled as in a JSON string.
    """
    if "<" in written or ">" in written:
        raise ReplyError(f"free text holds a tag: {written[:200]!r}")
    try:
        return plain_text(written)
    except ValueError as error:
        raise ReplyError(f"free text is not spelled as in a JSON string: {written[:200]!r}") from error
