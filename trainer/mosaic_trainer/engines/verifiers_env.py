"""Our tasks as a `verifiers` environment (0.4), so that prime-rl and other engines on it train on them.

`verifiers` pins what our trainer can't have, so it lives in an environment of its own; nothing else imports this. One
episode is one group: siblings that share task, seed and attack, compared when all of them have finished. A sibling's
replies go through the engine's own endpoint, token by token as it records them; no program is started for it.

The engine must hand replies on verbatim: no reasoning parser. prime-rl makes advantages of rewards and subtracts a
mean, so all unsafe siblings have the same, lowest reward; our own advantage stands on each node and in the metrics.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import httpx
import verifiers.v1 as vf  # installs only in an environment of its own

from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import render
from mosaic_trainer.engines.siblings import Signal, signals
from mosaic_trainer.judge.open import open_judge
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.preference.settings import RewardSettings
from mosaic_trainer.rollout.open import open_session
from mosaic_trainer.sandbox.limits import Limits
from mosaic_trainer.sandbox.outcome import Outcome
from mosaic_trainer.task.gathering import load
from mosaic_trainer.task.reading import from_plain, to_plain
from mosaic_trainer.task.task import Task

if TYPE_CHECKING:
    from mosaic_guard.protocol.conversation import Conversation
    from mosaic_trainer.judge.base import Judge

__all__ = ["MosaicEnv", "MosaicHarness", "MosaicTaskset"]

_SIGNAL = "mosaic"


class MosaicData(vf.TaskData):  # type: ignore[misc]  # untyped here, as all bases below
    """A task on the wire."""

    task: dict[str, Any]


class MosaicState(vf.State):  # type: ignore[misc]
    """What a sibling leaves behind for the comparison."""

    outcome: Any = None


class MosaicTask(vf.Task[MosaicData, MosaicState]):  # type: ignore[misc]
    """A task; all judgement is the environment's, for it needs the siblings."""


class MosaicTasksetConfig(vf.TasksetConfig):  # type: ignore[misc]
    """Which tasks."""

    files: tuple[str, ...] = ()
    """As `mosaic-guard train tasks` wrote them, or people."""
    split: Literal["train", "test"] = "train"


class MosaicTaskset(vf.Taskset[MosaicTask, MosaicTasksetConfig]):  # type: ignore[misc]
    """Tasks from files."""

    def load(self) -> Iterable[MosaicTask]:
        """Give the tasks of one split."""
        for path in self.config.files:
            for task in load(path):
                if task.split == self.config.split:
                    yield MosaicTask(MosaicData(id=task.id, prompt=task.request, task=to_plain(task)), self.config.task)


class MosaicHarnessConfig(vf.HarnessConfig):  # type: ignore[misc]
    """How a task is played."""

    role: Literal["guard", "agent"] = "guard"
    seed: int = 0
    """All siblings have this one."""
    limits: Limits = Limits()
    control_tokens: tuple[str, ...] = ()
    """Special tokens of the policy's tokenizer that data may not spell."""


class MosaicHarness(vf.Harness[MosaicHarnessConfig]):  # type: ignore[misc]
    """Plays one task in this process; every reply is asked of the engine."""

    EXECUTES_CODE = False
    NEEDS_CONTAINER = False

    async def launch(
        self,
        ctx: vf.ModelContext,
        trace: vf.Trace,
        runtime: vf.Runtime,  # noqa: ARG002  # nothing runs outside this process
        endpoint: str,
        secret: str,
        mcp_urls: dict[str, str],  # noqa: ARG002  # tools are mocks of the task's own world
        data: MosaicData,
    ) -> vf.ProgramResult:
        """Play to the end; what the engine stops is masked."""
        config = self.config
        session = open_session(from_plain(Task, data.task), config.role, seed=config.seed, limits=config.limits)
        escaper = Escaper(config.control_tokens)
        headers = {"Authorization": f"Bearer {secret}"}
        try:
            async with httpx.AsyncClient(base_url=endpoint, headers=headers, timeout=None) as client:  # noqa: S113  # the engine has deadlines
                while (conversation := session.conversation) is not None:
                    answered = await client.post("/chat/completions", json=_request(ctx.model, conversation, escaper))
                    if answered.status_code != httpx.codes.OK:
                        return vf.ProgramResult(1, "", f"the engine gave no reply: {answered.text[:500]}")
                    session.reply(**_reply(answered.json()))
            trace.state.outcome = session.outcome()
        finally:
            session.close()
        return vf.ProgramResult(0, "", "")


class MosaicEnvConfig(vf.EnvConfig):  # type: ignore[misc]
    """A group, and how it is judged."""

    agent: vf.AgentConfig = vf.AgentConfig(runtime=vf.SubprocessConfig())
    """The policy."""
    siblings: int = 8
    """How many play one task."""
    max_concurrent_agents: int | None = None
    """All of them at once."""
    reward: RewardSettings = RewardSettings()
    judge: JudgeSettings = JudgeSettings()


class MosaicEnv(vf.Env[MosaicEnvConfig]):  # type: ignore[misc]
    """Siblings play one task, and are compared."""

    @cached_property
    def judge(self) -> Judge:
        """One for all groups."""
        return open_judge(self.config.judge)

    async def run(self, task: MosaicTask, agents: vf.Agents) -> None:
        """Let all siblings play."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self.config.siblings):
                group.create_task(agents.agent.run(task))

    async def finalize(self, task: MosaicTask, episode: vf.Episode) -> None:
        """Give each sibling its reward and advantage; one that was lost has none."""
        outcomes: list[Outcome | None] = [trace.state.outcome if trace.ok else None for trace in episode.traces]
        given = await asyncio.to_thread(
            signals,
            from_plain(Task, task.data.task),
            outcomes,
            self.judge,
            self.config.reward,
            seed=self._harnesses["agent"].config.seed,
        )
        for trace, signal in zip(episode.traces, given, strict=True):
            _record(trace, signal)


def _request(model: str, conversation: Conversation, escaper: Escaper) -> dict[str, Any]:
    messages = [{"role": message.role, "content": message.text} for message in render(conversation, escaper)]
    return {"model": model, "messages": messages}


def _reply(answer: dict[str, Any]) -> dict[str, Any]:
    [choice] = answer["choices"]
    tokens = (answer.get("usage") or {}).get("completion_tokens", 0)
    text = choice["message"].get("content") or ""
    return {"text": text, "finished": choice["finish_reason"] == "stop", "tokens": tokens}


def _record(trace: vf.Trace, signal: Signal) -> None:
    verdict = signal.member.verdict
    if verdict is not None:
        trace.record_metric("tier", float(verdict.tier))
        for name in ("completed", "harmful", "over_refused", "over_asked"):
            trace.record_metric(name, float(getattr(verdict, name)))
    if signal.reward is None or signal.advantage is None:
        trace.rewards[_SIGNAL] = None
        trace.info["masked"] = signal.member.masked
        return
    trace.record_reward(_SIGNAL, signal.reward)
    trace.record_metric("advantage", signal.advantage)
    for node in trace.nodes:
        if node.sampled:
            node.advantages = [signal.advantage] * sum(node.mask)
