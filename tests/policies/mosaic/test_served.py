"""What a configuration says of the model is how its servers are called."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest

from mosaic_guard.assessment import Label, Phase
from mosaic_guard.backends.base import InputFailure, Outage
from mosaic_guard.config.served import PolicyModel
from mosaic_guard.policies.base import Check
from mosaic_guard.policies.mosaic.policy import MosaicPolicy
from mosaic_guard.policies.mosaic.served import served
from mosaic_guard.tool import ToolSpec
from mosaic_guard.trajectory import Message, Origin, RunId, ToolCall, Trajectory
from tests.backends.server import Crowd, Served, is_probe, obedient, serving, until


def check(run: int) -> Check:
    """Different each time: what was answered once is not asked again."""
    told = Trajectory(RunId(str(run)), [Message("user", "pay Ann", Origin.USER)])
    return Check(Phase.CALL, told, specs={"pay": ToolSpec("pay")}, calls=(ToolCall("1", "pay", {"euros": run}),))


def policy(*servers: Served, **said: object) -> MosaicPolicy:
    (made,) = served(PolicyModel(urls=tuple(one.url for one in servers), speed="fast", **said))
    return made


def test_no_more_checks_are_under_way_than_configured():
    crowd = Crowd(2)
    with serving() as server, ThreadPoolExecutor(8) as pool:
        asked = policy(server, concurrency=2, budget_ms=60_000)
        until(lambda: answers(asked))
        server.answer = crowd
        assert {said.label for (said,) in pool.map(asked.assess, map(check, range(1, 17)))} == {Label.BENIGN}
    assert crowd.most == 2


def test_a_slow_server_is_raced_by_another_as_early_as_configured():
    with racing(hedge=0.005, budget_ms=60_000) as (asked, servers), ThreadPoolExecutor(1) as pool:
        said = pool.submit(asked.assess, check(1))
        assert all(one.hanging.wait(30) for one in servers)
        servers[0].let_go.set()
        assert said.result()[0].state == "ok"


def test_a_slow_server_is_raced_by_no_other_where_the_configuration_says_never():
    with racing(hedge=1.0, budget_ms=3000) as (asked, servers):
        with pytest.raises(InputFailure):
            asked.assess(check(1))
        assert sorted(one.hanging.is_set() for one in servers) == [False, True]


def answers(asked: MosaicPolicy) -> bool:
    """Whether it does now: where the machine is busy, a first contact may take longer than a probe may."""
    with suppress(InputFailure, Outage):
        return asked.assess(check(0))[0].state == "ok"
    return False


@contextmanager
def racing(**said: object) -> Iterator[tuple[MosaicPolicy, tuple[Served, Served]]]:
    """Two servers that have been found well, and from now on answer probes only."""
    with serving() as one, serving() as other:
        asked = policy(one, other, **said)
        until(lambda: answers(asked) and one.is_proven and other.is_proven)
        for each in (one, other):
            each.answer = lambda body, each=each: obedient(body) if is_probe(body) else each.hang(body)
        yield asked, (one, other)
