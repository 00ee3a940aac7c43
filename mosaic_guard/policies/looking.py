"""Shell commands that only look: programs that have no way to write, run or send, with options that give them none.

Whatever is not known here may do anything. What such a command prints is checked as any output is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_guard.verbs import vocabulary, words

_SHELLS: Final = vocabulary("bash shell sh zsh terminal console command cmd")
_COMMAND: Final = vocabulary("command cmd")
_REMARKS: Final = vocabulary("description explanation reason")
_LONGEST: Final = 2000

# No sign by which any shell runs something: braces do in PowerShell, and cmd.exe knows no single quotes.
# No `cd` either: the next command, which a person is asked about, would run where she does not see.
_TOKEN: Final = re.compile(
    r"""(?P<space>[ \t]+)|(?P<hush>2>(?:&1|/dev/null)(?=[\s;|&]|\Z))|(?P<end>&&|\|\|?|;)"""
    r"""|(?P<word>(?:[\w./~:,=@%+*?\[\]-]|'[^'\n&|<>]*'|"[^"$`\\\n!]*")+)"""
)
_QUOTES: Final = re.compile("['\"]")


def only_looks(tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether a call hands a shell one command that only looks, and says nothing else that could matter."""
    given = [name for name in args if name in _COMMAND]
    if len(given) != 1 or _SHELLS.isdisjoint(words(tool)):
        return False
    beside = (value for name, value in args.items() if name not in _COMMAND and name not in _REMARKS)
    command = args[given[0]]
    plain = all(value is None or isinstance(value, (bool, int, float)) for value in beside)
    return plain and isinstance(command, str) and _looks(command)


@lru_cache(maxsize=256)
def _looks(text: str) -> bool:
    commands = _commands(text) if len(text) <= _LONGEST else None
    return bool(commands) and all(map(_is_look, commands or ()))


def _commands(text: str) -> list[list[str]] | None:
    """The words of each command; None where a sign stands in it that is not known to be harmless."""
    commands: list[list[str]] = [[]]
    at, apart = 0, True
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token["hush"] and not apart):
            return None
        if token["word"]:
            commands[-1].append(_QUOTES.sub("", token["word"]))
        elif token["end"]:
            commands.append([])
        at, apart = token.end(), not token["word"]
    return commands


def _is_look(command: Sequence[str]) -> bool:
    program, *given = command or [""]
    rule = _PROGRAMS.get(program)
    return rule is not None and rule(given) and not any(word.startswith("//") for word in given)  # another host's files


def _anything(_: Sequence[str]) -> bool:
    return True


def _options(pattern: str, *, places: bool = True) -> Callable[[Sequence[str]], bool]:
    """Only these options; beside them files or patterns, if places may be named at all."""
    known = re.compile(pattern)
    return lambda given: all(known.fullmatch(word) if word.startswith("-") else places for word in given)


def _without(pattern: str) -> Callable[[Sequence[str]], bool]:
    """All options but those that write or run something."""
    barred = re.compile(pattern)
    return lambda given: not any(barred.match(word) for word in given)


def _prints_lines(given: Sequence[str]) -> bool:
    """`sed -n 10,40p`: its scripts can write files and run programs."""
    if len(given) < 2 or given[0] != "-n" or any(word.startswith("-") for word in given[1:]):
        return False
    return re.fullmatch(r"\d+(?:,(?:\d+|\$))?p", given[1]) is not None


def _git(given: Sequence[str]) -> bool:
    command, *rest = given or [""]
    rule = _GIT.get(command)
    return rule is not None and rule(rest)


_SHOWS: Final = _without("--(?:ou|ex|te)")
"""Git takes any beginning of an option for it: of `--output`, `--ext-diff` and `--textconv`, too."""
_HISTORY: Final = "status log diff show blame ls-files rev-parse describe shortlog"
_GIT: Final[Mapping[str, Callable[[Sequence[str]], bool]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ["status", "log", "diff", "show", "blame", "ls-files", "rev-parse", "describe", "shortlog"], _SHOWS
        ),
        "branch": _options("-[arv]+|--(?:all|list|remotes|show-current)", places=False),
        "tag": _options("-l|--list", places=False),
        "remote": _options("-v|--verbose", places=False),
    }
)
_FINDS: Final = (
    "-(?:name|iname|path|ipath|type|maxdepth|mindepth|size|mtime|mmin|newer|not|o|a|print|prune|empty|regex)"
)
_PLAIN: Final = (
    "cat head tail wc ls pwd nl basename dirname realpath readlink stat du df which whoami uname cmp diff cut tr paste "
    "comm grep egrep fgrep echo true jq"
)
_PROGRAMS: Final[Mapping[str, Callable[[Sequence[str]], bool]]] = MappingProxyType(
    {
        **dict.fromkeys(_PLAIN.split(), _anything),
        "rg": _without("--(?:pre|hostname-bin)"),
        "sort": _options("-[bdfghiMnRruVkc0-9.,]+", places=False),
        "uniq": _options("-[cdui]+", places=False),
        "tree": _options("-[adfLI0-9]+"),
        "find": _options(_FINDS),
        "sed": _prints_lines,
        "git": _git,
    }
)
