"""The text of a final answer while it is being written; nothing of a plan, a call or a refusal."""

from __future__ import annotations

import re
from typing import Final

from mosaic_guard.protocol.agent import ANSWERS, parse_agent_reply
from mosaic_guard.protocol.reply import THINKS, ReplyError, read_free

_HEX: Final = "[0-9a-fA-F]"
_LOW: Final = rf"\\u[dD][c-fC-F]{_HEX}{{2}}"
_HIGH: Final = rf"\\u[dD][89abAB]{_HEX}{{2}}(?:{_LOW}|(?!{_LOW})(?=[^\\]|\\[^u]|\\u{_HEX}{{4}}))"
_WHOLE: Final = re.compile(rf"(?:[^\\]|\\[^u]|\\u(?![dD][89abAB]){_HEX}{{4}}|{_HIGH})*")
"""Characters that are all there: no half of an escape, and no half of a pair of them."""
_FIRST, _AFTER_THOUGHTS = 3, 8
"""The lines on which an answer can stand."""


class AnswerText:
    """Takes the pieces of a turn in agent role, and gives what of its answer can be read and shown.

    The last characters stay back until it is sure that they are not the delimiter: the whole reply has the rest.
    """

    def __init__(self, secret: str = "") -> None:
        self.shown = ""
        self._secret = secret
        self._head: list[str] = []
        """Lines before the one that is being written."""
        self._line = ""
        self._answers = False
        self._plain = ""

    def add(self, piece: str) -> str:
        """Take a piece; return what became readable by it, which may be nothing.

        Raises:
            ReplyError: what came is not in the grammar, or repeats the delimiter.
        """
        if not self._answers:
            *ended, rest = (self._line + piece).split("\n")
            self._head += ended
            self._line = rest
            if not self._opened():
                return ""
            self._line = rest[2:]
            self._answers = True
        else:
            self._line += piece
        return self._readable()

    def _opened(self) -> bool:
        """Whether an answer has begun, after a beginning that is in the grammar."""
        thinks = len(self._head) > _FIRST and self._head[_FIRST] == THINKS
        if len(self._head) != (_AFTER_THOUGHTS if thinks else _FIRST) or not self._line.startswith(f"{ANSWERS} "):
            return False
        parse_agent_reply("\n".join([*self._head, f"{ANSWERS} ."]), secret=self._secret)
        return True

    def _readable(self) -> str:
        whole = _WHOLE.match(self._line)
        end = whole.end() if whole else 0
        self._plain += read_free(self._line[:end])
        self._line = self._line[end:]
        if self._secret and self._secret in self._plain:
            raise ReplyError("the reply repeats the delimiter of the run")
        ready = max(0, len(self._plain) - max(0, len(self._secret) - 1))
        said, self._plain = self._plain[:ready], self._plain[ready:]
        self.shown += said
        return said
