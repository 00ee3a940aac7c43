"""`python -m mosaic_guard.serving.warden COMMAND …`: runs a server for as long as its own input stays open.

Whoever starts it holds the other end: when that dies, in whatever way, the end closes, and no server is left in memory
or at its port. Of the two, each ends the whole process group when the other is gone.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

from mosaic_guard.serving.scratch import with_scratch
from mosaic_guard.serving.signals import handing_on

_EVERY_S: Final = 0.2
_GRACE_S: Final = 30.0
"""How long a server may take to end by itself."""


def main(command: Sequence[str]) -> int:
    """Run the command until it ends, or the input does; a signal that ended it is 128 and its number, as in shells."""
    with with_scratch(os.environ) as own:
        child = subprocess.Popen(command, env=own, stdin=subprocess.DEVNULL)  # noqa: S603  # as it was given
        with handing_on(child):
            while child.poll() is None and not _closed(_EVERY_S):
                pass
            if child.poll() is None:
                _end(child)
    if _closed(0):  # so nobody else can end the workers that outlived it
        os.killpg(0, signal.SIGKILL)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _closed(wait_s: float) -> bool:
    return bool(select.select([sys.stdin], [], [], wait_s)[0])


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
