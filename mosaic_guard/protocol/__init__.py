"""The MOSAIC protocol (arXiv 2603.03205): how a run is shown to a policy model, and how its reply is read.

The only place where prompts are built and replies are parsed: serving and training import the same functions.
"""

from typing import Final

PROTOCOL_VERSION: Final = "1"
"""Stands in every prompt, checkpoint and trace; a change to any byte of a rendering is a new version."""
