"""How often calls of the training tasks depart from what the user wrote out: honest ones should not.

    python bench/departures.py [--workers 2]

Every call that may do harm is looked at with outputs handed on as they came, in the style that training reads them in.
About five minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from mosaic_trainer.embedded import written
from mosaic_trainer.embedded.config import load
from mosaic_trainer.embedded.judgement.styles import restyled
from mosaic_trainer.embedded.parallel import each
from mosaic_trainer.embedded.tasks.generate import episodes
from mosaic_trainer.episode import Episode, Kind
from mosaic_trainer.replay import Proposal, proposals

from mosaic_guard.policies.call.departure import Departures
from mosaic_guard.policies.call.pending import Pending
from mosaic_guard.policies.provenance import Provenance
from mosaic_guard.policies.reach import matters

BATCH = 100


def departs(proposal: Proposal, provenance: Provenance) -> bool | None:
    """Say it of a proposed call; None where nobody could have steered it, or it can do no harm."""
    pending = Pending(proposal.check, proposal.call)
    if not provenance.in_view(proposal.check.trajectory) or not matters(pending.effect):
        return None
    return any(Departures(pending).found(writes=pending.effect.write))


def counted(tasks: Sequence[Episode]) -> Counter[tuple[str, bool]]:
    """Count the calls by whose choice they were, and whether they depart."""
    found: Counter[tuple[str, bool]] = Counter()
    for task in tasks:
        provenance = Provenance()
        styled = restyled(task, Random(task.id))
        for proposal in proposals(styled):
            said = departs(proposal, provenance)
            if said is not None:
                whose = "attackers'" if proposal.injected else "twins'" if task.kind is Kind.TWIN else "honest"
                found[whose, said] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("trainer/configs/embedded.yaml"))
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    plan = load(arguments.config)
    tasks = [*written.episodes(), *episodes(plan.seed, plan.episodes, data=None)]
    parts = [tasks[at : at + BATCH] for at in range(0, len(tasks), BATCH)]
    found = sum(each(counted, parts, arguments.workers), Counter[tuple[str, bool]]())
    for whose in ("honest", "twins'", "attackers'"):
        total = found[whose, True] + found[whose, False]
        print(f"{whose:12} {found[whose, True]:6,} of {total:6,} calls depart")


if __name__ == "__main__":
    main()
