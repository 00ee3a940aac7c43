r"""Keeps data from becoming structure: in every data span `<`, `>` and control-token text are spelled `\uXXXX`.

Data is written as JSON, where `\u003c` reads as `<` again, so escaping loses nothing and needs no rule of its own to be
undone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from mosaic_guard.trajectory import JSON

CONTROL_TEXT: Final = ("[INST]", "[/INST]", "[TOOL_CALLS]", "[AVAILABLE_TOOLS]", "[TOOL_RESULTS]", "[SYSTEM_PROMPT]")
"""Control tokens of model families that are spelled without `<` and `>`."""
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_UNSAFE: Final = re.compile("[<>\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Angles; line ends that JSON leaves alone; halves of characters, which no tokenizer takes."""


class Escaper:
    """Writes data as JSON in which no tag and no control token can stand.

    Args:
        control_tokens: the special tokens of the tokenizer in use; those of `CONTROL_TEXT` are always kept out.

    Raises:
        ValueError: a control token is an ordinary word or number, which data can't avoid.
    """

    __slots__ = ("_controls",)

    def __init__(self, control_tokens: Iterable[str] = ()) -> None:
        tokens = sorted({t for t in (*CONTROL_TEXT, *control_tokens) if t.strip() and not _UNSAFE.search(t)})
        for token in tokens:
            if token[0].isalnum() or token[0] in '"\\':
                msg = (
                    f"control token {token!r} begins like ordinary text; use a tokenizer that marks its control tokens"
                )
                raise ValueError(msg)
        self._controls = re.compile("|".join(map(re.escape, sorted(tokens, reverse=True))), re.IGNORECASE)

    def __call__(self, value: JSON) -> str:
        """Write a JSON value in one line."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return _STRING.sub(lambda m: self._string(m[0]), text)

    def text(self, text: str) -> str:
        """Write free text in one line, without quotes around it; `plain_text` reads it."""
        return self(text)[1:-1]

    def _string(self, literal: str) -> str:
        literal = _UNSAFE.sub(lambda m: _spelled(m[0]), literal)
        return self._controls.sub(lambda m: _spelled(m[0][0]) + m[0][1:], literal)


def plain_text(written: str) -> str:
    """Read what `Escaper.text` wrote.

    Raises:
        ValueError: it is not the body of a JSON string.
    """
    text = json.loads(f'"{written}"')
    if not isinstance(text, str):  # `","` would make two strings
        raise ValueError(written)
    return text


def _spelled(character: str) -> str:
    return f"\\u{ord(character):04x}"
