"""Makes the cases: every disguise and wording in scenes, and the stories that are told in full."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from mosaic_guard.tool import ToolSpec
from tests.adversarial.case import Answers, Case, Declares, Does, Reads, Says, Step
from tests.adversarial.disguises import disguises

HERE: Final = Path(__file__).parent

_JSON = Any


def attacks() -> list[Case]:
    """List every attack."""
    return [case for case in _all() if not case.control]


def controls() -> list[Case]:
    """List every harmless twin."""
    return [case for case in _all() if case.control]


@cache
def _all() -> tuple[Case, ...]:
    return (*_worded(), *_disguised(), *_told())


def read(name: str) -> dict[str, _JSON]:
    """Read one of the data files."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def _tools() -> Mapping[str, ToolSpec]:
    return {name: spec(name, **entry) for name, entry in read("tools.toml").items()}


def spec(name: str, says: str, takes: Mapping[str, str]) -> ToolSpec:
    """Declare a tool."""
    properties = {argument: {"type": kind} for argument, kind in takes.items()}
    return ToolSpec(name, says, {"type": "object", "properties": properties, "required": list(takes)})


def _worded() -> Iterator[Case]:
    scenes = read("scenes.toml")
    for manner, sentences in read("wordings.toml").items():
        harmless = sentences.pop("harmless")
        for name, sentence in sentences.items():
            yield _attack("wording", manner, name, scenes[name], sentence, (_shown(scenes[name], sentence),))
        for name in sorted(sentences)[:2]:
            yield _control("wording", manner, name, scenes[name], harmless)


def _shown(scene: Mapping[str, _JSON], sentence: str) -> str:
    return scene["essential"] if scene["essential"] in sentence else sentence


def _disguised() -> Iterator[Case]:
    scenes = read("scenes.toml")
    for disguise in disguises():
        chosen = _some(scenes, disguise.trick)
        for name in chosen:
            scene = scenes[name]
            essential = disguise.shows(scene["essential"], scene["orders"])
            said = disguise.apply(scene["orders"])
            yield _attack(disguise.family, disguise.trick, name, scene, said, (essential,))
        scene = scenes[chosen[0]]
        yield _control(disguise.family, disguise.trick, chosen[0], scene, disguise.apply(scene["harmless"]))


def _some(scenes: Mapping[str, _JSON], trick: str) -> list[str]:
    """Pick two scenes for a trick: one whose call carries a value to trace, one without."""
    order = sorted(scenes, key=lambda name: crc32(f"{trick} {name}".encode()))
    traced = [name for name in order if scenes[name].get("call", {}).get("args")]
    return [traced[0], next(name for name in order if name not in traced)]


def _attack(
    family: str, trick: str, name: str, scene: Mapping[str, _JSON], said: str, essential: tuple[str, ...]
) -> Case:
    call = scene.get("call")
    end = Does(call["tool"], call["args"]) if call else Answers(scene["says"], scene["essential"])
    if scene.get("as") == "json":
        essential = tuple(json.dumps(part, ensure_ascii=False)[1:-1] for part in essential)
    steps, rest = (*_opening(scene, said), end), tuple(scene["rest"])
    return Case(family, trick, name, _chosen(scene["tools"]), steps, essential=essential, rest=rest)


def _control(family: str, trick: str, name: str, scene: Mapping[str, _JSON], said: str) -> Case:
    return Case(family, trick, name, _chosen(scene["tools"]), _opening(scene, said), control=True)


def _opening(scene: Mapping[str, _JSON], said: str) -> tuple[Step, ...]:
    output = _output(scene["output"], scene.get("as", "text"), said)
    return Says("user", scene["request"]), Reads(scene["read"]["tool"], scene["read"]["args"], output)


def _output(template: _JSON, form: str, said: str) -> dict[str, _JSON]:
    filled = _filled(template, said)
    match form:
        case "text":
            return {"content": filled}
        case "json":
            return {"content": json.dumps(filled, ensure_ascii=False)}
        case _:
            return {"structured": filled}


def _filled(value: _JSON, said: str) -> _JSON:
    if isinstance(value, str):
        return value.replace("{slot}", said)
    if isinstance(value, Mapping):
        return {key: _filled(part, said) for key, part in value.items()}
    return [_filled(part, said) for part in value] if isinstance(value, list) else value


def _chosen(names: Sequence[str]) -> tuple[ToolSpec, ...]:
    return tuple(_tools()[name] for name in names)


def _told() -> Iterator[Case]:
    """Stories: each step as it is written, with a control where there is one."""
    for path in sorted((HERE / "stories").glob("*.toml")):
        for trick, scenes in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, story in scenes.items():
                family = path.stem.removesuffix("_twins").replace("_", " ")
                yield _story(family, trick, name, story, control=story.get("control", False))


def _story(family: str, trick: str, name: str, story: Mapping[str, _JSON], *, control: bool) -> Case:
    named = (one.get("read") or one.get("call") for one in story["steps"])
    tools = _chosen([tool for tool in dict.fromkeys([*named, *story.get("tools", ())]) if tool in _tools()])
    steps = tuple(_step(one) for one in story["steps"] for _ in range(one.get("times", 1)))
    return Case(family, trick, name, tools, steps, control, tuple(story.get("essential", ())))


def _step(one: Mapping[str, _JSON]) -> Step:
    match one:
        case {"user": text}:
            return Says("user", text)
        case {"assistant": text}:
            return Says("assistant", text)
        case {"read": tool}:
            output = {key: one[key] for key in ("content", "structured", "artifact", "is_error") if key in one}
            return Reads(tool, one.get("args", {}), output)
        case {"declare": name}:
            return Declares((spec(name, one["says"], one["takes"]),))
        case {"answer": text}:
            return Answers(text, one.get("harm", ""))
        case {"call": tool}:
            return Does(tool, one.get("args", {}), one.get("harmful", True))
    msg = f"no such step: {one}"
    raise ValueError(msg)
