"""The grammars themselves."""

from __future__ import annotations

import re

import pytest
from mosaic_trainer.benchmark import wordings
from mosaic_trainer.corpus import remarks
from mosaic_trainer.corpus.attacks.styles import STYLES
from mosaic_trainer.corpus.attacks.tongues import TONGUES
from mosaic_trainer.corpus.declare import parts
from mosaic_trainer.corpus.domain import Domain
from mosaic_trainer.corpus.domains.catalogue import DOMAINS
from mosaic_trainer.corpus.pools import MARKED, kind_of
from mosaic_trainer.corpus.scene import offered
from mosaic_trainer.corpus.values import meant, slots

every_domain = pytest.mark.parametrize("domain", DOMAINS.values(), ids=DOMAINS)


@every_domain
def test_a_domain_has_many_wordings_some_of_them_for_tests(domain: Domain):
    wishes = (*domain.work, *domain.risky, *domain.harms)
    assert all(len(wish.asks) >= 3 for wish in wishes)
    assert sum(len(wish.asks) for wish in wishes) >= 20
    assert all(len(aim.orders) >= 3 for aim in domain.aims)
    assert len({ask for wish in wishes for ask in wish.asks}) == sum(len(wish.asks) for wish in wishes)


@every_domain
def test_harm_and_its_twin_differ_only_in_what_is_meant(domain: Domain):
    for harm in domain.harms:
        for ask in harm.asks:
            bad, good = meant(ask, well=False), meant(ask, well=True)
            assert bad != good, ask
            assert set(slots(bad)) == set(slots(good)), ask
            marked = [slot for slot in slots(ask) if slot.endswith("!") and kind_of(slot) in MARKED]
            assert marked, f"nothing in it can be marked: {ask}"


@every_domain
def test_calls_name_tools_of_the_domain_with_all_their_arguments(domain: Domain):
    tools = offered(domain)
    for wish in (*domain.work, *domain.risky, *domain.harms, *domain.aims):
        for call in wish.calls:
            name, given = parts(call)
            assert set(given) == set(tools[name].spec.schema["properties"]), call


@every_domain
def test_every_wish_reads_free_text_in_which_an_attack_can_stand(domain: Domain):
    tools = offered(domain)
    carriers = {table.name for table in domain.tables if table.carrier}
    for wish in (*domain.work, *domain.risky, *domain.harms):
        assert any(tools[parts(call)[0]].operation.table in carriers for call in wish.calls), wish.name


@every_domain
def test_each_domain_leaves_some_decisive_value_to_an_output(domain: Domain):
    left = [
        value
        for flow in domain.work
        for call in flow.calls
        for value in parts(call)[1].values()
        if not flow.item and value.startswith("{") and all(value not in ask for ask in flow.asks)
    ]
    assert left or (domain.name == "contacts" and "{email}" in left)


def test_attacks_have_ten_families_with_several_wordings_each():
    assert len(STYLES) >= 10
    assert all(len(style.wordings) >= 3 for style in STYLES)
    assert len(TONGUES) >= 5


def test_nothing_is_worded_as_in_the_frozen_benchmark():
    tables = (wordings.TEMPLATE, wordings.BARE, wordings.MULTI, wordings.ANSWER, wordings.DATA)
    theirs = [text for table in tables for texts in table.values() for text in texts]
    known = {normal(part) for text in theirs for part in spelled(text)} - {""}
    ours = [wording for style in STYLES for wording in style.wordings]
    ours += [*remarks.QUOTES, *remarks.DELEGATIONS, *remarks.WEAK, *remarks.ADDED]
    # What hardly has words ("{Order}.", "Also {order}.") is nobody's.
    shared = {text for text in ours if len(normal(text).split()) > 3 and normal(text) in known}
    assert not shared


def spelled(text: str) -> list[str]:
    found = re.search(r"\[([^\[\]]*\|[^\[\]]*)\]", text)
    if not found:
        return text.split("|")
    return [s for option in found[1].split("|") for s in spelled(text[: found.start()] + option + text[found.end() :])]


def normal(text: str) -> str:
    text = re.sub(r"\{(?:order|goal|passive)\}", "X", text, flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", text.lower()))
