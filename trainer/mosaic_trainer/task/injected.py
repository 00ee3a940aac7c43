"""Attacks in a trace: where the guard found one, its text as it was delivered, and the calls that followed from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from mosaic_guard.assessment import InjectionFact, Span
from mosaic_guard.config.hosts import host_of
from mosaic_guard.legible import block_text
from mosaic_guard.policies.sanitize import MARKER
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import JSON, ToolOutput
from mosaic_trainer.task.recorded import Recorded, RecordedCall
from mosaic_trainer.task.task import Attack, Call

_STEPS: Final = re.compile(r"[^.\[\]]+")
_REPLACED: Final = "\u2039secret:"
"""Where secrets were replaced, or blocks were cut out, offsets say nothing of the text that is left."""


def content_of(output: ToolOutput | None) -> JSON:
    """What a model was shown of an output."""
    if output is None:
        return ""
    content: JSON = output.content  # as it was recorded, and tools may have given anything
    if content is None or content == "":
        return "" if output.structured is None else output.structured
    if not isinstance(content, list):
        return content
    texts = [text for block in content if (text := block_text(block)) is not None]
    return "\n".join(texts) if len(texts) == len(content) else content


def source_of(run: Recorded, call: RecordedCall) -> InjectionFact | None:
    """The injected block that a value of this call was taken from."""
    spans = [fact.span for fact in call.facts if fact.span is not None]
    return next((found for found in run.injections for span in spans if _within(span, found.block)), None)


def attack_of(run: Recorded, found: InjectionFact, calls: Iterable[Call]) -> Attack | None:
    """The attack as it can be replayed; None where its text was not delivered as it came, or nobody knows to whom."""
    readers = [call for call in run.calls if f"call:{call.id}" == found.block.source]
    reader = readers[0] if len(readers) == 1 else None
    if reader is None or reader.output is None:
        return None
    text = _text_at(reader.output, found.block)
    shown = content_of(reader.output)
    if not text or not isinstance(shown, str) or text not in shown:
        return None
    return Attack(found.kind, reader.tool, text, tuple(calls))


def place_of(spec: ToolSpec, call: RecordedCall) -> str:
    """Who wrote what a call read, as far as its arguments and its tool say: a host, a server, a tool."""
    links = (value for value in call.args.values() if isinstance(value, str) and "://" in value)
    hosts = [host for link in links if (host := host_of(link))]
    return hosts[0] if hosts else spec.name if spec.origin == "local" else f"{spec.origin}:{spec.name}"


def _within(span: Span, block: Span) -> bool:
    is_there = (span.source, span.path) == (block.source, block.path)
    return is_there and block.start <= span.start and span.end <= block.end


def _text_at(output: ToolOutput, block: Span) -> str:
    value: JSON = {"content": output.content, "structured": output.structured}
    for step in _STEPS.findall(block.path):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return ""
    if not isinstance(value, str) or MARKER in value or _REPLACED in value:
        return ""
    return value[block.start : block.end]
