from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_guard.text.secrets import field_kind, find_secrets
from tests.cpu import Work, ratio


def found(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in find_secrets(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("key AKIA2E0A8F3B244C9986 ok", "key", "AKIA2E0A8F3B244C9986"),
        ("ghp_" + "a1" * 18, "token", "ghp_" + "a1" * 18),
        ("sk-proj-" + "Ab3" * 10, "key", "sk-proj-" + "Ab3" * 10),
        ("Authorization: Bearer abcdef.123456-ABCDEF", "token", "abcdef.123456-ABCDEF"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln", "token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln"),
        ("password: hunter2.", "password", "hunter2"),
        ("пароль: Qw12erty9", "password", "Qw12erty9"),
        ("hasło to nie, hasło: Qw12erty9", "password", "Qw12erty9"),
        ("パスワードはQw12erty9", "password", "Qw12erty9"),
        ("密碼：Qw12erty9", "password", "Qw12erty9"),
        ("验证码：481207", "key", "481207"),
        ("电话13855550121", "phone", "13855550121"),
        ("卡号4111111111111111。", "card", "4111111111111111"),
        ('{"password": "swordfish"}', "password", "swordfish"),
        ("Das Passwort lautet Sommer2024!", "password", "Sommer2024"),
        ("密码是abc12345", "password", "abc12345"),
        ("The PIN is 4711", "key", "4711"),
        ("API_KEY=abcdefgh", "key", "abcdefgh"),
        ("postgres://bob:pa55w0rd@db/x", "password", "pa55w0rd"),
        ("GET / HTTP/1.1\nCookie: theme=dark; session=c00kie-Secret; id=1", "token", "c00kie-Secret"),
        ("set-cookie: sid=s%3Aab12cd34.ef; Path=/; HttpOnly", "token", "s%3Aab12cd34.ef"),
        ('{"Set-Cookie": "sid=ab12cd34ef56; Secure"}', "token", "ab12cd34ef56"),
        ("curl --cookie 'sid=ab12cd34ef56' example.com", "token", "ab12cd34ef56"),
        ("requests.get(url, cookies={'sid': 'ab12cd34ef56'})", "token", "ab12cd34ef56"),
        ("Set-Cookie: Secure; HttpOnly; Path=/; sid=ab12cd34ef56", "token", "ab12cd34ef56"),
        ("card 4111 1111 1111 1111 12/27", "card", "4111 1111 1111 1111"),
        ("amex 378282246310005.", "card", "378282246310005"),
        ("XX76 4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("DE89 3704 0044 0532 0130 00 COBADEFF", "iban", "DE89 3704 0044 0532 0130 00"),
        ("GB29 NWBK 6016 1331 9268 19", "iban", "GB29 NWBK 6016 1331 9268 19"),
        ("ssn 078-05-1120", "national_id", "078-05-1120"),
        ("DNI 12345678Z", "national_id", "12345678Z"),
        ("id 11010519491231002X", "national_id", "11010519491231002X"),
        ("NI AB 12 34 56 C", "national_id", "AB 12 34 56 C"),
        ("mail mia.li@example.com.", "email", "mia.li@example.com"),
        ("call +49 (0)89 1234567", "phone", "+49 (0)89 1234567"),
        ("call (212) 555-0143 now", "phone", "(212) 555-0143"),
        ("06 12 34 56 78", "phone", "06 12 34 56 78"),
    ],
)
def test_a_secret_is_found_as_it_stands(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "the password is required",
        "Password: must be long",
        "max_tokens: 4096",
        "the keyboard is 12345 points",
        "2024-05-15 15:00",
        "1.234.567,89 and 192.168.100.200",
        "4111 1111 1111 1112",
        "DE89 3704 0044 0532 0130 01",
        "FR76 4111 1111 1111 1111",
        "order 1700000000",
        "password: ${PASSWORD}",
        "Cookie: theme=dark; consent=necessary-and-more; session=${SESSION}",
        "Set-Cookie: a=1; Max-Age=31536000; Domain=v2.example.com; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
        "This site uses cookies: 12345678 of them, see page=cookies2026 for more.",
        "task-manager-for-everyone-in-town",
        "a @ b",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_private_key_is_one_secret_to_its_last_line() -> None:
    pem = "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----"
    assert found(f"here: {pem} done") == [("private_key", pem)]


def test_personal_data_can_be_left_out() -> None:
    text = "bob@example.com has password: hunter2"
    assert [p.kind for p in find_secrets(text, personal=False)] == ["password"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("password", "password"),
        ("dbPassword", "password"),
        ("api_key", "key"),
        ("access-token", "token"),
        ("pin", "pin"),
        ("Cookie", "token"),
        ("headers.Set-Cookie", "token"),
    ],
)
def test_a_field_tells_by_its_name_that_it_holds_a_secret(name: str, kind: str) -> None:
    assert field_kind(name) == kind


@pytest.mark.parametrize("name", ["key", "tokens", "spin", "passenger", "recipient", "acceptCookies", ""])
def test_other_fields_hold_none(name: str) -> None:
    assert field_kind(name) == ""


@given(st.text())
def test_places_are_in_order_apart_and_inside_any_text(text: str) -> None:
    at = 0
    for place in find_secrets(text):
        assert at <= place.start < place.end <= len(text)
        at = place.end


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "eyJ",
            "eyJaaaaaaaa.",
            "a@",
            "@",
            "1 ",
            "4111-",
            "AA11 ",
            "+1-(",
            "password: ",
            "password ",
            "://a:",
            "x.",
            "sk-",
        ),
        *(
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ",
            "AB12CD34",
            "İ",
            "ghp_",
            "Bearer ",
            "0",
            "key is ",
            "cookie: ",
            "cookie: a=12345678; ",
            "cookie",
            "a=b;",
            "00000000000 ",
        ),
    ],
)
def test_the_time_is_linear_in_the_text(unit: str) -> None:
    def work(size: int) -> Work:
        text = (unit * (size // len(unit) + 1))[:size]
        return lambda: find_secrets(text)

    assert ratio(work(64_000), work(8_000), under=24) < 24  # a square would be 64 times as much
