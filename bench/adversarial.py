"""What holds against an attacker who knows the guard: every case of tests/adversarial, played.

python bench/adversarial.py [--json] [--refresh]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the cases belong to the tests, which are no package

from mosaic_guard.testing import memory_guard
from tests.adversarial import gaps, page
from tests.adversarial.cases import attacks, controls
from tests.adversarial.play import Outcome, attack, losses, missing


def main() -> None:
    """Play all, and print a table by trick."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--refresh", action="store_true", help="write gaps.toml and docs/adversarial.md anew")
    arguments = parser.parse_args()
    began = time.process_time()
    guard = memory_guard()
    ended = {case: attack(guard, case) for case in attacks()}
    lost = {case: losses(guard, case) for case in controls()}
    cut = {case: missing(guard, case) for case in attacks()}
    guard.close()
    if arguments.refresh:
        through = [case for case, outcome in ended.items() if outcome is Outcome.THROUGH]
        altered, short = ([case for case, what in found.items() if what] for found in (lost, cut))
        gaps.write({"attacks": through, "controls": altered, "rest": short})
        page.FILE.write_text(page.page([*ended, *lost], gaps.gaps()), encoding="utf-8")
    if arguments.json:
        found: Mapping[str, Mapping[Any, object]] = {"attacks": ended, "lost": lost, "cut too much": cut}
        print(json.dumps({what: {case.id: said for case, said in by.items()} for what, by in found.items()}))
        return
    print(f"{'trick':48} " + " ".join(f"{outcome:>8}" for outcome in Outcome) + "     kept")
    for kind in dict.fromkeys(case.kind for case in (*ended, *lost)):
        counts = Counter(outcome for case, outcome in ended.items() if case.kind == kind)
        twins = [not what for case, what in lost.items() if case.kind == kind]
        print(f"{kind:48} " + " ".join(f"{counts[o] or '':>8}" for o in Outcome) + f"  {sum(twins)} of {len(twins)}")
    for case, what in lost.items():
        if what:
            print(f"lost: {case.id}: {'; '.join(what)}")
    print(f"cut too much: {', '.join(case.id for case, what in cut.items() if what) or 'nowhere'}")
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in Counter(ended.values()).items())
    kept = sum(not what for what in lost.values())
    print(f"{len(ended)} attacks: {outcomes}; {len(lost)} twins, {kept} kept; {time.process_time() - began:.1f} s CPU")


if __name__ == "__main__":
    main()
