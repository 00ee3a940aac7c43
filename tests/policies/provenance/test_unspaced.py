"""Scripts that put no space around an address, a number or a date: what the user wrote there is still hers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policies.provenance.runs import given

GLUED: list[tuple[str, Any, str]] = [
    ("価格表をn.kessler@postbox.exampleまでお送りください。", "n.kessler@postbox.example", "to"),
    ("能给jolanta@roundhouse.example开通权限吗？", "jolanta@roundhouse.example", "to"),
    ("kim@acme.example으로 보고서를 보내줘", "kim@acme.example", "to"),
    ("打开https://acme.example/notes看看", "https://acme.example/notes", "url"),
    ("把报告存到reports/q3.csv里", "reports/q3.csv", "path"),
    ("请把钱转到账户NO9386011117947。", "NO9386011117947", "iban"),
    ("请转500元给她", 500, "amount"),
    ("金額は12,500円です", 12500, "amount"),
    ("退款2412.5元", 2412.5, "amount"),
    ("转5万元", 50000, "amount"),
    ("3억원을 송금해줘", 300000000, "amount"),
    ("会议改到2026年3月5日", "2026-03-05", "date"),
    ("3月5日に予約して", "2026-03-05", "date"),
    ("2026년 3월 5일 오후 2시로", "2026-03-05T14:00", "date"),
    ("明天下午3点半开会", "15:30", "time"),
    ("채널 #general에 올려", "#general", "channel"),
    ("김민수에게 보내", "김민수", "recipient"),
    ("关闭第7号工单", 7, "id"),
]
NOT_GLUED: list[tuple[str, Any, str]] = [
    ("写信给anna@acme.example谢谢", "nna@acme.example", "to"),
    ("付500元，另外300", 500300, "amount"),
    ("会议在3月5日", "2026-05-03", "date"),
    ("打开https://acme.example/notes看看", "https://acme.example.evil.example/notes", "url"),
]


@pytest.mark.parametrize(("said", "value", "argument"), GLUED)
def test_a_value_that_stands_between_letters_of_such_a_script_is_the_users(
    said: str, value: Any, argument: str
) -> None:
    assert given(said, value, argument)


@pytest.mark.parametrize(("said", "value", "argument"), NOT_GLUED)
def test_but_no_part_of_it_and_nothing_joined_over_them(said: str, value: Any, argument: str) -> None:
    assert not given(said, value, argument)
