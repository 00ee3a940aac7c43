"""What tools and arguments are called that run something, write or remove files, or only say something."""

from __future__ import annotations

from typing import Final

from mosaic_guard.argument_names import EXECUTES, SAID
from mosaic_guard.verbs import vocabulary

RUNS: Final = EXECUTES | vocabulary("argv python program")
"""Arguments of which every word may be a path, and which may run or patch the guard."""
RUNNERS: Final = vocabulary(
    "bash shell terminal exec execute python repl powershell sh zsh console interpreter sql database db sqlite postgres"
)
"""Tools all of whose arguments are such, but for `REMARKS`."""
REMARKS: Final = vocabulary("description reason title summary note notes comment comments")
SHELLS: Final = vocabulary("command commands cmd script shell bash argv terminal exec powershell sh zsh console")
"""Tools and arguments in which a glob stands for files."""
CODE: Final = vocabulary("code script python repl interpreter program")
"""Tools and arguments in which it does not, and a module may be named."""
PROSE: Final = SAID | vocabulary("reply")
"""Arguments that may speak of the guard."""
WRITERS: Final = vocabulary("write save create edit append update put insert patch replace")
"""Tools whose prose may be code: where `FILES` does not name a file of `PROSE_FILES`, it is read as code."""
FILES: Final = vocabulary("path file filename filepath paths files destination target dest")
PROSE_FILES: Final = frozenset((".md", ".txt", ".rst", ".csv", ".tex", ".log", ".eml"))
REMOVERS: Final = vocabulary("delete remove rm move mv rename wipe erase purge unlink trash clear destroy")
"""Tools that also reach what lies in a folder they are given."""
