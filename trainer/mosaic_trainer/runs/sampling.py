"""Where a run samples: in its own process, on a server that it starts, or on one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mosaic_guard.serving.http import Address
from mosaic_guard.serving.place import read_key
from mosaic_trainer.grpo.policy import Policy
from mosaic_trainer.rollout.generator import Generator
from mosaic_trainer.runs.config import Config
from mosaic_trainer.runs.processes import Processes


@contextmanager
def sampling(
    config: Config, policy: Policy, *, ends: Sequence[int], log: Path, processes: Processes
) -> Iterator[Generator]:
    """Open the generator of a run, and close it."""
    if config.rollout.engine == "in_process":
        from mosaic_trainer.rollout.forms import Forms
        from mosaic_trainer.rollout.inprocess import InProcessGenerator

        vocabulary = policy.model.get_input_embeddings().num_embeddings
        forms = Forms(policy.tokenizer, vocabulary, ends)
        generator: Generator = InProcessGenerator(policy.model, ends, config.rollout, forms=forms)
        yield generator
        generator.close()
        return
    with _server(config, log, processes) as address:
        from mosaic_trainer.rollout.server import ServerGenerator

        generator = ServerGenerator(address, ends, config.rollout)
        try:
            yield generator
        finally:
            generator.close()


@contextmanager
def _server(config: Config, log: Path, processes: Processes) -> Iterator[Address]:
    settings = config.rollout
    if settings.url:
        key = read_key(Path(settings.key_file).expanduser()) if settings.key_file else ""
        yield Address(settings.url.rstrip("/").removesuffix("/v1"), key)
    elif processes.main:
        from mosaic_trainer.rollout.serving import serving

        with serving(Path(config.model.base), config.lora.rank, settings=settings, log=log) as address:
            processes.share((address.root, address.key))
            yield address
    else:
        yield Address(*processes.share(None))
