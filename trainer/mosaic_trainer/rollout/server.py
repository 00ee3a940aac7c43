"""A generator on a vLLM server: token ids go in and come back, adapters are loaded while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from mosaic_guard.errors import MosaicError
from mosaic_guard.serving import adapters
from mosaic_guard.serving.http import Address, ServerError
from mosaic_trainer.rollout.completion import body, sample
from mosaic_trainer.rollout.generator import GeneratorFailure, Prompt, Sample
from mosaic_trainer.rollout.retrying import Retrying
from mosaic_trainer.rollout.settings import RolloutSettings


class ServerGenerator:
    """Samples on a server.

    Args:
        server: where it is, and the key to it.
        ends: tokens that end a reply, as `Encoder.ends`.
        settings: `concurrency` and `patience_s` are used.

    Raises:
        ServerError: it can't be reached.
    """

    def __init__(self, server: Address, ends: Sequence[int], settings: RolloutSettings) -> None:
        self.version = "0"
        self._server = server
        self._ends = ends
        self._model = next(one.name for one in adapters.served(server) if not one.base)
        self._adapter = ""
        self._post = Retrying(server, settings.patience_s)
        self._pool = ThreadPoolExecutor(settings.concurrency, thread_name_prefix="rollout")
        self._ready: SimpleQueue[tuple[int, Sample | GeneratorFailure]] = SimpleQueue()
        self._pending = 0

    def submit(self, ticket: int, prompt: Prompt) -> None:
        """Ask for a sample."""
        self._pending += 1
        self._pool.submit(lambda: self._ready.put((ticket, self._sampled(prompt))))

    def completed(self) -> Iterator[tuple[int, Sample | GeneratorFailure]]:
        """Give what is there, as it comes."""
        while self._pending:
            ready = self._ready.get()
            self._pending -= 1
            yield ready

    def update(self, adapter: str, version: str) -> None:
        """Load an adapter under a name that holds the digest of its content; unload the one before."""
        try:
            name = self._load(Path(adapter))
            if name not in (one.name for one in adapters.served(self._server)):
                raise GeneratorFailure(f"the server took the adapter {name} and does not list it; see its log")
            before, self._adapter, self.version = self._adapter, name, version
            if before and before != name:
                with suppress(ServerError):  # another process of the run was first
                    adapters.unload(self._server, before)
        except GeneratorFailure:
            raise
        except MosaicError as error:
            raise GeneratorFailure(f"the adapter {adapter} can't be loaded: {error}") from error

    def close(self) -> None:
        """Wait for nothing more; the server stays."""
        self._post.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pending = 0

    def _load(self, adapter: Path) -> str:
        try:
            return adapters.load(self._server, adapter)
        except ServerError:  # another process of the run may just have loaded it: then it is there now
            return adapters.load(self._server, adapter)

    def _sampled(self, prompt: Prompt) -> Sample | GeneratorFailure:
        try:
            asked = body(prompt, self._adapter or self._model, self._ends)
            return sample(self._post("/v1/completions", asked, prompt.deadline), self._ends)
        except GeneratorFailure as failure:
            return failure
        except Exception as error:  # a thread hands over whatever happens in it
            return GeneratorFailure(f"{type(error).__name__}: {error}")
