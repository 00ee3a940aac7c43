from __future__ import annotations

import os
from pathlib import Path

import pytest

from mosaic_guard.backends.base import InputFailure
from mosaic_guard.backends.local import LocalBackend
from mosaic_guard.protocol import pattern
from mosaic_guard.trajectory import ToolCall, ToolOutput
from tests.vllm.conftest import Serve
from tests.vllm.runs import asked, injected, request, wanted


@pytest.fixture(scope="module")
def local() -> LocalBackend:
    return LocalBackend(Path(os.environ["MOSAIC_TINY"]))


def test_a_model_in_process_and_the_served_one_weigh_alike(local: LocalBackend, served: Serve):
    with served.backend() as model:
        for conversation in (wanted(), injected()):
            mine, theirs = (b.complete(request(conversation, pattern.gated(1))).tokens[0] for b in (local, model))
            assert mine.text == theirs.text
            among = dict(mine.alternatives)
            gaps = {text: among[text] - logprob for text, logprob in theirs.alternatives if text in among}
            assert max(gaps.values()) - min(gaps.values()) < 1e-2  # equal but for what the pattern masked
    assert local.fingerprint == served.ready["name"]


def test_thoughts_come_out_in_the_grammar(local: LocalBackend):
    done = local.complete(request(injected(), pattern.either(1), 200))
    assert done.finished
    assert len(done.tokens) > 0


def test_a_reply_outside_its_pattern_is_the_input(local: LocalBackend):
    with pytest.raises(InputFailure, match="grammar"):
        local.complete(request(wanted(), "Z", 200))


def test_a_budget_holds(local: LocalBackend):
    with pytest.raises(InputFailure, match="within"):
        local.complete(request(injected(), pattern.thoughtful(1), 200, budget_s=0.01))


def test_an_input_longer_than_the_context_is_the_input(local: LocalBackend):
    outputs = [ToolOutput("1", "read_inbox", f"line {number} " * 300) for number in range(40)]
    with pytest.raises(InputFailure, match="tokens"):
        local.complete(request(asked(*outputs, call=ToolCall("2", "read_inbox"))))
    assert local.health == "ok"
