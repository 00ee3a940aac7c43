"""What a newcomer sees first, and what every command has in common."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import EntryPoint
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from mosaic_guard.cli import command as registry
from mosaic_guard.cli import main
from mosaic_guard.cli.command import Command, Exit, Result, commands
from mosaic_guard.cli.parser import parser
from tests.cli.conftest import Command as Run

LIMIT_SECONDS = 0.3


def leaves(found: ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ArgumentParser]]:
    below = [a for a in found._actions if hasattr(a, "choices") and isinstance(a.choices, dict)]
    if not below:
        yield words, found
    for action in below:
        for name, inner in action.choices.items():
            yield from leaves(inner, (*words, name))


EVERY = [words for words, _ in leaves(parser(commands()))]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_takes_json_and_explains_itself(command: Run, words) -> None:
    ran = command(*words, "--help")
    assert ran.code == 0
    assert "--json" in ran.out
    assert ran.out.count("\n") > 5


def test_the_help_names_every_command_and_exit_code(command: Run) -> None:
    out = command("--help").out
    for family in {words[0] for words in EVERY}:
        assert f"\n    {family} " in out
    for code in Exit:
        assert f"  {code.value}  {code.meaning}" in out


def test_the_commands_of_the_product_are_all_there() -> None:
    assert {" ".join(words) for words in EVERY} >= {
        "demo",
        "init",
        "doctor",
        "check",
        "traces list",
        "traces show",
        "traces audit",
        "traces verify",
        "traces export",
        "traces prune",
        "config validate",
        "config schema",
        "evaluate agentdojo",
    }


@pytest.mark.parametrize("words", [["--help"], ["demo", "--help"]])
def test_help_comes_fast_and_loads_no_framework(words, tmp_path) -> None:
    code = (
        "import sys, time\n"
        "from mosaic_guard.cli import main\n"
        f"try: main({words!r})\n"
        "except SystemExit: pass\n"
        "heavy = {'langchain', 'langchain_core', 'langgraph', 'sqlalchemy', 'yaml', 'pydantic'} & set(sys.modules)\n"
        "print(time.process_time(), sorted(heavy), file=sys.stderr)"
    )
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}  # as in a wheel
    call = partial(subprocess.run, [sys.executable, "-c", code], capture_output=True, text=True, env=compiled)
    told = [call().stderr for _ in range(3)]
    seconds, heavy = zip(*(line.strip().split(" ", 1) for line in told), strict=True)
    assert set(heavy) == {"[]"}
    assert min(map(float, seconds)) < LIMIT_SECONDS


@pytest.mark.parametrize("words", [(), ("nothing",), ("traces",), ("traces", "nothing"), ("demo", "--nothing")])
def test_wrong_usage_is_said_and_ends_with_its_own_code(command: Run, words) -> None:
    ran = command(*words)
    assert ran.code == Exit.USAGE
    assert "usage:" in ran.err


def test_an_error_is_json_where_json_is_asked_for(command: Run) -> None:
    ran = command("config", "validate", "no-such-file.yaml", "--json")
    assert ran.code == Exit.USAGE
    assert "no-such-file.yaml" in ran.data["error"]
    assert ran.data["kind"] == "ConfigError"
    assert "no-such-file.yaml" in ran.err


@pytest.mark.parametrize("words", [("traces", "show"), ("traces", "prune", "--keep", "x"), ("nothing",), ()])
def test_wrong_usage_is_json_where_json_is_asked_for(command: Run, words) -> None:
    ran = command(*words, "--json")
    assert ran.code == Exit.USAGE
    assert ran.data["kind"] == "ConfigError"
    assert "--help" in ran.data["error"]


@pytest.mark.parametrize("words", ["--json traces list", "traces --json list", "--json"])
def test_json_before_the_command_says_where_it_goes(command: Run, words: str) -> None:
    ran = command(*words.split())
    assert ran.code == Exit.USAGE
    family = "mosaic-guard traces" if words.startswith("traces") else "mosaic-guard"
    assert f"--json goes behind the command: {family} COMMAND --json." in ran.data["error"]


def failing(_: object) -> Result:
    raise LookupError("nobody foresaw this")


def unspeakable(_: object) -> Result:
    return Result("\ud800 ✓", {"text": "\ud800 ✓ 😀"})


def made(monkeypatch: pytest.MonkeyPatch, run: Callable[[object], Result]) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda **_: [EntryPoint("made", f"{__name__}:x", registry.GROUP)])
    monkeypatch.setattr(EntryPoint, "load", lambda _: Command("made", "made", run))


def test_what_nobody_foresaw_is_one_line_with_a_code_of_its_own(command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made(monkeypatch, failing)
    ran = command("made", "--json")
    assert ran.code == Exit.FAILED
    assert "nobody foresaw this" in ran.data["error"]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_any_text_can_be_shown_and_read_back(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    made(monkeypatch, unspeakable)
    for words in (["made", "--json"], ["made"]):
        raw = BytesIO()
        monkeypatch.setattr("sys.stdout", TextIOWrapper(raw, encoding=encoding))
        assert main(words) == Exit.OK
        told = raw.getvalue().decode(encoding)
        assert json.loads(told) == {"text": "\ud800 ✓ 😀"} if "--json" in words else "\\ud800" in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_result_that_can_not_be_written_is_said(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    with open("/dev/full", "w") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert main(["config", "schema"]) == Exit.FAILED
    assert "can't be written: No space left on device" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_error_that_can_not_be_written_keeps_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "wb", buffering=0) as full:
        monkeypatch.setattr("sys.stderr", TextIOWrapper(full, write_through=True))
        assert main(["config", "validate", "none.yaml"]) == Exit.USAGE


@pytest.mark.parametrize(
    ("words", "closed", "code", "said"),
    [
        ("config schema", ">&-", Exit.FAILED, "the result can't be written: Bad file descriptor"),
        ("config validate none.yaml --json", ">&-", Exit.FAILED, "none.yaml"),
        ("config validate none.yaml --json", "2>&-", Exit.USAGE, "none.yaml"),
        ("check", "<&-", Exit.USAGE, "can't be read as JSON"),
        ("--help", ">&-", Exit.OK, ""),
        ("config schema", ">&- 2>&-", Exit.FAILED, ""),
        ("demo --no-pause", ">&-", Exit.FAILED, "the result can't be written: Bad file descriptor"),
    ],
)
def test_a_closed_stream_is_no_traceback(words: str, closed: str, code: Exit, said: str) -> None:
    run = f"""exec "$0" -c "import sys; from mosaic_guard.cli import main; sys.exit(main())" {words} {closed}"""
    ran = subprocess.run(["sh", "-c", run, sys.executable], capture_output=True, text=True)
    assert ran.returncode == code
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert "ignored" not in ran.stderr
    assert not ran.stdout or json.loads(ran.stdout)["kind"]


@pytest.mark.parametrize("words", ["config schema", "config schema --json", "demo --no-pause"])
@pytest.mark.parametrize("more", ["", "2>&1"])
def test_a_command_whose_reader_goes_away_ends_quietly_and_as_shells_expect(words: str, more: str) -> None:
    run = f"""exec "$0" -c "import sys; from mosaic_guard.cli import main; sys.exit(main())" {words} {more}"""
    ran = subprocess.Popen(["sh", "-c", run, sys.executable], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert ran.stdout is not None
    ran.stdout.close()
    assert ran.communicate()[1] == ""
    assert ran.returncode == 141


def broken(*_: object, **__: object) -> list[EntryPoint]:
    return [EntryPoint("frobnicate", "no_such_package.command:COMMANDS", registry.GROUP)]


def test_a_package_whose_command_can_not_be_loaded_leaves_the_others_alone(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "entry_points", broken)
    assert "frobnicate" in command("--help").out
    ran = command("frobnicate")
    assert ran.code == Exit.USAGE
    assert "no_such_package" in ran.err
    assert command("config", "schema").code == Exit.OK


def interrupted(_: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_command_says_nothing_and_ends_as_shells_expect(
    command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda **_: [EntryPoint("wait", f"{__name__}:WAIT", registry.GROUP)])
    monkeypatch.setattr(EntryPoint, "load", lambda _: Command("wait", "wait", interrupted))
    assert command("wait").code == 130
