"""Which servers run the policy model, and how they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mosaic_guard.addresses import without_logins
from mosaic_guard.errors import ConfigError
from mosaic_guard.trajectory import JSON


def is_address(url: str) -> bool:
    """Whether a server can be reached there."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no host, or no port, is spelled so
        return False


def no_address(url: str) -> str:
    """Say what is wrong with one, and the fix."""
    return f"{without_logins(url)!r} is no server's address; write it as http://127.0.0.1:8000/v1"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One OpenAI-compatible server."""

    url: str
    """With its `/v1`."""
    api_key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not is_address(self.url):
            raise ConfigError(no_address(self.url))

    @property
    def is_local(self) -> bool:
        """Whether it runs on this machine."""
        return urlsplit(self.url).hostname in ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """How requests are made."""

    alternatives: int = 8
    """Tokens whose probability is asked for at each place; vLLM gives at most 20."""
    concurrency: int = 64
    """Requests under way at once, over all servers; more wait, inside their budget."""
    retries: int = 2
    """How often a request that a server could not take is sent again, to another server where there is one."""
    hedge: float = 0.5
    """After this share of its time a request goes to a second server as well; 1 = never."""
    probe_s: float = 1.5
    """How long a fixed prompt may take before its server counts as down."""
    extra: Mapping[str, JSON] = field(default_factory=dict)
    """More for the body of a request: `{"chat_template_kwargs": {"enable_thinking": false}}`."""

    def __post_init__(self) -> None:
        for name, least in (("alternatives", 1), ("concurrency", 1), ("retries", 0)):
            if getattr(self, name) < least:
                raise ConfigError(f"{name} must be at least {least}, not {getattr(self, name)}")
        for name in ("hedge", "probe_s"):
            if not getattr(self, name) > 0:
                raise ConfigError(f"{name} must be above 0, not {getattr(self, name)}")
