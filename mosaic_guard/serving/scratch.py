"""A folder for a server's temporary files, such as the sockets of its processes: however it ends, they go with it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir


@contextmanager
def with_scratch(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Give the environment in which a server puts its temporary files there; what torch compiled stays for the next."""
    with TemporaryDirectory(prefix="mosaic-", ignore_cleanup_errors=True) as folder:  # short, as paths of sockets are
        compiled = Path(gettempdir(), _compiled())
        compiled.mkdir(mode=0o700, exist_ok=True)
        Path(folder, compiled.name).symlink_to(compiled)
        yield {"TORCHINDUCTOR_CACHE_DIR": str(compiled), **environment, "TMPDIR": folder}


def _compiled() -> str:
    """The name that torch gives its folder; no variable moves all of it."""
    try:
        return f"torchinductor_{getpass.getuser()}"
    except (KeyError, OSError):  # as in a container, where the user has no name
        return f"torchinductor_uid_{os.getuid()}"
