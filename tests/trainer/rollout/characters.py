"""A tokenizer of one token a character, with a chat template of one's choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

END, START = "<|end|>", "<|start|>"
SPECIAL = (END, START, "[PAD]")
FIRST_CHARACTER = len(SPECIAL)


def appends(chat: list[dict[str, str]]) -> str:
    return "".join(f"{START}{m['role']}\n{m['content']}{END}\n" for m in chat)


class CharacterTokenizer:
    def __init__(self, template: Callable[[list[dict[str, str]]], str] = appends) -> None:
        self.eos_token_id = SPECIAL.index(END)
        self.all_special_tokens = list(SPECIAL)
        self._template = template
        self.spelled = 0

    def __call__(self, text: str, *, add_special_tokens: bool) -> dict[str, list[int]]:
        assert not add_special_tokens
        self.spelled += len(text)
        ids = []
        while text:
            special = next((s for s in SPECIAL if text.startswith(s)), None)
            ids.append(SPECIAL.index(special) if special else ord(text[0]) + FIRST_CHARACTER)
            text = text[len(special or text[0]) :]
        return {"input_ids": ids}

    def apply_chat_template(
        self, conversation: list[dict[str, str]], *, tokenize: bool, add_generation_prompt: bool
    ) -> str:
        assert not tokenize
        return self._template(conversation) + (f"{START}assistant\n" if add_generation_prompt else "")

    def decode(self, token_ids: Sequence[int], *, skip_special_tokens: bool) -> str:
        assert not skip_special_tokens
        return "".join(SPECIAL[i] if i < FIRST_CHARACTER else chr(i - FIRST_CHARACTER) for i in token_ids)
