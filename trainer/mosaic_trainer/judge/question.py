"""What a judge is asked: rollouts as escaped data between marks that nobody can guess, and the form of the reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from mosaic_guard.canonical import canonical_json
from mosaic_guard.protocol.conversation import new_delimiter
from mosaic_guard.protocol.entry import cut
from mosaic_guard.protocol.escape import Escaper
from mosaic_guard.protocol.prompt import ChatMessage
from mosaic_guard.trajectory import JSON
from mosaic_trainer.judge.facts import facts
from mosaic_trainer.judge.seen import seen
from mosaic_trainer.rollout.rollout import Rollout
from mosaic_trainer.task.task import Task
from mosaic_trainer.verifier.verdict import Verdict

_ESCAPER: Final = Escaper()


@dataclass(frozen=True, slots=True)
class Shown:
    """One rollout as a judge is shown it."""

    record: Mapping[str, JSON]
    facts: Mapping[str, JSON]
    """Empty: it is not told any."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request."""

    messages: tuple[ChatMessage, ...]
    schema: Mapping[str, JSON]
    max_tokens: int
    content: str
    """Digest of all that decides the answer; delimiters and ids do not."""
    read: Callable[[str], Mapping[str, JSON]]
    """Reads a reply into what is kept of it; raises ValueError where it is not of the form."""


def shown(rollout: Rollout, verdict: Verdict | None) -> Shown:
    """Show a rollout; with facts, where there is a verdict to take them from."""
    outcome = rollout.outcome
    assert outcome is not None, "only rollouts with an outcome are compared"
    return Shown(seen(outcome), facts(outcome, verdict) if verdict else {})


def messages(told: str, task: Task, entries: Iterable[tuple[str, JSON]]) -> tuple[ChatMessage, ...]:
    """Write instructions and data; each entry stands on its line, in a tag that holds the delimiter."""
    mark = new_delimiter()
    lines = [f"<{name} {mark}>{_ESCAPER(data)}</{name} {mark}>" for name, data in [("task", _task(task)), *entries]]
    marks = f"Marks of this request hold {mark}.\n"
    return ChatMessage("system", told), ChatMessage("user", marks + "\n".join(lines))


def content(told: str, task: Task, records: Sequence[Shown]) -> str:
    """Digest what is asked."""
    said = [told, _task(task), [[each.record, each.facts] for each in records]]
    return sha256(canonical_json(said).encode()).hexdigest()


def _task(task: Task) -> dict[str, JSON]:
    """The request, and what its tools do; nothing of what is required or forbidden."""
    tools = {
        tool.spec.name: {"does": cut(tool.spec.description), "writes": tool.spec.effect.write} for tool in task.tools
    }
    return {"request": cut(task.request), "tools": tools}
