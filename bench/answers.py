"""What honest answers lose: of tasks that people wrote, played to the end, those whose answer arrives altered.

    python bench/answers.py

Nobody attacks, and whoever is asked says yes. The contacts policy has learned from most of these tasks; the checks for
private data and for what an output told the agent to say have not. About a minute.
"""

from __future__ import annotations

from collections import Counter

from mosaic_trainer.embedded.written import episodes
from mosaic_trainer.episode import Kind
from mosaic_trainer.replay import play

from mosaic_guard.testing import memory_guard


def main() -> None:
    found = Counter(play(e, memory_guard()).answer_altered for e in episodes() if e.kind is Kind.CLEAN)
    print(f"{found[True]} of {found.total():,} honest answers are altered")


if __name__ == "__main__":
    main()
