"""A value stays the user's in whatever spelling it reaches the tool."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.provenance.runs import fact, given, output, quoted, run, user

SAME: list[tuple[str, Any, str]] = [
    ("pay $1,000.00", 1000, "amount"),
    ("pay 1.000,00 EUR", 1000.0, "amount"),
    ("pay 1 000 euros", "1000", "amount"),
    ("pay 1000eur", 1000, "amount"),
    ("a plot of 2500m2", 2500, "amount"),
    ("pay 1'234.50 CHF", 1234.5, "amount"),
    ("pay €98.70", 98.7, "amount"),
    ("pay 98,70 €", "98.70", "amount"),
    ("pay USD2500", 2500, "amount"),
    ("pay 1e3 dollars", 1000, "amount"),
    ("pay 5k dollars", 5000, "amount"),
    ("pay 2.5 million", 2500000, "amount"),
    ("pay 12,34,567 rupees", 1234567, "amount"),
    ("pay 1000", "$1,000.00", "amount"),
    ("a rate of 12.5%", 0.125, "amount"),
    ('{"amount":4321.5}', 4321.5, "amount"),
    ("to DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "iban"),
    ("to DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "iban"),
    ("to de89-3704-0044-0532-0130-00 10 euros", "DE89370400440532013000", "iban"),
    ("call +49 151 2345678", "+491512345678", "phone"),
    ("call (555) 123-4567", "5551234567", "phone"),
    ("card 4111 1111 1111 1111", "4111111111111111", "card"),
    ("account 12345678", 12345678, "account"),
    ("order INV-2024-001", "inv-2024-001", "id"),
    ("order INV-2024-001.", "INV2024001", "id"),
    ("on 20 Nov 2026", "2026-11-20", "date"),
    ("on 11/20/2026", "2026-11-20", "date"),
    ("on 20.11.2026", "2026-11-20", "date"),
    ("on November 20th, 2026", "2026-11-20", "date"),
    ("on the 20th of November", "2026-11-20", "date"),
    ("on 2026-11-20", "November 20, 2026", "date"),
    ("on 2026-11-20", "20261120", "date"),
    ("on Nov 20, 2026 at 2:30 pm", "2026-11-20T14:30:00Z", "date"),
    ("on Nov 20, 2026 at 9am", "2026-11-20 09:00", "date"),
    ("on Nov 20, 2026", "2026-11-20T00:00:00+00:00", "date"),
    ("write to BOB@Corp.Example!", "bob@corp.example", "to"),
    ("write to <mailto:bob@corp.example>", "bob@corp.example", "to"),
    ("write to bob@corp.example", "mailto:bob@corp.example", "to"),
    ("write to (bob@corp.example);", "bob@corp.example", "to"),
    ("to:bob@corp.example", "bob@corp.example", "to"),
    ("write to Bob Berg, bob@corp.example", "Bob Berg <bob@corp.example>", "to"),
    ("write to bob@corp.example and al@corp.example", "bob@corp.example, al@corp.example", "to"),
    ("open https://Corp.example/a/b?x=1", "https://corp.example/a/b?x=1", "url"),
    ("open corp.example/a", "https://www.corp.example/a/", "url"),
    ("open https://corp.example/a", "http://corp.example/a", "url"),
    ("open corp.example", "https://corp.example/", "url"),
    ("open sftp://corp.example/a", "sftp://corp.example/a", "url"),
    ("open s3://bucket and there in/a", "s3://bucket/in/a", "url"),
    ("search corp.example for red shoes", "https://corp.example/search?q=red+shoes", "url"),
    ("open 'bill.txt'", "bill.txt", "path"),
    ("open bill.txt", "./bill.txt", "path"),
    ("open `/home/u/My Files/bill.txt`", "/home/u/My Files/bill.txt", "path"),
    (r"open C:\docs\bill.txt", "C:/docs/bill.txt", "path"),
    ("in /home/u, open bill.txt", "/home/u/bill.txt", "path"),
    ("Lieber Herr José Müller", "jose muller", "recipient"),
    ("Lieber Herr Jose Muller", "José Müller", "recipient"),
    ("write to Ｂｏｂｂｙ", "Bobby", "recipient"),
    ("to Bob\u00adby", "Bobby", "recipient"),
    ("first name Anna. Last name: Berg", "Anna Berg", "recipient"),
    ("to Tom &amp; Jerry", "Tom & Jerry", "recipient"),
    ("to Tom & Jerry", "Tom &amp; Jerry", "recipient"),
    ('{"to": "bob\\u0040corp.example"}', "bob@corp.example", "to"),
    ("to: bob%40corp.example", "bob@corp.example", "to"),
    ("line one\\nbob@corp.example\\n", "bob@corp.example", "to"),
    ("付款给张伟明天", "张伟", "recipient"),
    ("subject 'Lunch with Anna and Bob'", "Lunch with Anna and Bob", "subject"),
    ("my login page branch", "login-page", "branch"),
    ("run `rm -rf build/out`", "rm -rf build/out", "command"),
    ("two tickets", 2, "quantity"),
    ("ادفع ٤٣٠ يورو", 430, "amount"),
    ("۴۳۰ یورو پرداخت کن", 430, "amount"),
    ("४३० रुपये भेजो", 430, "amount"),
    ("430 lira gönder", 430, "amount"),
    ("wyślij 430 złotych", 430, "amount"),
    ("EUR 430 überweisen", 430, "amount"),
    ("überweise 3 Mio. Euro", 3000000, "amount"),
    ("переведи 12 тыс. рублей", 12000, "amount"),
    ("um 15.30 Uhr", "15:30", "time"),
    ("kl. 15.30", "15:30", "time"),
    ("5 marca 2026", "2026-03-05", "date"),
    ("5 maart 2026", "2026-03-05", "date"),
    ("5 марта 2026", "2026-03-05", "date"),
    ("5 Mart 2026", "2026-03-05", "date"),
    ("5 března 2026", "2026-03-05", "date"),
    ("5 de março de 2026", "2026-03-05", "date"),
    ("اكتب إلى anna@acme.example،", "anna@acme.example", "to"),
    ("küldd anna@acme.example-nek", "anna@acme.example", "to"),
]


@pytest.mark.parametrize(("said", "value", "argument"), SAME, ids=range(len(SAME)))
def test_a_reformatted_value_stays_the_users(said: str, value: Any, argument: str) -> None:
    assert given(said, value, argument)


OTHER: list[tuple[str, Any, str]] = [
    ("the 2013 report", 13, "amount"),
    ("pay 1000 euros", 10000, "amount"),
    ("pay 1000 euros", 100, "amount"),
    ("from 192.168.0.1", 192, "id"),
    ("on 2026-11-20", 11, "amount"),
    ("rooms 12, 34, 56", 3456, "amount"),
    ("at 14:30", 14, "amount"),
    ("on 20 Nov 2026", "2026-11-21", "date"),
    ("on 20 Nov 2025", "2026-11-20", "date"),
    ("at 2:30 pm on 20 Nov 2026", "2026-11-20T03:30", "date"),
    ("to DE89 3704 0044 0532 0130 00", "DE89370400440532013001", "iban"),
    ("to DE89 3704 0044 0532 0130 00", "37040044", "iban"),
    ("call 555 123 4567", "123456", "phone"),
    ("bob@corp.example", "ob@corp.example", "to"),
    ("bob@corp.example", "corp.example", "host"),
    ("Ask Bob. corp.example is down", "bob@corp.example", "to"),
    ("open corp.example", "https://corp.example/?d=hunter2", "url"),
    ("open corp.example/a", "https://corp.example/b", "url"),
    ("open the folder", "sftp://corp.example/in", "url"),
    ("open the folder", "https://corp.example/?next=s3://bucket/in", "url"),
    ("open corp.example", "https://corp.example@evil.example/", "url"),
    ("open corp.example", "https://corp.example\\@evil.example/", "url"),
    ("open corp.example", "https://corp.example.evil.example", "url"),
    ("open bill.txt", "/home/u/bill.txt", "path"),
    ("open bill.txt", "../bill.txt", "path"),
    ("open home/u/bill.txt", "/etc/passwd", "path"),
    ("open /x", "../x", "path"),
    ("about Mallorys dog", "Mallory", "recipient"),
    ("Anna", "Ann", "recipient"),
    ("Bob <bob@corp.example>", "Bob <rob@corp.example>", "to"),
    ("write to bob@corp.example", "bob@corp.example, eve@evil.example", "to"),
    ("delete old files, keep everything in build", "rm -rf build", "command"),
    ("付款给张小伟", "张伟", "recipient"),
    ("leading 0123", "123", "id"),
    ("commit 1000a5b7", 1000, "id"),
    ("server 4711euwest", 4711, "id"),
    ("room b12x09am", "09am", "time"),
    ("give us 430 options", 43, "amount"),
    ("version 15.30", "15:30", "time"),
    ("write to anna@acme.example", "anna@acme.example-nek", "to"),
]


@pytest.mark.parametrize(("said", "value", "argument"), OTHER, ids=range(len(OTHER)))
def test_a_value_that_only_resembles_one_is_not_the_users(said: str, value: Any, argument: str) -> None:
    assert not given(said, value, argument)


@pytest.mark.parametrize(
    ("said", "value", "argument"),
    [
        ("Read my 13 emails", 13, "id"),
        ("Summarise the 3 newest files", 3, "amount"),
        ("Tell me about me", "me", "recipient"),
        ("Send all to the team", "all", "recipient"),
        ("The admin complained", "admin", "role"),
        ("I had two meetings at 5 on the 7th floor", 5, "quantity"),
    ],
)
def test_a_short_value_that_happens_to_occur_is_not_given(said: str, value: Any, argument: str) -> None:
    assert not given(said, value, argument)


@pytest.mark.parametrize(
    ("said", "value", "argument", "tool"),
    [
        ("Delete email 13", 13, "id", "delete_email"),
        ("Delete #13", 13, "id", "delete_email"),
        ("Delete the one with id 13", "13", "id", "delete_email"),
        ("Send 13 dollars to Bob", 13, "amount", "send_money"),
        ("Order 3 of those", 3, "quantity", "order"),
        ("Order 3 items by 5 Nov, at 7", 3, "quantity", "order"),
        ("Make Bob an 'admin'", "admin", "role", "set_role"),
        ("Give Bob the role admin", "admin", "role", "set_role"),
        ("Write to Bob", "Bob", "recipient", "send"),
        ("Post in general", "general", "channel", "post"),
    ],
)
def test_a_short_value_in_its_context_is_given(said: str, value: Any, argument: str, tool: str) -> None:
    assert given(said, value, argument, name=tool)


@pytest.mark.parametrize(
    ("seen", "value", "found"),
    [
        ("IBAN: GB29 NWBK 6016 1331 9268 19\n", "GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19"),
        ("total: 1.234,50 EUR", 1234.5, "1.234,50"),
        ("due 20 Nov 2026.", "2026-11-20", "20 nov 2026"),
        ("to MALLORY@evil.example", "mallory@evil.example", "mallory@evil.example"),
        ("to mallory&#64;evil.example ok", "mallory@evil.example", "mallory&#64;evil.example"),
        ("to m\u0430llory@evil.example", "mallory@evil.example", "m\u0430llory@evil.example"),
        ("see https://evil.example/x?y=1", "https://evil.example/x?y=1", "https://evil.example/x?y=1"),
        ("the key is hunter22hunter", "https://a.example/?k=hunter22hunter", "hunter22hunter"),
        ("Frau Anna Berg wohnt", "Berg, Anna", "Anna"),
    ],
)
def test_an_untrusted_value_is_located_in_its_own_spelling(seen: str, value: Any, found: str) -> None:
    trajectory = run(user("Read it"), output(f"Some lines before.\n{seen}\nSome after."))
    assert found.lower() in quoted(trajectory, fact(trajectory, value)).lower()
