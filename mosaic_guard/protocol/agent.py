r"""What the policy answers in agent role: a plan, a safety check where it opens one, then what it does.

    reply := "<think>" NL plan NL "</think>" NL ["S" NL thoughts NL] (step+ | "R" SP reason | "F" SP answer)
    step  := ("A" | "V") SP call NL                                        (call: a JSON object with `tool` and `args`)

As in guard role, what follows the plan begins with a decision letter or the one that opens the thoughts, and free text
stands on one line, spelled as in a JSON string.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import LETTERS, THINKS, ReplyError, Thoughts, read_free, read_thoughts, thoughts_lines
from mosaic_guard.protocol.strict import strict_json
from mosaic_guard.trajectory import JSON

ANSWERS: Final = "F"
"""Opens the final answer."""
TOOL_CHECK: Final = "tool_check"
"""The tool by which the policy asks a person first: `{"tool": …, "arguments": …}`; its result is the answer."""
_THINK: Final = ("<think>", "</think>")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A call the policy makes."""

    tool: str
    args: Mapping[str, JSON] = field(default_factory=dict)
    ask: bool = False
    """`<tool_check>`: a person is asked first."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`refusal_tool(reason)`."""

    reason: str


@dataclass(frozen=True, slots=True)
class FinalAnswer:
    """What the user is told."""

    text: str


@dataclass(frozen=True, slots=True)
class AgentReply:
    """One turn of the policy as the agent."""

    plan: str
    does: tuple[Proposed, ...] | Refusal | FinalAnswer
    thoughts: Thoughts | None = None


def tool_check_result(*, approved: bool) -> str:
    """Spell what a person said, as the policy reads it in training and in serving."""
    return "1: it may run" if approved else "0: it may not run"


def render_agent_reply(reply: AgentReply, escaper: Escaper) -> str:
    """Write a turn as the policy would."""
    checked = [THINKS, *thoughts_lines(reply.thoughts, escaper)] if reply.thoughts else []
    return "\n".join([_THINK[0], escaper.text(reply.plan), _THINK[1], *checked, *_does(reply, escaper)])


def parse_agent_reply(text: str, *, finished: bool = True, secret: str = "") -> AgentReply:
    """Read a turn.

    Args:
        text: the reply as it came.
        finished: False: the model ran out of tokens.
        secret: the delimiter of the run.

    Raises:
        ReplyError: it is truncated, holds the delimiter, or is not exactly in the grammar.
    """
    if not finished:
        raise ReplyError("the reply was cut off before its end; raise the token limit")
    if secret and secret in text:
        raise ReplyError("the reply repeats the delimiter of the run")
    lines = text.split("\n")
    if len(lines) < 4 or (lines[0], lines[2]) != _THINK:
        raise ReplyError(f"the reply does not begin with a plan between {_THINK[0]} and {_THINK[1]}: {text[:200]!r}")
    plan, lines = read_free(lines[1]), lines[3:]
    thoughts = None
    if lines[0] == THINKS:
        thoughts, lines = read_thoughts(lines[1:5]), lines[5:]
    return AgentReply(plan, _done(lines), thoughts)


def _does(reply: AgentReply, escaper: Escaper) -> list[str]:
    match reply.does:
        case Refusal(reason):
            return [f"{LETTERS['refuse']} {escaper.text(reason)}"]
        case FinalAnswer(text):
            return [f"{ANSWERS} {escaper.text(text)}"]
        case calls:
            return [_call_line(call, escaper) for call in calls]


def _call_line(call: Proposed, escaper: Escaper) -> str:
    letter = LETTERS["verify" if call.ask else "act"]
    return f"{letter} {escaper({'tool': call.tool, 'args': call.args})}"


def _done(lines: list[str]) -> tuple[Proposed, ...] | Refusal | FinalAnswer:
    if not lines or any(line[1:2] != " " for line in lines):
        raise ReplyError(f"not a step: {lines!r:.200}; expected a letter, a blank, and what goes with it")
    if lines[0][0] in (LETTERS["refuse"], ANSWERS):
        if len(lines) > 1:
            raise ReplyError(f"nothing may follow a refusal or an answer: {lines[1]!r:.200}")
        said = read_free(lines[0][2:])
        return FinalAnswer(said) if lines[0][0] == ANSWERS else Refusal(said)
    return tuple(map(_proposed, lines))


def _proposed(line: str) -> Proposed:
    letter, written = line[0], line[2:]
    if letter not in (LETTERS["act"], LETTERS["verify"]) or "<" in written or ">" in written:
        raise ReplyError(f"not a call: {line!r:.200}")
    try:
        call = strict_json(written)
    except ValueError as error:
        raise ReplyError(f"a call is not JSON: {line!r:.200}: {error!s:.200}") from error
    if not isinstance(call, dict) or set(call) != {"tool", "args"}:
        raise ReplyError(f"a call has `tool` and `args`, and nothing else: {line!r:.200}")
    if not isinstance(call["tool"], str) or not isinstance(call["args"], dict):
        raise ReplyError(f"`tool` is a text and `args` an object: {line!r:.200}")
    return Proposed(call["tool"], call["args"], ask=letter == LETTERS["verify"])
