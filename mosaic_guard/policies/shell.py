"""What a shell command does, where reading it tells: it only looks, or notes a state in the repository at hand.

Known are programs that can't write, run or send anything, with options that don't either; whatever else stands there
may do anything. What a command prints is checked as any output is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from mosaic_guard.policies.clients import CLIENTS, asked_buckets, only_asks
from mosaic_guard.trajectory import JSON
from mosaic_guard.verbs import vocabulary, words

_SHELLS: Final = vocabulary("bash shell sh zsh terminal console command cmd")
_RUN: Final = vocabulary("execute exec")
"""Of tools that are called so and no more."""
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
    return _all(tool, args, _is_look)


def keeps_record(tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether it does no more beside that than note a state in the repository at hand, which can be taken back."""
    return _all(tool, args, lambda command: _is_look(command) or _is_note(command))


def asks_a_service(tool: str, args: Mapping[str, JSON]) -> bool:
    """Whether it does no more than look and ask services something, with their own clients."""
    return _all(tool, args, lambda command: _is_look(command) or only_asks(command))


def buckets(tool: str, args: Mapping[str, JSON]) -> Iterator[tuple[str, str]]:
    """Give the arguments that only ask a service something, each with a bucket that it asks for something in."""
    for name in filter(_is_command, args if asks_a_service(tool, args) else ()):
        yield from ((name, bucket) for command in _commands(str(args[name])) for bucket in asked_buckets(command))


def runs_commands(tool: str, arguments: Iterable[str]) -> bool:
    """Whether what a tool does is told by the command it is given: a shell, or a client such as `call_aws`."""
    return (_is_shell(tool) or bool(_client(tool))) and any(map(_is_command, arguments))


def _is_shell(tool: str) -> bool:
    return not _SHELLS.isdisjoint(words(tool)) or tool in _RUN


def _client(tool: str) -> str:
    return next((name for name in words(tool) if name in CLIENTS), "")


def _is_command(argument: str) -> bool:
    return not _COMMAND.isdisjoint(words(argument)[-1:])


def _all(tool: str, args: Mapping[str, JSON], harmless: Callable[[Sequence[str]], bool]) -> bool:
    given = [name for name in args if _is_command(name)]
    if len(given) != 1 or not runs_commands(tool, given):
        return False
    beside = (value for name, value in args.items() if name not in given and name not in _REMARKS)
    command = args[given[0]]
    plain = all(value is None or isinstance(value, (bool, int, float)) for value in beside)
    commands = _commands(command) if plain and isinstance(command, str) and len(command) <= _LONGEST else ()
    own = _is_shell(tool) or all(command[:1] == (_client(tool),) for command in commands)
    return bool(commands) and own and all(map(harmless, commands))


@lru_cache(maxsize=256)
def _commands(text: str) -> Sequence[Sequence[str]]:
    """The words of each command; none where a sign stands in it that is not known to be harmless."""
    commands: list[list[str]] = [[]]
    at, apart = 0, True
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or (token["hush"] and not apart):
            return ()
        if token["word"]:
            commands[-1].append(_QUOTES.sub("", token["word"]))
        elif token["end"]:
            commands.append([])
        at, apart = token.end(), not token["word"]
    return tuple(map(tuple, commands))


def _is_look(command: Sequence[str]) -> bool:
    program, *given = command or [""]
    rule = _PROGRAMS.get(program)
    return rule is not None and rule(given) and not any(word.startswith("//") for word in given)  # another host's files


def _is_note(command: Sequence[str]) -> bool:
    rule = _NOTES.get(command[1]) if len(command) > 1 and command[0] == "git" else None
    return rule is not None and rule(command[2:])


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
        **dict.fromkeys(_HISTORY.split(), _SHOWS),
        "branch": _options("-[arv]+|--(?:all|list|remotes|show-current)", places=False),
        "tag": _options("-l|--list", places=False),
        "remote": _options("-v|--verbose", places=False),
    }
)
_NOTES: Final[Mapping[str, Callable[[Sequence[str]], bool]]] = MappingProxyType(
    {
        "add": _options("-A|-u|--all|--update"),
        "commit": _options("-[amqs]+|--(?:all|message|quiet|signoff)"),
        "checkout": lambda given: len(given) == 2 and given[0] == "-b" and not given[1].startswith("-"),
        "switch": lambda given: len(given) == 2 and given[0] == "-c" and not given[1].startswith("-"),
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
