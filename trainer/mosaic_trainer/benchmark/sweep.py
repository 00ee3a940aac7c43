"""Plays everything: the episodes with each approver, and the harmless texts once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mosaic_guard.guard import Guard
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory
from mosaic_guard.victim import ApproverName
from mosaic_trainer.benchmark.texts import Text
from mosaic_trainer.episode import Episode
from mosaic_trainer.replay import Played, play

_READER = ToolSpec("read", "Reads something.", {"type": "object", "properties": {"name": {"type": "string"}}})


@dataclass(frozen=True, slots=True)
class Run:
    """An episode, who was there to be asked, and what happened."""

    approver: ApproverName
    episode: Episode
    played: Played


@dataclass(frozen=True, slots=True)
class Reading:
    """A harmless text, and whether it was handed on as it was."""

    text: Text
    altered: bool


def runs(episodes: Sequence[Episode], approvers: Sequence[ApproverName], guard: Guard) -> Iterator[Run]:
    """Play each episode with each approver."""
    for approver in approvers:
        for episode in episodes:
            yield Run(approver, episode, play(episode, guard, approver))


def readings(texts: Sequence[Text], guard: Guard) -> Iterator[Reading]:
    """Let each text be the output of a tool that the user asked for."""
    for text in texts:
        trajectory = Trajectory(RunId(uuid.uuid4().hex), [Message("user", "What does it say?", Origin.USER)])
        guard.check_tools([_READER], trajectory)
        trajectory.append(Message("assistant", "", Origin.MODEL, calls=(ToolCall("call_0", "read", {"name": "it"}),)))
        output = ToolOutput("call_0", "read", text.text)
        yield Reading(text, guard.check_output(output, trajectory).content.content != text.text)
