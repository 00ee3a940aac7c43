"""What a check costs in this process, where no server runs: random weights in the shape of Qwen2.5-7B, in bf16.

    python bench/local.py

It wants a GPU of 24 GB, 16 GB of disk for the weights, and the extras `local` and `rl`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from mosaic_trainer.tiny.tokenizer import tokenizer_from

from mosaic_guard.backends.base import Completion, Request
from mosaic_guard.backends.local import LocalBackend
from mosaic_guard.protocol import pattern
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_calls
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_guard.trajectory import ToolCall

CONTEXT = 32_768
SHAPE = {"hidden_size": 3584, "intermediate_size": 18_944, "num_attention_heads": 28, "num_key_value_heads": 4}
VOCABULARY = 152_064


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--layers", type=int, default=28, help="fewer are for trying it out")
    parser.add_argument("--steps", type=int, default=20, help="of the run that is checked")
    parser.add_argument("--thoughts", type=int, default=64, help="tokens")
    parser.add_argument("--rounds", type=int, default=10)
    arguments = parser.parse_args()
    if arguments.device == "cuda" and not has_gpu():
        parser.error("torch finds no GPU; --device cpu --layers 2 tries it out")
    with TemporaryDirectory() as folder:
        save(Path(folder), arguments.layers, arguments.device)
        model = LocalBackend(Path(folder), device=arguments.device)
        figures = measured(model, arguments.steps, arguments.thoughts, arguments.rounds)
    print(json.dumps({"device": device_name(arguments.device), "layers": arguments.layers, **figures}, indent=2))
    return 0


def measured(model: LocalBackend, steps: int, thoughts: int, rounds: int) -> dict[str, float]:
    """One letter is the prompt's work; what further tokens take is theirs."""
    run = a_run(steps)
    letter, thought = request(run, 1), request(run, thoughts)
    timed(model, thought)
    pairs = [(timed(model, letter), timed(model, thought)) for _ in range(rounds)]
    prefill = median(first for (first, _), _ in pairs)
    per_token = median((whole - first) / (len(done.tokens) - 1) for (first, _), (whole, done) in pairs)
    prompt = pairs[0][0][1].prompt_tokens
    return {
        "prompt_tokens": prompt,
        "letter_ms": 1e3 * prefill,
        "thoughts_ms": 1e3 * median(whole for _, (whole, _) in pairs),
        "prompt_tokens_per_s": prompt / prefill,
        "reply_tokens_per_s": 1 / per_token,
    }


def timed(model: LocalBackend, asked: Request) -> tuple[float, Completion]:
    began = time.perf_counter()
    done = model.complete(asked)
    return time.perf_counter() - began, done


def request(run: Conversation, tokens: int) -> Request:
    return Request(render(run, Escaper()), pattern.thoughtful(1), tokens, budget_s=600)


def a_run(steps: int) -> Conversation:
    """An agent reads mail again and again."""
    run = Conversation("0123456789abcdef")
    for step in range(steps):
        seen = Entry(Kind.OUTPUT if step else Kind.USER, {"text": "Read my mail. " * 8})
        run = run.answered("A") if step else run
        run = run.ask(seen, ask_about_calls([ToolCall(f"call_{step}", "read_inbox")]))
    return run


def save(folder: Path, layers: int, device: str) -> None:
    """Make the weights; no text of the tokenizer's matters, only how many tokens a prompt has."""
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    tokenizer = tokenizer_from([message.text for message in render(a_run(2), Escaper())], 1500)
    config = Qwen2Config(
        **SHAPE,
        num_hidden_layers=layers,
        vocab_size=VOCABULARY,
        max_position_embeddings=CONTEXT,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        dtype="bfloat16",
    )
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with torch.device(device):
        model = Qwen2ForCausalLM(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def has_gpu() -> bool:
    if find_spec("torch") is None:
        return False
    import torch

    return bool(torch.cuda.is_available())


def device_name(device: str) -> str:
    import torch

    return torch.cuda.get_device_name() if device == "cuda" else device


if __name__ == "__main__":
    sys.exit(main())
