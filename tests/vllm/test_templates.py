"""Chat templates of model families, as the trainer's library ships them, before the proof that `serve` asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trl
from transformers.utils.chat_template_utils import render_jinja_template

from mosaic_guard.serving.http import Address
from mosaic_guard.serving.proof import Proof, prove
from tests.serving.vllm import Stub, stub

SERVING = Path(__file__).parents[2] / "docs" / "serving.md"


def shipped(name: str) -> str:
    return (Path(trl.__file__).parent / "chat_templates" / f"{name}.jinja").read_text()


@pytest.fixture
def served() -> Iterator[Stub]:
    with stub() as one:
        yield one


def proof_with(served: Stub, template: str) -> Proof:
    def rendered(messages: list[dict[str, str]]) -> str:
        texts, _ = render_jinja_template([messages], chat_template=template, add_generation_prompt=True)
        return texts[0]

    served.template = rendered
    return prove(Address(served.root, served.key), "base-1")


@pytest.mark.parametrize("name", ["qwen2_5", "qwen3_instruct_2507", "phi3_5", "llama3_1"])
def test_a_family_that_only_appends_serves_both_roles(served: Stub, name: str):
    proof = proof_with(served, shipped(name))
    assert proof.problems == proof.notes == ()


@pytest.mark.parametrize("name", ["qwen3_5_think", "qwen3_5_nothink", "qwen3_training", "deepseek_r1_distill"])
def test_a_template_that_opens_or_strips_thoughts_is_refused(served: Stub, name: str):
    assert any("--chat-template" in problem for problem in proof_with(served, shipped(name)).problems)


def test_a_template_that_strips_thoughts_of_earlier_turns_serves_the_guard_role_alone(served: Stub):
    proof = proof_with(served, shipped("qwen3"))
    assert proof.problems == ()
    assert "agent role" in proof.notes[0]


def test_the_template_that_the_documentation_gives_only_appends(served: Stub):
    (template,) = (line for line in SERVING.read_text().splitlines() if line.startswith("{% for message"))
    proof = proof_with(served, template)
    assert proof.problems == proof.notes == ()
