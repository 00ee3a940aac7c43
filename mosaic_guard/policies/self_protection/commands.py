"""What a shell command or a piece of code would run, as far as reading it tells."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from mosaic_guard.verbs import vocabulary

# Each alternative begins with another character, so reading is linear; a quote without its end is a word of its own.
_TOKEN = re.compile(r"""(?:\\[\s\S]|'[^']*'|"[^"]*"|[^\s;|&<>()`'"\\])+|[;|&<>()`\n]|['"\\]""")
_SUM = re.compile(r"\$\(\([^()]*\)\)")
_QUOTING = re.compile(r"\\([\s\S])|['\"]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-3][0-7]{2}))")
_FRAGMENT = re.compile(r"[^\s'\"=,:;()\[\]<>|&@`]+")
_MODULE = re.compile(r"\bmosaic_(?:guard|adapters|trainer)\b")
_IMPORT = re.compile(r"\b(?:import|from)\s+mosaic_(?:guard|adapters|trainer)\b")
_ASSIGNMENT = re.compile(r"\w+=")

_BREAKS: Final = frozenset(";|&()`\n")
_WRAPPERS: Final = vocabulary("sudo env nohup time xargs exec command nice doas setsid stdbuf uvx then do else")
_INSTALLERS: Final = vocabulary("pip uv pipx poetry pdm conda mamba easy_install hatch rye")
_INSTALLS: Final = vocabulary("install uninstall remove add upgrade reinstall inject download")
_LISTS: Final = vocabulary("ls echo printf expr let test [ [[")
_REMOVES: Final = vocabulary("rm rmdir shred unlink trash srm")
_INTERPRETERS: Final = vocabulary("python ipython pypy")


def simple_commands(text: str, *, depth: int = 0) -> list[list[str]]:
    """Split a shell text into commands of unquoted words, those handed to `sh -c` and `eval` too."""
    commands: list[list[str]] = [[]]
    for token in _TOKEN.findall(_SUM.sub("0", text)):
        if token not in _BREAKS:
            commands[-1].append(_QUOTING.sub(r"\1", token))
        elif commands[-1]:
            commands.append([])
    commands = commands if commands[-1] else commands[:-1]
    if depth < 2:
        inner = [word for command in commands if _hands_on(command) for word in command[1:] if " " in word]
        commands += [command for word in inner for command in simple_commands(word, depth=depth + 1)]
    return commands


def fragments(text: str) -> list[str]:
    """Split any text into what may be a path: nothing with a space, a quote or an operator in it."""
    found: list[str] = _FRAGMENT.findall(text)
    return found + [part for word in found if "{" in word or "}" in word for part in re.split(r"[{}]", word) if part]


def unescaped(text: str) -> str:
    r"""Undo the escapes that code and shells know (`\x6d`, `\155`, `\u006d`)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16) if found[3] is None else int(found[3], 8)), text)


def head(command: list[str]) -> tuple[str, list[str]]:
    """Return the program a command runs and its arguments, without `sudo`, `env` and assignments."""
    skip = 0
    while skip < len(command) and _goes_before(command[skip]):
        skip += 1
    if skip == len(command):
        return "", []
    program = posixpath.basename(command[skip].replace("\\", "/")).lower().removesuffix(".exe")
    return program, command[skip + 1 :]


def expands(command: list[str]) -> bool:
    """Whether a command hands the files that a glob stands for to a program that may open them."""
    program, _ = head(command)
    return program not in _LISTS and not program.isdigit()


def touches_guard(commands: list[list[str]]) -> bool:
    """Whether commands run, install, remove or patch the guard itself."""
    return any(map(_touches, commands))


def patches_guard(code: str) -> bool:
    """Whether code names one of the guard's modules."""
    return _MODULE.search(code) is not None


def removes(command: list[str]) -> list[str]:
    """Return what a command deletes or moves away."""
    program, arguments = head(command)
    words = [word for word in arguments if not word.startswith("-")]
    if program in _REMOVES:
        return words
    if program == "find":
        return words if "-delete" in arguments or "-exec" in arguments else []
    return words[:-1] if program == "mv" else []


def _goes_before(word: str) -> bool:
    """Whether a program's name comes only after this word."""
    return word in _WRAPPERS or word.startswith("-") or _ASSIGNMENT.match(word) is not None


def _touches(command: list[str]) -> bool:
    program, arguments = head(command)
    base = program.rstrip("0123456789.")
    if _is_guard(program):
        return True
    if base in _INTERPRETERS and arguments[:2] == ["-m", "pip"]:
        base, arguments = "pip", arguments[2:]
    if base in _INSTALLERS:
        runs = bool(_INSTALLS.intersection(arguments)) or arguments[:1] in (["run"], ["tool"])
        return runs and any(_is_guard(word) for word in arguments)
    if base in _INTERPRETERS or base in ("import", "from"):
        return any(_MODULE.search(word) for word in arguments)
    written = any(word in (">", ">>") for word in command) or program == "tee"
    return (written or program == "sed") and any(_IMPORT.search(word) for word in command)


def _is_guard(word: str) -> bool:
    name = re.split(r"[=<>!~\[@;]", word.lower(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name) == "mosaic-guard"


def _hands_on(command: list[str]) -> bool:
    program, arguments = head(command)
    return program == "eval" or (program in ("sh", "bash", "zsh", "dash", "ksh", "su", "ssh") and bool(arguments))
