"""A fork copies the locks of threads that are not there any more: a child must not wait for them."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

import pytest

from mosaic_guard import Action
from mosaic_guard.plugins import hookimpl
from tests.core.scene import Scene, call

SECONDS = 10

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork"),
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # of newer Pythons; the point of the tests
]


def test_a_child_checks_in_a_run_that_another_thread_was_in_the_middle_of() -> None:
    inside, done, parent = threading.Event(), threading.Event(), os.getpid()

    class Slow:
        @hookimpl
        def mosaic_event(self, event: Any) -> None:
            if os.getpid() == parent and event.payload.get("call_id") == "held":
                inside.set()
                done.wait(SECONDS)

    scene = Scene(arguments={"plugins": [Slow()]})
    run = scene.run()
    thread = threading.Thread(target=scene.guard.check_calls, args=([call("held", "look")], run))
    thread.start()
    assert inside.wait(SECONDS)
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        code = 1
        try:
            [decision] = scene.guard.check_calls([call("other", "look")], run)
            code = 0 if decision.action is Action.ACT else 2
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    done.set()
    thread.join(SECONDS)
    assert os.waitstatus_to_exitcode(status) == 0
