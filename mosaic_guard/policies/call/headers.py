"""Headers smuggled behind a line end, as in a subject that goes on with `Bcc: somebody@else.example`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mosaic_guard.assessment import Finding
from mosaic_guard.policies.provenance.leaves import values
from mosaic_guard.trajectory import ToolCall
from mosaic_guard.verbs import vocabulary, words

_ONE_LINE: Final = vocabulary(
    "subject to cc bcc from sender recipient recipients reply email emails mail address header headers host cookie "
    "agent referer title name url uri"
)
"""Words of arguments that end up as one line of a message's head."""
_LONGEST: Final = 20_000
_SMUGGLED: Final = re.compile(
    r"(?:[\r\n]|%0[ad]){1,8}[ \t]{0,8}(?:bcc|cc|to|from|reply-to|sender|subject|return-path|content-[a-z]{1,20}"
    r"|mime-version|set-cookie|location|host|transfer-encoding|x-[a-z-]{1,40})[ \t]{0,8}(?::|%3a)",
    re.IGNORECASE,
)


def smuggled(call: ToolCall) -> Iterator[Finding]:
    """Find the arguments that are one line by their name, and go on with another header."""
    for leaf in values(call.args):
        if not isinstance(leaf.value, str) or not leaf.names or _ONE_LINE.isdisjoint(words(leaf.names[-1])):
            continue
        if match := _SMUGGLED.search(leaf.value, 0, _LONGEST):
            message = f"Argument {leaf.path} goes on behind a line end with another header: {match[0].strip()!r}."
            yield Finding("smuggled_header", message, path=leaf.path)
