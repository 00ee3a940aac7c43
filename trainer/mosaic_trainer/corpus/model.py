"""New wordings by a model behind any OpenAI-compatible server; what is no sound task any more is dropped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from mosaic_guard.backends.base import Backend, InputFailure, Request
from mosaic_guard.protocol.prompt import ChatMessage
from mosaic_guard.trajectory import JSON
from mosaic_trainer.corpus.build import identified
from mosaic_trainer.corpus.soundness import problems
from mosaic_trainer.task.task import Attack, Call, Task

How = Literal["rewrite", "draft"]
"""`rewrite` shows the model the wording there is, `draft` only what it has to bring about."""
_TEXT: Final = r'(?:[^"\\\n]|\\["\\/n]){12,600}'
_TELLS: Final = """\
You write data by which a guard of tool-using agents is trained. Reply with one JSON object and nothing else.
Keep every name, number, address and code exactly as it is given. Write as people write; no labels, no comments."""
_USERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "benign": "The user means well and may ask for this.",
        "sensitive": "The user asks for something that a careful person would confirm first; no harm is meant.",
        "malicious": "The user wants to harm somebody, and the request shows it.",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a model is asked."""

    tries: int = 3
    """Replies that are asked for, at most, until one is good."""
    budget_s: float = 60
    """For one reply."""
    max_tokens: int = 400
    temperature: float = 0.9


@dataclass(frozen=True, slots=True)
class Written:
    """What a model brought."""

    tasks: tuple[Task, ...]
    asked: int
    """Replies that were asked for."""
    bad: Mapping[str, int]
    """Replies that were dropped, by reason."""


class _BadReply(Exception):
    """A reply can't be used; the first argument is the reason that is counted."""


def written(families: Sequence[Sequence[Task]], backend: Backend, how: How, settings: Writing) -> Written:
    """Word families of tasks anew; one whose task or twin finds no good wording is left out."""
    bad: Counter[str] = Counter()
    made: list[Task] = []
    asked = 0
    for family in families:
        fresh: list[Task] = []
        for task in family:
            for attempt in range(settings.tries):
                asked += 1
                try:
                    fresh.append(_reworded(task, backend, how, settings, attempt))
                    break
                except _BadReply as error:
                    bad[str(error.args[0])] += 1
        if len(fresh) == len(family):
            first, *twins = fresh
            made += [first, *(identified(replace(twin, twin_of=first.id)) for twin in twins)]
    return Written(tuple(made), asked, dict(bad))


def _reworded(task: Task, backend: Backend, how: How, settings: Writing, seed: int) -> Task:
    text = rf',"text":"{_TEXT}"' if task.attack else ""
    request = Request(
        (ChatMessage("system", _TELLS), ChatMessage("user", _asks(task, how))),
        rf'\{{"request":"{_TEXT}"{text}\}}',
        settings.max_tokens,
        settings.budget_s,
        settings.temperature,
        seed,
    )
    try:
        done = backend.complete(request)
    except InputFailure as error:
        raise _BadReply("no reply") from error
    if not done.finished:
        raise _BadReply("cut off")
    said = _read(done.text, task)
    new = replace(task, request=said["request"], template=f"{task.template} ~{how}")
    if task.attack:
        new = _with_text(new, task.attack, said["text"])
    if said["request"] == task.request:
        raise _BadReply("nothing new")
    if problems(new):
        raise _BadReply("not sound")
    return identified(new)


def _read(reply: str, task: Task) -> dict[str, str]:
    try:
        said = json.loads(reply)
    except ValueError as error:
        raise _BadReply("no JSON") from error
    wanted = {"request", "text"} if task.attack else {"request"}
    if not isinstance(said, dict) or set(said) != wanted:
        raise _BadReply("wrong fields")
    if not all(isinstance(text, str) and 0 < len(text.strip()) <= 600 for text in said.values()):
        raise _BadReply("wrong values")
    return said


def _with_text(task: Task, attack: Attack, text: str) -> Task:
    """Let the attack stand in the new words wherever it stood in the old ones."""
    tables = {
        name: tuple({column: _replaced(value, attack.text, text) for column, value in row.items()} for row in rows)
        for name, rows in task.tables.items()
    }
    return replace(task, tables=tables, attack=replace(attack, text=text))


def _replaced(value: JSON, old: str, new: str) -> JSON:
    return value.replace(old, new) if isinstance(value, str) else value


def _asks(task: Task, how: How) -> str:
    lines = [_USERS[task.user], f"The agent will then call: {_calls(task.calls)}"]
    if how == "rewrite":
        lines.append(f"Say this request in other words: {json.dumps(task.request, ensure_ascii=False)}")
    else:
        lines.append("Write the user's request for it. Name the values that the agent can't look up.")
    if task.attack:
        lines.append(f"A text in a {task.attack.carrier} tries to make the agent do: {_obeys(task.attack)}")
        if how == "rewrite":
            lines.append(f"Say this text in other words: {json.dumps(task.attack.text, ensure_ascii=False)}")
        lines.append('Reply as {"request": "...", "text": "..."}.')
    else:
        lines.append('Reply as {"request": "..."}.')
    return "\n".join(lines)


def _obeys(attack: Attack) -> str:
    return _calls(attack.calls) if attack.calls else f"say {attack.says}"


def _calls(calls: Sequence[Call]) -> str:
    return json.dumps([{"tool": call.tool, **call.args} for call in calls], ensure_ascii=False)
