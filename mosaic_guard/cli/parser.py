"""From commands to a parser with help that reads well."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final, NoReturn

from mosaic_guard.cli.command import Command, Exit
from mosaic_guard.errors import ConfigError

_ORDER: Final = (
    "demo",
    "init",
    "doctor",
    "check",
    "calibrate",
    "selftest",
    "traces",
    "serve",
    "adapters",
    "config",
    "evaluate",
)
"""How a newcomer meets them; what packages add comes last."""

_EPILOG: Final = """\
start here:
  mosaic-guard demo                            an agent under attack, with and without a guard
  mosaic-guard init my_agent:agent             write mosaic.yaml, the table of your agent's tools
  mosaic-guard doctor my_agent:agent --config mosaic.yaml

every command takes --json and --help.

exit codes:
"""


class _Overview(RawDescriptionHelpFormatter):
    """Leaves room for the names of commands: argparse measures them without their indentation."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog)
        self._action_max_length = len("    calibrate")


class _Misplaced(Action):
    """An option that only commands take."""

    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        """Say where it goes."""
        parser.error(f"--json goes behind the command: {parser.prog} COMMAND --json")


class _Parser(ArgumentParser):
    """Raises what is wrong, so that it is told like any other error."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        raise ConfigError(f"{message}. `{self.prog} --help` says what there is.")


def parser(found: Sequence[Command]) -> ArgumentParser:
    """Make the parser of all commands; `traces show` becomes `show` below `traces`."""
    codes = "\n".join(f"  {code.value}  {code.meaning}" for code in Exit)
    root = _Parser(
        prog="mosaic-guard",
        description="The guard you put into your LLM agent: plan, check, then act or refuse, before every tool call.",
        epilog=_EPILOG + codes,
        formatter_class=_Overview,
    )
    root.add_argument("--version", action="version", version=f"mosaic-guard {version('mosaic-guard')}")
    top = _commands_of(root)
    for family in dict.fromkeys(sorted((c.family for c in found), key=_place)):
        members = [c for c in found if c.family == family]
        home = top
        if members[0].member:
            said = " | ".join(c.member for c in members)
            group = top.add_parser(family, help=said, description=f"{family}: {said}")
            home = _commands_of(group)
        for command in members:
            _add(home, command)
    return root


def _commands_of(group: ArgumentParser) -> Any:
    group.add_argument("--json", action=_Misplaced, nargs=0, help=SUPPRESS)
    return group.add_subparsers(title="commands", metavar="COMMAND", required=True)


def _add(home: Any, command: Command) -> None:
    described = f"{command.help[0].upper()}{command.help[1:]}."
    sub = home.add_parser(
        command.member or command.family,
        help=command.help,
        description=described,
        epilog=command.epilog,
        formatter_class=RawDescriptionHelpFormatter,
    )
    sub.add_argument("--json", action="store_true", help="print the result as JSON")
    command.arguments(sub)
    sub.set_defaults(handler=command.run)


def _place(family: str) -> tuple[int, str]:
    return (_ORDER.index(family) if family in _ORDER else len(_ORDER), family)
