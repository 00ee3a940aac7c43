from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from mosaic_guard.backends.base import Completion
from mosaic_guard.backends.endpoint import Calling
from mosaic_guard.backends.openai import OpenAIBackend
from tests.vllm.conftest import Serve
from tests.vllm.runs import injected, request, wanted

AT_ONCE = 64
ASKED = [request(run, budget_s=120) for run in (wanted(), injected())]
PATIENT = Calling(probe_s=30)


class Answer(NamedTuple):
    asked: str
    """The model that was asked for."""
    model: str
    """The one that says it answered."""
    away: float
    """How far its odds are from those before the load."""


def test_an_adapter_that_is_swapped_under_load_changes_no_answer_and_fails_none(
    served: Serve, made_adapter: Callable[[int], Path]
):
    """Asked are adapters only: vLLM's build for CPUs gives the model itself the weights of one in the same batch."""
    *stay, comes_and_goes = map(made_adapter, (1, 2, 3))
    names = [served.command("adapters", "load", folder)["name"] for folder in stay]
    swapped = threading.Event()
    with ExitStack() as stack:
        backends = {name: stack.enter_context(served.backend(name, PATIENT)) for name in names}
        alone = {name: [odds(backend.complete(one)) for one in ASKED] for name, backend in backends.items()}
        apart = [distance(*told) for told in zip(*alone.values(), strict=True)]
        assert max(apart) > 0.5  # one would be taken for the other at least there
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        stack.callback(swapped.set)
        asking = [pool.submit(ask, names[n % 2], n, backends, alone, swapped) for n in range(AT_ONCE)]
        for _ in range(3):
            name = served.command("adapters", "load", comes_and_goes)["name"]
            with served.backend(name, PATIENT) as third:
                assert third.complete(ASKED[0]).model == name
            assert served.command("adapters", "unload", name)["exit"] == 0
        swapped.set()
        answers = [answer for one in asking for answer in one.result()]
    for name in names:
        served.command("adapters", "unload", name)
    assert {answer.asked for answer in answers} == set(names)
    assert all(answer.model == answer.asked and answer.away < 0.1 for answer in answers)


def ask(
    name: str,
    number: int,
    backends: Mapping[str, OpenAIBackend],
    alone: Mapping[str, list[dict[str, float]]],
    swapped: threading.Event,
) -> list[Answer]:
    """Ask again and again until the swaps are over."""
    answers: list[Answer] = []
    while not answers or not swapped.is_set():
        which = (number // 2 + len(answers)) % 2
        done = backends[name].complete(ASKED[which])
        answers.append(Answer(name, done.model, distance(odds(done), alone[name][which])))
    return answers


def odds(done: Completion) -> dict[str, float]:
    return dict(done.tokens[0].alternatives)


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How far apart the logarithms are: where a model is sure, the probabilities themselves hardly move."""
    return max(abs(one[letter] - other[letter]) for letter in "AVR")
