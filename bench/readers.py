"""How many tools that only read are taken for changes, and the reverse, in the tasks that people wrote.

python bench/readers.py [--names]
"""

from __future__ import annotations

import argparse

from mosaic_trainer.embedded.written import episodes
from mosaic_trainer.episode import Kind
from mosaic_trainer.replay import CHANGES

from mosaic_guard.effects import infer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", action="store_true", help="name them")
    arguments = parser.parse_args()
    taken: dict[tuple[str, str], tuple[bool, bool]] = {}
    for episode in episodes():
        if episode.kind is Kind.CLEAN:
            for tool in episode.tools:
                taken[episode.domain, tool.name] = f"{CHANGES}{tool.name}" in episode.tags, infer(tool).write
    for does, said in ((False, "that only read are taken for changes"), (True, "that change something, for reads")):
        those = {tool: found for tool, (changes, found) in taken.items() if changes is does}
        wrong = sorted(f"{domain}: {name}" for (domain, name), found in those.items() if found is not does)
        print(f"{len(wrong)} of {len(those)} tools {said}")
        print(*wrong if arguments.names else (), sep="\n", end="\n" if arguments.names else "")


if __name__ == "__main__":
    main()
