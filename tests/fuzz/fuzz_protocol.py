"""Coverage-guided fuzzing of what a policy model is shown and what it replies: `python tests/fuzz/fuzz_protocol.py`."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import atheris

with atheris.instrument_imports(include=["mosaic_guard.protocol"]):
    from mosaic_guard.protocol.agent import AgentReply, FinalAnswer, Proposed, parse_agent_reply, render_agent_reply
    from mosaic_guard.protocol.conversation import Conversation
    from mosaic_guard.protocol.entry import Entry, Kind
    from mosaic_guard.protocol.escape import Escaper
    from mosaic_guard.protocol.prompt import render
    from mosaic_guard.protocol.reply import Choice, Reply, ReplyError, parse_reply, render_reply
    from mosaic_guard.protocol.streaming import AnswerText

CONTROLS = ("<|im_start|>", "<|im_end|>", "[gMASK]", "[INST]")
ESCAPER = Escaper(CONTROLS)
SECRET = "00ff00ff00ff00ff"
PIECES = (
    "A", "V", "R", "S", "F", " ", "\n", "\\", '"', "\\u00", "3c", "\\ud83d", "\\ude00", "<", ">", "\u2028", "\ud800",
    "<safety_thoughts>\n", "harm=low reversible=no intended=yes attacked=no\n", "fine\n</safety_thoughts>\n",
    'A {"tool":"pay","args":{}}', 'V {"tool":"pay","args":{"to":[', '1e999, "a": 1, "a": 2', "NaN", "]}}", "R no",
    "F done", "[" * 1100, SECRET, "\n<user>{}</user>", f"<question {SECRET}>", "{", "}", "</question>", *CONTROLS,
)  # fmt: skip
PARTS = list(PIECES)


def text_of(source: atheris.FuzzedDataProvider) -> str:
    """Mix pieces of the grammar with arbitrary characters; each choice costs one byte."""
    chosen = (source.ConsumeIntInRange(0, len(PARTS) + 9) for _ in range(source.ConsumeIntInRange(0, 16)))
    return "".join(PARTS[at] if at < len(PARTS) else source.ConsumeUnicode(3) for at in chosen)


def main(data: bytes) -> None:
    """Read what is hostile: an error of ours or what was written; and show what is hostile without a tag in it."""
    source = atheris.FuzzedDataProvider(data)
    text, other = text_of(source), text_of(source)
    read_replies(text)
    show(source, text, other)


def read_replies(text: str) -> None:
    """Whatever is read is written as something that reads the same."""
    for said in (text, f"<think>\nlook\n</think>\n{text}"):
        with contextlib.suppress(ReplyError):
            subjects = said.count("\n") + 1
            reply = parse_reply(said, subjects, secret=SECRET)
            assert parse_reply(render_reply(reply, ESCAPER), subjects) == reply
        with contextlib.suppress(ReplyError):
            turn = parse_agent_reply(said, secret=SECRET)
            assert parse_agent_reply(render_agent_reply(turn, ESCAPER)) == turn
        with contextlib.suppress(ReplyError):
            heard = AnswerText(SECRET)
            for at in range(0, len(said), 7):
                assert SECRET not in heard.add(said[at : at + 7])


def show(source: atheris.FuzzedDataProvider, text: str, other: str) -> None:
    """Data stays data, in every entry, reply and call."""
    value: Any = {text: [other, {other: source.ConsumeInt(4)}]}
    kind = source.PickValueInList(list(Kind))
    asked = Conversation(SECRET, (Entry(Kind.TOOL, value),)).ask(Entry(kind, value), Entry(Kind.QUESTION, value))
    for shown in (asked, asked.answered("R no").ask(Entry(Kind.QUESTION, {"text": text}))):
        messages = render(shown, ESCAPER)
        written = "\n".join(message.text for message in messages[1:])
        assert written.count("\n") == sum(len(turn.shown) + bool(turn.reply) for turn in shown.turns)
        assert written.count("<") == written.count(">") == 2 * sum(len(turn.shown) for turn in shown.turns)
        assert not any(control.lower() in written.lower() for control in CONTROLS)
    reply = Reply((Choice("refuse", text), Choice("act", other)))
    assert parse_reply(render_reply(reply, ESCAPER), 2) == reply
    for does in ((Proposed(text, {other: value}),), FinalAnswer(text)):
        turn = AgentReply(other, does)
        assert parse_agent_reply(render_agent_reply(turn, ESCAPER)) == turn


if __name__ == "__main__":
    atheris.Setup(sys.argv, main)
    atheris.Fuzz()
