"""`python -m mosaic_trainer.rollout.warden LOG COMMAND …`: runs a server for as long as its own input stays open.

The trainer holds the other end: when it dies, in whatever way, its end closes, and no server is left on the GPU.
"""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mosaic_guard.serving.process import running

_EVERY_S: Final = 0.2


def main(words: Sequence[str]) -> int:
    """Run the command until it ends, or the input does."""
    log, *command = words
    with running(command, os.environ, Path(log)) as child:
        while child.poll() is None:
            if select.select([sys.stdin], [], [], _EVERY_S)[0]:
                return 0
    return child.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
