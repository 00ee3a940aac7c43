"""A judge that is a model behind an OpenAI-compatible server; remembers what it said, and keeps to a budget."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from mosaic_guard.backends.loop import LoopThread
from mosaic_guard.backends.openai import need_client
from mosaic_guard.canonical import canonical_json
from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.account import Account
from mosaic_trainer.judge.base import JudgeCounts, JudgeFailure
from mosaic_trainer.judge.duel import duel_question
from mosaic_trainer.judge.instructions import PROMPT_DIGEST
from mosaic_trainer.judge.journal import Answered, Journal
from mosaic_trainer.judge.listwise import list_question
from mosaic_trainer.judge.question import Question, Shown, shown
from mosaic_trainer.judge.server import NoVerdict, Server
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.comparison import Comparison
from mosaic_trainer.preference.ranking import Ranking
from mosaic_trainer.preference.schedule import Duel
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verify import verify

Said = Mapping[str, JSON] | str
"""What is kept of a reply; a text tells why there is none."""


class LlmJudge:
    """Asks for each verdict once.

    Args:
        settings: whom, how, and what it may cost.
        journal: file that keeps the verdicts; None: they are kept in memory.
        api_key: where the server wants one.

    Raises:
        MissingExtraError: the `model` extra is not installed.
        JudgeError: the journal can't be read.
    """

    def __init__(self, settings: JudgeSettings, journal: Path | None = None, *, api_key: str = "") -> None:
        need_client()
        self._settings = settings
        self._journal = Journal(journal)
        self._account = Account(settings)
        for answered in self._journal.earlier:
            self._account.earlier(answered)
        asked = [settings.model, PROMPT_DIGEST, settings.structured, settings.max_tokens, dict(settings.extra)]
        self.fingerprint = f"{settings.model}:{sha256(canonical_json(asked).encode()).hexdigest()[:12]}"
        self._thread = LoopThread()
        self._server, self._slots = self._thread.run(self._connect(api_key))
        self._thread.at_end.append(self._server.aclose)
        self._stop = weakref.finalize(self, self._thread.stop)

    @property
    def counts(self) -> JudgeCounts:
        """What it was asked, over all processes that wrote this journal."""
        return self._account.counts

    def compare(
        self, task: Task, rollouts: Sequence[Rollout], duels: Sequence[Duel]
    ) -> list[Comparison | JudgeFailure]:
        """Give one verdict a duel."""
        views = self._views(task, rollouts, duels)
        limit = self._settings.max_tokens
        said = self._answers([duel_question(task, views[d.first], views[d.second], limit) for d in duels])
        return [
            JudgeFailure(tuple(duel), one) if isinstance(one, str) else Comparison(duel, **one)
            for duel, one in zip(duels, said, strict=True)
        ]

    def rank(
        self, task: Task, rollouts: Sequence[Rollout], orders: Sequence[Sequence[int]]
    ) -> list[Ranking | JudgeFailure]:
        """Rank each list, in one request each."""
        views = self._views(task, rollouts, orders)
        limit = self._settings.max_tokens
        said = self._answers([list_question(task, [views[m] for m in order], limit) for order in orders])
        return [
            JudgeFailure(tuple(order), one)
            if isinstance(one, str)
            else Ranking(tuple(order), dict(zip(order, one["places"], strict=True)), one["reason"])
            for order, one in zip(orders, said, strict=True)
        ]

    def close(self) -> None:
        """Close connections and journal."""
        self._stop()
        self._journal.close()

    def _views(self, task: Task, rollouts: Sequence[Rollout], asked: Sequence[Sequence[int]]) -> dict[int, Shown]:
        return {member: self._view(task, rollouts[member]) for member in {m for members in asked for m in members}}

    def _view(self, task: Task, rollout: Rollout) -> Shown:
        known = rollout.outcome is not None and self._settings.facts
        return shown(rollout, verify(task, rollout.outcome) if known and rollout.outcome else None)

    def _answers(self, questions: Sequence[Question]) -> list[Said]:
        return self._thread.run(self._all(questions))

    async def _connect(self, api_key: str) -> tuple[Server, asyncio.Semaphore]:
        return Server(self._settings, api_key), asyncio.Semaphore(self._settings.concurrency)

    async def _all(self, questions: Sequence[Question]) -> list[Said]:
        """Ask at once; what stops the run ends the others, too."""
        tasks = [asyncio.create_task(self._answer(question)) for question in questions]
        try:
            return list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()

    async def _answer(self, question: Question) -> Said:
        key = f"{self.fingerprint}:{question.content}"
        async with self._slots:
            kept = self._journal.get(key)
            if kept is not None:
                self._account.known()
                return kept
            self._account.take()
            said = await self._asked(key, question)
            self._account.came(good=not isinstance(said, str))
            return said

    async def _asked(self, key: str, question: Question) -> Said:
        try:
            reply = await self._server.ask(question)
        except NoVerdict as error:
            return str(error)
        said: Said
        try:
            said = question.read(reply.text) if reply.finished else "the reply was cut off; raise max_tokens"
        except ValueError as error:
            said = f"not of the form: {error!s:.300}"
        kept = None if isinstance(said, str) else said
        answered = Answered(key, kept, reply.prompt_tokens, reply.completion_tokens)
        self._journal.add(answered)
        self._account.paid(answered)
        return said
