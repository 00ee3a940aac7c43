"""From settings to a judge."""

from __future__ import annotations

from pathlib import Path

from mosaic_trainer.judge.audited import AuditedJudge
from mosaic_trainer.judge.base import Judge
from mosaic_trainer.judge.deterministic import DeterministicJudge
from mosaic_trainer.judge.settings import JudgeSettings
from mosaic_trainer.keys import key_in


def open_judge(settings: JudgeSettings, journal: Path | None = None) -> Judge:
    """Make the judge that settings name; a second one keeps its verdicts beside `journal`, in `audits.jsonl`.

    Raises:
        ConfigError: the variable that should hold its key is not set.
        MissingExtraError: the `model` extra is not installed.
        JudgeError: the journal can't be read.
    """
    if settings.kind == "deterministic":
        return DeterministicJudge()
    judge = _asked(settings, journal)
    if settings.second is None:
        return judge
    second = _asked(settings.second, journal and journal.with_name("audits.jsonl"))
    return AuditedJudge(judge, second, settings.audit_share)


def _asked(settings: JudgeSettings, journal: Path | None) -> Judge:
    from mosaic_trainer.judge.llm import LlmJudge

    return LlmJudge(settings, journal, api_key=key_in(settings.api_key_env, whose="judge"))
