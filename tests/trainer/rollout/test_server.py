from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample
from mosaic_trainer.rollout.server import ServerGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.serving.http import Address, ServerError
from tests.trainer.rollout.characters import CharacterTokenizer
from tests.trainer.rollout.play import Play, key, task
from tests.trainer.rollout.server_double import Completions, completions, stop

ENCODER = Encoder(CharacterTokenizer())
REPLY = ENCODER.encode("A")
SETTINGS = RolloutSettings(engine="server", patience_s=0.3, context_tokens=20_000, concurrency=4)


@pytest.fixture
def served() -> Iterator[Completions]:
    with completions(REPLY) as served:
        yield served


@pytest.fixture
def generator(served: Completions) -> Iterator[ServerGenerator]:
    generator = ServerGenerator(Address(served.root, served.key), ENCODER.ends, SETTINGS)
    yield generator
    generator.close()


def prompt(deadline: float = math.inf, form: str = "") -> Prompt:
    return Prompt((7, 8, 9), 16, seed=3, deadline=deadline, form=form)


def sampled(generator: ServerGenerator, asked: Prompt) -> Sample | GeneratorFailure:
    generator.submit(1, asked)
    ((ticket, result),) = generator.completed()
    assert ticket == 1
    return result


def test_ids_go_out_and_come_back_with_their_logprobs(generator: ServerGenerator, served: Completions) -> None:
    assert sampled(generator, prompt()) == Sample(REPLY, (-0.5, -0.5), finished=True)
    (asked,) = served.asked
    assert (asked["prompt"], asked["seed"], asked["stop_token_ids"]) == ([7, 8, 9], 3, list(ENCODER.ends))
    assert "structured_outputs" not in asked


def test_a_reply_without_an_end_is_not_finished(generator: ServerGenerator, served: Completions) -> None:
    served.ids = [70, 71]
    assert sampled(generator, prompt()) == Sample((70, 71), (-0.5, -0.5), finished=False)


def test_a_form_is_handed_on(generator: ServerGenerator, served: Completions) -> None:
    sampled(generator, prompt(form="A|V"))
    assert served.asked[0]["structured_outputs"] == {"regex": "A|V"}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_trouble_that_passes_is_waited_out(generator: ServerGenerator, served: Completions, status: int) -> None:
    served.troubles.append(status)
    assert isinstance(sampled(generator, prompt()), Sample)
    assert len(served.asked) == 2


def test_an_answer_with_a_reason_is_final(generator: ServerGenerator, served: Completions) -> None:
    served.troubles.append(400)
    failed = sampled(generator, prompt())
    assert isinstance(failed, GeneratorFailure)
    assert "400 trouble" in str(failed)
    assert len(served.asked) == 1


def test_a_server_that_stays_down_fails_what_it_was_asked_soon(generator: ServerGenerator, served: Completions) -> None:
    stop(served)
    began = time.monotonic()
    assert "out of reach for 0.3 s" in str(sampled(generator, prompt()))
    first = time.monotonic() - began
    assert first < 5
    assert "out of reach" in str(sampled(generator, prompt()))
    assert time.monotonic() - began - first < 1


def test_what_nobody_waits_for_any_more_keeps_no_process_from_ending(served: Completions) -> None:
    generator = ServerGenerator(Address(served.root, served.key), ENCODER.ends, replace(SETTINGS, patience_s=600.0))
    served.troubles.extend([503] * 1000)
    generator.submit(1, prompt())
    end = time.monotonic() + 30
    while not served.asked:
        assert time.monotonic() < end
    generator.close()
    asking = [thread for thread in threading.enumerate() if thread.name.startswith("rollout")]
    for thread in asking:
        thread.join(30)
    assert asking
    assert not any(thread.is_alive() for thread in asking)


def test_the_deadline_ends_waiting(generator: ServerGenerator, served: Completions) -> None:
    served.troubles.extend([503] * 50)
    assert str(sampled(generator, prompt(deadline=time.monotonic() + 0.1))) == "out of time"


def test_a_server_without_token_ids_is_named_with_the_fix(generator: ServerGenerator, served: Completions) -> None:
    served.ids = None
    assert "vLLM 0.22 or newer" in str(sampled(generator, prompt()))


@pytest.mark.parametrize("logprob", [math.nan, -math.inf, None, "-0.5", True])
def test_a_probability_that_is_no_number_is_never_trained_on(
    generator: ServerGenerator, served: Completions, logprob: object
) -> None:
    served.logprob = logprob
    assert "no number" in str(sampled(generator, prompt()))


def test_tokens_that_are_no_ids_are_never_trained_on(generator: ServerGenerator, served: Completions) -> None:
    served.ids = ["A", None]
    assert "no number" in str(sampled(generator, prompt()))


@pytest.mark.parametrize("models", ["welcome", {"data": []}, {"data": ["m"]}, {"models": []}])
def test_a_server_of_something_else_is_named(models: object) -> None:
    with completions(REPLY) as other:
        other.models = models
        with pytest.raises(ServerError, match=r"/v1/models: "):
            ServerGenerator(Address(other.root, other.key), ENCODER.ends, SETTINGS)


def test_a_server_killed_in_the_middle_masks_what_it_had_to_say(
    generator: ServerGenerator, served: Completions
) -> None:
    class Dying(Play):
        def reply(self, text: str, *, finished: bool, tokens: int = 0) -> None:
            super().reply(text, finished=finished, tokens=tokens)
            if self._turns == 2:
                stop(served)

    groups = [(key("short"), task("short"), 1), (key("long"), task("long"), 2)]
    short, long = collect(
        groups,
        lambda t, k: Dying(t, k, turns=2 if t.id == "long" else 1),
        generator=generator,
        encoder=ENCODER,
        settings=RolloutSettings(context_tokens=20_000, concurrency=1),
    )
    assert short[0].usable
    assert [rollout.failure.partition(":")[0] for rollout in long] == ["generator"] * 2
    assert not any(rollout.usable for rollout in long)


def adapter(folder: Path, content: str) -> Path:
    folder.mkdir()
    (folder / "adapter_config.json").write_text(content)
    return folder


def test_an_adapter_is_asked_for_by_its_content_and_the_one_before_is_unloaded(
    generator: ServerGenerator, served: Completions, tmp_path: Path
) -> None:
    generator.update(str(adapter(tmp_path / "step-1", "{}")), "1")
    (first,) = served.adapters
    generator.update(str(adapter(tmp_path / "step-2", "{ }")), "2")
    (second,) = served.adapters
    assert first.startswith("base-1+step-1-")
    assert second.startswith("base-1+step-2-")
    assert generator.version == "2"
    sampled(generator, prompt())
    assert served.asked[-1]["model"] == second


def test_several_processes_of_a_run_may_load_the_same_adapter(
    generator: ServerGenerator, served: Completions, tmp_path: Path
) -> None:
    other = ServerGenerator(Address(served.root, served.key), ENCODER.ends, SETTINGS)
    for number, content in enumerate(["{}", "{ }"]):
        folder = adapter(tmp_path / f"step-{number}", content)
        for each in (generator, other):
            each.update(str(folder), str(number))
    other.close()
    assert [name.split("-")[2] for name in served.adapters] == ["1"]


def test_a_server_that_swaps_no_adapters_is_named_with_the_fix(
    generator: ServerGenerator, served: Completions, tmp_path: Path
) -> None:
    served.adapters = None
    with pytest.raises(GeneratorFailure, match="--hot-swap"):
        generator.update(str(adapter(tmp_path / "step-1", "{}")), "1")
    assert generator.version == "0"


def test_an_adapter_that_the_server_takes_and_does_not_list_is_an_error(
    generator: ServerGenerator, served: Completions, tmp_path: Path
) -> None:
    class Forgetful(dict[str, str]):
        def __setitem__(self, *_: str) -> None:
            pass

    served.adapters = Forgetful()
    with pytest.raises(GeneratorFailure, match="does not list it"):
        generator.update(str(adapter(tmp_path / "step-1", "{}")), "1")


def test_a_folder_that_is_no_adapter_is_an_error(generator: ServerGenerator, tmp_path: Path) -> None:
    with pytest.raises(GeneratorFailure, match=r"adapter_config\.json"):
        generator.update(str(tmp_path), "1")
