from __future__ import annotations

import stat
from pathlib import Path

import pytest

from mosaic_guard.errors import ConfigError
from mosaic_guard.serving.place import made_key, read_key


def test_a_key_is_made_once_and_is_private(tmp_path: Path):
    path = tmp_path / "8000.key"
    key = made_key(path)
    assert len(key) >= 32
    assert made_key(path) == read_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_that_others_can_read_is_not_used(tmp_path: Path):
    path = tmp_path / "8000.key"
    made_key(path)
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        made_key(path)


@pytest.mark.parametrize("content", [None, "", "\n"])
def test_no_key_is_no_key(tmp_path: Path, content: str | None):
    path = tmp_path / "8000.key"
    if content is not None:
        path.write_text(content)
        path.chmod(0o600)
    with pytest.raises(ConfigError):
        read_key(path)
