"""How far a threshold that was set on one clean source carries to others: the table of docs/calibration.md.

    python bench/calibration.py DATA

A detector is made from generated texts alone, and its model, without the rules beside it, reads all sources. Each row
sets the threshold that alters 0.5 % of one of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from mosaic_trainer.embedded.detector import fit
from mosaic_trainer.embedded.metrics import threshold_at
from mosaic_trainer.embedded.texts.generate import samples
from mosaic_trainer.embedded.texts.installed import Pinned, documentation
from mosaic_trainer.embedded.texts.real import read

from mosaic_guard.calibration.sample import Example, Sample
from mosaic_guard.policies.injection.learned import Learned

LIBRARIES = ("scikit-learn", "numpy", "rich", "pytest", "hatchling", "tenacity")
RATE = 0.005


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of real documents")
    parser.add_argument("--texts", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=5)
    arguments = parser.parse_args()
    texts = list(samples(arguments.seed, arguments.texts))
    detector = fit([t for t in texts if t.split == "train"], seed=arguments.seed).detector()
    attacks = [t for t in texts if t.split == "validation" and t.label == "instruction" and t.kind != "delegable"]
    found = [score(detector, attack.text) for attack in attacks]
    sources = {name: [(group, score(detector, text)) for group, text in kept] for name, kept in clean(arguments.data)}
    print(f"{'threshold set on':28} {'attacks found':>14}", *(f"{name:>16}" for name in sources))
    for name, scored in sources.items():
        least = threshold_at([value for _, value in scored], RATE)
        recall = sum(value >= least for value in found) / len(found)
        shares = [Sample(Example(g, other, v) for g, v in rows).rate(least).share for other, rows in sources.items()]
        print(f"{f'{name} ({len(scored):,})':28} {recall:>14.0%}", *(f"{share:>16.1%}" for share in shares))


def score(detector: Learned, text: str) -> float:
    return max((value for _, value in detector._scan.probable(text, 0.0)), default=0.0)


def clean(data: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    outputs = read(data / "benign_outputs.jsonl.gz")
    for name, kind in (("tables", "table"), ("API results", "api")):
        kept = dict.fromkeys(row["output"] for row in outputs if row["kind"] == kind)
        yield name, [(text, text) for text in kept]
    seen: dict[str, str] = {}
    for run in read(data / "benign_trajectories.jsonl.gz"):
        for message in run["messages"]:
            if message["role"] == "tool" and message["content"]:
                seen.setdefault(message["content"], run["id"])
    yield "airline runs", [(group, text) for text, group in seen.items()]
    documents = documentation([Pinned(name) for name in LIBRARIES]).documents
    yield "documentation", [(document.text, document.text) for document in documents]


if __name__ == "__main__":
    main()
