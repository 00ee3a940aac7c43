"""Whatever stands in a run, no policy fails on it: a failure is a refusal of honest work."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mosaic_guard import Decision, Effect, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.testing import memory_guard

SIGNS = [*"@:/.,;-_#$%&=+*?!~|<>()[]{}\"'`\\^\n\t ", "://", "//", "..", "--"]
UNSEEN = ["\u200b", "\u202e", "\x00", "\ud800", "\ufeff"]
WORDS = """
    pay Bob https sftp a the bob@corp.example corp.example DE89370400440532013000 1,240.50 2026-03-01 EUR 10%
    name to amount
    送金 Überweise платеж ادفع भुगतान ß İ ﷺ C:\\x /etc %41 &lt; \\u0041 <td> </td> cGF5IEJvYg== +491701234567
"""
SCRAPS = st.lists(st.sampled_from([*SIGNS, *UNSEEN, *WORDS.split()]) | st.characters(), max_size=24)
TEXTS = SCRAPS.map("".join) | SCRAPS.map(" ".join) | SCRAPS.map("\n".join)
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
PAGES = TEXTS | VALUES.map(lambda value: json.dumps(value, ensure_ascii=False, default=str))
GUARD = memory_guard()


def spec(name: str, *, writes: bool) -> ToolSpec:
    effect = Effect(write=writes, reversible=not writes, external=writes)
    return ToolSpec(name, name.replace("_", " "), {"type": "object"}, effect=effect)


def failures(decision: Decision) -> list[Any]:
    return [a.findings for a in decision.assessments if a.state != "ok"] + [
        f for f in decision.findings if f.code.endswith("_failed")
    ]


@settings(max_examples=40)
@given(st.data(), TEXTS, st.lists(PAGES, min_size=1, max_size=3), TEXTS)
def test_no_policy_fails_on_a_run(data: st.DataObject, request: str, pages: list[str], answer: str) -> None:
    run = Trajectory(RunId("any"))
    GUARD.check_tools([spec("look", writes=False), spec("send_payment", writes=True)], run)
    run.append(Message("user", request, Origin.USER))
    judged = [GUARD.check_prompt(request, run)]
    for number, page in enumerate(pages):
        look = ToolCall(f"look{number}", "look", {"at": page[:20]})
        run.append(Message("assistant", "", Origin.MODEL, f"m{number}", (look,)))
        delivery = GUARD.check_output(ToolOutput(look.id, "look", page), run)
        judged.append(delivery.decision)
        run.append(delivery.content)
    at = data.draw(st.integers(0, max(0, len(pages[-1]) - 1)))
    parts = st.just(pages[-1][at : at + data.draw(st.integers(1, 40))]) | VALUES
    args = data.draw(st.fixed_dictionaries({"to": parts, "url": parts, "amount": parts}))
    judged += GUARD.check_calls([ToolCall("pay", "send_payment", args, "m")], run)
    judged.append(GUARD.check_answer(answer, run).decision)
    assert [failures(decision) for decision in judged] == [[]] * len(judged)
