"""Decisions as OpenTelemetry spans and events, as a plugin: `Guard(plugins=[OtelSink()])`.

The names follow the proposed conventions for guardrails (semantic-conventions-genai #427, not settled yet), in one
table, with ours beside them under `mosaic_guard.*`. No argument, output or reason text leaves: names and verdicts only.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mosaic_guard.errors import MissingExtraError
from mosaic_guard.plugins import hookimpl
from mosaic_guard.traces.events import Event, EventKind
from mosaic_guard.trajectory import JSON

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

SPAN: Final = "gen_ai.run_guardrail"

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "settled": ("gen_ai.security.verdict", "mosaic_guard.action"),
        "label": ("mosaic_guard.label",),
        "phase": ("gen_ai.security.guardrail.phase", "mosaic_guard.phase"),
        "state": ("mosaic_guard.state",),
        "mode": ("mosaic_guard.mode",),
        "tool": ("gen_ai.tool.name",),
        "call_id": ("gen_ai.tool.call.id",),
        "latency_ms": ("mosaic_guard.latency_ms",),
        "outcome": ("mosaic_guard.outcome",),
        "decision": ("mosaic_guard.answer",),
    }
)
"""Which payload field becomes which attributes."""


class OtelSink:
    """Sends a span for each decision, question, answer, start and end of a call.

    Args:
        tracer: where spans go; default: the global tracer provider's.

    Raises:
        MissingExtraError: opentelemetry-api is not installed.
    """

    def __init__(self, tracer: Tracer | None = None) -> None:
        if tracer is None:
            try:
                from opentelemetry import trace
            except ModuleNotFoundError as error:
                raise MissingExtraError("opentelemetry-api", "otel") from error
            tracer = trace.get_tracer("mosaic_guard")
        self._tracer = tracer

    @hookimpl
    def mosaic_event(self, event: Event) -> None:
        """Send one event as a span of its own duration: the latency of a decision, else none."""
        took = float(event.payload.get("latency_ms", 0.0)) if event.kind is EventKind.DECIDED else 0.0
        end = int(event.time * 1e9)
        span = self._tracer.start_span(SPAN, start_time=end - int(took * 1e6), attributes=attributes(event))
        span.end(end_time=end)


def attributes(event: Event) -> dict[str, str | float]:
    """Name what an event says, without any content."""
    found: dict[str, str | float] = {
        "mosaic_guard.event": event.kind.value,
        "gen_ai.conversation.id": event.run.thread,
        "mosaic_guard.trace": event.run.trace,
    }
    for field, names in ATTRIBUTES.items():
        if (value := event.payload.get(field)) is not None:
            found |= dict.fromkeys(names, value if isinstance(value, (int, float)) else str(value))
    if codes := _codes(event.payload.get("findings")):
        found["gen_ai.security.policy.rules"] = ",".join(codes)
    return found


def _codes(findings: JSON) -> list[str]:
    return sorted({f["code"] for f in findings}) if findings else []
