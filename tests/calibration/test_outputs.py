"""Clean outputs, read from files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mosaic_guard.calibration.outputs import texts
from mosaic_guard.errors import ConfigError


def read(*paths: Path) -> list[tuple[str, str]]:
    return [(one.tool, one.text) for one in texts(paths)]


def test_a_folder_holds_one_output_per_file_and_hidden_files_are_left(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "mail.txt").write_text("Lunch?")
    (tmp_path / "page.html").write_text("<p>Hi")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_text("no")
    assert read(tmp_path) == [("mail", "Lunch?"), ("page", "<p>Hi")]


def test_a_line_is_a_text_an_object_with_an_output_or_an_output_itself(tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    file.write_text('"plain"\n\n{"tool": "mail", "output": "Lünch?"}\n{"content": [1]}\n{"rows": ["ü"]}\n')
    assert read(file) == [("", "plain"), ("mail", "Lünch?"), ("", "[1]"), ("", '{"rows": ["ü"]}')]


def test_lines_are_groups_of_their_own_unless_they_name_one(tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl"
    file.write_text('"a"\n"b"\n{"output": "c", "trace": "t"}\n{"output": "d", "group": "t"}\n')
    groups = [one.group for one in texts([file])]
    assert len(set(groups)) == 3
    assert groups[2:] == ["t", "t"]


def test_compressed_lines_are_read_as_well(tmp_path: Path) -> None:
    file = tmp_path / "o.jsonl.gz"
    file.write_bytes(gzip.compress(b'"a"\n', mtime=0))
    assert read(file) == [("", "a")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("o.jsonl", b'"a"\n{', r"o\.jsonl:2: is not JSON"),
        ("o.jsonl", b'"a"\n"\xff"', r"o\.jsonl:2: is not JSON"),
        ("o.txt", b"\xff", "not UTF-8"),
        ("o.jsonl.gz", b"x", "can't be read"),
        ("o.jsonl.gz", gzip.compress(b'"a"\n' * 900, mtime=0)[:-9], "cut off"),
        ("o.jsonl.gz", gzip.compress(b'"a"\n', mtime=0)[:10] + b"\xff" * 20, "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=said) as error:
        list(texts([tmp_path / name]))
    assert name in str(error.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        list(texts([tmp_path / "gone"]))
