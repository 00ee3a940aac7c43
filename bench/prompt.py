"""How well requests are told apart, and what checking them and answers costs.

    python bench/prompt.py [file …]

Each line of the files (JSON) holds a `request`, or `messages` with user turns; all of them count as benign.
"""

from __future__ import annotations

import gzip
import json
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from mosaic_guard.assessment import Label, Phase
from mosaic_guard.policies.answer import AnswerPolicy
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.private.secrets import Secrets
from mosaic_guard.policies.prompt import PromptPolicy
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, ToolOutput, Trajectory

CASES = Path(__file__).parent.parent / "tests" / "policies" / "prompt" / "cases.yaml"
POLICY = PromptPolicy()


def labels(texts: Iterable[str]) -> Counter[Label]:
    run = Trajectory(RunId("bench"))
    return Counter(POLICY.assess(Check(Phase.PROMPT, run, text=text))[0].label for text in texts)


def show(name: str, texts: list[str]) -> None:
    found = labels(texts)
    shares = "  ".join(f"{label} {found[label] / len(texts):6.1%}" for label in Label)
    print(f"{name:22} {len(texts):5}  {shares}")


def benign_texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record.get("request"):
                yield record["request"]
            yield from (m["content"] for m in record.get("messages", ()) if m["role"] == "user" and m["content"])


def milliseconds(work: Callable[[], object], repeat: int = 300) -> float:
    work()
    start = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - start) / repeat * 1e3


def costs() -> None:
    plain = ("Please summarise these reviews and tell me which vacuum cleaner is best for a flat. " * 30)[:2048]
    output = ToolOutput("1", "read", "Bob: bob@example.com, paid on 2024-05-15, see https://shop.example/r?id=82736451")
    run = Trajectory(RunId("bench"), [Message("user", "Summarise the reviews", Origin.USER), output])
    secrets, policy = Secrets(), AnswerPolicy()
    answer = Check(Phase.ANSWER, run, text=plain[:1900] + str(output.content))
    body = {"to": "bob@example.com", "subject": "Minutes of the meeting", "body": plain[:400]}
    call = Check(Phase.CALL, run, calls=(ToolCall("2", "send_email", body),))
    prompt = Check(Phase.PROMPT, run, text=plain[:1024])
    print(f"prompt, 1 KB        {milliseconds(lambda: POLICY.assess(prompt)):.3f} ms")
    judged = milliseconds(lambda: policy.assess(replace(answer, facts=tuple(secrets.facts(answer)))))
    print(f"answer, 2 KB        {judged:.3f} ms, its facts included")
    print(f"facts of one call   {milliseconds(lambda: secrets.facts(call)):.3f} ms")


def main() -> None:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="JSON lines, also .gz")
    files = parser.parse_args().files
    cases = {kind: lines.splitlines() for kind, lines in yaml.safe_load(CASES.read_text("utf-8")).items()}
    for kind, texts in cases.items():
        if kind.startswith("unseen"):
            show(kind, texts)
        else:
            show(f"{kind}, tuned", texts[::2])
            show(f"{kind}, held out", texts[1::2])
    for path in files:
        show(path.name[:22], list(dict.fromkeys(benign_texts(path))))
    costs()


if __name__ == "__main__":
    main()
