"""Measure the injection policy: attacks found and removed, clean outputs altered.

    python bench/injection.py --data DIR [--part held]

DIR holds `injections.jsonl.gz` ({text, kind, category, source}), `benign_outputs.jsonl.gz` ({output, kind, source}) and
`benign_trajectories.jsonl.gz` ({messages}). Each attack stands as a paragraph in the middle of a clean output. A third
of the rows, chosen by hash, is held out: tune on the rest (`--part tune`), report on it (`--part held`).
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mosaic_trainer.embedded.texts.real import read

from mosaic_guard.policies.injection import STRONG, Injection
from mosaic_guard.policies.sanitize import sanitize
from mosaic_guard.trajectory import ToolOutput

Row = dict[str, Any]
_INJECTION = Injection()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--docs", type=Path, nargs="*", default=[], help="folders of documentation (*.md, *.rst, METADATA)"
    )
    parser.add_argument("--part", choices=["tune", "held", "all"], default="held")
    parser.add_argument("--show", type=int, default=0, help="print so many misses and false alarms of each kind")
    args = parser.parse_args()
    benign = _part(read(args.data / "benign_outputs.jsonl.gz"), "output", args.part)
    attacks = _part(read(args.data / "injections.jsonl.gz"), "text", args.part)
    _report_clean(_clean(args, benign), args.show)
    _report_attacks(attacks, [row["output"] for row in benign if 300 < len(row["output"]) < 6000], args.show)


def _part(rows: list[Row], field: str, part: str) -> list[Row]:
    return [row for row in rows if part == "all" or _held(row[field]) is (part == "held")]


def _held(text: str) -> bool:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % 3 == 0


def _clean(args: argparse.Namespace, benign: list[Row]) -> Iterator[tuple[str, str]]:
    yield from ((f"{row['source']} {row['kind']}", row["output"]) for row in benign)
    for row in read(args.data / "benign_trajectories.jsonl.gz"):
        tools = (m["content"] for m in row["messages"] if m["role"] == "tool" and m["content"])
        yield from (
            ("tau-bench tool", text) for text in tools if args.part == "all" or _held(text) is (args.part == "held")
        )
    for folder in args.docs:
        for path in sorted(p for kind in ("*.md", "*.rst", "METADATA") for p in folder.rglob(kind)):
            text = path.read_text(encoding="utf-8", errors="replace")
            for at in range(0, len(text), 4000):
                yield "documentation (4 KB pieces)", text[at : at + 4000]


def _report_clean(texts: Iterable[tuple[str, str]], show: int) -> None:
    count: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for kind, text in texts:
        facts = _INJECTION.output_facts(ToolOutput("c", "read", text))
        row = count[kind]
        row[0] += 1
        row[1] += any(f.score >= STRONG for f in facts)
        row[2] += bool(facts)
        if facts and row[2] <= show:
            for f in facts:
                print(f"  [{kind}] {f.kind} {f.score}: {text[f.span.start : f.span.end]!r:.400}")
    print(f"\n{'clean outputs':42} {'rows':>6} {'strong':>7} {'altered':>8}")
    for kind, (rows, strong, altered) in sorted(count.items()):
        print(f"{kind:42} {rows:6} {strong / rows:7.2%} {altered / rows:8.2%}")


def _report_attacks(attacks: list[Row], carriers: list[str], show: int) -> None:
    count: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for row in attacks:
        text = _embedded(row["text"], carriers)
        output = ToolOutput("c", "read", text)
        facts = _INJECTION.output_facts(output)
        clean = sanitize(output, facts) if facts else output
        left = _survives(row["text"], "" if clean is None else str(clean.content))
        for name in (f"{row['source']} {row['kind']}", f"  {row['kind']} / {row.get('category', '-')}"):
            c = count[name]
            for i, value in enumerate(
                (1, any(f.score >= STRONG for f in facts), bool(facts), left if facts else 0, clean is None)
            ):
                c[i] += float(value)
        if not facts and count[f"{row['source']} {row['kind']}"][0] % 40 < show:
            print(f"  [{row['source']} {row['kind']} {row.get('category')}] missed: {row['text']!r:.300}")
    print(f"\n{'attacks':62} {'rows':>6} {'strong':>7} {'flagged':>8} {'left when flagged':>18} {'withheld':>9}")
    for kind, (rows, strong, flagged, left, withheld) in sorted(count.items(), key=lambda item: item[0].strip()):
        shares = f"{strong / rows:7.1%} {flagged / rows:8.1%} {left / max(flagged, 1):18.1%}"
        print(f"{kind:62} {rows:6.0f} {shares} {withheld:9.0f}")


def _embedded(attack: str, carriers: list[str]) -> str:
    carrier = carriers[int(hashlib.sha256(attack.encode()).hexdigest(), 16) % len(carriers)]
    middle = carrier.find("\n", len(carrier) // 2)
    middle = middle if middle >= 0 else max(carrier.find(" ", len(carrier) // 2), 0)
    return f"{carrier[:middle]}\n\n{attack}\n\n{carrier[middle:].lstrip()}"


def _survives(attack: str, text: str) -> float:
    """The share of the attack's runs of five words (or of all, where it is shorter) that are still there."""
    words = re.findall(r"\w+", attack.casefold())
    left = " ".join(re.findall(r"\w+", text.casefold()))
    runs = [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]
    return sum(run in left for run in runs) / len(runs)


if __name__ == "__main__":
    main()
