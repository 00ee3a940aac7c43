"""What a judge has cost and how it is doing; stops the run before it costs too much or means too little."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Final

from mosaic_trainer.judge.base import JudgeCounts, JudgeError
from mosaic_trainer.judge.journal import Answered
from mosaic_trainer.judge.settings import JudgeSettings

_ENOUGH: Final = 20
"""So many verdicts are waited for before their failures are counted."""
_WINDOW: Final = 200
"""So many of the last ones count."""


class BudgetSpent(JudgeError):
    """One more request would cost more than was allowed."""


class Account:
    """Of one judge; used from its event loop alone, and read from anywhere.

    Requests that are under way when the money runs out are still paid for: at most `concurrency` of them.
    """

    def __init__(self, settings: JudgeSettings) -> None:
        self._settings = settings
        self._recent: deque[bool] = deque(maxlen=_WINDOW)
        self.counts = JudgeCounts()

    def take(self) -> None:
        """Count a request that is about to be sent.

        Raises:
            BudgetSpent: it may not be.
        """
        counts, most = self.counts, self._settings
        if most.max_calls and counts.calls >= most.max_calls:
            msg = f"the judge was asked {counts.calls} times, which is all it may be; raise max_calls and resume"
            raise BudgetSpent(msg)
        if most.max_cost and counts.cost >= most.max_cost:
            msg = f"the judge has cost {counts.cost:.2f} of {most.max_cost:.2f}; raise max_cost and resume"
            raise BudgetSpent(msg)
        self.counts = replace(counts, calls=counts.calls + 1)

    def paid(self, answered: Answered) -> None:
        """Add what an answer cost, whatever it was worth."""
        counts, prices = self.counts, self._settings
        prompt = counts.prompt_tokens + answered.prompt_tokens
        completion = counts.completion_tokens + answered.completion_tokens
        cost = (prompt * prices.price_prompt + completion * prices.price_completion) / 1e6
        self.counts = replace(counts, prompt_tokens=prompt, completion_tokens=completion, cost=cost)

    def earlier(self, answered: Answered) -> None:
        """Add what was paid for before this process began."""
        self.counts = replace(self.counts, calls=self.counts.calls + 1)
        self.paid(answered)

    def known(self) -> None:
        """Count a verdict that did not have to be asked for."""
        self.counts = replace(self.counts, cached=self.counts.cached + 1)

    def came(self, *, good: bool) -> None:
        """Count a verdict, or that there is none.

        Raises:
            JudgeError: too many of the last ones failed.
        """
        self._recent.append(good)
        if not good:
            self.counts = replace(self.counts, failed=self.counts.failed + 1)
        failed = self._recent.count(False)
        if len(self._recent) >= _ENOUGH and failed > self._settings.max_failed * len(self._recent):
            msg = (
                f"the judge failed {failed} of the last {len(self._recent)} times: mend it (see the reasons among the "
                "comparisons), or raise max_failed, and resume"
            )
            raise JudgeError(msg)
