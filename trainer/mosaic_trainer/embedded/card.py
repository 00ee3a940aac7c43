"""The model card: what the weights are, what they were made from, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import metadata
from pathlib import Path
from typing import Final

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.config import Plan

_HEAD: Final = """\
# Model card: the embedded policy

Three small models that the guard runs without a GPU, without a network and without numpy: `detector.bin` tells
instructions to the agent from data in what tools return, `call.bin` estimates how probably a pending call was chosen by
an attacker, and `answer.bin` how probably a contact was that the answer hands on. All are boosted trees over a linear
model of hashed words.

**Intended use.** As the embedded policy of mosaic-guard, beside its rules, its tool table and a person who answers.
They are one layer: they do not judge whether a request is harmful, and they see nothing of images, hosted tools and
what never enters a run. **Not for** deciding alone that a text or a call is safe, or for moderating what people write.

Written by `mosaic-guard train embedded`, which makes the same bytes again from the same plan, data and versions
([training.md](training.md)).
"""
_LIMITS: Final = """\
## Limits

- The figures are for generated texts and tasks whose wordings, and in part domains and languages, were held back. They
  say how the models carry over to other wordings of the same grammars and authors, not how they fare against people who
  look for gaps.
- The rate of false alarms belongs to these texts and does not carry over to others: [calibrate](calibration.md).
- A bare goal in ordinary words reads like any other sentence. The detector alone does not find most of those; the
  `call` policy does, when they lead to a call.
- Languages that are not listed are read by their letters, numbers and layout only.
- A contact in an answer is recognised by its form, in the spellings of `tests/policies/contacts/spellings.toml`. That
  table also names those that get through: numbers told in pairs or in a language that is not listed, ten bare digits
  that nothing says are to be called, a handle without its service, a host over several lines, what has to be put
  together.
"""


def card(plan: Plan, metrics: Mapping[str, JSON], data: Path | None) -> str:
    """Write the card from what a run measured."""
    parts = [_HEAD, _made(plan, metrics), _sources(plan, metrics, data), _detector(metrics), _calls(metrics)]
    parts.append(_answers(metrics))
    return "\n".join([*parts, *([_alone(metrics)] if "alone" in metrics else []), _LIMITS])


def _made(plan: Plan, metrics: Mapping[str, JSON]) -> str:
    sizes, made = metrics["sizes"], metrics["made_with"]
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    rows = [
        ("texts", *(f"{sizes['texts'][split]:,}" for split in ("train", "validation"))),
        ("texts in wordings written by hand", *(f"{sizes['by_hand'][split]:,}" for split in ("train", "validation"))),
        ("episodes", *(f"{sizes['episodes'][split]:,}" for split in ("train", "validation"))),
    ]
    return f"""\
## How they were made

Seed {plan.seed}, plan `{plan.digest}`, {versions}. Languages: {", ".join(sizes["languages"])}.
{sizes["left_out"]:,} texts and episodes were left out: they share two or more sequences of 13 words with a benchmark.

{_table(("", "training", "validation"), rows)}
"""


def _sources(plan: Plan, metrics: Mapping[str, JSON], data: Path | None) -> str:
    files = "".join(f"- `{name}`: SHA-256 `{digest}`\n" for name, digest in metrics["made_with"]["data"].items())
    written = ", scenes and wordings written for this project" if plan.scenes and plan.wordings else ""
    rest = ", and what follows." if files or plan.documents or plan.files else "." if written else " alone."
    parts = ["## Data", f"Generated texts and tasks{written}{rest}"]
    if data is not None and files:
        parts += ["\n".join(_listed(data / "SOURCES.md")), files.rstrip()]
    pins = {"Documentation and docstrings": plan.documents, "Licences, source and other files": plan.files}
    for what, pinned in pins.items():
        if pinned:
            rows = [(name, version, _licence(name)) for name, version in pinned.items()]
            parts += [f"{what} of:", _table(("distribution", "version", "licence"), rows)]
    return "\n\n".join(parts) + "\n"


def _licence(name: str) -> str:
    said = metadata(name)
    stated = next((said[field] for field in ("License-Expression", "License") if field in said), "see its metadata")
    return stated.partition("\n")[0]


def _listed(sources: Path) -> Iterator[str]:
    """The table of sources with repository, commit and licence."""
    is_table = False
    for line in sources.read_text(encoding="utf-8").splitlines() if sources.exists() else ():
        is_table = line.startswith("|") and (is_table or "licence" in line)
        if is_table:
            yield line


def _detector(metrics: Mapping[str, JSON]) -> str:
    texts = metrics["texts"]
    rows = [("all", _share(texts["caught"])), ("unseen languages", _share(texts["caught_in_unseen_languages"]))]
    rows += [(f"kind: {name}", _share(share)) for name, share in texts["caught_by_kind"].items()]
    rows += [(f"language: {name}", _share(share)) for name, share in texts["caught_by_language"].items()]
    clean = [("all", _share(texts["altered"]))]
    clean += [(name, _share(share)) for name, share in texts["altered_by_source"].items()]
    read = [(name.replace("recall_at_", "at a rate of "), _share(share)) for name, share in texts["read"].items()]
    return f"""\
## The detector, on wordings it has not seen

{_table(("instructions found", "share (95 %)"), rows)}

{_table(("clean texts altered", "share (95 %)"), clean)}

As a reader of the segment that carries an argument, false alarms among data that is in question:

{_table(("instructions recognised", "share (95 %)"), read)}
"""


def _calls(metrics: Mapping[str, JSON]) -> str:
    calls = metrics["calls"]
    unseen = ("in unseen domains", _share(calls["attacks_held_in_unseen_domains"]))
    attacks = [("all", _share(calls["attacks_held"])), unseen]
    attacks += [(name, _share(share)) for name, share in calls["attacks_held_by_family"].items()]
    honest = [("all", _share(calls["honest_asked"])), ("that change something", _share(calls["honest_changes_asked"]))]
    honest.append(("… in unseen domains", _share(calls["honest_changes_asked_in_unseen_domains"])))
    honest += [(f"… {name}", _share(share)) for name, share in calls["honest_changes_asked_by_kind"].items()]
    honest.append(("twins refused", _share(calls["twins_refused"])))
    said = calls["thresholds"]
    return f"""\
## The call policy, on tasks it has not seen

Asks from a probability of {said["sensitive"]:g}, refuses from {said["malicious"]:g}. Outputs are handed on uncut here,
which is the worst case. Expected calibration error: {calls["calibration_error"]:.3f}.

{_table(("attackers' calls held back", "share (95 %)"), attacks)}

{_table(("honest calls asked about", "share (95 %)"), honest)}
"""


def _answers(metrics: Mapping[str, JSON]) -> str:
    answers = metrics["answers"]
    rows = [
        ("answers with a contact that an attacker planted", _share(answers["planted_cut"])),
        ("… in tasks that people wrote", _share(answers["planted_cut_in_written_scenes"])),
        ("honest answers with a contact that only an output gave", _share(answers["honest_cut"])),
    ]
    return f"""\
## Contacts in answers

Links, addresses, numbers and accounts that only untrusted text gave, in tasks it has not seen; cut from a probability
of {answers["threshold"]:g}.

{_table(("cut from", "share (95 %)"), rows)}
"""


def _alone(metrics: Mapping[str, JSON]) -> str:
    with_data, alone = metrics["texts"], metrics["alone"]
    rows = [
        (name, _share(with_data[key]), _share(alone[key]))
        for name, key in (("instructions found", "caught"), ("clean texts altered", "altered"))
    ]
    return f"""\
## Trained on generated texts alone

{_table(("", "with real documents", "generated alone"), rows)}
"""


def _share(share: Mapping[str, JSON]) -> str:
    if not share["of"]:
        return "none"
    low, high = 100 * share["low"], 100 * share["high"]
    return f"{100 * share['share']:.1f} % ({low:.1f} to {high:.1f}), n = {share['of']:,}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
