"""Text that imitates the structure of a chat: template tokens, role labels, tool calls and their results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mosaic_guard.policies.injection.detector import Hit


class _Sign(NamedTuple):
    kind: str
    score: float
    cues: tuple[str, ...]
    """One of these must occur, as written, before the pattern is tried."""
    pattern: re.Pattern[str]


_SIGNS: Final = (
    _Sign(
        "role_mimicry",
        0.6,
        ("<|",),
        re.compile(
            r"<\|\s?(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end|start_header_id|end_header_id|eot_id|eom_id|begin_of_text|channel|message|start|tool_call|python_tag)\s?\|>"
        ),
    ),
    _Sign(
        "role_mimicry",
        0.6,
        ("[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<start_of_turn>", "<end_of_turn>", "[SYSTEM_PROMPT]"),
        re.compile(r"\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\[/?SYSTEM_PROMPT\]"),
    ),
    _Sign(
        "role_mimicry",
        0.5,
        ("<",),
        re.compile(
            r"</?(?:system|assistant|user|human|developer|ai)(?:[_-](?:prompt|message|instructions?|note|reminder|request|query|override|update))?\s?/?>",
            re.IGNORECASE,
        ),
    ),
    _Sign(
        "role_mimicry",
        0.4,
        ("###",),
        re.compile(
            r"^#{2,4} ?(?:system|instruction|human|assistant|user|response)s?(?: (?:prompt|message))? ?:?[ \t]*$",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    _Sign(
        "role_mimicry",
        0.35,
        (":",),
        re.compile(
            r"^[ \t]{0,8}[\[(*]{0,3}(?:system|assistant|developer|human|ai)(?:[ _](?:prompt|message|note|notice|override|instruction|update|alert|command|admin)s?)?[\])*]{0,3}: ?(?=\S)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    _Sign(
        "role_mimicry",
        0.6,
        ("\nHuman:", "\nAssistant:"),
        re.compile(r"^(?:Human|Assistant): [^\n]*\n{1,3}(?:Assistant|Human):", re.MULTILINE),
    ),
    _Sign(
        "tool_mimicry",
        0.6,
        ("<",),
        re.compile(
            r"</?(?:tool_call|tool_response|tool_result|tool_use|function_calls?|function_results?|invoke|antml:[a-z_]{3,20}|tool_check|safety_thoughts|think|thinking|scratchpad)\b[^<>\n]{0,80}>",
            re.IGNORECASE,
        ),
    ),
    _Sign(
        "tool_mimicry",
        0.55,
        ('"arguments"', "'arguments'", '"tool_calls"', '"function_call"', '"tool_input"', '"parameters"'),
        re.compile(
            r"\{\s{0,8}[\"'](?:name|tool|function|tool_name|action|tool_calls|function_call)[\"']\s{0,3}:\s{0,3}(?:[\[{\"'])[^{}\n]{0,80}[\"'](?:arguments|parameters|args|tool_input|action_input)[\"']\s{0,3}:"
        ),
    ),
    _Sign("tool_mimicry", 0.5, ("Action Input:",), re.compile(r"^Action: ?[^\n]{1,80}\nAction Input:", re.MULTILINE)),
    _Sign(
        "exfiltration",
        0.75,
        ("](",),
        re.compile(
            r"!\[[^\]\n]{0,120}\]\(\s?https?://[^\s)]{0,300}(?:[?&/=](?:[\w-]{0,30}=)?(?:\{|<|\[|%7b|%5b|\$|YOUR|DATA|SECRET|PASSWORD|CONVERSATION|HISTORY|EMAIL|TOKEN|QUERY)|=\)|\?\w{1,20}=[^)\s]{0,3}\.\.\.)",
            re.IGNORECASE,
        ),
    ),
)
_IN_CODE: Final = 0.5
"""What a sign is worth as code: documentation of chat templates quotes them so."""


def mimicry(text: str) -> Iterator[Hit]:
    """Yield what imitates the structure around the text."""
    for kind, score, cues, pattern in _SIGNS:
        if any(cue in text for cue in cues):
            for m in pattern.finditer(text):
                yield Hit(m.start(), m.end(), score * (_IN_CODE if _quoted(text, m.start(), m.end()) else 1), kind)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether it stands in backquotes or in a fenced or indented block."""
    line = text.rfind("\n", max(0, start - 400), start) + 1
    before = text[max(line, start - 400) : start]
    if before.count("`") % 2 or before.startswith(("    ", "\t", "> ")):
        return True
    return text.count("```", max(0, start - 4000), start) % 2 == 1 and "```" in text[end : end + 4000]
