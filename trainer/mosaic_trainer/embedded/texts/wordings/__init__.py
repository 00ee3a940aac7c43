r"""What was written by hand, a wording a line: `[section]` begins a section, `## ` a comment, `\n` breaks a line.

A file's name begins with its language. No grammar made these: that is what they are for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_SECTION: Final = re.compile(r"\[([a-z]+)\]")


@cache
def wordings(language: str, section: str) -> tuple[str, ...]:
    """The wordings of a section in a language, in order; each is a template."""
    found: list[str] = []
    here = ""
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if not (file.name.startswith(f"{language}.") and file.name.endswith(".txt")):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            if named := _SECTION.fullmatch(line):
                here = named[1]
            elif line.strip() and not line.startswith("## ") and here == section:
                found.append(line.replace("\\n", "\n"))
    return tuple(found)
