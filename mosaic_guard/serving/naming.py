"""Names that carry the digest of what they stand for, so that no two models ever share one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

_DIGITS: Final = 12
_CHUNK: Final = 1 << 22


def digest(folder: Path) -> str:
    """Digest all files of a model or adapter, hidden ones apart."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(folder))):
        whole.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
    return whole.hexdigest()[:_DIGITS]


def model_name(model: str) -> str:
    """Name a folder by its content; what a hub holds keeps its own name, for its content isn't here yet."""
    folder = Path(model)
    return f"{_plain(folder.resolve().name)}-{digest(folder)}" if folder.is_dir() else model


def adapter_name(base: str, folder: Path) -> str:
    """Name an adapter by its content and the model it adapts."""
    return f"{base}+{_plain(folder.resolve().name)}-{digest(folder)}"


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _plain(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._]", "-", name)
