from __future__ import annotations

from pathlib import Path

import pytest

from mosaic_guard.serving.scratch import with_scratch

CACHE = "TORCHINDUCTOR_CACHE_DIR"


def test_servers_have_temporary_files_apart_and_what_was_compiled_under_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with with_scratch({"A": "b"}) as one, with_scratch({}) as other:
        assert one["A"] == "b"
        assert one["TMPDIR"] != other["TMPDIR"]
        assert (
            one[CACHE] == other[CACHE]
        )  # a server that finds nothing there compiles anew, and answers nobody meanwhile
    assert [path for path in tmp_path.iterdir() if str(path) != one[CACHE]] == []


def test_a_cache_that_the_user_chose_is_kept():
    with with_scratch({CACHE: "elsewhere"}) as own:
        assert own[CACHE] == "elsewhere"
