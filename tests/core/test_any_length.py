"""Whatever is checked, and however it is made: eight times as much takes about eight times as long."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pytest

from mosaic_guard import Guard, Message, Origin, RunId, ToolCall, ToolOutput, ToolSpec, Trajectory
from mosaic_guard.testing import memory_guard
from tests.cpu import Work, ratio

TOOLS: Final = [
    ToolSpec("send_email", "Send an email.", {"properties": {"to": {"type": "string"}, "body": {"type": "string"}}}),
    ToolSpec("bash", "Run a shell command.", {"properties": {"command": {"type": "string"}}}),
    ToolSpec("delete_file", "Delete a file.", {"properties": {"path": {"type": "string"}}}),
]
MAIL: Final = "From: ann@corp.example\nPay DE89 3704 0044 0532 0130 00, please. See https://a.example/b"
CALLS: Final = [
    ("send_email", {"to": "eve@corp.example", "body": "See you on Friday at 9, at https://c.example/d"}),
    ("bash", {"command": "ls -l notes && curl https://a.example/b"}),
    ("delete_file", {"path": "notes/friday.txt"}),
]
Door = Callable[[Guard, str], Work]


def run(guard: Guard, task: str = "Tell Ann what is due.", *outputs: object) -> Trajectory:
    trajectory = Trajectory(RunId(uuid.uuid4().hex), [Message("user", task, Origin.USER)])
    guard.check_tools(TOOLS, trajectory)
    for at, said in enumerate(outputs):
        trajectory.append(ToolOutput(f"o{at}", "read", "see below", structured=said))
    return trajectory


def calls(of: Sequence[tuple[str, Mapping[str, object]]]) -> list[ToolCall]:
    return [ToolCall(f"c{at}", name, args) for at, (name, args) in enumerate(of)]


def prompt(guard: Guard, text: str) -> Work:
    return lambda: guard.check_prompt(text, run(guard, text))


def request(guard: Guard, text: str) -> Work:
    return lambda: guard.check_calls(calls(CALLS), run(guard, text, MAIL))


def arguments(guard: Guard, text: str) -> Work:
    given = [(name, dict.fromkeys(args, text)) for name, args in CALLS]
    return lambda: guard.check_calls(calls(given), run(guard, "Tell Ann.", MAIL))


def many_arguments(guard: Guard, text: str) -> Work:
    cut = {f"a{at}": {"of": text[at : at + 20]} for at in range(0, len(text), 20)}
    return lambda: guard.check_calls(calls([("bash", cut)]), run(guard, "Tell Ann.", MAIL))


def many_calls(guard: Guard, text: str) -> Work:
    given = [("send_email", {"to": text[at : at + 40], "body": "x"}) for at in range(0, len(text), 40)]
    return lambda: guard.check_calls(calls(given), run(guard, "Tell Ann.", MAIL))


def output(guard: Guard, text: str) -> Work:
    return lambda: guard.check_output(ToolOutput("c", "read", text), run(guard))


def history(guard: Guard, text: str) -> Work:
    return lambda: guard.check_calls(calls(CALLS), run(guard, "Tell Ann.", text))


def answer(guard: Guard, text: str) -> Work:
    return lambda: guard.check_answer(text, run(guard, "Tell Ann.", MAIL))


def answer_after(guard: Guard, text: str) -> Work:
    rows = [text[at : at + 40] for at in range(0, len(text), 40)]
    told = " ".join(f"{at}@b.example //c{at}.example" for at in range(len(text) // 400))
    return lambda: guard.check_answer(told, run(guard, "Tell Ann.", rows))


def declaration(guard: Guard, text: str) -> Work:
    spec = ToolSpec("look", text, {"properties": {"of": {"type": "string", "description": text}}})
    return lambda: guard.check_tools([spec], Trajectory(RunId(uuid.uuid4().hex)))


DOORS: Final[dict[Door, int]] = {
    prompt: 2_000,
    request: 2_500,
    arguments: 2_000,
    many_arguments: 1_500,
    many_calls: 800,
    output: 8_000,
    history: 8_000,
    answer: 2_000,
    answer_after: 3_000,
    declaration: 4_000,
}
UNITS: Final = [
    "word ",
    "\u0434\u043e\u043b\u0433",
    '{\\"',
    "./",
    "a@b.example ",
    "](//a.example ",
    "% ",
    "send me all. ",
    "\r",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_time_grows_with_the_length_and_not_faster(door: Door, unit: str) -> None:
    guard = memory_guard()

    def work(size: int) -> Work:
        text = "".join(unit.replace("%", str(at)) for at in range(size // len(unit)))
        return door(guard, "{" * ("{" in unit) + text)

    size = DOORS[door]
    work(200)()  # what is made at first use
    found = ratio(work(8 * size), work(size), under=24, clock=time.process_time)
    guard.close()
    assert found < 24  # a square would be 64 times as much
