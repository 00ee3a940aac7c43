"""The tables of a trace store, as SQLAlchemy Core knows them.

Names and texts are stored JSON-escaped, so that NUL and lone surrogates survive in every database.
"""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Column, Float, Integer, MetaData, PrimaryKeyConstraint, Table, Text

METADATA: Final = MetaData()

STORE: Final = Table(
    "mosaic_store",
    METADATA,
    Column("version", Integer, nullable=False),
    Column("key_check", Text, nullable=False),  # tells a wrong key from a forged record
    Column("entries", Integer, nullable=False),  # in the journal
    Column("last", Text, nullable=False),
    Column("seal", Text, nullable=False),
)

JOURNAL: Final = Table(
    "mosaic_journal",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

TRACES: Final = Table(
    "mosaic_traces",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("parent", Text, nullable=False),
    Column("started", Float(53), nullable=False),
    Column("updated", Float(53), nullable=False),
    Column("events", Integer, nullable=False),
    Column("last", Text, nullable=False),
    Column("items", Integer, nullable=False),
    Column("last_item", Text, nullable=False),
    Column("seal", Text, nullable=False),
)

EVENTS: Final = Table(
    "mosaic_events",
    METADATA,
    Column("trace", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("trace", "seq"),
)

CLAIMS: Final = Table(
    "mosaic_claims",
    METADATA,
    Column("trace", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("trace", "kind", "subject"),
    sqlite_with_rowid=False,
)

MESSAGES: Final = Table(
    "mosaic_messages",
    METADATA,
    Column("trace", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("trace", "digest"),
)

ITEMS: Final = Table(
    "mosaic_items",
    METADATA,
    Column("trace", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("branch", Integer, nullable=False),
    Column("base", Integer, nullable=False),  # the branch that this one leaves at its first index
    Column("idx", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("trace", "ordinal"),
    sqlite_with_rowid=False,
)


def escaped(name: str) -> str:
    """Spell a name in ASCII without control characters; ordinary names stay as they are."""
    return name if name.isascii() and name.isalnum() else json.dumps(name)[1:-1]


def unescaped(name: str) -> str:
    """Read a name back; one that was altered beyond that stays as it is."""
    try:
        return str(json.loads(f'"{name}"'))
    except ValueError:
        return str(name)
