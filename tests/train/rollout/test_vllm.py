"""Against a real server, one for all tests of this file; the last one kills it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.inprocess import InProcessGenerator
from mosaic_trainer.rollout.server import ServerGenerator
from mosaic_trainer.rollout.serving import serving
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.serving.http import Address
from tests.train.rollout.sampling import gap, prompts, sampled
from tests.trainer.rollout.play import Play, key, task

pytestmark = pytest.mark.skipif(not find_spec("vllm"), reason="needs a vLLM server")
SETTINGS = RolloutSettings(
    engine="server",
    max_reply_tokens=6,
    context_tokens=2048,
    concurrency=8,
    patience_s=2.0,
    options=("--enforce-eager", "--block-size", "32"),
)
BOUND = 1e-3
"""How far the logprobs of server and trainer may be apart, in 32 bits."""


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VLLM_CPU_KVCACHE_SPACE", "1")
        with serving(folder, 4, settings=SETTINGS, log=tmp_path_factory.mktemp("log") / "vllm.log") as server:
            yield server


@pytest.fixture
def generator(server: Address, encoder: Encoder) -> Iterator[ServerGenerator]:
    generator = ServerGenerator(server, encoder.ends, SETTINGS)
    yield generator
    generator.close()


def test_the_server_counts_as_the_trainer_does(generator: ServerGenerator, encoder: Encoder, model: Any) -> None:
    wanted = prompts(encoder)
    for prompt, one in zip(wanted, sampled(generator, wanted), strict=True):
        assert gap(model, prompt.ids, one.ids, one.logprobs) < BOUND


def test_both_engines_take_the_likeliest_tokens_alike(
    generator: ServerGenerator, encoder: Encoder, local: InProcessGenerator
) -> None:
    wanted = prompts(encoder, each=1, temperature=0.0)
    assert [one.ids for one in sampled(generator, wanted)] == [one.ids for one in sampled(local, wanted)]


def test_a_seed_says_the_same_again(generator: ServerGenerator, encoder: Encoder) -> None:
    wanted = prompts(encoder, tasks=1, each=6)
    first, again = ([one.ids for one in sampled(generator, wanted)] for _ in range(2))
    assert first == again
    assert len(set(first)) == 6


def test_a_form_holds(generator: ServerGenerator, encoder: Encoder) -> None:
    for one in sampled(generator, prompts(encoder, tasks=2, each=2, form="A|V|R")):
        assert encoder.decode(one.ids) in ("A", "V", "R")
        assert one.finished


def test_a_group_computes_its_prompt_once(server: Address, generator: ServerGenerator, encoder: Encoder) -> None:
    wanted = prompts(encoder, tasks=1, each=8)
    wanted = [type(p)((*p.ids[:-5], 9, 9, 9, 9, 9), p.max_tokens, p.seed) for p in wanted]
    asked, hit = counted(server)
    sampled(generator, wanted)
    asked_after, hit_after = counted(server)
    assert (hit_after - hit) / (asked_after - asked) > 7 / 8 - 0.05


def counted(server: Address) -> tuple[float, float]:
    told = server.get("/metrics")
    asked, hit = (
        float(re.search(rf"\nvllm:prefix_cache_{name}_total\{{.*\}} (\S+)", told)[1]) for name in ("queries", "hits")
    )
    return asked, hit


def test_rollouts_are_what_one_forward_pass_says(generator: ServerGenerator, encoder: Encoder, model: Any) -> None:
    groups = collect(
        [(key(), task(), 3)],
        lambda t, k: Play(t, k, turns=3, patient=True),
        generator=generator,
        encoder=encoder,
        settings=SETTINGS,
    )
    for rollout in groups[0]:
        assert rollout.usable, rollout.failure
        whole = (*rollout.prompt_ids, *rollout.completion_ids)
        for at, (mine, logprob) in enumerate(zip(rollout.mask, rollout.logprobs, strict=True)):
            place = len(rollout.prompt_ids) + at
            if mine:
                assert gap(model, whole[:place], whole[place : place + 1], [logprob]) < BOUND


def test_each_version_of_an_adapter_says_its_own(
    server: Address, generator: ServerGenerator, encoder: Encoder, model: Any, adapters: list[Path]
) -> None:
    wanted = prompts(encoder, temperature=0.0, each=1)
    said = [[one.ids for one in sampled(generator, wanted)]]
    local = InProcessGenerator(model, encoder.ends, SETTINGS, shared=False)
    for number, adapter in enumerate([adapters[0], adapters[1], adapters[0]]):
        for each in (generator, local):
            each.update(str(adapter), str(number))
        samples = sampled(generator, wanted)
        said.append([one.ids for one in samples])
        assert said[-1] == [one.ids for one in sampled(local, wanted)]
        names = [one["id"] for one in server.get("/v1/models")["data"]]
        assert len(names) == 2
        assert f"+{adapter.name}-" in names[1]
    base, first, second, again = said
    assert base != first != second != base
    assert again == first


def test_a_server_killed_in_the_middle_masks_what_it_had_to_say(
    server: Address, generator: ServerGenerator, encoder: Encoder
) -> None:
    class Deadly(Play):
        def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
            super().reply(text, finished=finished, tokens=tokens)
            if self._turns == 2 and len(self.replies) == 1:
                kill(server)

    settings = RolloutSettings(max_reply_tokens=6, context_tokens=2048, concurrency=1)
    groups = collect(
        [(key("short"), task("short"), 1), (key("long"), task("long"), 2)],
        lambda t, k: Deadly(t, k, turns=2 if t.id == "long" else 1, patient=True),
        generator=generator,
        encoder=encoder,
        settings=settings,
    )
    assert groups[0][0].usable
    assert [rollout.failure.partition(":")[0] for rollout in groups[1]] == ["generator"] * 2


def kill(server: Address) -> None:
    """Kill every process of the server, as a machine that runs out of memory would."""
    port = server.root.rpartition(":")[2]
    mine = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if port in words(path)]
    assert mine
    for pid in mine:
        os.kill(pid, signal.SIGKILL)


def words(path: Path) -> list[str]:
    try:
        said = path.read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []
    return said if "mosaic_guard.serving.warden" not in said else []
