"""Coverage-guided fuzzing of what reads files, exports, arguments and requests from outside.

python tests/fuzz/fuzz_inputs.py -runs=20000
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=[
        "mosaic_guard.config",
        "mosaic_guard.policies.provenance",
        "mosaic_guard.traces.export",
        "mosaic_guard.canonical",
    ]
):
    from mosaic_guard.canonical import canonical_json
    from mosaic_guard.config import parse
    from mosaic_guard.policies.provenance import Provenance
    from mosaic_guard.traces.export import read_export

from mosaic_guard import Check, Message, MosaicError, Origin, Phase, RunId, ToolCall, ToolOutput, Trajectory

YAML = (
    "version: 1\n", "mode: monitor\n", "tools:\n", "  pay: {rule: deny}\n", "  '*': {effect: write}\n", "\n", ": ",
    "constraints: {to: {pattern: '[a-z]+'}}", "&a [", "*a", "]", "{", "}", "!!python/object:os.system", "'", '"', "|\n",
    "domains: ['*.example.com']", "\t", "#", "\x00", "\ud800",
)  # fmt: skip
VALUES = (
    "DE89 3704 0044 0532 0130 00", "1,000.00", "2026-11-20", "20 Nov 2026", "a@b.co", "https://b.co/x?q=1", "./x.txt",
    "Ann Lee", "13", "\u200b", "\ud800", "\x00", "%41", "&amp;", "\\u0041", "1e9999", "٣", "½",
)  # fmt: skip


def text_of(source: atheris.FuzzedDataProvider, parts: tuple[str, ...]) -> str:
    """Mix the parts with arbitrary characters."""
    return "".join(
        source.ConsumeUnicode(8) if source.ConsumeProbability() < 0.2 else source.PickValueInList(list(parts))
        for _ in range(source.ConsumeIntInRange(0, 16))
    )


def main(data: bytes) -> None:
    """Read all of it: a clear error or an answer, never anything else."""
    source = atheris.FuzzedDataProvider(data)
    with contextlib.suppress(MosaicError):
        parse(("fuzz.yaml", text_of(source, YAML)))
    run = Trajectory(RunId("fuzz"), [Message("user", text_of(source, VALUES), Origin.USER)])
    run.append(ToolOutput("c", "read", text_of(source, VALUES)))
    args = {"to": text_of(source, VALUES), "items": [{source.ConsumeUnicode(6): text_of(source, VALUES)}]}
    facts = Provenance().facts(Check(Phase.CALL, run, calls=(ToolCall("d", "pay", args),)))
    assert all(f.explained or f.origin in (Origin.MODEL, Origin.UNTRUSTED) for f in facts)
    assert json.loads(canonical_json(args)) is not None
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(MosaicError):
        path = Path(folder) / "export.jsonl"
        path.write_bytes(source.ConsumeBytes(400))
        list(read_export(path))


if __name__ == "__main__":
    atheris.Setup(sys.argv, main)
    atheris.Fuzz()
