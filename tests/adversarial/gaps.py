"""The known gaps: attacks that get through and harmless runs that lose something, by trick, with the reason."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from tests.adversarial.case import Case

FILE: Final = Path(__file__).with_name("gaps.toml")
Failure = Literal["attacks", "controls", "rest"]
FAILURES: Final[tuple[Failure, ...]] = get_args(Failure)
UNEXPLAINED: Final = "Not looked into yet."
_HEAD: Final = """\
# What does not hold yet, by trick: scenes whose attack gets through, scenes whose harmless twin is altered or asked
# about, and scenes where a cut takes along what the user wants to know. Each must fail: an entry that has become untrue
# fails the suite. `python bench/adversarial.py --refresh` writes the scenes anew and keeps the reasons.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one trick does to the guard."""

    attacks: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    why: str = UNEXPLAINED


def gaps(file: Path = FILE) -> dict[str, Gap]:
    """Read the known gaps, by family and trick."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {
        kind: Gap(*(tuple(entry.get(what, ())) for what in FAILURES), why=entry["why"])
        for kind, entry in entries.items()
    }


def gap_of(case: Case, failure: Failure, known: Mapping[str, Gap]) -> Gap | None:
    """Give the gap that a case is known to be, if it is one."""
    gap = known.get(case.kind)
    return gap if gap and case.scene in getattr(gap, failure) else None


def write(failed: Mapping[Failure, Sequence[Case]], file: Path = FILE) -> None:
    """Write the gaps anew; reasons given before stay."""
    known, parts = gaps(file), [_HEAD]
    for kind in dict.fromkeys(case.kind for cases in failed.values() for case in cases):
        parts.append(f"[{_quoted(kind)}]")
        for failure, cases in failed.items():
            scenes = [case.scene for case in cases if case.kind == kind]
            if scenes:
                parts.append(f"{failure} = [{', '.join(map(_quoted, scenes))}]")
        parts.append(f"why = {_quoted(known.get(kind, Gap()).why)}\n")
    file.write_text("\n".join(parts), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
