"""What is learned from: no two alike, and nobody so much that he steers."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.held_out import HeldOut
from mosaic_trainer.task.admission import admit
from mosaic_trainer.task.settings import TaskSettings
from mosaic_trainer.task.task import Call, EffectPattern, MockTool, Operation, Recording, Source, Task

from mosaic_guard.assessment import Label
from mosaic_guard.config.constraints import FieldError
from mosaic_guard.tool import ToolSpec
from tests.trainer.held_out import TEXT, holding

SEND = MockTool(ToolSpec("send"), Operation("recorded"))


def task(number: int, source: Source | None = None, **changes: object) -> Task:
    made = Task(
        f"t{number:04}",
        f"Send {number}.",
        (SEND,),
        Label.BENIGN,
        Label.BENIGN,
        required=(EffectPattern("send", {"n": number}),),
        source=source or Source("corpus"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def why(tasks: list[Task], **settings: object) -> Counter[str]:
    return Counter(one.why for one in admit(tasks, TaskSettings(**settings)).dropped)  # type: ignore[arg-type]


def test_of_equal_tasks_one_stays_whatever_they_are_called() -> None:
    twice = [task(1), replace(task(1), id="a", source=Source("file"), template="x"), task(2)]
    for given_ in (twice, twice[::-1]):
        admitted = admit(given_, TaskSettings())
        assert {kept.id for kept in admitted.tasks} == {"a", "t0002"}
        assert [one.why for one in admitted.dropped] == ["the same as another"]


def test_what_the_test_set_holds_is_not_learned_from() -> None:
    admitted = admit([task(1), replace(task(1), id="z", split="test")], TaskSettings())
    assert [kept.split for kept in admitted.tasks] == ["test"]
    assert [one.why for one in admitted.dropped] == ["the same as one in the test set"]


def test_a_trace_in_the_test_set_is_a_defect() -> None:
    with pytest.raises(AssertionError, match="the test set holds no traces"):
        admit([task(1, Source("trace"), split="test")], TaskSettings())


def test_what_the_guard_alone_labelled_is_left_out_unless_it_is_wanted() -> None:
    own = [task(1, tags=("self_labelled",))]
    assert why(own) == {"labelled by the guard alone": 1}
    assert why(own, include_self_labelled=True) == {}


def test_a_task_that_is_too_long_is_left_out() -> None:
    assert why([task(1, calls=(Call("send"),) * 3)], max_calls=2) == {"more than 2 calls": 1}


LEAKS: dict[str, dict[str, object]] = {
    "request": {"request": f"Do this: {TEXT}"},
    "answer": {"answer": TEXT},
    "rows": {"tables": {"mails": ({"text": TEXT},)}},
    "recorded": {"recordings": (Recording("send", {}, [{"type": "text", "text": TEXT}]),)},
    "argument": {"calls": (Call("send", {"text": TEXT}),)},
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_task_that_shares_wording_with_a_benchmark_is_left_out(leak: dict[str, object], tmp_path: Path) -> None:
    tasks = [task(1), task(2, **leak), task(3, twin_of="t0002"), task(4, Source("trace", "acme", "eve"), **leak)]
    assert len(admit(tasks, TaskSettings()).tasks) == 4
    admitted = admit(tasks, TaskSettings(), HeldOut(holding(tmp_path)))
    assert [kept.id for kept in admitted.tasks] == ["t0001"]
    assert {one.why for one in admitted.dropped} == {"held out: it shares wording with a benchmark"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"per_tenant": 5}, "more than 5 of one tenant"),
        ({"per_user": 5}, "more than 5 of one user"),
        ({"per_origin": 5}, "more than 5 of one origin"),
    ],
)
def test_one_source_gives_only_so_many(settings: dict[str, int], said: str) -> None:
    source = Source("trace", "acme", "eve", "evil.example")
    assert why([*(task(n, source) for n in range(8)), *(task(n) for n in range(100, 200))], **settings) == {said: 3}


def test_one_source_has_only_its_share() -> None:
    poisoned = [task(n, Source("trace", "acme", f"u{n}", "evil.example")) for n in range(50)]
    others = [task(n) for n in range(100, 150)]
    assert why([*poisoned, *others], share=0.1) == {"more than 10% of all from one origin": 40}
    assert why([*poisoned, *others], share=1.0) == {}


def test_traces_of_nobody_known_count_as_one_source() -> None:
    assert why([task(n, Source("trace")) for n in range(8)], per_user=5, share=1.0) == {"more than 5 of one user": 3}


def test_the_corpus_and_unsigned_files_are_not_capped() -> None:
    made = [task(n, Source("corpus" if n % 2 else "file")) for n in range(50)]
    assert why(made, per_user=1, per_origin=1, per_tenant=1, share=0.02) == {}


SOURCES = st.builds(
    Source,
    st.sampled_from(["corpus", "trace", "file"]),
    st.sampled_from(["", "acme"]),
    st.sampled_from(["", "ann", "eve"]),
    st.sampled_from(["", "evil.example"]),
)


@given(st.lists(st.tuples(st.integers(0, 30), SOURCES), max_size=40), st.integers(0, 9), st.floats(0.05, 1.0))
def test_what_is_let_in_does_not_depend_on_the_order(pairs: list[tuple[int, Source]], seed: int, share: float) -> None:
    made = [replace(task(n, source), id=f"{place}") for place, (n, source) in enumerate(pairs)]
    settings = TaskSettings(per_user=4, per_origin=5, share=share)
    shuffled = random.Random(seed).sample(made, len(made))
    one, other = admit(made, settings), admit(shuffled, settings)
    assert {t.id for t in one.tasks} == {t.id for t in other.tasks}
    assert len(one.tasks) + len(one.dropped) == len(made)
    assert [t for t in made if t in one.tasks] == list(one.tasks)


@pytest.mark.parametrize("wrong", [{"share": 0.0}, {"share": 1.5}, {"per_user": 0}, {"max_calls": 0}])
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(FieldError, match="must be"):
        TaskSettings(**wrong)  # type: ignore[arg-type]
