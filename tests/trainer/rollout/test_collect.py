from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import GeneratorFailure
from mosaic_trainer.rollout.rollout import GroupKey, Rollout
from mosaic_trainer.rollout.scripted import ScriptedGenerator
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.task.task import Task

from tests.trainer.rollout.characters import CharacterTokenizer
from tests.trainer.rollout.play import Play, key, task

ENCODER = Encoder(CharacterTokenizer())
SETTINGS = RolloutSettings(context_tokens=20_000)


def says(reply: str = "A") -> ScriptedGenerator:
    return ScriptedGenerator(lambda _: reply, ENCODER)


def played(
    size: int = 1,
    generator: ScriptedGenerator | None = None,
    settings: RolloutSettings = SETTINGS,
    open: Callable[[Task, GroupKey], Any] | None = None,
    **play: Any,
) -> list[Rollout]:
    opens = open or (lambda task, key: Play(task, key, **play))
    (group,) = collect(
        [(key(), task(), size)], opens, generator=generator or says(), encoder=ENCODER, settings=settings
    )
    return group


def test_a_rollout_is_one_sequence_in_which_exactly_what_was_sampled_is_marked() -> None:
    (rollout,) = played(turns=3, generator=says("R no"))
    sampled = [i for i, mine in zip(rollout.completion_ids, rollout.mask, strict=True) if mine]
    assert tuple(sampled) == ENCODER.encode("R no") * 3
    assert len(rollout.logprobs) == len(rollout.mask)
    assert rollout.usable
    assert rollout.outcome.turns == 3


def test_every_prompt_begins_with_all_that_was_before() -> None:
    generator = says()
    (rollout,) = played(turns=4, generator=generator)
    ids = [prompt.ids for prompt in generator.prompts]
    assert all(after[: len(before)] == before for before, after in pairwise(ids))
    assert (*ids[-1], *ENCODER.encode("A")) == (*rollout.prompt_ids, *rollout.completion_ids)


@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=4), concurrency=st.integers(1, 5))
def test_groups_come_back_whole_and_in_order_whatever_runs_at_once(sizes: list[int], concurrency: int) -> None:
    keys = [key(f"task {number}") for number in range(len(sizes))]
    wanted = [(k, task(k.task), size) for k, size in zip(keys, sizes, strict=True)]
    settings = RolloutSettings(context_tokens=20_000, concurrency=concurrency)
    groups = collect(wanted, Play, generator=says(), encoder=ENCODER, settings=settings)
    assert [[(r.group, r.index) for r in group] for group in groups] == [
        [(k, index) for index in range(size)] for k, size in zip(keys, sizes, strict=True)
    ]


def test_no_more_play_at_once_than_allowed() -> None:
    sessions: list[Play] = []

    def open(task: Task, key: GroupKey) -> Play:
        assert sum(not session.closed for session in sessions) < 3
        sessions.append(Play(task, key, turns=2))
        return sessions[-1]

    played(7, settings=RolloutSettings(context_tokens=20_000, concurrency=3), open=open)
    assert all(session.closed for session in sessions)


def test_seeds_depend_on_group_attempt_member_and_turn_and_on_nothing_else() -> None:
    def seeds(attempt: int, concurrency: int) -> list[int]:
        generator = says()
        settings = RolloutSettings(context_tokens=20_000, concurrency=concurrency)
        collect(
            [(key(attempt=attempt), task(), 3)],
            lambda t, k: Play(t, k, turns=2),
            generator=generator,
            encoder=ENCODER,
            settings=settings,
        )
        return sorted(prompt.seed for prompt in generator.prompts)

    assert len(set(seeds(0, 3))) == 6
    assert seeds(0, 3) == seeds(0, 1)
    assert not set(seeds(0, 3)) & set(seeds(1, 3))


def test_two_groups_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="attempt"):
        collect([(key(), task(), 1)] * 2, Play, generator=says(), encoder=ENCODER, settings=SETTINGS)


def test_at_the_context_limit_a_rollout_ends_uncut_and_is_masked() -> None:
    generator = says()
    (rollout,) = played(turns=50, generator=generator, settings=RolloutSettings(context_tokens=6000))
    assert not rollout.usable
    assert rollout.failure.startswith("context: ")
    assert rollout.outcome.ended == "context"
    assert all(len(prompt.ids) + prompt.max_tokens <= 6000 for prompt in generator.prompts)


def test_a_reply_that_only_the_context_cut_off_is_masked_and_never_heard() -> None:
    begin = len(played()[0].prompt_ids)
    settings = RolloutSettings(context_tokens=begin + 10, max_reply_tokens=20)
    (rollout,) = played(generator=says("R" * 15), settings=settings)
    assert rollout.failure.startswith("context: ")
    assert rollout.outcome.turns == 0


def test_a_reply_that_is_too_long_is_the_fault_of_the_policy() -> None:
    (rollout,) = played(generator=says("R" * 30), settings=RolloutSettings(max_reply_tokens=20, context_tokens=20_000))
    assert rollout.usable
    assert rollout.outcome.ended == "truncated"
    assert sum(rollout.mask) == 20


def test_when_the_engine_fails_one_member_the_others_survive() -> None:
    replies = iter([GeneratorFailure("connection refused"), "A", GeneratorFailure("connection refused")])

    def next_reply(_: str) -> str:
        reply = next(replies)
        if isinstance(reply, GeneratorFailure):
            raise reply
        return reply

    group = played(3, generator=ScriptedGenerator(next_reply, ENCODER))
    assert [rollout.usable for rollout in group] == [False, True, False]
    assert [rollout.failure for rollout in group] == [
        "generator: connection refused",
        "",
        "generator: connection refused",
    ]
    assert group[0].outcome is None


@pytest.mark.parametrize("door", ["conversation", "reply", "outcome"])
def test_a_session_that_raises_masks_its_own_rollout(door: str) -> None:
    (rollout,) = played(turns=2, breaks=door)
    assert rollout.failure == f"session: RuntimeError: {door} broke"
    assert rollout.outcome is None


def test_a_session_that_can_not_be_closed_is_still_counted() -> None:
    assert played(breaks="close")[0].usable


def test_a_session_that_can_not_be_opened_masks_its_rollout() -> None:
    def open(task: Task, key: GroupKey) -> Play:
        raise OSError("disk full")

    assert [rollout.failure for rollout in played(2, open=open)] == ["session: OSError: disk full"] * 2


def test_a_conversation_that_drifts_from_what_was_sampled_is_masked() -> None:
    assert [rollout.failure.partition(":")[0] for rollout in played(2, turns=2, changes="R")] == ["drift"] * 2


class Clock:
    """A second goes by whenever somebody looks."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


class Timeless(ScriptedGenerator):
    """Looks at no clock of its own."""

    def submit(self, ticket: int, prompt: Any) -> None:
        super().submit(ticket, replace(prompt, deadline=float("inf")))


def test_what_is_late_is_masked() -> None:
    settings = RolloutSettings(context_tokens=20_000, rollout_seconds=5)
    generator = Timeless(lambda _: "A", ENCODER)
    wanted = [(key(), task(), 1)]
    (group,) = collect(
        wanted,
        lambda t, k: Play(t, k, turns=50),
        generator=generator,
        encoder=ENCODER,
        settings=settings,
        clock=Clock(),
    )
    assert group[0].failure.startswith("time: ")
    assert group[0].outcome.ended == "time"
    assert len(generator.prompts) < 10


def test_when_the_time_of_all_is_over_nothing_more_begins() -> None:
    settings = RolloutSettings(context_tokens=20_000, seconds=12, concurrency=1)
    opened: list[Play] = []

    def open(task: Task, key: GroupKey) -> Play:
        opened.append(Play(task, key))
        return opened[-1]

    generator = Timeless(lambda _: "A", ENCODER)
    (group,) = collect(
        [(key(), task(), 9)], open, generator=generator, encoder=ENCODER, settings=settings, clock=Clock()
    )
    assert group[0].usable
    assert len(opened) < 9
    assert group[-1].failure.startswith("time: ")


def test_the_engine_is_told_the_deadline() -> None:
    generator = says()
    settings = RolloutSettings(context_tokens=20_000, rollout_seconds=5)
    collect([(key(), task(), 1)], Play, generator=generator, encoder=ENCODER, settings=settings, clock=lambda: 100.0)
    assert generator.prompts[0].deadline == 105
