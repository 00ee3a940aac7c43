"""Kinds of arguments, refused before any work is done for them."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from pathlib import Path


def one_in(text: str) -> int:
    """Read which share to take: one in so many."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        msg = f"{text!r} is no whole number from 1, such as 10 for one in ten"
        raise ArgumentTypeError(msg)
    return int(text)


def count(text: str) -> int:
    """Read how many there are to be, at least one."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def port(text: str) -> int:
    """Read the number of a port."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 1 << 16:
        raise ArgumentTypeError(f"{text!r} is no port; name one from 1 to 65535")
    return int(text)


def new_file(text: str) -> Path:
    """Read where a file goes that is written at the end: nobody wants to learn then that it can't be."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        msg = f"{text!r} can't be written. Name a file in a folder that exists and is writable"
        raise ArgumentTypeError(msg)
    return path
