"""A session that only counts: it asks so many times, and remembers what was replied."""

from __future__ import annotations

from mosaic_trainer.rollout.rollout import GroupKey
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.task import Task

from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_calls
from mosaic_guard.trajectory import ToolCall


def task(id: str = "mail") -> Task:
    return Task(id, "Read my mail.", (), "benign", "benign")


def key(id: str = "mail", attempt: int = 0) -> GroupKey:
    return GroupKey(id, 7, attempt)


class Play:
    """Asks `turns` times; `breaks` names what raises; a patient one goes on after a reply that was cut off."""

    form = "[AVR]"

    def __init__(
        self, task: Task, key: GroupKey, *, turns: int = 1, breaks: str = "", changes: str = "", patient: bool = False
    ) -> None:
        self.replies: list[str] = []
        self.ended = "answered"
        self.closed = False
        self._turns, self._breaks, self._changes, self._patient = turns, breaks, changes, patient
        opens = Conversation("0123456789abcdef", ())
        self._now: Conversation | None = opens.ask(Entry(Kind.USER, {"text": f"{task.request} {key.seed}"}), _call(0))

    @property
    def conversation(self) -> Conversation | None:
        self._may("conversation")
        return self._now

    def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
        self._may("reply")
        assert self._now is not None
        self.replies.append(text)
        finished |= self._patient
        if not finished:
            self.ended = "truncated"
        goes_on = finished and len(self.replies) < self._turns
        self._now = self._now.answered(self._changes or text).ask(_call(len(self.replies))) if goes_on else None

    def end(self, why: str) -> None:
        self.ended, self._now = why, None

    def outcome(self) -> Outcome:
        self._may("outcome")
        return Outcome(self.ended, turns=len(self.replies), answer="|".join(self.replies))

    def close(self) -> None:
        self.closed = True
        self._may("close")

    def _may(self, door: str) -> None:
        if door == self._breaks:
            raise RuntimeError(f"{door} broke")


def _call(number: int) -> Entry:
    return ask_about_calls([ToolCall(f"call_{number}", "read_inbox")])
