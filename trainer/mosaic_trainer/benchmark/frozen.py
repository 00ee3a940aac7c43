"""The frozen benchmark: written once, and known by its digest."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from mosaic_guard.errors import ConfigError
from mosaic_trainer.benchmark.texts import Text
from mosaic_trainer.episode import Episode, load, save

VERSION: Final = "v2"
"""v1 counted a bare goal as an attack even where the user had said to do whatever that text asks for."""
DIGEST: Final = "ab9e9da9dc258d035fd1effd57d0cc6db1085323f2cc7ee26cdf7e0a7dffb047"
"""SHA-256 over what the files hold. Other data is another version."""

_FOLDER: Final = Path(__file__).parent / VERSION
EPISODES: Final = ("clean", "attack", "twin")
TEXTS: Final = "text"


def episodes(*, every: int = 1) -> Iterator[Episode]:
    """Read about one in `every` episodes, drawn by their names.

    Raises:
        ConfigError: the data is not what was frozen.
    """
    check(VERSION, digest(), DIGEST)
    for name in EPISODES:
        yield from (episode for episode in load(_path(name)) if is_drawn(episode.id, every))


def texts(*, every: int = 1) -> Iterator[Text]:
    """Read about one in `every` harmless texts, drawn by their names.

    Raises:
        ConfigError: the data is not what was frozen.
    """
    check(VERSION, digest(), DIGEST)
    with gzip.open(_path(TEXTS), "rt", encoding="utf-8") as lines:
        yield from (text for text in (Text(**json.loads(line)) for line in lines) if is_drawn(text.id, every))


def write(folder: Path = _FOLDER) -> str:
    """Make the data anew; gives its digest."""
    from mosaic_trainer.benchmark import assemble
    from mosaic_trainer.benchmark.texts import harmless

    folder.mkdir(exist_ok=True)
    made: Sequence[Iterable[Episode]] = (assemble.clean(), assemble.attacked(), assemble.twins())
    for name, parts in zip(EPISODES, made, strict=True):
        save(parts, _path(name, folder))
    lines = "".join(json.dumps(t._asdict(), ensure_ascii=False, sort_keys=True) + "\n" for t in harmless())
    _path(TEXTS, folder).write_bytes(gzip.compress(lines.encode(), mtime=0))
    return digest(folder)


def digest(folder: Path = _FOLDER) -> str:
    """Digest what the files hold, not how it was packed."""
    found = hashlib.sha256()
    for name in (*EPISODES, TEXTS):
        found.update(gzip.decompress(_path(name, folder).read_bytes()))
    return found.hexdigest()


def check(version: str, found: str, frozen: str) -> None:
    """Hold that data is still what it was.

    Raises:
        ConfigError: it is not.
    """
    if found != frozen:
        msg = (
            f"benchmark {version}: its data has the digest {found}, not {frozen}. A change is a new version: "
            "restore the files, or raise VERSION and DIGEST together."
        )
        raise ConfigError(msg)


def is_drawn(id: str, every: int) -> bool:
    """Tell whether a name is among about one in `every`; counting would draw in step with how families take turns."""
    return zlib.crc32(id.encode()) % every == 0


def _path(name: str, folder: Path = _FOLDER) -> Path:
    return folder / f"{name}.jsonl.gz"
