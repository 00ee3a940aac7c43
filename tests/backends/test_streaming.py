from __future__ import annotations

import pytest

from mosaic_guard.backends.base import Completion, InputFailure, Outage, Request, Streaming
from mosaic_guard.backends.endpoint import Calling, Endpoint
from mosaic_guard.backends.openai import OpenAIBackend
from mosaic_guard.backends.scripted import ScriptedBackend
from mosaic_guard.protocol.prompt import ChatMessage
from tests.backends.server import Served, is_probe, obedient, said, serving

REQUEST = Request((ChatMessage("user", "hello"),), ".*", max_tokens=9, budget_s=60)
WORDS = ["it ", "is ", "done"]


def backend(*served: Served) -> OpenAIBackend:
    return OpenAIBackend("m@1", [Endpoint(one.url, "secret") for one in served], Calling(probe_s=20))


def answering(finish: str | None = "stop", status: int = 200):
    return lambda body: (
        obedient(body) if is_probe(body) else (status, said("".join(WORDS), tokens=WORDS, finish=finish)[1])
    )


def test_pieces_come_first_and_the_whole_last():
    with serving(answering()) as served, backend(served) as model:
        *pieces, whole = model.stream(REQUEST)
        assert pieces == WORDS
        assert whole == model.complete(REQUEST)


@pytest.mark.parametrize(("finish", "finished"), [("stop", True), ("length", False)])
def test_the_whole_says_whether_it_ended(finish: str, finished: bool):
    with serving(answering(finish)) as served, backend(served) as model:
        *_, whole = model.stream(REQUEST)
    assert isinstance(whole, Completion)
    assert whole.finished is finished


def test_an_answer_that_breaks_off_is_an_error_and_is_not_told_twice():
    with serving(answering(None)) as served, backend(served) as model:
        heard = model.stream(REQUEST)
        assert [next(heard) for _ in WORDS] == WORDS
        with pytest.raises(InputFailure, match="broke off"):
            next(heard)
        assert len(served.inputs) == 1


def test_a_connection_that_breaks_off_is_an_error_and_nothing_is_told_twice():
    with serving(answering(None)) as served, backend(served) as model:
        heard = model.stream(REQUEST)
        model.complete(REQUEST)  # connects
        served.withheld = 10
        assert [next(heard) for _ in WORDS] == WORDS
        with pytest.raises((InputFailure, Outage), match="peer closed"):
            next(heard)
        assert len(served.inputs) == 2


def test_what_a_server_refuses_before_it_speaks_another_one_answers():
    with serving(answering(status=503)) as busy, serving(answering()) as free, backend(busy, free) as model:
        for _ in range(2):  # whichever is asked first
            *pieces, _ = model.stream(REQUEST)
            assert pieces == WORDS


def test_without_a_server_it_is_an_outage():
    with serving() as served:
        pass
    with backend(served) as model, pytest.raises(Outage):
        next(model.stream(REQUEST))


def test_who_stops_listening_may_ask_again():
    with serving(answering()) as served, backend(served) as model:
        heard = model.stream(REQUEST)
        assert next(heard) == WORDS[0]
        heard.close()
        assert list(model.stream(REQUEST))[:-1] == WORDS


def test_backends_say_whether_they_stream():
    assert isinstance(ScriptedBackend(["A"]), Streaming)
    with serving() as served, backend(served) as model:
        assert isinstance(model, Streaming)
