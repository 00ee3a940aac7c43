"""Plays groups: many sessions at once, one generator. Whatever breaks masks one rollout, and stops no other."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import NamedTuple

from mosaic_trainer.rollout.encoder import Drift, Encoder
from mosaic_trainer.rollout.failure import failure
from mosaic_trainer.rollout.generator import Generator, GeneratorFailure, Sample
from mosaic_trainer.rollout.member import Member, Place
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.rollout.session import Session
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.task.task import Task

Open = Callable[[Task, GroupKey], Session]
"""Opens a session; members of a group get equal ones."""


class Group(NamedTuple):
    """One task, to be played by so many."""

    key: GroupKey
    task: Task
    size: int


def collect(
    groups: Sequence[tuple[GroupKey, Task, int]],
    open: Open,
    *,
    generator: Generator,
    encoder: Encoder,
    settings: RolloutSettings,
    constrained: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> list[list[Rollout]]:
    """Play all members of all groups; give them back in the same order, those that failed included.

    Replies are free unless `constrained` to the grammar: then logprobs are of what that allows, and nothing can be
    trained on them.

    Raises:
        ValueError: two groups have the same key.
    """
    wanted = [Group(*group) for group in groups]
    if len({group.key for group in wanted}) < len(wanted):
        raise ValueError("two groups have the same key; count `attempt` up where one is sampled again")
    collection = _Collection(open, generator, encoder, settings, clock, constrained=constrained)
    done = collection.play(wanted)
    return [[done[Place(group.key, index)] for index in range(group.size)] for group in wanted]


class _Collection:
    def __init__(
        self,
        open: Open,
        generator: Generator,
        encoder: Encoder,
        settings: RolloutSettings,
        clock: Callable[[], float],
        *,
        constrained: bool,
    ) -> None:
        self._open = open
        self._generator = generator
        self._encoder = encoder
        self._settings = settings
        self._constrained = constrained
        self._clock = clock
        self._end = clock() + settings.seconds
        self._tickets = count(secrets.randbits(32) << 32)  # so that no leftover of another collection is taken for ours
        self._playing: dict[int, Member] = {}
        self._done: dict[Place, Rollout] = {}

    def play(self, groups: Sequence[Group]) -> dict[Place, Rollout]:
        """Members of a group start together, so that the engine has their common beginning at hand."""
        waiting = deque((Place(group.key, index), group.task) for group in groups for index in range(group.size))
        self._start(waiting)
        for ticket, result in self._generator.completed():
            if (member := self._playing.pop(ticket, None)) is not None:
                self._play(member, result)
            self._start(waiting)
        return self._done

    def _start(self, waiting: deque[tuple[Place, Task]]) -> None:
        while waiting and len(self._playing) < self._settings.concurrency:
            place, task = waiting.popleft()
            if self._clock() > self._end:
                self._done[place] = Rollout(
                    place.group, place.index, failure=failure("time", "the others took all of it")
                )
                continue
            try:
                session = self._open(task, place.group)
            except Exception as error:  # a world that can't be made masks what would play in it
                self._done[place] = Rollout(place.group, place.index, failure=failure("session", _told(error)))
                continue
            deadline = min(self._end, self._clock() + self._settings.rollout_seconds)
            version = self._generator.version
            member = Member(
                place,
                session,
                encoder=self._encoder,
                settings=self._settings,
                version=version,
                deadline=deadline,
                constrained=self._constrained,
            )
            self._play(member, None)

    def _play(self, member: Member, heard: Sample | GeneratorFailure | None) -> None:
        """Let a member go on from what it heard, until it asks again or is done."""
        try:
            if self._clock() > member.deadline:
                member.stop_late()
            elif isinstance(heard, GeneratorFailure):
                self._finish(member, failure("generator", str(heard)))
                return
            elif heard is not None:
                member.hear(heard)
            prompt = member.ask()
        except Drift as error:
            self._finish(member, failure("drift", str(error)))
        except Exception as error:  # whatever a world breaks of itself masks what plays in it
            self._finish(member, failure("session", _told(error)))
        else:
            if prompt is None:
                self._finish(member)
                return
            ticket = next(self._tickets)
            self._playing[ticket] = member
            self._generator.submit(ticket, prompt)

    def _finish(self, member: Member, why: str = "") -> None:
        try:
            self._done[member.place] = member.failed(why) if why else member.rollout()
        except Exception as error:  # as above
            self._done[member.place] = member.failed(failure("session", _told(error)))
        with suppress(Exception):  # what can't be let go of takes nothing from what happened
            member.close()


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
