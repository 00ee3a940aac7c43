from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from mosaic_guard.backends.base import InputFailure, Outage, Request
from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.backends.probe import PROOF
from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol.prompt import ChatMessage
from tests.backends.server import Crowd, Served, is_probe, obedient, said, serving, until

PATIENT = Calling(probe_s=20)
"""A busy machine is no outage."""


def request(text: str = "May it?", *, budget_s: float = 60) -> Request:
    return Request((ChatMessage("user", text),), "[AVR]", max_tokens=2, budget_s=budget_s)


def backend(*served: Served, calling: Calling = PATIENT, **more: Any) -> OpenAIBackend:
    return OpenAIBackend("m@1", [Endpoint(one.url, "secret") for one in served], calling, **more)


NONSENSE = {
    "no chat completion": {"choices": []},
    "a text": "hello",
    "no content": {"choices": [{"message": {"content": None}, "finish_reason": "stop"}]},
    "no number of tokens": {**said("A")[1], "usage": {"prompt_tokens": float("inf")}},
    "no number of cached tokens": {**said("A")[1], "usage": {"prompt_tokens_details": {"cached_tokens": [8]}}},
    "half of it": json.dumps(said("A")[1]).encode()[:40],
    "no text at all": b'{"choices": "\xff\xfe"}',
    "a bottomless list": b"[" * 100_000,
    "a number without end": b"9" * 5000,
}
"""What a server may say with status 200."""


def failing_on(word: str, how: Callable[[dict[str, Any]], tuple[int, Any]]) -> Callable[[dict[str, Any]], Any]:
    return lambda body: how(body) if word in body["messages"][-1]["content"] else obedient(body)


def test_a_completion_holds_what_the_server_weighed_and_reused():
    with serving() as served, backend(served) as model:
        done = model.complete(request())
    assert (done.text, done.finished, done.prompt_tokens, done.cached_tokens, done.model) == (
        "A",
        True,
        10,
        8,
        "served",
    )
    assert done.tokens[0].alternatives == (("A", -0.1),)  # what the pattern masks is no alternative
    assert served.keys == {"Bearer secret"}
    (body,) = served.inputs
    assert body["structured_outputs"] == {"regex": "[AVR]"}
    assert body["model"] == "m@1"


def test_nothing_is_sent_before_the_first_request():
    with serving() as served, backend(served) as model:
        assert model.control_tokens() == frozenset()
        assert model.health == "ok"
        assert served.bodies == []


def test_a_reply_that_ran_out_of_tokens_is_not_finished():
    with serving(failing_on("long", lambda _: said("A", finish="length"))) as served, backend(served) as model:
        assert not model.complete(request("long")).finished


def test_no_key_of_another_service_is_ever_sent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "of somebody else")
    with serving() as served, OpenAIBackend("m", [Endpoint(served.url)], PATIENT) as model:
        model.complete(request())
    assert served.keys == {"Bearer none"}


@pytest.mark.parametrize(
    "how",
    [
        lambda _: (400, {"error": {"message": "too long"}}),
        lambda _: (500, {"error": {"message": "boom"}}),
        *(lambda _, answer=answer: (200, answer) for answer in NONSENSE.values()),
    ],
    ids=["400", "500", *NONSENSE],
)
def test_what_fails_on_a_server_that_is_up_is_the_input(how: Callable[[dict[str, Any]], tuple[int, Any]]):
    with serving(failing_on("evil", how)) as served, backend(served) as model:
        with pytest.raises(InputFailure):
            model.complete(request("evil"))
        assert model.health == "ok"
        assert model.complete(request()).text == "A"


def answers(model: OpenAIBackend) -> bool:
    """Whether it does now: a probe may take too long where the machine is busy."""
    with suppress(Outage):
        return model.complete(request()).text == "A"
    return False


def test_an_input_that_takes_too_long_is_the_input_and_the_budget_holds():
    with serving() as served, backend(served) as model:
        served.answer = failing_on("evil", served.hang)
        model.complete(request())
        began = time.monotonic()
        with pytest.raises(InputFailure):
            model.complete(request("evil", budget_s=0.6))
        assert time.monotonic() - began < 20
        assert model.health == "ok"


def test_a_server_that_answers_nothing_at_all_is_an_outage_and_the_budget_holds():
    with serving() as served, backend(served, calling=Calling(probe_s=0.5)) as model:
        until(lambda: answers(model))
        served.answer = served.hang
        began = time.monotonic()
        with pytest.raises(Outage):
            model.complete(request(budget_s=1.5))
        assert time.monotonic() - began < 20
        assert model.health == "down"


def test_during_an_outage_requests_fail_at_once_and_send_nothing():
    with serving() as served, backend(served) as model:
        served.answer = lambda _: (503, {})
        with pytest.raises(Outage):
            model.complete(request())
        sent = len(served.inputs)
        began = time.monotonic()
        with pytest.raises(Outage):
            model.complete(request())
        assert time.monotonic() - began < 20
        assert len(served.inputs) == sent


def test_it_recovers_by_itself_when_the_server_is_back():
    with serving() as served, backend(served) as model:
        served.answer = lambda _: (503, {})
        with pytest.raises(Outage):
            model.complete(request())
        served.answer = obedient
        until(lambda: model.health == "ok")
        assert model.complete(request()).text == "A"


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
def test_a_server_that_talks_nonsense_is_down_until_it_talks_sense(answer: Any):
    with serving(lambda _: (200, answer)) as served, backend(served) as model:
        with pytest.raises(Outage, match="not understood"):
            model.complete(request())
        assert (model.health, served.inputs) == ("down", [])
        until(lambda: len(served.bodies) > len(PROOF))  # it was probed again, in vain
        served.answer = obedient
        until(lambda: model.health == "ok")
        assert model.complete(request()).text == "A"


def test_a_server_that_nobody_listens_at_is_an_outage():
    with serving() as served:
        pass
    with backend(served) as model, pytest.raises(Outage, match=r"127\.0\.0\.1"):
        model.complete(request())


def test_a_server_that_ignores_patterns_is_never_used():
    with serving(lambda _: said("A")) as served, backend(served) as model:
        with pytest.raises(Outage, match="structured_outputs"):
            model.complete(request())
        assert served.inputs == []


def test_a_tokenizer_that_splits_letters_is_never_used():
    def split(body: dict[str, Any]) -> tuple[int, Any]:
        return said(body["structured_outputs"]["regex"], tokens=["", "A"])

    with serving(split) as served, backend(served) as model, pytest.raises(Outage, match="not one token"):
        model.complete(request())


def without_logprobs(body: dict[str, Any]) -> tuple[int, Any]:
    status, answer = obedient(body)
    return status, {**answer, "choices": [{**answer["choices"][0], "logprobs": None}]}


def test_a_server_without_logprobs_is_never_used_and_the_error_says_which_and_what_to_do():
    with serving(without_logprobs) as served, backend(served) as model:
        with pytest.raises(Outage) as caught:
            model.complete(request())
        assert served.inputs == []
    for told in (served.url, "`logprobs`", "vLLM"):
        assert told in str(caught.value)


def test_a_server_that_leaves_the_logprobs_out_of_one_reply_fails_on_that_input():
    with serving(failing_on("May it", without_logprobs)) as served, backend(served) as model:
        with pytest.raises(InputFailure, match="no logprobs") as caught:
            model.complete(request())
        assert served.url in str(caught.value)


def test_an_error_says_which_server_failed():
    with serving(failing_on("May it", lambda _: (400, {}))) as served, backend(served) as model:
        model.complete(request("Anything?"))
        with pytest.raises(InputFailure, match=f"{served.url}: 400"):
            model.complete(request())


def test_a_request_that_one_server_can_not_take_goes_to_another():
    with serving() as broken, serving() as sound, backend(broken, sound) as model:
        model.complete(request())
        until(lambda: broken.is_proven and sound.is_proven)
        broken.answer = lambda _: (503, {})
        assert [model.complete(request()).text for _ in range(4)] == ["A"] * 4


def test_a_slow_server_is_overtaken_by_another():
    with serving() as slow, serving() as sound, backend(slow, sound, calling=replace(PATIENT, hedge=0.005)) as model:
        model.complete(request())
        until(lambda: slow.is_proven and sound.is_proven)
        for one in (slow, sound):
            one.answer = lambda body, one=one: obedient(body) if is_probe(body) or one is sound else one.hang(body)
        assert [model.complete(request()).text for _ in range(3)] == ["A"] * 3


def test_load_goes_where_least_is_under_way():
    with serving() as one, serving() as other, backend(one, other, calling=replace(PATIENT, hedge=1)) as model:
        model.complete(request())
        until(lambda: one.is_proven and other.is_proven)
        model.complete(request())
        for each in (one, other):
            each.answer = lambda body, each=each: obedient(body) if is_probe(body) else each.hang(body)
        with ThreadPoolExecutor(2) as pool:
            replies = [pool.submit(model.complete, request()) for _ in range(2)]
            assert one.hanging.wait(30)
            assert other.hanging.wait(30)
            one.let_go.set()
            other.let_go.set()
            assert [reply.result().text for reply in replies] == ["A", "A"]


def test_no_more_requests_are_under_way_than_allowed():
    crowd = Crowd(2)
    with (
        serving(crowd) as served,
        backend(served, calling=replace(PATIENT, concurrency=3)) as model,
        ThreadPoolExecutor(12) as pool,
    ):
        assert {reply.text for reply in pool.map(model.complete, [request()] * 24)} == {"A"}
    assert 1 < crowd.most <= 3


def test_many_threads_share_one_thread_of_the_backend():
    with serving() as served, backend(served) as model:
        others = backends()
        model.complete(request())
        (mine,) = backends() - others
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(model.complete, [request()] * 32))
        assert backends() - others == {mine}
    mine.join(60)
    assert not mine.is_alive()


def backends() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "mosaic-backend"}


def test_a_backend_that_nobody_holds_any_more_ends_its_thread():
    with serving() as served:
        others = backends()
        model = backend(served)
        model.complete(request())
        (thread,) = backends() - others
        del model
        gc.collect()
        thread.join(60)
        assert not thread.is_alive()


def test_a_program_that_closes_nothing_ends_without_a_word():
    code = (
        "import sys; from mosaic_guard.backends.openai import *; from mosaic_guard.backends.endpoint import Endpoint;"
        "from tests.backends.test_openai import PATIENT, request;"
        "model = OpenAIBackend('m', [Endpoint(sys.argv[1])], PATIENT); print(model.complete(request(budget_s=60)).text)"
    )
    with serving() as served:
        done = subprocess.run(
            [sys.executable, "-W", "always", "-c", code, served.url],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stdout, done.stderr) == (0, "A\n", "")


def test_a_forked_child_opens_its_own_connections():
    with serving() as served, backend(served) as model:
        model.complete(request())
        child = os.fork()
        if not child:
            os._exit(0 if model.complete(request()).text == "A" else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_what_changes_answers_changes_the_fingerprint():
    ends = [Endpoint("http://127.0.0.1:1/v1")]
    plain = OpenAIBackend("m", ends)
    assert plain.fingerprint == OpenAIBackend("m", [Endpoint("https://example.org/v1", "key")]).fingerprint
    others = [
        OpenAIBackend("n", ends),
        OpenAIBackend("m", ends, Calling(extra={"top_k": 1})),
        OpenAIBackend("m", ends, control_tokens=["[X]"]),
    ]
    assert len({plain.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_a_key_is_never_shown():
    assert "hush" not in repr(Endpoint("http://127.0.0.1:1/v1", "hush"))


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "file:///etc/passwd", "http://", "", "http://[::1", "http://a:99999/v1", "http://a:b/v1"]
)
def test_what_is_no_address_is_refused(url: str):
    with pytest.raises(ConfigError):
        Endpoint(url)


def test_a_model_without_a_server_is_refused():
    with pytest.raises(ConfigError):
        OpenAIBackend("m", [])
