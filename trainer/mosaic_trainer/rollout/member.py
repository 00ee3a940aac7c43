"""One member of a group while it plays: a session on one side, one growing sequence of tokens on the other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from mosaic_guard.protocol.conversation import Conversation
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.failure import failure
from mosaic_trainer.rollout.generator import Prompt, Sample
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.rollout.settings import RolloutSettings


@dataclass(frozen=True, slots=True)
class Place:
    """Which member of which group."""

    group: GroupKey
    index: int

    def seed(self, turn: int) -> int:
        """Give the seed of one reply: the same wherever and whenever it is sampled."""
        named = f"{self.group.task}\0{self.group.seed}\0{self.group.attempt}\0{self.index}\0{turn}"
        return int.from_bytes(hashlib.sha256(named.encode()).digest()[:8]) >> 1


class Member:
    """Asks for replies, hears them, and becomes a rollout."""

    def __init__(
        self,
        place: Place,
        session: Session,
        *,
        encoder: Encoder,
        settings: RolloutSettings,
        version: str,
        deadline: float,
        constrained: bool = False,
    ) -> None:
        self.place = place
        self.deadline = deadline
        self._session = session
        self._encoder = encoder
        self._settings = settings
        self._constrained = constrained
        self._version = version
        self._asked: Conversation | None = None
        self._reply: tuple[int, ...] = ()
        self._turn = 0
        self._begin: tuple[int, ...] = ()
        self._ids: list[int] = []
        self._mask: list[bool] = []
        self._logprobs: list[float] = []
        self._failure = ""

    def ask(self) -> Prompt | None:
        """What to sample next; None when it is over."""
        conversation = self._session.conversation
        if conversation is None or self._failure:
            return None
        if self._asked is None:
            self._begin = self._encoder.start(conversation)
        else:
            self._grow(self._encoder.extend(self._asked, conversation, self._reply))
        self._asked = conversation
        if self._room < 1:
            self.stop_at_limit()
            return None
        self._turn += 1
        return Prompt(
            (*self._begin, *self._ids),
            min(self._settings.max_reply_tokens, self._room),
            self.place.seed(self._turn),
            self._settings.temperature,
            self._session.form if self._constrained else "",
            self.deadline,
        )

    def hear(self, sample: Sample) -> None:
        """Take a reply; one that the context cut off is nobody's fault."""
        cut_off = not sample.finished and len(sample.ids) < self._settings.max_reply_tokens
        self._reply = sample.ids
        self._grow(sample.ids, sample.logprobs)
        if cut_off:
            self.stop_at_limit()
        else:
            said = self._encoder.decode(sample.ids)
            self._session.reply(said, finished=sample.finished, tokens=len(sample.ids))

    def stop_at_limit(self) -> None:
        """End it where the context ends."""
        self._session.end("context")
        self._failure = failure("context", f"it grew to {len(self._begin) + len(self._ids)} tokens")

    def stop_late(self) -> None:
        """End it where its time ends."""
        self._session.end("time")
        self._failure = failure("time", f"not done after {self._turn} turns")

    def rollout(self) -> Rollout:
        """What became of it."""
        return self._as_rollout(self._failure, played=True)

    def failed(self, why: str) -> Rollout:
        """What there is of it, masked."""
        return self._as_rollout(why, played=False)

    def close(self) -> None:
        """Let go of the world."""
        self._session.close()

    @property
    def _room(self) -> int:
        return self._settings.context_tokens - len(self._begin) - len(self._ids)

    def _grow(self, ids: tuple[int, ...], logprobs: tuple[float, ...] | None = None) -> None:
        """Add what the policy sampled, with its logprobs, or what the environment showed."""
        if logprobs is not None and len(logprobs) != len(ids):
            msg = f"{len(ids)} tokens came with {len(logprobs)} logprobs"
            raise ValueError(msg)
        self._ids += ids
        self._mask += [logprobs is not None] * len(ids)
        self._logprobs += [0.0] * len(ids) if logprobs is None else logprobs

    def _as_rollout(self, why: str, *, played: bool) -> Rollout:
        return Rollout(
            self.place.group,
            self.place.index,
            self._begin,
            tuple(self._ids),
            tuple(self._mask),
            tuple(self._logprobs),
            self._session.outcome() if played else None,
            why,
            self._version,
        )
