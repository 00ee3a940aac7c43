"""What a command of a service's own client does, where reading it tells: it only asks the service something.

It goes out all the same. Known are commands of the clients that developers have, with options that name no other host,
account or file; `aws` takes any beginning of an option for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from mosaic_guard.verbs import vocabulary

_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_LISTS: Final = re.compile(r"(?:describe|list)-[a-z0-9-]+")
_MORE: Final = frozenset(
    {"s3 ls", "cloudwatch get-metric-statistics", "cloudwatch get-metric-data", "sts get-caller-identity"}
    | {"logs filter-log-events", "logs get-log-events", "ce get-cost-and-usage"}
)
_ELSEWHERE: Final = re.compile(
    r"--(?:e(?!nd-time(?:=|\Z))|p(?!(?:eriod|refix|age-size)(?:=|\Z))|c(?!luster(?:s|-name)?(?:=|\Z))"
    r"|n(?!ame(?:s|space)?(?:=|\Z)|o-(?:paginate|cli-pager)\Z))"
)
"""What may be the beginning of `--endpoint-url`, `--profile`, `--cli-input-json` or `--no-verify-ssl`."""
_BUCKET: Final = re.compile(r"s3://([^/]*)/.+|--b[a-z]*=(.+)")
_ASKS: Final = vocabulary("get describe logs top explain")
_SELECTS: Final = re.compile(
    r"-[nolc]|-[Ap]|--(?:namespace|all-namespaces|output|selector|show-labels|sort-by|tail|since|previous|container"
    r"|field-selector)(?:=.*)?"
)
_SHOWN: Final = vocabulary("ps images logs inspect version info stats top port history")
_KEPT: Final = vocabulary("pr issue run release repo workflow")
_SEEN: Final = vocabulary("list view status checks diff")
_BROWSES: Final = re.compile(r"--web|-[a-zA-Z]*w")
_OTHER_HOST: Final = re.compile(r"(?!(?:-R|--repo=)?(?:https://)?github\.com/).*(?:/.*/|://|@.*:)")
"""`HOST/OWNER/REPO`, or an address: what is asked goes there, and the key for it."""


def only_asks(command: Sequence[str]) -> bool:
    """Whether a command of a client that is known only asks its service something."""
    program, *given = command or [""]
    rule = CLIENTS.get(program)
    return rule is not None and rule(given)


def asked_buckets(command: Sequence[str]) -> Sequence[str]:
    """Name the buckets that a command asks for something in; of one alone it only asks what is there."""
    if tuple(command[:1]) != ("aws",) or not command[1].startswith("s3"):
        return ()
    found = [_BUCKET.fullmatch(word) for word in command]
    beside = [value for option, value in pairwise(command) if re.fullmatch("--b[a-z]*", option)]
    return [*beside, *(m[1] or m[2] or "" for m in found if m)]


def _aws(given: Sequence[str]) -> bool:
    if len(given) < 2 or not _NAME.fullmatch(given[0]):
        return False
    asks = _LISTS.fullmatch(given[1]) or " ".join(given[:2]) in _MORE
    # A value may be read from a file or an address: `file://`, `https://`.
    return bool(asks) and not any(_ELSEWHERE.match(word) or _is_read(word) for word in given[2:])


def _is_read(word: str) -> bool:
    return "://" in word.removeprefix("s3://")


def _kubectl(given: Sequence[str]) -> bool:
    asks = bool(given) and given[0] in _ASKS
    return asks and all(_SELECTS.fullmatch(word) for word in given[1:] if word.startswith("-"))


def _docker(given: Sequence[str]) -> bool:
    return bool(given) and given[0] in _SHOWN


def _gh(given: Sequence[str]) -> bool:
    asks = len(given) > 1 and given[0] in _KEPT and given[1] in _SEEN
    return asks and not any(_BROWSES.match(word) or _OTHER_HOST.match(word) for word in given[2:])


CLIENTS: Final[Mapping[str, Callable[[Sequence[str]], bool]]] = MappingProxyType(
    {"aws": _aws, "kubectl": _kubectl, "docker": _docker, "gh": _gh}
)
