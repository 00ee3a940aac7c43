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
_OF_RIPPLE: Final = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH_32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_IN_BECH_32: Final = f"[{_BECH_32}]{{22,1200}}|[{_BECH_32.upper()}]{{22,1200}}"
_WALLET: Final = re.compile(
    r"0[xX](?P<hex>[0-9a-fA-F]{40})(?![0-9A-Za-z])"
    rf"|(?P<prefix>[a-z]{{2,16}}[0-9a-z]{{0,12}}|[A-Z]{{2,16}}[0-9A-Z]{{0,12}})1(?P<bech32>{_IN_BECH_32})(?![0-9A-Za-z])"
    rf"|(?P<base58>[{_BASE_58}]{{25,36}})(?![0-9A-Za-z])"
    rf"|(?P<key>[{_BASE_58}]{{43,44}})(?![0-9A-Za-z+/=_-])"
    r"|(?P<base32>G[A-Z2-7]{55})(?![0-9A-Za-z])"
    rf"|(?P<monero>[48][{_BASE_58}]{{94}}(?:[{_BASE_58}]{{11}})?)(?![0-9A-Za-z])"
    rf"|(?P<cash>(?:bitcoincash|ecash):[qp][{_BECH_32}]{{41}})(?![0-9A-Za-z])"
    r"|(?P<ton>[EUk0]Q[\w-]{46})(?![\w-])"
)
_PARTS: Final = re.compile(
    rf"0[xX](?:[ \n_-]?[0-9a-fA-F]){{40}}(?![0-9A-Za-z])"
    rf"|(?:bc|ltc|tb)[ -]?1(?:[ \n_-]?[{_BECH_32}]){{22,87}}(?![0-9A-Za-z])"
)
"""Written in groups."""
_SIGNS: Final = re.compile(r"[ \n_-]")
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH_32_SUMS: Final = frozenset([1, 0x2BC830A3])
_SHORTEST: Final = 25
_LENGTHS: Final = (25, 27)
"""Bytes: one of the version, or three, the hash of a key, the checksum."""
_KEY: Final = 32
"""Bytes of a key that stands for itself."""


def wallets(text: str) -> Iterator[Place]:
    """Find addresses of Bitcoin, Tron and their kin, and those that have no cheap checksum but a form of their own."""
    for match in _PARTS.finditer(text):
        if not text[match.start() - 1 : match.start()].isalnum() and _is_whole(_SIGNS.sub("", match[0])):
            yield Place(WALLET, *match.span())
    if max(map(len, text.split()), default=0) < _SHORTEST:
        return
    for match in _WALLET.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before.isalnum() and before not in ("_", "-", "+", "/") and _checks(match):
            yield Place(WALLET, *match.span())


def _is_whole(said: str) -> bool:
    match = _WALLET.fullmatch(said)
    return match is not None and _checks(match)


def _checks(match: re.Match[str]) -> bool:
    said = match[0]
    if match["bech32"]:
        return _is_bech_32(match["prefix"].lower(), match["bech32"].lower())
    if match["base58"]:
        return _is_base_58(said, _BASE_58) or (said[0] == "r" and _is_base_58(said, _OF_RIPPLE))
    if match["key"]:
        return _is_mixed(said) and 1 << 8 * (_KEY - 1) <= _number(said, _BASE_58) < 1 << 8 * _KEY
    if match["ton"]:
        return _is_mixed(said)
    return True


def _is_mixed(said: str) -> bool:
    return any(c.isdigit() for c in said) and not said.isupper() and not said.islower()


def _is_bech_32(prefix: str, data: str) -> bool:
    values = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *map(_BECH_32.index, data)]
    return reduce(_polymod, values, 1) in _BECH_32_SUMS


def _polymod(checksum: int, value: int) -> int:
    top = checksum >> 25
    checksum = (checksum & 0x1FFFFFF) << 5 ^ value
    return reduce(lambda sum_, i: sum_ ^ (_GENERATOR[i] if top >> i & 1 else 0), range(5), checksum)


def _is_base_58(said: str, alphabet: str) -> bool:
    if any(c not in alphabet for c in said):
        return False
    number = _number(said, alphabet)
    for length in _LENGTHS:
        if number < 1 << 8 * length:
            body = number.to_bytes(length, "big")
            if sha256(sha256(body[:-4]).digest()).digest()[:4] == body[-4:]:
                return True
    return False


def _number(said: str, alphabet: str) -> int:
    return reduce(lambda sum_, c: sum_ * 58 + alphabet.index(c), said, 0)
