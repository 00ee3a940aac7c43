"""Say where the documentation and the code have parted: links, quoted files, commands, hooks, configuration keys."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mosaic_guard import plugins
from mosaic_guard.cli import main
from mosaic_guard.cli.command import commands
from mosaic_guard.cli.parser import parser
from mosaic_guard.config import schema
from mosaic_guard.errors import ConfigError

ROOT = Path(__file__).parents[1]
FOLDERS = ("docs", "examples", "bench", "adapters", "trainer")

_LINK = re.compile(r"\]\(([^()\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
_COMMAND = re.compile(r"(?:\$ )?(?:\.venv/bin/)?mosaic-guard((?: [a-z][a-z-]*(?![\w./:-]))+)")
_TARGETS = re.compile(r"(?:\$ )?make((?: [a-z][a-z-]*(?!\S))+)")
_QUOTED = re.compile(r"<!-- file: (\S+) -->")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file, its prose apart from its code."""

    path: Path
    prose: str
    blocks: tuple[tuple[str, str], ...]
    """Each fenced block after the last line of prose before it."""

    @property
    def code(self) -> Iterator[str]:
        """Yield every line of a block and every span."""
        yield from _SPAN.findall(self.prose)
        for _, block in self.blocks:
            yield from block.splitlines()


def read(path: Path) -> Page:
    """Split a page at its fences."""
    prose: list[str] = []
    blocks: list[tuple[str, str]] = []
    block: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.lstrip().startswith("```"):
            if block is not None:
                lead = next((p for p in reversed(prose) if p.strip()), "")
                blocks.append((lead, "".join(f"{text}\n" for text in block)))
            block = [] if block is None else None
        elif block is None:
            prose.append(line)
        else:
            block.append(line)
    return Page(path, "\n".join(prose), tuple(blocks))


def broken_links(page: Page) -> Iterator[str]:
    """Name the relative links that lead nowhere, to a file or to a heading."""
    for link in _LINK.findall(page.prose):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, heading = link.partition("#")
        target = page.path.parent / name if name else page.path
        if not target.exists():
            yield f"{page.path}: the link to {link} leads to no file"
        elif heading and target.suffix == ".md" and heading not in headings(target):
            yield f"{page.path}: {target.name} has no heading for #{heading}"


def headings(path: Path) -> set[str]:
    """Spell every heading as a link does: words joined by hyphens."""
    titles = (line.lstrip("#").strip() for line in read(path).prose.splitlines() if line.startswith("#"))
    return {re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-") for title in titles}


def stale_quotes(page: Page, root: Path) -> Iterator[str]:
    """Name the blocks that say which file they quote, and differ from it."""
    for lead, block in page.blocks:
        quoted = _QUOTED.fullmatch(lead.strip())
        if quoted is None:
            continue
        source = root / quoted[1]
        if not source.exists():
            yield f"{page.path}: quotes {quoted[1]}, which does not exist"
        elif source.read_text(encoding="utf-8") != block:
            yield f"{page.path}: differs from {quoted[1]}, which it quotes"


def unknown_commands(page: Page, exit_code: Callable[[list[str]], int]) -> Iterator[str]:
    """Name the commands that have no help of their own."""
    matches = (_COMMAND.match(line.strip()) for line in page.code)
    for words in sorted({match[1].strip() for match in matches if match}):
        if exit_code([*words.split()[:2], "--help"]) != 0:
            yield f"{page.path}: there is no command `mosaic-guard {words}`"


def refused_lines(page: Page, complaint: Callable[[list[str]], str]) -> Iterator[str]:
    """Name the lines of blocks that the command line does not take as they stand."""
    for _, block in page.blocks:
        for line in block.replace("\\\n", " ").splitlines():
            if not line.startswith("mosaic-guard "):
                continue
            words = shlex.split(line, comments=True)
            if why := complaint(words[1:]):
                yield f"{page.path}: `{' '.join(words)}` is refused: {why}"


def unknown_targets(page: Page, targets: Collection[str]) -> Iterator[str]:
    """Name the targets that a page has the reader make, and nobody made."""
    matches = (_TARGETS.match(line.strip()) for line in page.code)
    named = {word for match in matches if match for word in match[1].split()}
    for name in sorted(named - set(targets)):
        yield f"{page.path}: the Makefile has no target {name}"


def unmentioned(names: Iterable[str], kind: str, pages: Iterable[Page]) -> Iterator[str]:
    """Name what no page mentions as code."""
    known = {word for page in pages for line in page.code for word in _WORD.findall(line)}
    for name in sorted(set(names) - known):
        yield f"docs/: nothing tells what the {kind} `{name}` does"


def keys(schema: Any) -> Iterator[str]:
    """Yield every property that a JSON schema names, at any depth."""
    if isinstance(schema, Mapping):
        properties = schema.get("properties")
        if isinstance(properties, Mapping):
            yield from properties
        for value in schema.values():
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


def command_exit_code(arguments: list[str]) -> int:
    """Run the command line in this process, silently."""
    with silence():
        try:
            return main(arguments)
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(ended.code is not None)


def command_complaint(arguments: list[str]) -> str:
    """Read the arguments as the command line does, run nothing, and give what is wrong with them."""
    with silence():
        try:
            parser(commands()).parse_args(arguments)
        except ConfigError as error:
            return str(error)
    return ""


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Keep what is printed to itself."""
    nobody = io.StringIO()
    with contextlib.redirect_stdout(nobody), contextlib.redirect_stderr(nobody):
        yield


def hooks() -> list[str]:
    """Name every hook of the plugin API."""
    return [name for name, hook in vars(plugins.Hooks).items() if hasattr(hook, f"{plugins.GROUP}_spec")]


def problems(root: Path) -> Iterator[str]:
    """Yield everything that is wrong, one sentence each."""
    paths = [*sorted(root.glob("*.md")), *(p for folder in FOLDERS for p in sorted((root / folder).rglob("*.md")))]
    pages = [read(path) for path in paths]
    targets = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for page in pages:
        yield from broken_links(page)
        yield from stale_quotes(page, root)
        yield from unknown_targets(page, targets)
        yield from unknown_commands(page, command_exit_code)
        yield from refused_lines(page, command_complaint)
    yield from unmentioned(hooks(), "hook", pages)
    yield from unmentioned(keys(schema()), "configuration key", pages)


if __name__ == "__main__":
    found = list(problems(ROOT))
    print("\n".join(problem.replace(f"{ROOT}/", "") for problem in found) or "documentation: ok")
    sys.exit(bool(found))
