"""One task played by a scripted policy, as token ids with the replies marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mosaic_guard.protocol.conversation import Conversation
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.session import Session


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What a policy would have seen and said."""

    prompt_ids: tuple[int, ...]
    completion_ids: tuple[int, ...]
    """All after the prompt: replies, and between them what the environment showed."""
    mask: tuple[bool, ...]
    """Which of `completion_ids` are learned: the replies, with the token that ends them."""


def demonstrate(session: Session, replier: Callable[[Session], str], encoder: Encoder) -> Demonstration:
    """Play a session to its end, and close it."""
    prompt: tuple[int, ...] = ()
    ids: list[int] = []
    mask: list[bool] = []
    asked: Conversation | None = None
    reply: tuple[int, ...] = ()
    while (conversation := session.conversation) is not None:
        if asked is None:
            prompt = encoder.start(conversation)
        else:
            shown = encoder.extend(asked, conversation, reply)
            ids += shown
            mask += [False] * len(shown)
        said = replier(session)
        reply = encoder.encode(said)
        ids += reply
        mask += [True] * len(reply)
        session.reply(said, finished=True, tokens=len(reply))
        asked = conversation
    session.close()
    return Demonstration(prompt, tuple(ids), tuple(mask))
