from __future__ import annotations

from pathlib import Path

import pytest

from tools.check_docs import (
    broken_links,
    command_complaint,
    keys,
    read,
    refused_lines,
    stale_quotes,
    unknown_commands,
    unknown_targets,
    unmentioned,
)

QUOTE = "<!-- file: examples/a.py -->\n\n```python\n{}\n```\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "a.py").write_text("print(1)\n")
    return tmp_path


def page(root: Path, text: str) -> Path:
    path = root / "README.md"
    path.write_text(text)
    return path


def exit_code(arguments: list[str]) -> int:
    return 0 if arguments in (["demo", "--help"], ["traces", "list", "--help"]) else 2


@pytest.mark.parametrize("link", ["missing.md", "examples/b.py", "#no-such-heading", "README.md#nor-this"])
def test_a_link_that_leads_nowhere_is_reported(root: Path, link: str) -> None:
    (problem,) = broken_links(read(page(root, f"# A Title: here\n\nSee [this]({link}).\n")))
    assert link.split("#")[-1] in problem


@pytest.mark.parametrize("link", ["examples/a.py", "#a-title-here", "README.md#a-title-here", "https://example.org/x"])
def test_a_link_that_leads_somewhere_passes(root: Path, link: str) -> None:
    assert list(broken_links(read(page(root, f"# A Title: here\n\nSee [this]({link}).\n")))) == []


def test_what_looks_like_a_link_in_code_is_none(root: Path) -> None:
    assert list(broken_links(read(page(root, "```python\nf[0](missing)\n```\n")))) == []


def test_a_quoted_file_that_changed_is_reported(root: Path) -> None:
    assert list(stale_quotes(read(page(root, QUOTE.format("print(1)"))), root)) == []
    assert len(list(stale_quotes(read(page(root, QUOTE.format("print(2)"))), root))) == 1
    assert len(list(stale_quotes(read(page(root, QUOTE.replace("a.py", "b.py").format("print(1)"))), root))) == 1


def test_a_block_that_quotes_no_file_is_left_alone(root: Path) -> None:
    assert list(stale_quotes(read(page(root, "Text.\n\n```python\nprint(2)\n```\n")), root)) == []


@pytest.mark.parametrize("code", ["`mosaic-guard demo`", "```\n$ mosaic-guard traces list --json\n```"])
def test_a_command_that_exists_passes(root: Path, code: str) -> None:
    assert list(unknown_commands(read(page(root, code)), exit_code)) == []


@pytest.mark.parametrize("code", ["`mosaic-guard dance`", "```\n.venv/bin/mosaic-guard traces burn run.jsonl\n```"])
def test_a_command_that_does_not_exist_is_reported(root: Path, code: str) -> None:
    assert len(list(unknown_commands(read(page(root, code)), exit_code))) == 1


@pytest.mark.parametrize("text", ["mosaic-guard dances in prose", "`pip install mosaic-guard dance`", "`mosaic-guard`"])
def test_only_what_is_called_counts_as_a_command(root: Path, text: str) -> None:
    assert list(unknown_commands(read(page(root, text)), exit_code)) == []


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("mosaic-guard traces export --out runs.jsonl  # for the trainer", 0),
        ("mosaic-guard traces export \\\n  --out runs.jsonl", 0),
        ("mosaic-guard traces export runs.jsonl", 1),
        ("mosaic-guard demo --loudly", 1),
        ("echo {} | mosaic-guard check", 0),
    ],
)
def test_a_line_that_its_command_does_not_take_is_reported(root: Path, line: str, refused: int) -> None:
    assert len(list(refused_lines(read(page(root, f"```sh\n{line}\n```\n")), command_complaint))) == refused


@pytest.mark.parametrize(
    ("text", "missing"),
    [("`make test`", 0), ("```\nmake check test\n```", 0), ("`make tests`", 1), ("make haste in prose", 0)],
)
def test_a_target_that_the_makefile_lacks_is_reported(root: Path, text: str, missing: int) -> None:
    assert len(list(unknown_targets(read(page(root, text)), ["test", "check"]))) == missing


def test_a_name_that_no_page_shows_as_code_is_reported(root: Path) -> None:
    pages = [read(page(root, "The mode is `mode: enforce`.\n\n```yaml\ntools:\n  pay: {allow: true}\n```\n"))]
    assert len(list(unmentioned(["mode", "tools", "shadow"], "configuration key", pages))) == 1


def test_every_key_of_a_nested_schema_is_found() -> None:
    schema = {"properties": {"a": {"items": {"properties": {"b": {}}}}}, "$defs": {"c": {"properties": {"d": {}}}}}
    assert set(keys(schema)) == {"a", "b", "d"}
