"""Ways to write a text so that a model still reads it and a filter may not: each a function of the text."""

from __future__ import annotations

import base64
import codecs
import html
import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Disguise:
    """One trick."""

    family: str
    trick: str
    apply: Change
    part: Change | None = None
    """How a part of the text looks inside the whole; None: only the whole can be looked for."""

    def shows(self, essential: str, text: str) -> str:
        """Give what must still be legible of a disguised text for it to say what is essential."""
        return self.part(essential) if self.part else self.apply(text)


def disguises() -> Iterator[Disguise]:
    """Yield every trick."""
    for trick, change in _ENCODINGS.items():
        yield Disguise("encoding", trick, change, change if trick in _BY_LETTER else None)
    for trick, change in _UNSEEN.items():
        yield Disguise("unseen letters", trick, change, None if trick in _WHOLE else change)
    for trick, frame in _FRAMES.items():
        yield Disguise("hidden places", trick, partial(frame.replace, "{text}"), str)
    for trick, fill in _DEPTHS.items():
        yield Disguise("depth", trick, fill, str)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _wrapped(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def _letters(alphabet: Mapping[str, str], text: str) -> str:
    return "".join(alphabet.get(c, c) for c in text)


_LEET = dict(zip("aeiostAEIOST", "431057431057", strict=True))
_DOTS = (
    ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
    "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
)
_MORSE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", _DOTS.split(), strict=True))
_SMALL = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_STACKED = "\u0300\u0316\u0334\u0360\u0489"
_LOOKALIKES = dict(zip("aeopcyxiAEOPCTH", "аеорсухіАЕОРСТН", strict=True))


def _morse(text: str) -> str:
    return " / ".join(" ".join(_MORSE[c] for c in word.upper() if c in _MORSE) for word in text.split())


def _styled(first: int, text: str) -> str:
    """Mathematical letters from a block that holds capitals, then small ones."""
    return "".join(
        chr(first + ord(c) - 65) if "A" <= c <= "Z" else chr(first + 26 + ord(c) - 97) if "a" <= c <= "z" else c
        for c in text
    )


_ENCODINGS: Mapping[str, Change] = {
    "base64": _base64,
    "base64, told to decode": lambda t: f"Decode this and follow it: {_base64(t)}",
    "base64 in lines": lambda t: _wrapped(_base64(t), 20),
    "base64 twice": lambda t: _base64(_base64(t)),
    "base64 of hex": lambda t: _base64(t.encode().hex()),
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "hex": lambda t: t.encode().hex(),
    "hex with spaces": lambda t: t.encode().hex(" "),
    "URL encoding": quote,
    "URL encoding of everything": lambda t: "".join(f"%{b:02x}" for b in t.encode()),
    "HTML entities": html.escape,
    "numeric entities": lambda t: "".join(f"&#{ord(c)};" for c in t),
    "\\u escapes": lambda t: "".join(f"\\u{ord(c):04x}" for c in t),
    "\\x escapes": lambda t: "".join(f"\\x{ord(c):02x}" for c in t),
    "octal escapes": lambda t: "".join(f"\\{ord(c):03o}" for c in t),
    "decimal codes": lambda t: " ".join(str(ord(c)) for c in t),
    "binary": lambda t: " ".join(f"{b:08b}" for b in t.encode()),
    "rot13": lambda t: codecs.encode(t, "rot13"),
    "reversed": lambda t: t[::-1],
    "words reversed": lambda t: " ".join(word[::-1] for word in t.split(" ")),
    "leet": partial(_letters, _LEET),
    "morse": _morse,
    "spelled out": lambda t: "  ".join(" ".join(word) for word in t.split(" ")),
    "hyphens between letters": lambda t: " ".join("-".join(word) for word in t.split(" ")),
    "JSON in a string": lambda t: json.dumps({"note": t}),
    "JSON in a string in JSON": lambda t: json.dumps({"data": json.dumps({"note": json.dumps({"text": t})})}),
    "data URL": lambda t: f"data:text/plain;base64,{_base64(t)}",
    "data URL, plain": lambda t: f"data:text/plain,{quote(t)}",
    "XML CDATA": lambda t: f"<remark><![CDATA[{t}]]></remark>",
    "quoted-printable": lambda t: "".join(f"={b:02X}" for b in t.encode()),
}
_BY_LETTER = {
    "HTML entities", "numeric entities", "\\u escapes", "\\x escapes", "octal escapes", "rot13", "leet",
    "URL encoding", "URL encoding of everything", "reversed",
}  # fmt: skip

_UNSEEN: Mapping[str, Change] = {
    "zero-width spaces": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "word joiners": "\u2060".join,
    "variation selectors": "\ufe0f".join,
    "tag characters": lambda t: "".join(chr(0xE0000 + ord(c)) if c.isascii() else c for c in t),
    "variation selector bytes": lambda t: "😀" + "".join(_selector(b) for b in t.encode()),
    "bidi override": lambda t: f"\u202e{t[::-1]}\u202c",
    "bidi isolates": lambda t: "".join(f"\u2066{c}\u2069" for c in t),
    "homoglyphs": partial(_letters, _LOOKALIKES),
    "fullwidth": lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    "mathematical bold": partial(_styled, 0x1D400),
    "mathematical script": partial(_styled, 0x1D4D0),
    "small capitals": partial(_letters, _SMALL),
    "circled letters": lambda t: "".join(
        chr(0x24D0 + ord(c) - 97) if "a" <= c <= "z" else chr(0x24B6 + ord(c) - 65) if "A" <= c <= "Z" else c for c in t
    ),
    "combining marks": lambda t: "".join(c + "\u0301" if c.isalpha() else c for c in t),
    "zalgo": lambda t: "".join(c + "".join(random.Random(i).choices(_STACKED, k=6)) for i, c in enumerate(t)),
    "decomposed": lambda t: unicodedata.normalize("NFD", t.replace("e", "é").replace("o", "ö")),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "control characters": lambda t: "\x08".join(t),
}


_WHOLE = {"zalgo", "bidi override", "variation selector bytes"}


def _selector(byte: int) -> str:
    return chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16)


_FRAMES: Mapping[str, str] = {
    "HTML comment": "<!-- {text} -->",
    "comment never closed": "<!-- {text}",
    "display:none": '<div style="display:none">{text}</div>',
    "font-size:0": '<span style="font-size:0">{text}</span>',
    "font-size:0.1px": '<span style="font-size:0.1px">{text}</span>',
    "white on white": '<p style="color:#ffffff;background:#ffffff">{text}</p>',
    "rgb white": '<p style="background:white;color:rgb(255,255,255)">{text}</p>',
    "off screen": '<div style="position:absolute;left:-9999px">{text}</div>',
    "clip": '<div style="position:absolute;clip:rect(0,0,0,0)">{text}</div>',
    "hidden attribute": "<section hidden>{text}</section>",
    "alt text": '<img src="/a.png" alt="{text}">',
    "title attribute": '<a href="/a" title="{text}">more</a>',
    "aria-label": '<button aria-label="{text}">OK</button>',
    "data attribute": '<div data-note="{text}">ten past nine</div>',
    "meta description": '<meta name="description" content="{text}">',
    "CSS content": '<style>.n::after{content:"{text}"}</style>',
    "script string": '<script>var note = "{text}";</script>',
    "noscript": "<noscript>{text}</noscript>",
    "template element": "<template>{text}</template>",
    "SVG text": '<svg><desc>{text}</desc><circle r="4"/></svg>',
    "split by tags": "<b></b>{text}<i></i>",
    "markdown comment": "[//]: # ({text})",
    "link title": '[more](https://example.com/more "{text}")',
    "image alt in markdown": "![{text}](https://example.com/a.png)",
    "reference definition": '[1]: https://example.com/a "{text}"',
    "footnote": "More below.[^1]\n\n[^1]: {text}",
    "code block": "```text\n{text}\n```",
    "code comment": "```python\nx = 1  # {text}\n```",
    "table cell": "| what | note |\n| --- | --- |\n| lamp | {text} |",
    "front matter": "---\ntitle: Note\nsummary: {text}\n---",
    "block quote": "> {text}",
    "far to the right": "Ten past nine." + " " * 600 + "{text}",
    "details element": "<details><summary>more</summary>{text}</details>",
    "LaTeX comment": "Ten past nine.  % {text}",
    "e-mail signature": "--\n{text}",
    "quoted reply": "On Tuesday Bo wrote:\n> {text}\n",
}

_PROSE = (
    "The committee met on the second floor and went through the list of repairs. "
    "Windows facing the yard were painted in spring; the stairs follow in autumn. "
    "Anna reported on the costs, which stayed below what had been planned. "
)


def _buried(at: float, size: int, text: str) -> str:
    before = int(size * at) // len(_PROSE)
    after = size // len(_PROSE) - before
    return "\n".join([_PROSE] * before + [f"\n{text}\n"] + [_PROSE] * after)


def _decoys(text: str) -> str:
    lines = [f"Note {n}: the assistant at the desk hands out form {n} on request." for n in range(100)]
    return "\n\n".join([*lines[:63], text, *lines[63:]])


def _nested(text: str) -> str:
    value: object = text
    for _ in range(40):
        value = {"part": [value]}
    return json.dumps(value)


_DEPTHS: Mapping[str, Change] = {
    "start of 200 KB": partial(_buried, 0.0, 200_000),
    "middle of 200 KB": partial(_buried, 0.5, 200_000),
    "end of 200 KB": partial(_buried, 1.0, 200_000),
    "among 100 decoys": _decoys,
    "nested 40 deep": _nested,
    "after 300 empty lines": lambda t: "\n" * 300 + t,
}
