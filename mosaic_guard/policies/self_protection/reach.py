"""Which of the guard's own resources a word names, however it is spelled. Lexical only: no file is touched.

Looking at the disk would let a call's arguments make the guard open network mounts and slow paths; instead every
protected path is resolved once, when the guard is made, and both spellings are compared.
"""

from __future__ import annotations

import os
import posixpath
import re
import socket
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final
from urllib.parse import unquote

_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))|%(\w+)%")
_PROC = re.compile(r"/proc/(?:self|thread-self|\d+)/(cwd|root)(?=/|$)")
_BRACES = re.compile(r"\{([^{}]*,[^{}]*)\}")
_STARS = re.compile(r"\*{3,}")
_INSTALLED = re.compile(r"/(?:site|dist)-packages/mosaic[_-](?:guard|adapters|trainer)\b")
_GLOB: Final = "*?["
_SIDECARS: Final = ("", "-wal", "-shm", "-journal", ".lock")
"""What a database keeps beside its file."""
_PORTS: Final[Mapping[str, str]] = {
    "http": "80",
    "ws": "80",
    "https": "443",
    "wss": "443",
    "postgresql": "5432",
    "postgres": "5432",
}
_LOOPBACK: Final = frozenset({"localhost", "0.0.0.0", "[::1]", "[::]", "::1", "::", "[::ffff:127.0.0.1]"})  # noqa: S104  # compared, not bound
_MAX_SPELLINGS: Final = 64
_MAX_WORD: Final = 4 * 4_096
"""No system opens a path over 4,096 bytes; encoded it may be longer."""
_MAX_WILDCARDS: Final = 32


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What relative words mean: the agent's tools run in the guard's own process or folder."""

    cwd: str = field(default_factory=os.getcwd)
    home: str = field(default_factory=lambda: os.path.expanduser("~"))
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class Reach:
    """Compares words with protected paths and endpoints, in normal form."""

    def __init__(self, paths: Iterable[str], endpoints: Iterable[str], around: Surroundings) -> None:
        self._around = around
        spellings = {s for path in paths for s in (path, os.path.realpath(os.path.expanduser(path)))}
        roots = {self._normal(s) for s in spellings}
        self._exact = frozenset(root + side for root in roots for side in _SIDECARS)
        self._inside = tuple(root.rstrip("/") + "/" for root in roots)
        self._parts = [root.split("/") for root in self._exact]
        self.names = frozenset(posixpath.basename(root) for root in self._exact)
        """Last components, case-folded: no word reaches a path without naming one, or having a special character."""
        self.endpoints = frozenset(e for e in map(authority, endpoints) if e)
        self.is_home = any((self._normal(".") + "/").startswith(root) for root in self._inside)
        """The working folder is itself protected, so that every relative path reaches it."""

    def path(self, word: str, *, globs: bool = False, above: bool = False) -> bool:
        """Whether a word names a protected path or one inside it; `above`: or a folder that holds one."""
        if len(word) > _MAX_WORD:
            return False
        return any(self._names(s, globs=globs, above=above) for s in self._spellings(word))

    def endpoint(self, word: str) -> bool:
        """Whether a word is a URL or `host:port` of a protected endpoint."""
        return authority(word) in self.endpoints

    def _names(self, word: str, *, globs: bool, above: bool) -> bool:
        path = self._normal(word)
        if path in self._exact or path.startswith(self._inside) or _INSTALLED.search(path):
            return True
        if above and any(root.startswith(path.rstrip("/") + "/") for root in self._inside):
            return True
        path = _STARS.sub("**", path)
        wildcards = sum(map(path.count, _GLOB))
        if not wildcards or len(path) > 4_096:
            return False
        if wildcards > _MAX_WILDCARDS:
            return globs
        # Outside commands a glob searches names; it reaches a file only when it begins to spell that file's name.
        if not globs and posixpath.basename(path)[:2].strip(_GLOB) != posixpath.basename(path)[:2]:
            return False
        return any(_glob_reaches(path.split("/"), parts) for parts in self._parts)

    def _spellings(self, word: str) -> Iterator[str]:
        """Every way in which a shell, a URL library or an operating system may read a word."""
        words = {word, unicodedata.normalize("NFKC", word)}
        for _ in range(3):
            words |= {unquote(w) for w in words if "%" in w}
        words |= {w.replace("\\", sep) for w in words if "\\" in w for sep in ("/", "")}
        words |= {w.partition("\0")[0] for w in words if "\0" in w}
        words |= {_without_scheme(w) for w in words if w[:5].lower() == "file:"}
        words |= {_VARIABLE.sub(self._variable, w) for w in words if "$" in w or "%" in w}
        for count, each in enumerate(e for w in words for e in _unbraced(w)):
            if count >= _MAX_SPELLINGS:
                return
            yield each

    def _variable(self, found: re.Match[str]) -> str:
        name = found[1] or found[2] or found[3]
        known = {"HOME": self._around.home, "USERPROFILE": self._around.home, "PWD": self._around.cwd}
        return known.get(name) or self._around.env.get(name, "")

    def _normal(self, word: str) -> str:
        word = word.replace("\\", "/")
        if word == "~" or word.startswith("~/"):
            word = self._around.home + word[1:]
        elif word.startswith("~"):  # another user's home, or this one's by name
            word = posixpath.join(posixpath.dirname(self._around.home), word[1:])
        path = posixpath.normpath(posixpath.join(self._around.cwd, word.strip()))
        found = _PROC.match(path)
        if found:
            path = posixpath.normpath((self._around.cwd if found[1] == "cwd" else "") + "/" + path[found.end() :])
        return ("/" + path.lstrip("/") if path.startswith("//") else path).casefold()


def authority(word: str) -> str:
    """Reduce a URL or `host:port` to `host:port` in normal form; empty when it names none."""
    scheme, found, rest = word.partition("://")
    rest = re.split(r"[/?#\\]", rest if found else word, maxsplit=1)[0].rpartition("@")[2]
    host, colon, port = rest.rpartition(":")
    if not colon or not port.isdigit():
        host, port = rest, _PORTS.get(scheme.lower().partition("+")[0], "") if found else ""
    return f"{_host(host.lower().rstrip('.'))}:{port}" if host and port else ""


def _host(host: str) -> str:
    if host in _LOOPBACK or host.endswith(".localhost"):
        return "loopback"
    try:
        packed = socket.inet_aton(host)  # reads 127.1, 0x7f000001 and 2130706433 as clients do; asks no server
    except (OSError, ValueError):
        return host
    return "loopback" if packed[0] == 127 or packed == bytes(4) else socket.inet_ntoa(packed)


def _without_scheme(word: str) -> str:
    rest = word[5:]
    if rest.startswith("//"):
        rest = "/" + rest[2:].partition("/")[2]
    return rest


def _unbraced(word: str) -> list[str]:
    """Unfold `a.{b,c}` as shells do."""
    found = _BRACES.search(word)
    if found is None or len(word) > 4096:
        return [word]
    options = [word[: found.start()] + option + word[found.end() :] for option in found[1].split(",")[:_MAX_SPELLINGS]]
    return [o for option in options for o in (_unbraced(option) if option.count("{") < 3 else [option])]


def _glob_reaches(pattern: list[str], parts: list[str]) -> bool:
    """Part by part, so that `*.yaml` means this folder only; what is longer than the path lies inside it."""
    if "**" in pattern:
        return fnmatchcase("/".join(parts), "/".join(pattern).replace("**/", "*").replace("**", "*"))
    return len(pattern) >= len(parts) and all(map(fnmatchcase, parts, pattern))
