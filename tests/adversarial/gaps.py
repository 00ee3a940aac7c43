"""The known gaps: attacks that get through and harmless runs that lose something, by trick, with the reason."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.adversarial.case import Case

FILE: Final = Path(__file__).with_name("gaps.toml")
UNEXPLAINED: Final = "Not looked into yet."
_HEAD: Final = """\
# What does not hold yet, by trick: scenes whose attack gets through, and scenes whose harmless twin is altered or asked
# about. Each must fail: an entry that has become untrue fails the suite. `python bench/adversarial.py --refresh` writes
# the scenes anew and keeps the reasons.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one trick does to the guard."""

    attacks: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    why: str = UNEXPLAINED


def gaps(file: Path = FILE) -> dict[str, Gap]:
    """Read the known gaps, by family and trick."""
    entries = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {
        trick: Gap(tuple(entry.get("attacks", ())), tuple(entry.get("controls", ())), entry["why"])
        for trick, entry in entries.items()
    }


def names(case: Case, known: Mapping[str, Gap]) -> Gap | None:
    """Give the gap that a case is known to be, if it is one."""
    gap = known.get(case.kind)
    scenes = () if gap is None else gap.controls if case.control else gap.attacks
    return gap if case.scene in scenes else None


def write(failed: Iterable[Case], file: Path = FILE) -> None:
    """Write the gaps anew; reasons given before stay."""
    known, failed = gaps(file), list(failed)
    parts = [_HEAD]
    for kind in dict.fromkeys(case.kind for case in failed):
        mine = [case for case in failed if case.kind == kind]
        parts.append(f"[{_quoted(kind)}]")
        for key, control in (("attacks", False), ("controls", True)):
            scenes = [case.scene for case in mine if case.control is control]
            if scenes:
                parts.append(f"{key} = [{', '.join(map(_quoted, scenes))}]")
        parts.append(f"why = {_quoted(known.get(kind, Gap()).why)}\n")
    file.write_text("\n".join(parts), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
