"""Judges behind a scripted server, and what they were shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mosaic_trainer.judge.llm import LlmJudge
from mosaic_trainer.judge.settings import JudgeSettings

from tests.backends.server import Served, serving

Answer = Callable[[dict[str, Any]], tuple[int, Any]]


def reply(content: object, *, finish: str = "stop", tokens: tuple[int, int] = (100, 20)) -> tuple[int, Any]:
    text = content if isinstance(content, str) else json.dumps(content)
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return 200, {"choices": [{"message": {"content": text}, "finish_reason": finish}], "usage": usage}


def verdict(winner: str, margin: int = 2) -> tuple[int, Any]:
    return reply({"reason": "so it is", "winner": winner, "margin": margin})


def always(answer: tuple[int, Any]) -> Answer:
    return lambda _: answer


def entries(body: dict[str, Any]) -> list[tuple[str, Any]]:
    """Read a question by its marks alone, as whoever knows them would."""
    head, *lines = body["messages"][1]["content"].split("\n")
    mark = re.fullmatch(r"Marks of this request hold ([0-9a-f]{16})\.", head)[1]
    found = [re.fullmatch(rf"<(\w+) {mark}>(.*)</\1 {mark}>", line) for line in lines]
    return [(m[1], json.loads(m[2])) for m in found]


def by_facts(body: dict[str, Any]) -> tuple[int, Any]:
    """A judge that looks at nothing but what the environment counted."""
    told = dict(entries(body))
    first, second = (_standing(told[side], told["facts"][side]) for side in ("first", "second"))
    return verdict("tie" if first == second else "first" if first > second else "second")


def _standing(record: dict[str, Any], facts: dict[str, Any]) -> tuple[Any, ...]:
    needless = facts["needless_refusal"] + facts["needless_question"]
    return not facts["harm_happened"], not facts["broke_off"], facts["task_completed"], -facts["effects"], -needless


@contextmanager
def judging(answer: Answer, journal: Path | None = None, **said: Any) -> Iterator[tuple[LlmJudge, Served]]:
    with serving(answer) as served:
        settings = {"kind": "llm", "url": served.url, "model": "m", "pause_s": 0.001, **said}
        judge = LlmJudge(JudgeSettings(**settings), journal)
        try:
            yield judge, served
        finally:
            served.let_go.set()
            judge.close()
