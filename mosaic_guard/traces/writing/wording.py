"""The texts that a group of jobs adds to the store, without secrets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mosaic_guard.traces.encoding import item_to_json
from mosaic_guard.traces.redaction.redactor import Record, Redactor
from mosaic_guard.traces.writing.jobs import Append, Claim, Job


@dataclass(frozen=True, slots=True)
class Texts:
    """What one job adds."""

    items: Sequence[str] = ()
    drafts: Sequence[str] = ()


def worded(jobs: Sequence[Job], redactor: Redactor) -> list[Texts]:
    """Spell what each job adds; secrets are searched for in everything at once, since there rarely is one."""
    records = [_records(job, redactor) for job in jobs]
    texts = iter(redactor.texts([record for some in records for record in some]))
    return [_texts(job, list(islice(texts, len(some)))) for job, some in zip(jobs, records, strict=True)]


def _records(job: Job, redactor: Redactor) -> list[tuple[Record, str, int]]:
    if isinstance(job, Append):
        items = [(redactor.record(item_to_json(item)), job.trace, i) for i, item in enumerate(job.items, job.start)]
        return items + [(draft.record, draft.trace, job.start + len(items)) for draft in job.drafts]
    return [(job.draft.record, job.draft.trace, 0)] if isinstance(job, Claim) else []


def _texts(job: Job, texts: list[str]) -> Texts:
    items = len(job.items) if isinstance(job, Append) else 0
    return Texts(texts[:items], texts[items:])
