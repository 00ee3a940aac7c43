"""Models that run without anybody watching their tokens: what they say is shown when it is checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.runnables.config import ensure_config, var_child_runnable_config

try:
    from langchain_core.tracers._streaming import _StreamingCallbackHandler
except ImportError:  # a LangChain without the mark of those that stream
    _StreamingCallbackHandler = None  # type: ignore[assignment, misc]  # as above

_NO_TOKENS: Final = "nostream"


@contextmanager
def unstreamed() -> Iterator[None]:
    """Hide what models inside say from every stream of tokens or events, whichever model it is that runs."""
    config = ensure_config()
    config["tags"] = [*(config.get("tags") or ()), _NO_TOKENS]
    callbacks: Any = config.get("callbacks")
    if isinstance(callbacks, BaseCallbackManager):
        quiet = callbacks.copy()
        quiet.handlers = [h for h in quiet.handlers if not _streams(h)]
        quiet.inheritable_handlers = [h for h in quiet.inheritable_handlers if not _streams(h)]
        config["callbacks"] = quiet
    token = var_child_runnable_config.set(config)
    try:
        yield
    finally:
        var_child_runnable_config.reset(token)


def _streams(handler: object) -> bool:
    return _StreamingCallbackHandler is not None and isinstance(handler, _StreamingCallbackHandler)
