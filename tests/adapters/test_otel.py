from mosaic_adapters.otel import SPAN, OtelSink, attributes
from opentelemetry.trace import NoOpTracer

from mosaic_guard import Guard, Message, Origin, ToolCall, ToolSpec


class Recorder(NoOpTracer):
    def __init__(self):
        self.spans = []

    def start_span(self, name, **kwargs):
        self.spans.append((name, kwargs["attributes"]))
        return super().start_span(name, **kwargs)


def decide(sink):
    guard = Guard(store=None, plugins=[sink])
    run = guard.trajectory("delete nothing", tools=[ToolSpec("delete_file")])
    call = ToolCall("1", "delete_file", {"path": "/secret/plans.txt"})
    run.append(Message("assistant", "", Origin.MODEL, calls=(call,)))
    guard.leave(guard.enter(call, run), run, outcome="ok")
    guard.close()


def test_each_event_of_a_call_is_a_span_with_its_verdict():
    recorder = Recorder()
    decide(OtelSink(recorder))
    calls = [a for name, a in recorder.spans if name == SPAN and a.get("gen_ai.tool.name") == "delete_file"]
    assert [a["mosaic_guard.event"] for a in calls] == ["decided", "started", "finished"]
    assert calls[0]["gen_ai.security.verdict"] == calls[0]["mosaic_guard.action"] == "act"


def test_no_argument_value_leaves_with_a_span():
    recorder = Recorder()
    decide(OtelSink(recorder))
    assert recorder.spans
    assert "plans.txt" not in repr(recorder.spans)


def test_attributes_name_the_rules_that_spoke():
    from mosaic_guard import RunId
    from mosaic_guard.traces.events import Event, EventKind

    payload = {"phase": "call", "findings": [{"code": "unknown_tool"}, {"code": "constraint"}]}
    event = Event("e", EventKind.DECIDED, RunId("t"), 1.0, payload=payload)
    assert attributes(event)["gen_ai.security.policy.rules"] == "constraint,unknown_tool"
