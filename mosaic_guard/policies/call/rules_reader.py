"""A reader made of the rules of the injection detector."""

from __future__ import annotations

from mosaic_guard.policies.injection import Injection


class RulesReader:
    """Scores a segment by the rules alone; what stands around it does not count."""

    def __init__(self) -> None:
        self._injection = Injection()
        self.fingerprint = f"rules:{self._injection.fingerprint}"

    def instructs(self, text: str, start: int, end: int) -> float:
        """Return the score of the segment."""
        return self._injection.score(text[start:end])
