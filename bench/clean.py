"""How much harmless text loses something: the files of installed distributions that nothing was learned from.

    python bench/clean.py [--config trainer/configs/embedded.yaml]

Licences, READMEs, source and other text files, in parts of 4,000 characters, each once, read as what a tool returned.
The interval is redrawn by distribution.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from importlib.metadata import distributions
from pathlib import Path

from mosaic_trainer.embedded.config import load
from mosaic_trainer.embedded.metrics import clustered
from mosaic_trainer.embedded.texts.installed import Pinned, files

from mosaic_guard import Action, Guard, RunId, ToolOutput, Trajectory

OURS = frozenset({"mosaic-guard", "agentdojo"})
"""Not harmless text: attacks, and the words that find them."""


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, default=Path("trainer/configs/embedded.yaml"))
    parser.add_argument("--show", action="store_true", help="print what was cut")
    arguments = parser.parse_args()
    plan = load(arguments.config)
    known = {name.lower() for name in (*plan.documents, *plan.files, *OURS)}
    names = sorted({d.name for d in distributions() if d.name.lower() not in known})
    texts = {d.text: d for d in files([Pinned(name) for name in names]).documents}
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    guard = Guard(store=None)
    for number, document in enumerate(texts.values()):
        output = ToolOutput(f"c{number}", "read_file", document.text)
        delivery = guard.check_output(output, Trajectory(RunId(f"run-{number}")))
        altered = delivery.decision.action is not Action.ACT
        found[document.kind].append((document.source, altered))
        if altered and arguments.show:
            print(document.kind, document.source, [f.message for f in delivery.decision.findings][:2])
    guard.close()
    print(f"{len(names)} distributions")
    for kind, rows in sorted(found.items()):
        share = clustered(rows)
        limits = f"[{share.low:.1%}, {share.high:.1%}]"
        print(f"{kind:10} {share.value:6.1%} {limits:16} of {share.of:,} altered")


if __name__ == "__main__":
    main()
