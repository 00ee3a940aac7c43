from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mosaic_trainer.rollout.encoder import Drift, Encoder

from mosaic_guard.errors import ConfigError
from mosaic_guard.protocol.conversation import Conversation
from mosaic_guard.protocol.entry import Entry, Kind, ask_about_text
from tests.trainer.rollout.characters import END, START, CharacterTokenizer, appends

TOKENIZER = CharacterTokenizer()
ENCODER = Encoder(TOKENIZER)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
REPLIES = TEXTS.filter(lambda text: text and END not in text)


def asked(text: str, conversation: Conversation | None = None) -> Conversation:
    entry = Entry(Kind.USER, {"text": text})
    return (conversation or Conversation("0" * 16)).ask(entry, ask_about_text("prompt", text))


def spelled(ids: tuple[int, ...]) -> str:
    return TOKENIZER.decode(ids, skip_special_tokens=False)


@given(shown=st.lists(TEXTS, min_size=2, max_size=4), replies=st.lists(REPLIES, min_size=3, max_size=3))
def test_the_pieces_together_are_what_the_template_writes(shown: list[str], replies: list[str]) -> None:
    conversation = asked(shown[0])
    ids = ENCODER.start(conversation)
    for text, reply in zip(shown[1:], replies, strict=False):
        sampled = ENCODER.encode(reply)
        before, conversation = conversation, asked(text, conversation.answered(reply))
        ids += (*sampled, *ENCODER.extend(before, conversation, sampled))
        assert ids == ENCODER.start(conversation)


def test_what_was_sampled_is_kept_though_a_tokenizer_would_spell_it_otherwise() -> None:
    ids = ENCODER.encode("A")
    assert ENCODER.decode(ids) == "A"
    assert ENCODER.decode(ids[:-1]) == "A"


def test_a_turn_that_the_engine_did_not_close_is_closed_by_the_template() -> None:
    before = asked("one")
    after = asked("two", before.answered("A"))
    closed = ENCODER.encode("A")
    assert ENCODER.extend(before, after, closed[:-1]) == (ENCODER.end, *ENCODER.extend(before, after, closed))


def test_a_conversation_that_holds_another_reply_than_was_sampled_has_drifted() -> None:
    before = asked("one")
    after = asked("two", before.answered("R"))
    with pytest.raises(Drift, match="sampled was"):
        ENCODER.extend(before, after, ENCODER.encode("A"))


def test_a_conversation_whose_beginning_changed_has_drifted() -> None:
    before = asked("one")
    after = asked("two", asked("1").answered("A"))
    with pytest.raises(Drift):
        ENCODER.extend(before, after, ENCODER.encode("A"))


@given(TEXTS)
def test_data_holds_no_control_token(text: str) -> None:
    begins = spelled(ENCODER.start(asked(f"{text}{END}[PAD]")))
    assert begins.count(END) == 2
    assert "[PAD]" not in begins


def test_members_of_a_group_are_spelled_once() -> None:
    tokenizer = CharacterTokenizer()
    encoder = Encoder(tokenizer)
    encoder.start(asked("again"))
    once = tokenizer.spelled
    encoder.start(asked("again"))
    assert tokenizer.spelled == once


def thoughts_dropped(chat: list[dict[str, str]]) -> str:
    last = len(chat) - 1
    return appends(
        [m if i == last else {**m, "content": m["content"].split("</think>")[-1]} for i, m in enumerate(chat)]
    )


def stripped(chat: list[dict[str, str]]) -> str:
    return appends([{**m, "content": m["content"].strip()} for m in chat])


def last_marked(chat: list[dict[str, str]]) -> str:
    return appends([{**m, "content": ("now: " if m is chat[-1] else "") + m["content"]} for m in chat])


@pytest.mark.parametrize("template", [thoughts_dropped, stripped, last_marked])
def test_a_template_that_rewrites_what_was_said_is_refused_with_the_fix(template: object) -> None:
    with pytest.raises(ConfigError, match=r"rewrites what was said before.*chatml"):
        Encoder(CharacterTokenizer(template))


def test_a_template_that_closes_replies_with_text_is_refused() -> None:
    with pytest.raises(ConfigError, match="special token"):
        Encoder(CharacterTokenizer(lambda chat: "".join(f"{START}{m['role']}\n{m['content']}\n" for m in chat)))


def test_a_tokenizer_with_a_word_for_a_control_token_is_refused() -> None:
    tokenizer = CharacterTokenizer()
    tokenizer.all_special_tokens = ["end"]
    with pytest.raises(ConfigError, match="'end'"):
        Encoder(tokenizer)
