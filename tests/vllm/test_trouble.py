from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mosaic_guard.backends.base import InputFailure, Outage
from mosaic_guard.backends.openai import OpenAIBackend
from tests.vllm.conftest import Serve, in_group, until_well
from tests.vllm.runs import request, wanted


def test_a_paused_server_is_an_outage_inside_the_budget_and_recovers(served: Serve, model: OpenAIBackend):
    model.complete(request(wanted()))
    served.signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        with pytest.raises(Outage):
            model.complete(request(wanted(), budget_s=8))
        assert time.monotonic() - began < 8.5
        assert model.health == "down"
        began = time.monotonic()
        with pytest.raises(Outage):
            model.complete(request(wanted(), budget_s=8))
        assert time.monotonic() - began < 0.5
    finally:
        served.signal(signal.SIGCONT)
    until_well(model)
    assert model.complete(request(wanted())).finished


def test_a_server_killed_under_load_is_an_outage_and_the_next_one_is_found(served: Serve, model: OpenAIBackend):
    name = served.ready["name"]
    answered = threading.Event()

    def ask(_: int) -> str:
        try:
            model.complete(request(wanted(), budget_s=10))
        except (InputFailure, Outage) as error:
            return type(error).__name__
        answered.set()
        return "answered"

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask, number) for number in range(400)]
        assert answered.wait(30)
        served.signal(signal.SIGKILL)
        replies = [one.result() for one in asked]
    assert set(replies) == {"answered", "Outage"}
    assert served.ended() == 1
    served.start()
    assert served.ready["name"] == name  # the same weights, the same key
    until_well(model)
    assert model.complete(request(wanted())).finished


def test_a_killed_serve_takes_all_of_vllm_with_it(served: Serve):
    warden, *vllm = served.group
    assert len(vllm) > 1
    assert served.process is not None
    served.process.kill()
    served.process.communicate(timeout=10)
    end = time.monotonic() + 30
    while any(in_group(pid, warden) for pid in vllm):
        assert time.monotonic() < end
        time.sleep(0.1)
    served.start()
    with served.backend() as model:
        assert model.complete(request(wanted(), budget_s=60)).finished
