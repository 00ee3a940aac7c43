"""Addresses of wallets, told from other ids by the checksums that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from hashlib import sha256
from typing import Final

from mosaic_guard.text.personal import Place

WALLET: Final = "wallet"

_BASE_58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH_32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_WALLET: Final = re.compile(
    r"0[xX][0-9a-fA-F]{40}(?![0-9A-Za-z])"
    rf"|(?:bc|BC|ltc|LTC)1(?P<bech32>[{_BECH_32}]{{22,87}}|[{_BECH_32.upper()}]{{22,87}})(?![0-9A-Za-z])"
    rf"|(?P<base58>[{_BASE_58}]{{26,35}})(?![0-9A-Za-z])"
)
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH_32_SUMS: Final = frozenset([1, 0x2BC830A3])
_SHORTEST: Final = 26
_LENGTH: Final = 25
"""Bytes: the version, the hash of a key, the checksum."""


def wallets(text: str) -> Iterator[Place]:
    """Find addresses of Ethereum and its kin, which have no cheap checksum, and of Bitcoin and its kin."""
    if max(map(len, text.split()), default=0) < _SHORTEST:
        return
    for match in _WALLET.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum() and _checks(match):
            yield Place(WALLET, *match.span())


def _checks(match: re.Match[str]) -> bool:
    if match["bech32"]:
        prefix, _, data = match[0].lower().partition("1")
        return _is_bech_32(prefix, data)
    return match["base58"] is None or _is_base_58(match["base58"])


def _is_bech_32(prefix: str, data: str) -> bool:
    values = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *map(_BECH_32.index, data)]
    return reduce(_polymod, values, 1) in _BECH_32_SUMS


def _polymod(checksum: int, value: int) -> int:
    top = checksum >> 25
    checksum = (checksum & 0x1FFFFFF) << 5 ^ value
    return reduce(lambda sum_, i: sum_ ^ (_GENERATOR[i] if top >> i & 1 else 0), range(5), checksum)


def _is_base_58(said: str) -> bool:
    number = reduce(lambda sum_, c: sum_ * 58 + _BASE_58.index(c), said, 0)
    if number >= 1 << 8 * _LENGTH:
        return False
    body = number.to_bytes(_LENGTH, "big")
    return sha256(sha256(body[:-4]).digest()).digest()[:4] == body[-4:]
