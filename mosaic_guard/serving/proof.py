"""Whether a server does what the guard relies on: asked of the server itself, before anything relies on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from mosaic_guard.backends import probe, wire
from mosaic_guard.backends.base import Completion, Request
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.agent import ANSWERS, AgentReply, FinalAnswer, render_agent_reply
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_calls
from mosaic_guard.protocol.escape import CONTROL_TEXT, Escaper
from mosaic_guard.protocol.prompt import ChatMessage, render
from mosaic_guard.protocol.reply import Belief, Choice, Harm, Reply, ReplyError, Thoughts, parse_reply, render_reply
from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.trajectory import ToolCall

_WARM_TOKENS: Final = 64
_PATIENCE_S: Final = 180.0
"""The first requests of a server may compile what later ones reuse."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found."""

    problems: tuple[str, ...] = ()
    """Why no guard may use this server."""
    notes: tuple[str, ...] = ()
    """What it can't be used for besides."""
    control_tokens: tuple[str, ...] = ()
    """Special tokens that escaping does not cover by itself: for the configuration."""


def prove(server: Address, name: str, ordinary: frozenset[str] = frozenset()) -> Proof:
    """Ask everything once, which also warms the server up.

    Args:
        server: where it listens.
        name: of the model, or the adapter.
        ordinary: tokens that are no control tokens, though the server tells of them like of these.

    Raises:
        ServerError: it does not answer.
    """
    problems = (*_letters(server, name), *_grammar(server, name), *_growth(server, name))
    return Proof(problems, tuple(_agent_growth(server, name)), tuple(sorted(_control_tokens(server) - ordinary)))


def _letters(server: Address, name: str) -> Iterator[str]:
    for letter in (*probe.PROOF, ANSWERS):
        if found := probe.wrong(letter, _said(server, name, probe.demand(letter, _PATIENCE_S))):
            yield found


def _grammar(server: Address, name: str) -> Iterator[str]:
    """Whole replies of both forms; thoughts of a model that was never trained for them may run on, and fail closed."""
    for form, tokens in ((pattern.fast(1), 2), (pattern.thoughtful(1), _WARM_TOKENS)):
        said = _said(server, name, Request(_example(), form, tokens, _PATIENCE_S))
        if said.finished or tokens == 2:
            try:
                parse_reply(said.text, 1)
            except ReplyError as error:
                yield f"under its pattern a reply is not in the grammar: {error}"


def _growth(server: Address, name: str) -> Iterator[str]:
    """Whether the template opens a turn as it will show it later, with nothing before the letter."""
    if not all(_keeps(server, name, reply) for reply in _REPLIES):
        yield f"the chat template changes what was said, so that no run is one growing sequence; {_FIX}"


def _agent_growth(server: Address, name: str) -> Iterator[str]:
    if not _keeps(server, name, _TURN):
        yield f"the chat template drops <think> from earlier turns: in agent role it shows no plan again; {_FIX}"


def _keeps(server: Address, name: str, reply: str) -> bool:
    """Whether a run that goes on begins with what it was, then the reply, word for word."""
    told = [{"role": message.role, "content": message.text} for message in _example()]
    grown = [*told, {"role": "assistant", "content": reply}, {"role": "user", "content": "."}]
    before, after = (_tokens(server, name, messages) for messages in (told, grown))
    added = server.post("/detokenize", {"model": name, "tokens": after[len(before) :]})["prompt"]
    return after[: len(before)] == before and str(added).startswith(reply)


_THOUGHTS: Final = Thoughts(Harm.LOW, Belief.YES, Belief.YES, Belief.NO, "fine")
_REPLIES: Final = tuple(render_reply(Reply((Choice("act"),), thoughts), Escaper()) for thoughts in (None, _THOUGHTS))
_TURN: Final = render_agent_reply(AgentReply("look", FinalAnswer("done"), _THOUGHTS), Escaper())
_FIX: Final = 'give one that only appends: --options="--chat-template FILE"'


def _control_tokens(server: Address) -> set[str]:
    try:
        found = set(_texts(server.get("/tokenizer_info"), inside=False))
    except ServerError as error:
        if error.status == 404:  # another server than vLLM: a person has to know
            return set()
        raise
    return {token for token in found if token.strip() and not {"<", ">"} & set(token)} - set(CONTROL_TEXT)


def _texts(info: Any, *, inside: bool) -> Iterator[str]:
    """Every text in what a tokenizer says of its special tokens, however it is nested."""
    if isinstance(info, str) and inside:
        yield info
    elif isinstance(info, list):
        for item in info:
            yield from _texts(item, inside=inside)
    elif isinstance(info, dict):
        special = info.get("special", True) is True
        for key, value in info.items():
            wanted = key == "content" and special if "content" in info else inside or key.endswith(_SPECIAL)
            yield from _texts(value, inside=wanted)


_SPECIAL: Final = ("_token", "_tokens", "added_tokens_decoder")


def _said(server: Address, name: str, request: Request) -> Completion:
    answer = server.post("/v1/chat/completions", wire.body(request, name, alternatives=8), timeout=_PATIENCE_S)
    return wire.completion(answer)


def _tokens(server: Address, name: str, messages: list[dict[str, str]]) -> list[int]:
    answer = server.post("/tokenize", {"model": name, "messages": messages, "add_generation_prompt": True})
    return list(answer["tokens"])


def _example() -> tuple[ChatMessage, ...]:
    asked = ask_about_calls([ToolCall("1", "read_inbox")])
    conversation = Conversation("0" * 16).ask(Entry(Kind.USER, {"text": "Read my mail."}), asked)
    return render(conversation, Escaper())
