from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mosaic_guard.canonical import canonical_json
from mosaic_guard.traces.redaction.redactor import Redactor
from mosaic_guard.traces.rows.queries import histories_of
from mosaic_guard.traces.store import SqlStore
from mosaic_guard.trajectory import RunId
from tests.cpu import ratio
from tests.traces.making import RUN, SECONDS, calling, event, output, said, trajectory

KEY = b"k" * 32
PLACEHOLDER = re.compile("\u2039secret:[a-z_]+:[0-9a-f]{8}\u203a")
SECRETS = {
    "key": "sk-proj-Abc123Def456Ghi789Jkl012",
    "aws": "AKIAIOSFODNN7EXAMPLE",
    "github": "ghp_" + "a1B2" * 9,
    "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    "card": "4111 1111 1111 1111",
    "pem": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----",
}
FIELDS = st.text() | st.sampled_from(["name", "key", "header", "value", "password"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)


def redacted(value: object, trace: str = "t", redactor: Redactor | None = None) -> object:
    """The value as it is stored in an event."""
    redactor = redactor or Redactor(KEY)
    [text] = redactor.texts([(redactor.record({"payload": value}, value), trace, 0)])
    return json.loads(text)["payload"]


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize("around", ["{}", "see {} there", "a\n{}\nb", '"{}",'])
def test_a_secret_in_text_is_replaced_and_the_rest_stays(secret: str, around: str) -> None:
    clean = redacted({"note": ["x", around.format(secret)]})
    assert secret not in str(clean)
    assert PLACEHOLDER.sub("{}", clean["note"][1]) == around  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("password=hunter2x", "hunter2x"),
        ('{"password": "hunter2x"}', "hunter2x"),
        ("postgresql://bob:hunter2x@host/db", "hunter2x"),
        ("HTTP/1.1 200\r\nSet-Cookie: session=c00kieSecret; Path=/; HttpOnly\r\n", "c00kieSecret"),
        ("Authorization: Bearer abcdef0123456789abcdef", "abcdef0123456789abcdef"),
    ],
)
def test_a_password_is_replaced_but_not_what_names_it(text: str, hidden: str) -> None:
    clean = str(redacted(text))
    assert hidden not in clean
    assert text.split(hidden)[0] in clean


@pytest.mark.parametrize("field", ["password", "apiKey", "client_secret", "access_token", "authorization", "Cookie"])
@pytest.mark.parametrize("value", ["plain", 4711, {"inner": ["plain"]}])
def test_a_field_named_for_a_secret_is_replaced_whatever_it_holds(field: str, value: object) -> None:
    clean = json.dumps(redacted({field: value, "other": "plain"}), ensure_ascii=False)
    assert len(PLACEHOLDER.findall(clean)) == 1
    assert '"other": "plain"' in clean


@pytest.mark.parametrize(
    "headers",
    [
        [["Accept", "text/html"], ["Cookie", "sid=plain"]],
        [{"name": "Accept", "value": "text/html"}, {"name": "Cookie", "value": "sid=plain", "path": "/"}],
        {"header": "X-Api-Key", "value": "plain"},
    ],
)
def test_a_field_may_be_named_by_a_value(headers: object) -> None:
    clean = json.dumps(redacted({"headers": headers, "tags": ["password", "plain text"]}), ensure_ascii=False)
    assert "sid" not in clean
    assert '"value": "plain"' not in clean
    assert "plain text" in clean
    assert '"text/html"' in clean or "Accept" not in clean


def test_a_generated_value_goes_where_the_field_allows_a_secret_and_words_stay() -> None:
    clean = redacted({"session_token": "q8Zr1vW0pX7tL2mN", "sort_key": "created_at", "token": "the first one"})
    assert PLACEHOLDER.fullmatch(clean["session_token"])  # type: ignore[index]
    assert clean["sort_key"] == "created_at"  # type: ignore[index]
    assert clean["token"] == "the first one"  # type: ignore[index]


def test_whom_a_payment_goes_to_stays_readable() -> None:
    args = {"iban": "DE89370400440532013000", "to": "bob@example.com", "phone": "+49 170 1234567", "amount": 1200}
    assert redacted(args) == args


def test_the_digests_that_events_are_found_by_stay() -> None:
    payload = {
        "call_key": "a1" * 32,
        "request_id": "b2" * 32 + "#0",
        "intent": "c3" * 32,
        "fingerprints": {"policy": "d4" * 32},
    }
    assert redacted(payload) == payload


def test_a_placeholder_is_the_same_within_a_trace_and_differs_between_traces_and_keys() -> None:
    one, two = redacted("password=hunter2x"), redacted({"password": "hunter2x"})["password"]  # type: ignore[index]
    assert PLACEHOLDER.findall(str(one)) == [two]
    assert redacted("password=hunter2x", "other") != one
    assert redacted("password=hunter2x", redactor=Redactor(b"x" * 32)) != one
    assert redacted("password=hunter3x") != one


def test_a_secret_found_once_is_replaced_wherever_else_the_record_has_it() -> None:
    clean = redacted({"args": {"password": "correct-horse"}, "shown": "It types correct-horse into the form."})
    assert "correct-horse" not in str(clean)


@given(json_values)
@example({"a": "password=hunter2x", "b": [SECRETS["jwt"]]})
@example([{"name": ["Cookie"], "value": 1}, {"key": {"name": "Cookie"}, "value": "plain"}, [["a", 1], [[], 2]]])
def test_redacting_twice_changes_nothing_more(value: object) -> None:
    once = redacted(value)
    assert redacted(once) == once


@given(json_values)
def test_shape_and_keys_are_kept(value: object) -> None:
    def shape(one: object) -> object:
        if isinstance(one, dict):
            return {k: shape(v) for k, v in one.items()}
        return [shape(v) for v in one] if isinstance(one, list) else None

    assert shape(redacted(value)) == shape(value)


@given(st.lists(json_values | st.sampled_from(sorted(SECRETS.values())), max_size=5))
def test_searching_all_records_at_once_finds_what_searching_each_does(values: list[object]) -> None:
    redactor, alone = Redactor(KEY), Redactor(KEY)
    records = [(redactor.record({"value": value}), "t", i) for i, value in enumerate(values)]
    assert redactor.texts(records) == [text for record in records for text in alone.texts([record])]


def stored(store: SqlStore) -> tuple[list[dict[str, object]], str]:
    """The payloads of the events, and the messages."""
    histories = store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)
    return [dict(s.event.payload) for s in store.events(RUN).result(SECONDS)], repr(histories)


def test_a_secret_found_once_is_replaced_in_later_records_of_its_trace(store: SqlStore) -> None:
    secret = 'err"Passw0rd77'
    store.append([event(args={"password": secret})], trajectory(calling("login", password=secret)))
    store.claim(event("started", "k", args={"form": f"p={secret}&x"}))
    store.append([event("finished", error=f"bad password '{secret}'", tool="login")])
    store.append([event("finished", run=RunId("t2"), error=f"bad password '{secret}'")])
    store.append([], trajectory(calling("login", password=secret), output(f"bad password '{secret}'"), said("ok")))
    payloads, messages = stored(store)
    assert "Passw0rd77" not in repr(payloads) + messages
    (placeholder,) = set(PLACEHOLDER.findall(repr(payloads) + messages))
    assert payloads[1]["args"] == {"form": f"p={placeholder}&x"}
    assert payloads[2] == {"error": f"bad password '{placeholder}'", "tool": "login"}
    assert "Passw0rd77" in repr(store.events(RunId("t2")).result(SECONDS))


def test_what_a_header_carries_is_known_without_its_name(store: SqlStore) -> None:
    headers = {"Cookie": "theme=dark; sid=c00kie-Secret", "Authorization": "Bearer abcdef0123456789abcdef"}
    store.append([event(args={"headers": headers})])
    store.append([event("finished", error="no session c00kie-Secret, nor abcdef0123456789abcdef")])
    error = str(stored(store)[0][1]["error"])
    assert PLACEHOLDER.sub("{}", error) == "no session {}, nor {}"


def test_a_secret_changes_nothing_that_is_read_back(store: SqlStore) -> None:
    secrets = {f"p{i}": {"password": text} for i, text in enumerate(["malicious", "send_mail2", "untrusted_argument"])}
    store.append([event(args=secrets, label="malicious", tool="send_mail2")])
    findings = [{"code": "untrusted_argument", "message": "send_mail2 was told"}]
    store.append([event(label="malicious", tool="send_mail2", findings=findings, args={"tool": "send_mail2"})])
    first, second = stored(store)[0]
    assert (first["label"], first["tool"]) == (second["label"], second["tool"]) == ("malicious", "send_mail2")
    assert second["findings"][0]["code"] == "untrusted_argument"  # type: ignore[index]
    assert "send_mail2" not in repr([second["args"], second["findings"]])


@pytest.mark.parametrize(
    "said_to_be", ["eve@evil.example", "DE89370400440532013000", "12345678", "required", "a.evil.io/x"]
)
def test_nobody_hides_whom_a_payment_goes_to_by_calling_it_a_password(store: SqlStore, said_to_be: str) -> None:
    store.append([event(args={"password": said_to_be})], trajectory(output(f"password={said_to_be}")))
    store.append([event(args={"to": said_to_be})])
    assert stored(store)[0][1]["args"] == {"to": said_to_be}


def test_a_secret_that_is_known_later_makes_no_new_branch_of_what_was_said_before(store: SqlStore) -> None:
    history = [said("Log in with hunter2-and-more"), calling("login", password="hunter2-and-more"), output("welcome")]
    for end in (1, 2, 3, 3):
        store.append([event("finished", error="hunter2-and-more")], trajectory(*history[:end]))
    assert len(store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)) == 1


def test_so_many_secrets_and_traces_are_remembered_and_no_more() -> None:
    redactor = Redactor(KEY)
    for i in range(40):
        redacted({"password": f"hunter2-{i:03}"}, redactor=redactor)
    assert redacted("hunter2-031", redactor=redactor) != "hunter2-031"
    assert redacted("hunter2-032", redactor=redactor) == "hunter2-032"
    for i in range(256):
        redacted({"password": "hunter2-000"}, f"other-{i}", redactor)
    assert redacted("hunter2-031", redactor=redactor) == "hunter2-031"


def test_nothing_stored_holds_a_secret(store: SqlStore) -> None:
    secrets = list(SECRETS.values())
    items = (
        [said(s) for s in secrets]
        + [output(f"found {s}") for s in secrets]
        + [calling("login", **{"pass": s}) for s in secrets]
    )
    store.append([event(args={"deep": [{"x": s}]}, **{s: "key"}) for s in secrets if "\n" not in s], trajectory(*items))
    store.claim(event("started", "k", args={"password": "correct-horse"})).result(SECONDS)
    events = store.events(RUN).result(SECONDS)
    everything = repr([s.event.payload for s in events]) + repr(
        store.read(lambda c: histories_of(c, RUN.trace)).result(SECONDS)
    )
    for secret in [*secrets, "correct-horse"]:
        values = everything.replace(f"{secret!r}: 'key'", "")
        assert secret not in values


@pytest.mark.parametrize("piece", ["a", "1", "-", "eyJ", "password=", "4111 ", "sk-", "://a:", '"key": "', "ab12 "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    short, long = piece * (20_000 // len(piece)), piece * (160_000 // len(piece))
    redactor = Redactor(KEY)
    assert ratio(lambda: redacted(long, redactor=redactor), lambda: redacted(short, redactor=redactor), under=24) < 24


def test_benign_text_costs_little() -> None:
    text = ("Please review the quarterly report of the team and send a summary before Friday. " * 30)[:2048]
    redactor, rounds = Redactor(KEY), 200

    def redacting() -> None:
        for _ in range(rounds):
            redactor.texts([(redactor.record({"text": text}), "t", 0)])

    def writing() -> None:
        for _ in range(rounds):
            canonical_json({"text": text, "parts": text.split()})

    assert ratio(redacting, writing, under=3) < 3
