"""How people write which money they mean, in front of an amount or behind it."""

# ruff: noqa: RUF001 - words of other scripts
from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = "€$£¥₩₹₺₽₴₫฿₪₱"
_CODES: Final = (
    "eur usd gbp chf jpy cny rmb inr krw aud cad nzd sek nok dkk pln czk huf ron bgn rub uah brl mxn ars clp cop "
    "zar aed sar egp ils thb vnd idr myr php sgd hkd rs zł kč лв"
)
_SHORT: Final = "us r kr ft lei tl try"
"""Words of other meanings where they stand in front of a number."""
_NAMES: Final = (
    "dollars? euros? euro[an] eurot euró eurón eurolla pounds? cents? bucks yen yuan won baht rupees? dirhams? "
    "riyals? rands? francs? franken pesos? real reais lira liras? liraya lirası złot(?:y|e|ych) zloty(?:ch)? groszy "
    "koruny? korun kronor kroner forint(?:ot)? dolarów dolarů dolara dollaria dólares dollari евро "
    "доллар(?:ов|а)? рубл(?:ей|я|ь) руб гривень гривні грн يورو دولار(?:ا|ات)? درهم ريال جنيه "
    "یورو دلار تومان ریال रुपये रुपए रुपया บาท đồng rupiah ringgit"
)
_EASTERN: Final = "元円圆圓원块塊ド달유美欧ユ"

BEFORE: Final = re.compile(rf"(?:[{_SIGNS}]|(?<!\w)(?:{'|'.join(_CODES.split())})\.?)\s?$", re.IGNORECASE)
AFTER: Final = re.compile(
    rf"\s?(?:[{_SIGNS}{''.join(sorted(set(_EASTERN)))}]|(?:{'|'.join(f'{_CODES} {_SHORT} {_NAMES}'.split())})(?!\w))",
    re.IGNORECASE,
)
