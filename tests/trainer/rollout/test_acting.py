"""Who acts under guard: the script of a task, or a model that all members of a group meet as one."""

from __future__ import annotations

import pytest
from mosaic_trainer.rollout.acting import ActorSettings, acting, by_model
from mosaic_trainer.rollout.collect import collect
from mosaic_trainer.rollout.encoder import Encoder
from mosaic_trainer.rollout.model_actor import ModelActor
from mosaic_trainer.rollout.open import asks, open_session
from mosaic_trainer.rollout.rollout import GroupKey
from mosaic_trainer.rollout.scripted import ScriptedGenerator
from mosaic_trainer.rollout.settings import RolloutSettings

from mosaic_guard.backends.base import Completion, Outage, Request
from mosaic_guard.backends.scripted import ScriptedBackend
from mosaic_guard.errors import ConfigError
from tests.trainer.rollout.characters import CharacterTokenizer
from tests.trainer.sandbox import office
from tests.trainer.sandbox.test_model_actor import DONE, READ, calls

SERVER = ActorSettings(url="http://127.0.0.1:1/v1", model="actor")
ENCODER = Encoder(CharacterTokenizer())


class Down(ScriptedBackend):
    """A server that is not there."""

    def complete(self, request: Request) -> Completion:
        raise Outage("no server")


def collected(backend, size):
    actor = by_model(backend, ActorSettings())
    (rollouts,) = collect(
        [(GroupKey(office.BENIGN.id, 7), office.BENIGN, size)],
        lambda task, key: open_session(task, "guard", seed=key.seed, limits=office.LIMITS, actor=actor),
        generator=ScriptedGenerator(lambda _prompt: "A", ENCODER),
        encoder=ENCODER,
        settings=RolloutSettings(context_tokens=20_000),
    )
    return rollouts


def test_a_group_meets_one_actor_that_is_asked_for_each_turn_once():
    backend = ScriptedBackend([READ, calls(office.RENT), DONE])
    rollouts = collected(backend, 4)
    assert [[effect.tool for effect in rollout.outcome.effects] for rollout in rollouts] == [["pay"]] * 4
    assert len(backend.requests) == 3


def test_an_actor_that_fails_masks_the_rollout_and_stops_nothing():
    assert [rollout.failure for rollout in collected(Down([]), 2)] == ["session: Outage: no server"] * 2
    assert asks(office.BENIGN, "guard", seed=0, limits=office.LIMITS, actor=by_model(Down([]), SERVER))


def test_without_a_server_the_script_acts():
    with acting(ActorSettings()) as actor:
        assert actor is None


def test_a_served_model_acts_where_one_is_named():
    with acting(SERVER) as actor:
        assert isinstance(actor(office.BENIGN, 0), ModelActor)


def test_a_key_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ACTOR_KEY", raising=False)
    wanted = ActorSettings(url="http://127.0.0.1:1/v1", model="actor", api_key_env="ACTOR_KEY")
    with pytest.raises(ConfigError, match="ACTOR_KEY, which is not set"), acting(wanted):
        pass
