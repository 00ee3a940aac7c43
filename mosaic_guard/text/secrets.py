"""Secrets in text: the one table of patterns, shared by the checks and by the trace store's redaction.

Every pattern starts where a run of its characters starts, or is bounded, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mosaic_guard.text.personal import PERSONAL_KINDS, Place, places_of_personal_data, without_overlaps

__all__ = ["PERSONAL_KINDS", "Place", "field_kind", "find_secrets"]


def find_secrets(text: str, *, personal: bool = True) -> list[Place]:
    """Find keys, tokens and passwords, and personal data too unless told otherwise; in order, never overlapping."""
    found = list(_credentials(text))
    if personal:
        found += places_of_personal_data(text)
    return without_overlaps(found)


def field_kind(name: str) -> str:
    """Which kind of secret a field of this name holds (`apiKey`, `user.password`), or ``."""
    letters = "".join(c for c in name.casefold() if c.isalnum())
    for ending, kind in _FIELDS.items():
        if letters.endswith(ending):
            return kind
    return _WHOLE.get(letters, "")


_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "contraseña"), "password"),
    **dict.fromkeys(("secret", "secretkey", "secretaccesskey", "clientsecret", "privatekey", "apikey"), "key"),
    **dict.fromkeys(("accesstoken", "authtoken", "refreshtoken", "bearertoken", "sessiontoken"), "token"),
    **dict.fromkeys(("authorization", "setcookie", "sessioncookie", "credentials"), "token"),
}
"""How names end, without what is no letter or digit."""
_WHOLE: Final[Mapping[str, str]] = {
    **{name: name for name in ("pin", "otp", "cvv", "cvc")},
    **dict.fromkeys(("cookie", "cookies"), "token"),
}
"""Names that say so only where nothing stands before: `acceptCookies` holds none."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    gates: tuple[str, ...]
    """One of these stands in every match: a substring test is far cheaper than the expression."""
    expression: re.Pattern[str]
    """Group 1, where there is one, is the secret."""
    valid: Callable[[str], bool] = bool


def _token(kind: str, gates: str, expression: str, valid: Callable[[str], bool] = bool) -> _Pattern:
    return _Pattern(kind, tuple(gates.split()), re.compile(rf"(?<![\w-]){expression}", re.ASCII), valid)


def _has_digit(value: str) -> bool:
    return any(c.isdigit() for c in value)


_TOKENS: Final = (
    _token("token", "eyJ", r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}(?:\.[\w-]*)?"),
    _token("key", "AKIA ASIA", r"A[KS]IA[0-9A-Z]{16}(?!\w)"),
    _token("token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,}"),
    _token("token", "github_pat_", r"github_pat_\w{22,}"),
    _token("token", "glpat-", r"glpat-[\w-]{20,}"),
    _token("token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _token("token", "pypi-", r"pypi-[\w-]{50,}"),
    _token("token", "hf_", r"hf_[A-Za-z0-9]{30,}"),
    _token("token", "xox", r"xox[abeoprs]-[\w-]{10,}"),
    _token("key", "sk-", r"sk-[\w-]{20,}", _has_digit),
    _token("key", "_live_ _test_", r"[prs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
    _token("key", "AIza", r"AIza[\w-]{35}"),
    _token("key", "SG.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
    _token("token", ":AA", r"[0-9]{8,10}:AA[\w-]{33}"),
    _Pattern("token", ("hooks.slack",), re.compile(r"hooks\.slack\.com/services/[\w/]{20,}", re.ASCII)),
    _Pattern("token", ("Bearer ", "bearer "), re.compile(r"[Bb]earer {1,4}([\w.~+/=-]{16,})", re.ASCII), _has_digit),
    _Pattern("token", ("Basic ",), re.compile(r"Authorization: {0,4}Basic ([\w+/=-]{8,})", re.ASCII)),
    _Pattern("password", ("://",), re.compile(r"://[^\s/@:]{1,64}:([^\s/@]{1,128})@")),
)


_BY_FREQUENCY: Final = " etaoinsrlhdcumfpgyw./ABSGI:_v-bkxKzJ"
"""The characters of gates, the most frequent first."""


def _anywhere(words: Iterable[str]) -> re.Pattern[str]:
    """An expression that finds any of the words by its rarest character, which the search skips to."""
    branches = []
    for word in words:
        at = max(range(len(word)), key=lambda i: _BY_FREQUENCY.index(word[i]))
        before, rare, after = (re.escape(part) for part in (word[:at], word[at], word[at + 1 :]))
        branches.append(f"{rare}(?<={before}{rare}){after}")
    return re.compile("|".join(branches))


_GATED: Final = _anywhere(gate for pattern in _TOKENS for gate in pattern.gates)


def _credentials(text: str) -> Iterator[Place]:
    yield from _private_keys(text)
    for pattern in _TOKENS if _GATED.search(text) else ():
        if any(map(text.__contains__, pattern.gates)):
            for match in pattern.expression.finditer(text):
                start, end = match.span(pattern.expression.groups)
                if pattern.valid(text[start:end]):
                    yield Place(pattern.kind, start, end)
    lower = _lowered(text)
    yield from _cookies(lower)
    yield from _named_values(lower)


_KEY_MARK: Final = "PRIVATE KEY-----"


def _private_keys(text: str) -> Iterator[Place]:
    """PEM blocks; one that never ends is taken to the end of the text."""
    at = text.find(_KEY_MARK)
    while at >= 0:
        start = max(text.rfind("-----BEGIN", max(0, at - 40), at), 0)
        end = text.find(_KEY_MARK, at + len(_KEY_MARK))
        stop = end + len(_KEY_MARK) if end >= 0 else len(text)
        yield Place("private_key", start, stop)
        at = text.find(_KEY_MARK, stop)


_PASSWORDS: Final = (
    "pwd|kennwort|密码|密碼|口令|パスワード|暗証番号|비밀번호|пароль|wachtwoord|senha|palavra-passe|hasło|heslo|şifre|parola|lösenord|"
    "adgangskode|salasana|jelszó|पासवर्ड|รหัสผ่าน|סיסמה|كلمة المرور|رمز عبور|mật khẩu|kata sandi|κωδικός πρόσβασης"
)
_CODES: Final = (
    "验证码|驗證碼|認証コード|確認コード|인증번호|bestätigungscode|sicherheitscode|verificatiecode|код подтверждения|"
    "kod weryfikacyjny|código de verificación|código de verificação|codice di verifica|code de vérification|"
    "doğrulama kodu"
)
"""Names of secrets as they stand before one, in other languages."""
_NAMES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "pass": (
        "password",
        ("password", "passwd", "pass word", "passphrase", "passcode", "passwort", "passord", "mot de passe"),
    ),
    "ñ": ("password", ("contraseña",)),
    **{name: ("password", (name,)) for name in _PASSWORDS.split("|")},
    **{name: ("key", (name,)) for name in _CODES.split("|")},
    "cv": ("key", ("cvv", "cvc")),
    **{name: ("key", (name,)) for name in ("key", "secret", "token", "code", "pin", "otp")},
}
"""What is looked for, which kind of secret it names, and the words that must stand there in full."""
_ASCII_NAMES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    sign: named for sign, named in _NAMES.items() if sign.isascii()
}
"""Those that a text of ASCII can have."""
_LEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "key": ("api", "secret", "access", "private", "client", "account", "license", "encryption"),
    "code": ("verification", "security", "one-time", "one time", "login", "access", "recovery", "2fa"),
}
"""What must stand before a word that alone names no secret."""

_VALUE: Final = re.compile(
    r"(?P<quote>[\"'`*]{0,3})[ \t]{0,3}(?P<sep>[:=\uff1a]|\b(?:is|ist|lautet|est|es|jest|je|är|er|é|è|это)\b|是|为|は)"
    r"[ \t]{0,3}(?P<open>[\"'`*]{0,3})(?P<value>[^\s\"'`<>,;*]{4,256})"
)
_WORDY: Final = re.compile(r"[a-zà-ÿ-]+[.!?)]*\Z")
_PLACEHOLDER: Final = re.compile(r"[\[{$(%]|x{4}|your|null\b|none\b|true\b|false\b|redacted|undefined")


def _lowered(text: str) -> str:
    """A capital I with a dot grows when lowered; offsets must stay those of the text."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.replace("İ", "I").lower()


_COOKIE: Final = "cookie"
_COOKIE_LEAD: Final = re.compile(r"s?[\"'`\\]{0,2}[ \t]{0,3}[:=]?[ \t]{0,3}[\"'`\\{]{0,2}")
_PAIR: Final = re.compile(
    r"(?P<name>[^\s;:=,<>\"'`\\]{1,64})(?:=|[\"'][ \t]{0,3}:[ \t]{0,3}[\"'])(?P<value>[^\s;,<>\"'`\\]*)"
    r"[\"']?[;,]?[ \t]{0,3}[\"']?"
)
_ATTRIBUTE: Final = re.compile(r"(?:secure|httponly|partitioned)\b[; \t]{0,4}")
_ATTRIBUTES: Final = frozenset({"path", "domain", "expires", "max-age", "samesite", "priority", "version"})


def _cookies(lower: str) -> Iterator[Place]:
    """`Cookie: session=…; id=…`, `Set-Cookie: session=…; Path=/`, `cookies={"session": "…"}`."""
    at = lower.find(_COOKIE)
    while at >= 0:
        end = _COOKIE_LEAD.match(lower, at + len(_COOKIE)).end()  # type: ignore[union-attr]  # it may match nothing
        while pair := _PAIR.match(lower, end) or _ATTRIBUTE.match(lower, end):
            end = pair.end()
            if pair.re is _PAIR and pair["name"] not in _ATTRIBUTES and _is_cookie(pair["value"]):
                yield Place("token", *pair.span("value"))
        at = lower.find(_COOKIE, end)


def _is_cookie(value: str) -> bool:
    """Settings (`theme=dark`) are short or words."""
    return len(value) >= 8 and not _WORDY.match(value) and not _PLACEHOLDER.match(value)


def _named_values(lower: str) -> Iterator[Place]:
    """`password: hunter2`, `"api_key": "…"`, `the PIN is 4711`."""
    for sign, (kind, names) in (_ASCII_NAMES if lower.isascii() else _NAMES).items():
        if sign not in lower:
            continue
        for name in names:
            at = lower.find(name)
            while at >= 0:
                match = _VALUE.match(lower, at + len(name))
                if match and _names_a_secret(lower, at, name):
                    yield from _value(match, lower, kind)
                at = lower.find(name, at + len(name))


def _names_a_secret(text: str, at: int, name: str) -> bool:
    before = text[max(0, at - 16) : at].rstrip(" _-")
    if name in _LEADS:
        return before.endswith(_LEADS[name])
    joined = text[at - 1] if at else " "
    return not (joined.isascii() and joined.isalnum())


def _value(match: re.Match[str], text: str, kind: str) -> Iterator[Place]:
    start, end = match.span("value")
    end -= len(match["value"]) - len(match["value"].rstrip(".)!?:}]&"))
    if end - start >= 4 and _is_value(match, text[start:end]):
        yield Place(kind, start, end)


def _is_value(match: re.Match[str], value: str) -> bool:
    """Whether it reads as a value, not as the next word of a sentence (`the password is required`)."""
    if _PLACEHOLDER.match(value):
        return False
    if match["sep"] == "=" or (match["quote"] and match["open"]):
        return True
    return not _WORDY.match(value)
