"""JSON over HTTP to a server on this machine, without a library."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from mosaic_guard.errors import MosaicError
from mosaic_guard.trajectory import JSON


class ServerError(MosaicError):
    """A server can't be reached, or says no."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and the key to it."""

    root: str
    """Without `/v1`: http://127.0.0.1:8000."""
    key: str = field(repr=False)

    def get(self, path: str, *, timeout: float = 10) -> Any:
        """Fetch; an answer that is no JSON is a text."""
        return self._asked(Request(self.root + path), timeout)  # noqa: S310  # the scheme is checked below

    def post(self, path: str, body: JSON, *, timeout: float = 60) -> Any:
        """Send, and read the answer.

        Raises:
            ServerError: no answer, or one that says no.
        """
        data = json.dumps(body).encode()
        request = Request(self.root + path, data, {"Content-Type": "application/json"})  # noqa: S310  # see below
        return self._asked(request, timeout)

    def _asked(self, request: Request, timeout: float) -> Any:
        if urlsplit(self.root).scheme not in ("http", "https"):
            raise ServerError(f"{self.root!r} is no server's address; write it as http://127.0.0.1:8000")
        request.add_header("Authorization", f"Bearer {self.key}")
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=timeout) as answer:
                return _read(answer.read())
        except HTTPError as error:
            with error:
                said = _read(error.read())
            raise ServerError(f"{request.full_url}: {error.code} {_message(said)}", error.code) from error
        except (URLError, OSError, HTTPException) as error:
            raise ServerError(f"{request.full_url}: {getattr(error, 'reason', error)}") from error


def _read(data: bytes) -> Any:
    text = data.decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


def _message(said: Any) -> str:
    found = said.get("error", said) if isinstance(said, dict) else said
    return str(found.get("message", found) if isinstance(found, dict) else found)[:300]
