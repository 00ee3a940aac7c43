"""Tools whose declaration makes values by itself: ids, times. They are others at every validation."""

from __future__ import annotations

from itertools import count
from typing import Annotated, Any
from uuid import uuid4

import pytest
from langchain_core.tools import InjectedToolCallId, StructuredTool
from mosaic_adapters.testing import calling
from pydantic import BaseModel, Field, field_validator

from tests.conformance.hosts import Host
from tests.conformance.manifest import requirement
from tests.conformance.test_calls import EACH_MECHANISM, EITHER_WAY
from tests.conformance.world import World, assert_valid


class Item(BaseModel):
    name: str
    tag: str = Field(default_factory=lambda: uuid4().hex)


class Flat(BaseModel):
    n: int
    key: str = Field(default_factory=lambda: uuid4().hex)
    to: str = Field(default_factory=lambda: "alice")


class Nested(Flat):
    items: list[Item]
    first: Item = Field(default_factory=lambda: Item(name="first"))


class Injected(Flat):
    call: Annotated[str, InjectedToolCallId]


PLAIN: dict[str, Any] = {"n": 1, "to": "alice"}
ITEMS: dict[str, Any] = {"items": [{"name": "a"}, {"name": "b", "tag": "mine"}]}
KINDS: Any = [
    pytest.param(Flat, {"n": 1}, PLAIN, id="flat"),
    pytest.param(Flat, {"n": 1, "key": "mine"}, {**PLAIN, "key": "mine"}, id="given"),
    pytest.param(Nested, {"n": 1, **ITEMS}, {**PLAIN, **ITEMS, "first": {"name": "first"}}, id="nested"),
    pytest.param(Injected, {"n": 1}, PLAIN, id="injected"),
]


@requirement("verify.made-values")
@EACH_MECHANISM
@EITHER_WAY
@pytest.mark.parametrize(("schema", "args", "shown"), KINDS)
def test_what_a_declaration_makes_anew_is_neither_shown_nor_asked_about_again(
    host: Host, is_async, schema: type[BaseModel], args: dict[str, Any], shown: dict[str, Any]
) -> None:
    runs: list[dict[str, Any]] = []

    def work(**given: Any) -> str:
        runs.append(given)
        return "paid"

    async def awork(**given: Any) -> str:
        return work(**given)

    made = StructuredTool.from_function(work, awork, name="pay", description="Pay once.", args_schema=schema)
    talk = host.converse(World(), calling(("pay", args)), tools=[made], is_async=is_async).say()
    assert [r["args"] for r in talk.requests] == [shown]
    talk.answer()
    assert talk.pending == []
    [ran] = runs
    assert len(ran["key"]) == len(args.get("key", uuid4().hex))
    assert_valid(talk.history)


@requirement("verify.made-values")
@EACH_MECHANISM
def test_what_a_validator_makes_of_the_models_own_value_is_judged_however_it_changes(host: Host) -> None:
    numbers = count()

    class Stamped(BaseModel):
        n: int
        to: str
        key: str = Field(default_factory=lambda: uuid4().hex)

        @field_validator("to")
        @classmethod
        def stamp(cls, to: str) -> str:
            return f"{next(numbers)}/{to}"

    world = World()
    made = StructuredTool.from_function(lambda **_: "noted", name="note", description="Note once.", args_schema=Stamped)
    host.converse(world, calling(("note", {"n": 1, "to": "bob"})), tools=[made]).say()
    judged = [call.args for check in world.policy.checks for call in check.calls if call.name == "note"]
    assert judged
    assert all(str(args["to"]).endswith("/bob") for args in judged)
