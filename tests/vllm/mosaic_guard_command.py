"""The command line, from this checkout."""

import sys

from mosaic_guard.cli import main

if __name__ == "__main__":
    sys.exit(main())
