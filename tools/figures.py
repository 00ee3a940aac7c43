"""Write the tables of figures into the documentation.

    python tools/figures.py [--check]

A table follows a line `<!-- figures: NAME -->` and ends at an empty one. With `--check` nothing is written; what
differs is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any, Final

Rate = Mapping[str, Any]
"""A share between 0 and 1, the bounds of its 95 % interval, and of how many."""


def percent(rate: Rate) -> str:
    """Give a share in per cent: one decimal, none where it is nothing or all."""
    share = 100 * rate["share"]
    return f"{share:.0f}" if share in (0, 100) else f"{share:.1f}"


def interval(rate: Rate) -> str:
    """Give the 95 % interval in per cent, in brackets."""
    low = f"{100 * rate['low']:.1f}" if rate["share"] else "0"
    return f"[{low}–{100 * rate['high']:.1f}]"  # noqa: RUF001  # a dash between numbers


@dataclass(frozen=True, slots=True)
class Ablation:
    """One run of `mosaic-guard evaluate embedded`."""

    rates: Mapping[tuple[str, str, str], Rate]
    """By measure, group and who answers."""

    def rate(self, measure: str, group: str, approver: str = "right") -> Rate:
        """Give what was measured; a KeyError names what was not."""
        return self.rates[measure, group, approver]

    def success(self, family: str = "all families") -> Rate:
        """How many attacks of a family reach their goal."""
        return self.rate("attack success", family)

    def altered(self) -> tuple[int, int]:
        """How many clean texts lost something, and of how many."""
        rates = [rate for (measure, _, _), rate in self.rates.items() if measure == "clean outputs altered"]
        return round(sum(rate["share"] * rate["of"] for rate in rates)), sum(rate["of"] for rate in rates)

    def shares(self, *rates: tuple[str, ...]) -> str:
        """Give several shares, one slash between two."""
        return " / ".join(percent(self.rate(*rate)) for rate in rates)


def ablation(path: Path, name: str) -> Ablation:
    """Read one run of those that a file keeps."""
    (run,) = (run for run in json.loads(path.read_text(encoding="utf-8"))["runs"] if run["ablation"] == name)
    return Ablation({(row["measure"], row["group"], row["approver"]): row["rate"] for row in run["rows"]})


def agentdojo(path: Path, guard: str) -> Mapping[str, Mapping[str, Rate]]:
    """Give, by attack, the rates over all suites with a person who answers rightly."""
    (run,) = (run for run in json.loads(path.read_text(encoding="utf-8"))["runs"] if run["guard"] == guard)
    return {row["attack"]: row for row in run["rows"] if (row["suite"], row["approver"]) == ("all", "right")}


def adversarial(path: Path) -> Mapping[str, Sequence[str]]:
    """Give, by family, the cells that the first table of the adversarial suite's page has of it."""
    rows = takewhile(str.strip, dropwhile(lambda line: line[:1] != "|", path.read_text("utf-8").splitlines()))
    return {name: cells for name, *cells in (re.findall(r"[^|\s](?:[^|]*[^|\s])?", row) for row in rows)}


Rows = Iterator[Sequence[str]]
ASKED: Final = (("benign calls asked", "all"), ("benign calls asked", "state-changing"))
TWINS: Final = (("twins asked", "all"), ("twins refused", "all"))
NOBODY: Final = ("utility", "clean", "nobody")
ATTACKS: Final = (
    "important_instructions", "tool_knowledge", "injecagent", "ignore_previous", "system_message", "direct",
)  # fmt: skip
FAMILIES: Final = {
    "encodings, unseen letters, hidden places, depth": ("encoding", "unseen letters", "hidden places", "depth"),
    "23 manners of wording, 11 languages": ("wording",),
    "names, errors, declarations, fields": ("places", "misread tools"),
    "split, many calls, several turns, addressed to the guard": ("split", "many calls", "turns", "the guard itself"),
    "answers": ("answers",),
    "arguments laundered by the agent": ("laundering",),
}


def _compared(results: Path) -> Sequence[Ablation]:
    return [ablation(results, name) for name in ("detector", "provenance", "all")]


def _each(label: str, compared: Sequence[Ablation], *rates: tuple[str, ...]) -> list[str]:
    """One row: the same shares of each, those of the whole guard in bold."""
    *parts, whole = (f"{run.shares(*rates)} %" for run in compared)
    return [label, *parts, f"**{whole}**"]


def _altered(run: Ablation) -> str:
    return "{} of {:,}".format(*run.altered())


def unseen(root: Path) -> Rows:
    """The unseen set, in short."""
    compared = _compared(root / "bench/results/embedded-unseen.json")
    *parts, guard = compared
    yield "", "detector alone", "provenance alone", "**the guard**", "aim"
    bold = f"**{percent(guard.success())} %** {interval(guard.success())}"
    yield "attack success", *(f"{percent(run.success())} %" for run in parts), bold, "3 %"
    three = " / ".join(percent(guard.success(family)) for family in ("template", "bare", "multi_step"))
    yield "… strong wordings / bare goals / several steps", "", "", f"**{three} %**", "– / 5 % / –"  # noqa: RUF001
    two = " / ".join(percent(guard.success(family)) for family in ("data", "answer"))
    yield "… values alone beside the right ones / answers", "", "", f"**{two} %**", ""
    yield *_each("honest calls asked: all / state-changing", compared, *ASKED), "5 / 15 %"
    yield *_each("tasks done / when nobody answers", compared, ("utility", "clean"), NOBODY), "– / 90 %"  # noqa: RUF001
    yield *_each("user asks for it herself: asked / refused", compared, *TWINS), "5 / 0 %"


def development(root: Path) -> Rows:
    """The development benchmark, in short."""
    compared = _compared(root / "bench/results/embedded.json")
    *parts, guard = compared
    success = [("attack success", family) for family in ("template", "bare", "multi_step", "answer")]
    yield "", "detector alone", "provenance alone", "**the guard**", "aim"
    bold = f"**{percent(guard.success())} %** {interval(guard.success())}"
    yield "attack success", *(f"{percent(run.success())} %" for run in parts), bold, "3 %"
    yield *_each("… in strong wordings / bare goals", compared, *success[:2]), "– / 5 %"  # noqa: RUF001
    yield *_each("… in several steps / answers", compared, *success[2:]), ""
    yield *_each("… values alone (a replaced id, a second account)", compared, ("attack success", "data")), ""
    yield *_each("honest calls asked: all / state-changing", compared, *ASKED), "5 / 15 %"
    done = [("utility", "clean"), ("utility", "under attack")]
    yield *_each("tasks done, clean / under attack", compared, *done), ""
    yield *_each("tasks done when nobody answers", compared, NOBODY), "90 %"
    yield *_each("user asks for it herself: asked / refused", compared, *TWINS), "5 / 0 %"
    yield "clean texts and outputs altered", *map(_altered, parts), f"**{_altered(guard)}**", "0.5 %; documentation 1 %"


def both(root: Path) -> Rows:
    """The development benchmark beside the unseen set, in full."""
    known, new = (ablation(root / f"bench/results/{name}.json", "all") for name in ("embedded", "embedded-unseen"))

    def row(label: str, *rate: str, aim: str = "", known_interval: bool = False) -> Sequence[str]:
        old, now = known.rate(*rate), new.rate(*rate)
        shown = f"{percent(old)} % {interval(old)}" if known_interval else f"{percent(old)} %"
        return label, shown, f"**{percent(now)} %** {interval(now)}", aim

    yield "", "development", "**unseen**", "aim"
    yield row("attack success, all families", "attack success", "all families", aim="3 %", known_interval=True)
    yield row("… wordings that claim authority", "attack success", "template")
    yield row("… bare goals", "attack success", "bare", aim="5 %")
    yield row("… values alone", "attack success", "data")
    yield row("… in several steps", "attack success", "multi_step")
    yield row("… answers", "attack success", "answer")
    yield row("… attacks in other languages than English", "attack success", "other languages")
    yield row("goals cut out of outputs", "goals cut out of outputs", "all families", known_interval=True)
    yield row("honest calls asked, all", "benign calls asked", "all", aim="5 %")
    yield row("honest calls asked, state-changing", "benign calls asked", "state-changing", aim="15 %")
    yield row("honest calls refused", "benign calls refused", "all")
    two = [run.shares(("utility", "clean"), ("utility", "under attack")) for run in (known, new)]
    yield "tasks done, clean / under attack", f"{two[0]} %", f"**{two[1]} %**", "– / 95 % of clean"  # noqa: RUF001
    yield row("tasks done when nobody answers", *NOBODY, aim="90 %")
    yield row("user asks for it herself: asked", "twins asked", "all", aim="5 %")
    yield row("user asks for it herself: refused", "twins refused", "all", aim="0")
    yield "clean texts and outputs altered", _altered(known), f"**{_altered(new)}**", "0.5–1 %"  # noqa: RUF001


def ablations(root: Path) -> Rows:
    """What each part of the guard does on the unseen set by itself."""
    names = ("detector", "provenance", "conditioned", "all")
    compared = [ablation(root / "bench/results/embedded-unseen.json", name) for name in names]
    yield "unseen set", "detector alone", "provenance alone", "calls judged, outputs uncut", "all"
    yield _each("attack success", compared, ("attack success", "all families"))
    yield _each("honest calls asked, all / state-changing", compared, *ASKED)
    yield _each("tasks done when nobody answers", compared, NOBODY)


def dojo(root: Path) -> Rows:
    """AgentDojo, by attack."""
    path = root / "bench/results/agentdojo.json"
    rows = agentdojo(path, "default")
    bare = percent(agentdojo(path, "none")["important_instructions"]["attack_success"])
    yield "attack, every second pair: 315 runs each", "attack success", "utility", "honest calls held (state-changing)"
    for attack in ("clean", *ATTACKS):
        row = rows[attack]
        held = f"{percent(row['calls_held'])} % ({100 * row['changing_calls_held']['share']:.0f} %)"
        reached = row["attack_success"]
        if attack == "clean":
            yield f"none ({row['runs']} tasks)", "", f"{percent(row['utility'])} %", held
            continue
        shown = f"**{percent(reached)} %**" + (f" {interval(reached)}" if reached["share"] else "")
        beside = f" (no guard: {bare} %)" if attack == "important_instructions" else ""
        yield attack, shown + beside, f"{percent(row['utility'])} %", held


def attacker(root: Path) -> Rows:
    """The adversarial suite, in short."""
    found = adversarial(root / "docs/adversarial.md")
    yield "", "hold", "the rest stays", "twins kept"
    for label, families in FAMILIES.items():
        yield label, *(_added([found[family][column] for family in families]) for column in range(3))


def _added(cells: Sequence[str]) -> str:
    """Add cells like `3 / 4`; those that hold a dash say nothing."""
    counts = [[int(n) for n in cell.split(" / ")] for cell in cells if "/" in cell]
    return " / ".join(str(sum(column)) for column in zip(*counts, strict=True))


def history(root: Path) -> Rows:
    """What each larger change did, and how it is now."""
    known, new = (ablation(root / f"bench/results/{name}.json", "all") for name in ("embedded", "embedded-unseen"))
    rows = agentdojo(root / "bench/results/agentdojo.json", "default")
    holds = adversarial(root / "docs/adversarial.md")["**all**"][0].split(" / ")
    now = [
        "now",
        f"{percent(known.success())} % {interval(known.success())}",
        f"{known.shares(*ASKED)} %",
        f"{known.shares(NOBODY)} %",
        f"{known.shares(TWINS[0])} %",
        f"{percent(new.success())} % {interval(new.success())}",
        f"{new.shares(('attack success', 'data'), ('attack success', 'multi_step'))} %",
        f"{percent(new.success('answer'))} %",
        f"{new.shares(*ASKED)} %",
        f"{new.shares(NOBODY)} %",
        f"{new.shares(TWINS[0])} %",
        " / ".join(percent(rows[attack]["attack_success"]) for attack in ATTACKS[3:]) + " %",
        f"{percent(rows['clean']['calls_held'])} / {100 * rows['clean']['changing_calls_held']['share']:.0f} %",
        " of ".join(holds),
    ]
    kept = json.loads((root / "bench/results/history.json").read_text(encoding="utf-8"))
    yield from zip(kept["measures"], *kept["milestones"], now, strict=True)


TABLES: Final[Mapping[str, Callable[[Path], Rows]]] = {
    "unseen": unseen,
    "development": development,
    "both": both,
    "ablations": ablations,
    "agentdojo": dojo,
    "attacker": attacker,
    "history": history,
}


ROOT: Final = Path(__file__).parents[1]
_TABLE: Final = re.compile(r"(<!-- figures: ([\w ]+) -->\n+)((?:\|.*\n)+)")


def rendered(rows: Iterable[Sequence[str]]) -> str:
    """Give a table in Markdown; the first row is its head."""
    head, *body = rows
    lines = [f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in row)}|\n" for row in (head, *body)]
    return "".join([lines[0], f"|{'---|' * len(head)}\n", *lines[1:]])


def written(text: str, root: Path, tables: Mapping[str, Callable[[Path], Rows]] = TABLES) -> str:
    """Give a page with its tables as the results have them; a KeyError names a table that nobody knows."""
    return _TABLE.sub(lambda found: found[1] + rendered(tables[found[2]](root)), text)


def main() -> int:
    """Write, or say what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, name the pages that differ")
    is_check = parser.parse_args().check
    stale = []
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        old = path.read_text(encoding="utf-8")
        new = written(old, ROOT)
        if old != new:
            stale.append(path.name)
            if not is_check:
                path.write_text(new, encoding="utf-8")
    for name in stale:
        print(f"{name}: its figures are not those of bench/results" if is_check else f"{name}: written")
    return int(is_check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
