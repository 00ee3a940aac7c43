"""What sampling costs: groups that share their prompt, decoding together, and what our loop adds to the engine.

python bench/rollouts.py --model build/tiny [--server]
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import Generator, Prompt, Sample
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.server import ServerGenerator
from mosaic_trainer.rollout.serving import serving
from mosaic_trainer.rollout.settings import RolloutSettings
from mosaic_trainer.tiny.scene import scene, tools

from mosaic_guard.serving.http import Address


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="as `python -m mosaic_trainer.tiny` makes it")
    parser.add_argument("--groups", type=int, default=8)
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--tokens", type=int, default=64, help="of the longest reply")
    parser.add_argument("--server", action="store_true", help="measure a vLLM server, too")
    parser.add_argument("--options", default="", help="of vLLM's own")
    arguments = parser.parse_args()
    from transformers import AutoModelForCausalLM, AutoTokenizer

    encoder = Encoder(AutoTokenizer.from_pretrained(arguments.model))
    model = AutoModelForCausalLM.from_pretrained(arguments.model)
    prompts = asked(encoder, arguments.groups, arguments.size, arguments.tokens)
    figures = in_process(model, encoder, prompts, arguments.size)
    if arguments.server:
        figures |= on_server(arguments.model, encoder, prompts, arguments.options.split())
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=2))
    return 0


def asked(encoder: Encoder, groups: int, size: int, tokens: int) -> list[Prompt]:
    """Groups of prompts, each a run of its own in the tiny world."""
    made = []
    for group in range(groups):
        random = Random(group)
        run = scene(tools(random), random)
        ids = encoder.start(replace(run, turns=(replace(run.turns[0], reply=""),)))
        made += [Prompt(ids, tokens, seed=group * size + member) for member in range(size)]
    return made


def in_process(model: Any, encoder: Encoder, prompts: Sequence[Prompt], size: int) -> dict[str, float]:
    """Ours against `generate` of transformers, on the same prompts in the same batch."""
    generator = InProcessGenerator(model, encoder.ends, RolloutSettings(batch=len(prompts)))
    with read_by(model) as read:
        seconds, tokens = timed(lambda: sampled(generator, prompts))
    per_member = sum(len(prompt.ids) for prompt in prompts)
    plain_seconds, plain_tokens = timed(lambda: generated(model, encoder, prompts))
    rate, plain = tokens / seconds, plain_tokens / plain_seconds
    return {
        "in_process_tokens_per_s": rate,
        "generate_tokens_per_s": plain,
        "in_process_of_generate": rate / plain,
        "prompt_tokens_not_read_again": 1 - (read[0] - tokens) / per_member,
        "most_if_read_once_a_group": 1 - 1 / size,
    }


def on_server(model: Path, encoder: Encoder, prompts: Sequence[Prompt], options: list[str]) -> dict[str, float]:
    """The same prompts on vLLM, cold and with everything cached."""
    settings = RolloutSettings(engine="server", concurrency=len(prompts), options=tuple(options))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(model, 16, settings=settings, log=Path(folder, "log")) as server,
    ):
        generator = ServerGenerator(server, encoder.ends, settings)
        warm = [replace(prompt, ids=prompt.ids[-50:]) for prompt in prompts]
        sampled(generator, warm)
        before = counted(server)
        seconds, tokens = timed(lambda: sampled(generator, prompts))
        asked, hit = (after - first for after, first in zip(counted(server), before, strict=True))
        again_seconds, again_tokens = timed(lambda: sampled(generator, prompts))
        generator.close()
    return {
        "server_tokens_per_s": tokens / seconds,
        "server_tokens_per_s_again": again_tokens / again_seconds,
        "server_prompt_tokens_cached": hit / asked,
    }


def sampled(generator: Generator, prompts: Sequence[Prompt]) -> int:
    for ticket, prompt in enumerate(prompts):
        generator.submit(ticket, prompt)
    return sum(len(one.ids) for _, one in generator.completed() if isinstance(one, Sample))


def generated(model: Any, encoder: Encoder, prompts: Sequence[Prompt]) -> int:
    import torch

    longest = max(len(prompt.ids) for prompt in prompts)
    pad = next(id for id in range(8) if id not in encoder.ends)
    ids = torch.tensor([[pad] * (longest - len(prompt.ids)) + list(prompt.ids) for prompt in prompts])
    there = torch.tensor([[0] * (longest - len(prompt.ids)) + [1] * len(prompt.ids) for prompt in prompts])
    told = {"do_sample": True, "top_k": 0, "eos_token_id": list(encoder.ends), "pad_token_id": pad}
    out = model.generate(ids, attention_mask=there, max_new_tokens=prompts[0].max_tokens, **told)
    return int((out[:, longest:] != pad).sum())


@contextmanager
def read_by(model: Any) -> Iterator[list[int]]:
    """Count the tokens that go through a model."""
    read = [0]

    def count(_: Any, ids: Any, __: Any) -> None:
        read[0] += ids[0].numel()

    hook = model.register_forward_pre_hook(count, with_kwargs=True)
    yield read
    hook.remove()


def timed(run: Callable[[], int]) -> tuple[float, int]:
    began = time.monotonic()
    tokens = run()
    return time.monotonic() - began, tokens


def counted(server: Address) -> tuple[float, ...]:
    told = server.get("/metrics")
    patterns = (rf"\nvllm:prefix_cache_{name}_total\{{.*\}} (\S+)" for name in ("queries", "hits"))
    return tuple(float(match[1]) for match in (re.search(pattern, told) for pattern in patterns) if match)


if __name__ == "__main__":
    sys.exit(main())
