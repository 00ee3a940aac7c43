"""What a section of a configuration needs its values to be: Python may give anything, a file only known types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, Final

from mosaic_guard.config.constraints import FieldError

_LISTS: Final = (list, tuple, set, frozenset)


def need(holds: object, message: str, *path: str) -> None:
    """Raise a `FieldError` about this path, unless it holds."""
    if not holds:
        raise FieldError(message, *path)


def need_one_of(settings: object, name: str, allowed: Sequence[str | None]) -> None:
    """A value that is none of them would pass for the mildest wherever it is compared with one."""
    found = getattr(settings, name)
    need(found in allowed, f"{name} is {found!r}; write one of {', '.join(filter(None, allowed))}", name)


def need_list(found: object, name: str) -> None:
    """A text would pass for the list of its letters."""
    need(isinstance(found, _LISTS), f"{name} is {found!r:.80}; write a list", name)


def need_texts(settings: object, *names: str, or_none: bool = False) -> None:
    """Where texts are read one by one, anything else would fail, a single text as its first letter."""
    for name in names:
        found = getattr(settings, name)
        fits = isinstance(found, _LISTS) and all(isinstance(one, str) for one in found)
        need(fits or (or_none and found is None), f"{name} is {found!r:.80}; write a list of texts", name)


def need_flags(settings: object, *names: str, or_none: bool = False) -> None:
    """The text `"no"` would pass for yes."""
    for name in names:
        found = getattr(settings, name)
        fits = isinstance(found, bool) or (or_none and found is None)
        need(fits, f"{name} is {found!r:.80}; write True or False", name)


def need_kind(found: object, kinds: tuple[type, ...], *path: str) -> None:
    """Of a file, mappings are made into what they stand for; a dictionary from Python would fail where it is read."""
    need(isinstance(found, kinds), f"{'.'.join(path)} is {found!r:.80}; write {kinds[0].__name__}(…)", *path)


def need_table(settings: object, name: str, kind: type) -> None:
    """Each value of a mapping is one of this kind."""
    need_mapping(settings, name, f"{kind.__name__}(…)")
    for key, found in getattr(settings, name).items():
        need_kind(found, (kind,), name, str(key))


def need_mapping(settings: object, name: str, values: str) -> None:
    """A list of pairs, or a name alone, would fail where a value is looked up."""
    found = getattr(settings, name)
    need(isinstance(found, Mapping), f"{name} is {found!r:.80}; write a mapping of names to {values}", name)


def need_number(found: object, wanted: str, *path: str, kind: type | tuple[type, ...] = (int, float)) -> None:
    """A truth value would pass for 0 or 1, and anything else would fail where it is compared."""
    fits = isinstance(found, kind) and not isinstance(found, bool)
    need(fits, f"{'.'.join(map(str, path))} is {found!r:.80}; write {wanted}", *path)


def need_amount(found: Any, *path: str) -> None:
    """A negative limit, or one without end, would be none."""
    need_number(found, "a finite number, not below 0", *path)
    need(0 <= found < inf, "must be a finite number, not below 0", *path)
