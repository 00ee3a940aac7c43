"""Writes the steps of a flow out, so that outputs answer their calls and later calls use what was returned."""

from __future__ import annotations

from collections.abc import Mapping

from mosaic_guard.trajectory import JSON
from mosaic_trainer.embedded.tasks.domain import Do, Domain, Rows
from mosaic_trainer.embedded.texts.scene import Scene
from mosaic_trainer.episode import Step


def step(scene: Scene, domain: Domain, do: Do) -> Step:
    """Write one call and its output out."""
    output = rows(scene, do.output) if isinstance(do.output, Rows) else _output(scene, do.output)
    return Step(do.tool, arguments(scene, domain, do.tool, do.args), output)


def arguments(scene: Scene, domain: Domain, tool: str, args: Mapping[str, JSON]) -> dict[str, JSON]:
    """Write arguments out as the tool's schema wants them: an id that outputs give as a number may be a string here."""
    schema = next(t for t in domain.tools if t.name == tool).schema["properties"]
    made = {name: scene.json(template) for name, template in args.items()}
    return {k: str(v) if schema[k]["type"] == "string" else v for k, v in made.items()}


def _output(scene: Scene, template: JSON) -> JSON:
    if isinstance(template, dict):
        return {k: rows(scene, v) if isinstance(v, Rows) else scene.json(v) for k, v in template.items()}
    return scene.json(template)


def rows(scene: Scene, spec: Rows) -> list[JSON]:
    """Write a list out, its rows in any order."""
    others = scene.random.randint(*spec.count)
    entities = [spec.of, *spec.all, *(f"other{'abcdefghij'[i]}" for i in range(others))]
    if spec.best:
        _rank(scene, entities, *spec.best)
    made = [scene.json(_renamed(spec.row, entity)) for entity in entities]
    if spec.total:
        kind, name = spec.total
        scene.values[name] = round(sum(float(scene.value(f"{e}.{kind}")) for e in entities), 2)
    scene.random.shuffle(made)
    return made


def _rank(scene: Scene, entities: list[str], kind: str, which: str) -> None:
    """Give the first entity the best of the values drawn for all."""
    values = sorted((scene.value(f"{e}.{kind}") for e in entities), reverse=which == "max")
    for entity, value in zip(entities, values, strict=True):
        scene.values[f"{entity}.{kind}"] = value


def _renamed(template: JSON, entity: str) -> JSON:
    """Let the slots of a row, which is about `r`, be about this entity."""
    if isinstance(template, str):
        return template.replace("{r.", f"{{{entity}.")
    if isinstance(template, dict):
        return {k: _renamed(v, entity) for k, v in template.items()}
    if isinstance(template, list):
        return [_renamed(v, entity) for v in template]
    return template
