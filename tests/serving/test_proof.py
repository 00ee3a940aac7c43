from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mosaic_guard.serving.http import Address, ServerError
from mosaic_guard.serving.ordinary import ordinary_tokens
from mosaic_guard.serving.proof import prove
from tests.serving.vllm import Stub, appends, obeys, stub


@pytest.fixture
def served() -> Iterator[Stub]:
    with stub() as one:
        yield one


def proof_of(served: Stub):
    return prove(Address(served.root, served.key), "base-1")


def test_a_server_that_does_all_has_no_problem(served: Stub):
    proof = proof_of(served)
    assert proof.problems == proof.notes == ()
    assert proof.control_tokens == ("[PAD]",)  # angles are escaped anyway


def test_a_token_that_was_added_as_ordinary_text_is_no_control_token(served: Stub, tmp_path: Path):
    added = [{"content": "[PAD]", "special": False}, {"content": "[A]", "special": True}]
    (tmp_path / "tokenizer.json").write_text(json.dumps({"added_tokens": added}))
    ordinary = ordinary_tokens(str(tmp_path))
    assert ordinary == {"[PAD]"}
    assert prove(Address(served.root, served.key), "base-1", ordinary).control_tokens == ()


@pytest.mark.parametrize("text", [None, "", "{}", '{"added_tokens": [3]}', '{"added_tokens": [{"content": "a"}]}'])
def test_a_tokenizer_that_can_not_be_read_excuses_no_token(text: str | None, tmp_path: Path):
    if text is not None:
        (tmp_path / "tokenizer.json").write_text(text)
    assert ordinary_tokens(str(tmp_path)) == frozenset()


def test_a_server_that_ignores_patterns_is_found(served: Stub):
    served.say = lambda _: "A"
    assert "structured_outputs" in proof_of(served).problems[0]


def test_a_reply_outside_the_grammar_is_found(served: Stub):
    served.say = lambda pattern: obeys(pattern) if len(pattern) == 1 else "hello"
    assert any("grammar" in problem for problem in proof_of(served).problems)


def opens_thoughts(messages: list[dict[str, str]]) -> str:
    return appends(messages) + "<think>\n"


def fills_in(messages: list[dict[str, str]]) -> str:
    return appends([{**m, "content": f"<think></think>{m['content']}"} for m in messages])


@pytest.mark.parametrize("template", [opens_thoughts, fills_in, lambda messages: appends(messages[-1:])])
def test_a_template_that_changes_what_was_said_is_refused(served: Stub, template: Callable[..., str]):
    served.template = template
    (problem,) = proof_of(served).problems
    assert "--chat-template" in problem


def test_a_template_that_drops_plans_is_noted_for_the_agent_role(served: Stub):
    served.template = lambda messages: appends(
        [{**m, "content": m["content"].rpartition("</think>")[2]} for m in messages]
    )
    proof = proof_of(served)
    assert proof.problems == ()
    assert "agent role" in proof.notes[0]


def test_special_tokens_are_found_however_they_are_listed(served: Stub):
    nested = {"1": {"content": "[A]", "special": True}, "2": {"content": "word", "special": False}}
    served.tokenizer = {"bos_token": {"content": "[B]"}, "added_tokens_decoder": nested, "name_or_path": "[C]"}
    assert proof_of(served).control_tokens == ("[A]", "[B]")


def test_a_server_that_tells_nothing_of_its_tokenizer_still_passes(served: Stub):
    served.tokenizer = None
    assert proof_of(served).control_tokens == ()


def test_a_wrong_key_is_an_error(served: Stub):
    with pytest.raises(ServerError, match="401"):
        prove(Address(served.root, "wrong"), "base-1")
