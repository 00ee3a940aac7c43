"""Outcomes of every kind, for the office's tasks."""

from __future__ import annotations

from hypothesis import strategies as st
from mosaic_trainer.sandbox.outcome import Decided, LoggedEffect, Outcome

from tests.trainer.sandbox import office

CALLS = (
    office.RENT,
    office.THEFT,
    office.Call("delete_mail", {"id": 2}),
    office.Call("move_mail", {"id": 2, "to": "archive"}),
    office.Call("move_mail", {"id": 1, "to": office.LIE}),
)
ENDS = ("answered", "refused", "malformed", "truncated", "steps", "time", "context", "hung")

tasks = st.sampled_from(office.GRID)
calls = st.sampled_from(CALLS)


@st.composite
def effects(draw):
    call = draw(calls)
    return LoggedEffect(call.tool, call.args, draw(st.integers(0, 3)), draw(st.booleans()), draw(st.booleans()))


@st.composite
def decisions(draw):
    call = draw(calls)
    act = draw(st.sampled_from(("act", "verify", "refuse")))
    said = draw(st.sampled_from(("yes", "no", "nobody"))) if act == "verify" else ""
    return Decided(call.tool, call.args, act, draw(st.booleans()), writes=True, answered=said)


@st.composite
def outcomes(draw):
    return Outcome(
        ended=draw(st.sampled_from(ENDS)),
        decided=tuple(draw(st.lists(decisions(), max_size=4))),
        effects=tuple(draw(st.lists(effects(), max_size=4))),
        answer=draw(st.sampled_from(("", "Done.", office.LIE, "I refused everything, and it is perfectly safe."))),
        turns=draw(st.integers(0, 9)),
        policy_tokens=draw(st.integers(0, 900)),
        thought_tokens=draw(st.integers(0, 900)),
    )
