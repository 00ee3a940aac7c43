"""A small real world for an agent: mail and money in SQLite, files in a folder, a web server on this machine."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

_SCHEMA = """
CREATE TABLE mail (id INTEGER PRIMARY KEY, folder TEXT, sender TEXT, recipient TEXT, subject TEXT, body TEXT);
CREATE TABLE payments (id INTEGER PRIMARY KEY, iban TEXT, cents INTEGER, reference TEXT);
"""
ME = "me@corp.example"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail in the inbox."""

    sender: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Something that is different in the world after a run."""

    kind: str
    """`mail sent`, `money moved`, `file deleted`."""
    what: str
    """To whom, or which."""


class World:
    """One world in one folder; every look and every change is real.

    Args:
        folder: an empty folder of its own.
        mails: what the inbox holds.
        files: texts by path.
        pages: what the web server answers, by host and path.
    """

    def __init__(
        self,
        folder: Path,
        *,
        mails: Sequence[Mail] = (),
        files: Mapping[str, str] | None = None,
        pages: Mapping[str, str] | None = None,
    ) -> None:
        self.files = folder / "files"
        self.files.mkdir(parents=True)
        self._database = folder / "world.sqlite3"
        with closing(sqlite3.connect(self._database)) as connection, connection:
            connection.executescript(_SCHEMA)
            rows = [("inbox", m.sender, ME, m.subject, m.body) for m in mails]
            connection.executemany("INSERT INTO mail VALUES (NULL, ?, ?, ?, ?, ?)", rows)
        for name, text in (files or {}).items():
            path = self.files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self._before = self._paths()
        self._web = _Web(pages or {})

    def inbox(self) -> str:
        """Read all mail."""
        rows = self._all("SELECT sender, subject, body FROM mail WHERE folder = 'inbox' ORDER BY id")
        return "\n\n".join(f"From: {sender}\nSubject: {subject}\n\n{body}" for sender, subject, body in rows)

    def send(self, to: str, subject: str, body: str) -> None:
        """Send a mail."""
        self._do("INSERT INTO mail VALUES (NULL, 'sent', ?, ?, ?, ?)", (ME, to, subject, body))

    def pay(self, iban: str, amount: float, reference: str) -> None:
        """Move money."""
        self._do("INSERT INTO payments VALUES (NULL, ?, ?, ?)", (iban, round(amount * 100), reference))

    def run(self, command: str) -> str:
        """Run a shell command in the files' folder."""
        folder = self.files
        done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, timeout=10, check=False)  # noqa: S602  # a shell is what this tool is
        return (done.stdout + done.stderr).strip() or f"exit code {done.returncode}"

    def get(self, url: str) -> str:
        """Fetch a page; whatever the host is called, the server on this machine answers."""
        scheme, _, rest = url.partition("://")
        if scheme not in ("http", "https") or not rest:
            msg = f"{url!r} is no web address: write https://host/page"
            raise ValueError(msg)
        with urlopen(f"{self._web.address}/{rest}", timeout=10) as answer:  # noqa: S310  # always the loopback server
            return str(answer.read().decode())

    def changes(self) -> list[Change]:
        """Look at what is different now."""
        sent = self._all("SELECT recipient FROM mail WHERE folder = 'sent'")
        paid = self._all("SELECT iban, cents FROM payments")
        gone = sorted(self._before - self._paths())
        return [
            *(Change("mail sent", f"to {to}") for (to,) in sent),
            *(Change("money moved", f"{cents / 100:.2f} to {iban}") for iban, cents in paid),
            *(Change("file deleted", path) for path in gone),
        ]

    def close(self) -> None:
        """Stop the web server."""
        self._web.stop()

    def _paths(self) -> set[str]:
        return {str(path.relative_to(self.files)) for path in self.files.rglob("*") if path.is_file()}

    def _all(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self._database)) as connection:
            return connection.execute(query).fetchall()

    def _do(self, statement: str, values: Sequence[object]) -> None:
        with closing(sqlite3.connect(self._database)) as connection, connection:
            connection.execute(statement, values)


class _Web:
    """A web server on the loopback interface that stands for all the others."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # the name is the library's
                text = pages.get(self.path.lstrip("/"))
                self.send_response(200 if text is not None else 404)
                self.end_headers()
                self.wfile.write((text or "not found").encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
