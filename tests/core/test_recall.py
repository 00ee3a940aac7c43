"""What a step that is begun anew is told of its own questions."""

from __future__ import annotations

from mosaic_guard import ToolCall
from mosaic_guard.approval import Place
from tests.core.scene import Scene, call

HERE, THERE = Place("tools:1"), Place("tools:2")


def pay(n: int) -> ToolCall:
    return call(f"call_{n}", amount=n)


def world():
    scene = Scene()
    return scene.guard, scene.run()


def test_what_was_asked_together_is_recalled_as_it_was_shown():
    guard, run = world()
    asked = guard.requests([pay(1), pay(2)], run, place=HERE)
    assert list(guard.recall([pay(2), pay(1)], run, place=HERE).requests) == asked
    assert guard.recall([pay(1)], run, place=Place(HERE.step, 1)).requests == ()
    assert guard.recall([pay(1)], run, place=THERE).requests == ()


def test_a_call_that_is_not_made_any_more_keeps_its_place():
    guard, run = world()
    asked = guard.requests([pay(1), pay(2)], run, place=HERE)
    assert guard.recall([pay(2)], run, place=HERE).requests == (None, asked[1])


def test_what_is_asked_at_the_same_place_later_takes_the_place_of_what_was_asked():
    guard, run = world()
    guard.requests([pay(1), pay(2)], run, place=HERE)
    later = guard.requests([pay(2)], run, place=HERE)
    assert list(guard.recall([pay(1), pay(2)], run, place=HERE).requests) == later != []


def test_the_same_question_in_another_step_is_recalled_there_too_and_counts_once():
    guard, run = world()
    asked = guard.requests([pay(1)], run, place=HERE)
    assert guard.requests([pay(1)], run, place=THERE) == asked
    assert [list(guard.recall([pay(1)], run, place=place).requests) for place in (HERE, THERE)] == [asked, asked]
    assert guard._core.run_of(run).ledger.asks == 1


def test_a_step_that_asked_or_whose_calls_were_decided_is_known():
    guard, run = world()
    assert not guard.recall([pay(1)], run, place=HERE).is_known
    guard.check_calls([pay(1)], run)
    assert guard.recall([pay(1)], run, place=HERE).is_known
    assert not guard.recall([pay(2)], run, place=HERE).is_known
    guard.requests([pay(1)], run, place=HERE)
    assert guard.recall([pay(2)], run, place=HERE).is_known


def test_another_process_recalls_what_was_asked_from_the_store(tmp_path):
    first, second = (Scene(arguments={"store": tmp_path / "traces.db"}) for _ in range(2))
    asked = first.guard.requests([pay(1)], first.run(), place=HERE)
    first.guard.close()
    assert list(second.guard.recall([pay(1)], second.run(), place=HERE).requests) == asked
    second.guard.close()
