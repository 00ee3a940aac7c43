"""A folder for a server's temporary files, such as the sockets of its processes: however it ends, they go with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

_COMPILED: Final = "TORCHINDUCTOR_CACHE_DIR"


@contextmanager
def with_scratch(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Give the environment in which a server puts its temporary files there; what torch compiled for it stays."""
    compiled = str(Path(gettempdir(), f"torchinductor_{os.getuid()}"))  # beside torch's own
    with TemporaryDirectory(prefix="mosaic-", ignore_cleanup_errors=True) as folder:  # short: paths of sockets are
        yield {_COMPILED: compiled, **environment, "TMPDIR": folder}
