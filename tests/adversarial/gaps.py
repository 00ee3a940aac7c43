"""The known gaps: what fails, by trick, and why it does."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

from tests.adversarial.case import Case

HERE: Final = Path(__file__).parent
FILE: Final = HERE / "gaps.toml"

Failure = Literal["attacks", "controls", "rest"]
"""An attack gets through; a harmless twin loses something; a cut takes along what the user wants to know."""
FAILURES: Final[tuple[Failure, ...]] = get_args(Failure)

_HEAD: Final = """\
# What does not hold yet, by trick: scenes whose attack gets through, scenes whose harmless twin is altered or asked
# about, and scenes where a cut takes along what the user wants to know. Each must fail: an entry that has become untrue
# fails the suite. `python bench/adversarial.py --refresh` writes this file; the reasons stand in reasons.toml.
"""

Gaps = Mapping[tuple[str, Failure], Sequence[str]]
"""The scenes that fail, by family and trick, and by what fails."""


def gaps() -> Gaps:
    """Read the known gaps."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        (kind, failure): entry[failure] for kind, entry in entries.items() for failure in FAILURES if failure in entry
    }


def reasons() -> dict[Failure, dict[str, str]]:
    """Read why gaps are there, by family, or by family and trick."""
    entries = tomllib.loads((HERE / "reasons.toml").read_text(encoding="utf-8"))
    return {failure: entries[failure] for failure in FAILURES}


def reason(kind: str, failure: Failure) -> str:
    """Say why a trick fails; empty when nobody knows."""
    known = reasons()[failure]
    return known.get(kind) or known.get(kind.partition("/")[0], "")


def is_known(case: Case, failure: Failure, known: Gaps) -> bool:
    """Whether a case is known to fail so."""
    return case.scene in known.get((case.kind, failure), ())


def write(failed: Mapping[Failure, Sequence[Case]]) -> None:
    """Write the gaps anew."""
    parts = [_HEAD]
    for kind in dict.fromkeys(case.kind for cases in failed.values() for case in cases):
        parts.append(f"[{_quoted(kind)}]")
        for failure, cases in failed.items():
            scenes = [case.scene for case in cases if case.kind == kind]
            if scenes:
                parts.append(f"{failure} = [{', '.join(map(_quoted, scenes))}]")
        parts.append("")
    FILE.write_text("\n".join(parts), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
