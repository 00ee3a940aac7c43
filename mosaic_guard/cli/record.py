"""Which trace store a command works on, and opening it without making one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mosaic_guard.errors import ConfigError, TraceError

if TYPE_CHECKING:
    from mosaic_guard.config import Config
    from mosaic_guard.traces.store import SqlStore


def store_arguments(parser: ArgumentParser) -> None:
    """Add the options that name a store."""
    parser.add_argument("--store", metavar="PLACE", help="file or database URL of the traces (the user's own store)")
    parser.add_argument("--config", metavar="FILE", action="append", default=[], help="take it from this configuration")


def store_of(arguments: Namespace) -> str:
    """Find out which store is meant: the one named, the configuration's, the user's own.

    Raises:
        ConfigError: the configuration keeps none, or can't be read.
    """
    if arguments.store is not None:
        return str(arguments.store)
    place = configured(config_of(arguments.config))
    if place is None:
        msg = f"{', '.join(arguments.config)} says `store: null`, so there are no traces. Name a store with --store."
        raise ConfigError(msg)
    return place


def config_of(files: list[str]) -> Config:
    """Load the named files, or give the defaults."""
    from mosaic_guard.config import Config, load

    return load(*files) if files else Config()


def configured(config: Config) -> str | None:
    """Say where a guard of this configuration records; None is nowhere."""
    from mosaic_guard.config import DEFAULT_STORE
    from mosaic_guard.traces.database.location import default_path

    return str(default_path()) if config.store == DEFAULT_STORE else config.store


def place_of(target: str) -> Path | None:
    """Name the file of a store; None for a database server."""
    if "://" not in target:
        return Path(target)
    scheme, _, rest = target.partition("://")
    return Path(rest.removeprefix("/").partition("?")[0]) if scheme.startswith("sqlite") else None


@contextmanager
def opened(target: str) -> Iterator[SqlStore]:
    """Open a store that exists, and let go of it.

    Raises:
        TraceError: it does not exist, can't be opened, or makes no sense.
    """
    from mosaic_guard.traces.store import open_store

    store = open_store(target, make=False)
    try:
        yield store
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # foreign data, where it was altered
        msg = f"The record in {store.place} makes no sense: {type(error).__name__}: {error}."
        raise TraceError(f"{msg} `mosaic-guard traces verify` names what was altered.") from error
    finally:
        store.close()
