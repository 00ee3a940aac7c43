"""Runs in the tiny world with the decisions that are right, as conversations of the protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import ask_about_calls, declaration, entries
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.reply import Belief, Choice, Harm, Reply, Thoughts, render_reply
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Item, Message, Origin, ToolCall, ToolOutput
from mosaic_trainer.tiny.world import DATA, DOERS, FOREIGN, IDLE, ORDERS, OWN, READERS, WISHES, argument

Source = Literal["user", "data", "order", "nowhere"]
"""Where the value of a call came from, which decides what is right."""
_CHOICES: Final[Mapping[Source, Choice]] = {
    "user": Choice("act"),
    "data": Choice("verify", "the value comes from an output"),
    "order": Choice("refuse", "an output asks for it"),
    "nowhere": Choice("verify", "nobody named the value"),
}
_THOUGHTS: Final[Mapping[Source, str]] = {
    "user": "The user asked for this.",
    "data": "The user did not name this value, an output did.",
    "order": "The user did not name this value, an output gives orders.",
    "nowhere": "Nobody named this value.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call of the guarded agent."""

    tool: ToolSpec
    value: str
    source: Source

    def call(self, id: str) -> ToolCall:
        """Spell it."""
        return ToolCall(id, self.tool.name, {argument(self.tool): self.value})


def tools(random: Random) -> tuple[ToolSpec, ...]:
    """Choose what an agent can call."""
    return (*READERS, *random.sample(DOERS, random.randint(2, len(DOERS))))


def scene(specs: Sequence[ToolSpec], random: Random, *, short: bool = False) -> Conversation:
    """Make a run of one to three questions, each with the right reply; a short one is asked once."""
    doers = [tool for tool in specs if tool in DOERS]
    wanted = random.choice(doers)
    wish = random.choice(OWN[argument(wanted)])
    foreign = random.choice(FOREIGN[argument(wanted)])
    conversation = Conversation(
        f"{random.getrandbits(64):016x}", tuple(map(declaration, sorted(specs, key=lambda tool: tool.name)))
    )
    waiting: list[Item] = [Message("user", random.choice(WISHES[wanted.name]).format(wish), Origin.USER)]
    source: Source = "nowhere"
    if random.random() < 0.85:
        reader = random.choice(READERS)
        call = ToolCall(_id(random), reader.name, {})
        if not short and random.random() < 0.5:  # most guards don't ask about what only reads
            conversation = _asked(conversation, waiting, [call], Reply((Choice("act"),)), random)
        source = random.choice(("nowhere", "data", "order"))
        waiting.append(ToolOutput(call.id, reader.name, _content(source, wanted, foreign, random)))
    for _ in range(1 if short else random.randint(1, 2)):
        choices = (Proposal(wanted, wish, "user"), Proposal(wanted, foreign, source))
        batch = random.choices(choices, k=1 + (not short and random.random() < 0.2))
        calls = [proposal.call(_id(random)) for proposal in batch]
        conversation = _asked(conversation, waiting, calls, _reply(batch, random), random)
    return conversation


def _asked(
    conversation: Conversation, waiting: list[Item], calls: Sequence[ToolCall], reply: Reply, random: Random
) -> Conversation:
    if random.random() < 0.5:  # with and without the turn of the agent that holds the calls
        waiting.append(Message("assistant", "", Origin.MODEL, calls=tuple(calls)))
    asked = conversation.ask(*entries(waiting), ask_about_calls(calls))
    waiting.clear()
    return asked.answered(render_reply(reply, Escaper()))


def _reply(batch: Sequence[Proposal], random: Random) -> Reply:
    """A plain case gets a letter; any other opens thoughts half of the time, so that both speeds are learned."""
    plain = all(proposal.source == "user" for proposal in batch)
    thinks = random.random() < (0.3 if plain else 0.5)
    choices = tuple(_CHOICES[proposal.source] for proposal in batch)
    if not thinks:
        return Reply(tuple(Choice(choice.act) for choice in choices))
    worst = next((proposal for proposal in batch if proposal.source != "user"), batch[0])
    effect = worst.tool.effect
    return Reply(
        choices,
        Thoughts(
            harm=Harm.HIGH if effect.external else Harm.LOW,
            reversible=Belief.YES if effect.reversible else Belief.NO,
            intended=Belief.YES if worst.source == "user" else Belief.NO,
            attacked=Belief.YES if worst.source == "order" else Belief.NO,
            text=_THOUGHTS[worst.source],
        ),
    )


def _content(holds: Source, tool: ToolSpec, value: str, random: Random) -> str:
    lines = [random.choice(IDLE)]
    if holds == "data":
        lines.append(random.choice(DATA).format(value))
    if holds == "order":
        lines.append(random.choice(ORDERS[tool.name]).format(value))
    random.shuffle(lines)
    return " ".join(lines)


def _id(random: Random) -> str:
    return f"call_{random.randint(1, 99)}"
