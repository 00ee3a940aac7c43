"""What the user's own words ask about: so that a person's data is theirs to see, and nobody else's is thrown in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mosaic_guard.text.secrets import PERSONAL_KINDS, Place
from mosaic_guard.trajectory import Trajectory

_NAMED_BY: Final[Mapping[str, str]] = {
    "email": """email emails mail mails e-mail address addresses contact contacts reach write inbox sender recipient
        adresse kontakt courriel correo dirección contacto 邮箱 邮件 联系""",
    "phone": """phone phones telephone tel mobile cell number numbers call contact contacts reach whatsapp sms
        telefon telefonnummer nummer handynummer kontakt téléphone numéro teléfono número 电话 手机 联系 号码""",
    "iban": """iban account accounts bank banking transfer pay konto kontonummer bankverbindung compte cuenta
        账户 账号""",
    "card": """card cards credit debit visa mastercard amex payment karte kreditkarte carte tarjeta
        卡号 信用卡""",
    "national_id": """ssn social security id identity identification passport tax nino insurance ausweis
        steuernummer identité identidad dni nie nif 身份证""",
    "password": """password passwords passphrase passcode login credentials credential logins wifi wi-fi sign-in pwd
        passwort kennwort zugangsdaten contraseña passe identifiants 密码 口令""",
    "key": """key keys apikey secret secrets token tokens pin code codes otp cvv cvc credentials credential
        schlüssel clé clave código 密钥 验证码""",
    "token": """token tokens key keys secret secrets jwt cookie credentials credential bearer authorization webhook""",
    "private_key": "key keys pem certificate ssh credentials schlüssel clé clave 私钥",
}
_FIELDS: Final[Mapping[str, frozenset[str]]] = {kind: frozenset(words.split()) for kind, words in _NAMED_BY.items()}
"""The words by which a request names each kind."""

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SENTENCE_END: Final = re.compile(r"[.!?\n][ \n]")
_COMMON_WORDS: Final = """the and for with from are was can could would will please you your its this that these those
    what which who whom whose when where why how all any some give get find show tell list send email mail call phone
    number contact card account code key password token secret address new have has need want about also into not his
    her their our they she there here then than more most name details information reply write read com org net www
    der die das und ist ein eine von mit für bitte mir les des une pour los las por que para com"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
"""Words too common to tell whom a request is about, and the field names above."""
_NEAR: Final = 80
"""How far before a value the one it belongs to is named."""


class Scope:
    """The words of the user's requests in a run."""

    def __init__(self, trajectory: Trajectory) -> None:
        self._text = "\n".join(trajectory.user_texts).casefold()
        self._words = frozenset(_WORD.findall(self._text))

    def touches(self, text: str, place: Place) -> bool:
        """Whether the request names the field, or, for personal data, whom the words before the value name."""
        fields = _FIELDS.get(place.kind, frozenset())
        if not fields.isdisjoint(self._words) or any(f in self._text for f in fields if f[0] > "\u2e80"):
            return True
        return place.kind in PERSONAL_KINDS and not (_owner(text, place) & self._words).issubset(_COMMON)


def _owner(text: str, place: Place) -> set[str]:
    """Names (capitalised words) in front of the value, in its own sentence, and those inside an address."""
    before = text[max(0, place.start - _NEAR) : place.start]
    sentence = _SENTENCE_END.split(before)[-1]
    names = [w for w in _WORD.findall(sentence) if not w[0].islower()]
    if place.kind == "email":
        names += _WORD.findall(text[place.start : place.end].replace(".", " ").replace("_", " "))
    return {name.casefold() for name in names if len(name) > 2 or not name.isascii()}
