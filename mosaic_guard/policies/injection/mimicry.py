"""Text that imitates the structure of a chat: template tokens, role labels, tool calls and their results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from mosaic_guard.policies.injection.detector import Hit


class _Sign(NamedTuple):
    kind: str
    score: float
    marks: str
    """Every match has one of these characters; to look for a character takes a twentieth of the time of a cue."""
    cues: tuple[str, ...]
    """One of these must occur, as written, before the pattern is tried."""
    pattern: re.Pattern[str]


_ROLES = r"(?:system|assistant|user|human|developer|ai)"
_SUFFIX = r"(?:[ _-](?:prompt|message|instructions?|note|notice|reminder|request|query|override|update|alert|command))"

_SIGNS: Final = (
    _Sign("role_mimicry", 0.7, "<", ("<|",), re.compile(
        r"<\|\s?(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end|start_header_id|end_header_id|eot_id|eom_id"
        r"|begin_of_text|channel|message|start|tool_call|python_tag)\s?\|>")),
    _Sign("role_mimicry", 0.7, "[<", ("INST]", "SYS>>", "_of_turn>", "SYSTEM_PROMPT]"), re.compile(
        r"\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\[/?SYSTEM_PROMPT\]")),
    _Sign("role_mimicry", 0.5, "<", ("</",), re.compile(rf"</?{_ROLES}{_SUFFIX}?\s?/?>", re.IGNORECASE)),
    _Sign("role_mimicry", 0.4, "#", ("###",), re.compile(
        r"^#{2,4} ?(?:system|instruction|human|assistant|user|response)s?(?: (?:prompt|message))? ?:?[ \t]*$",
        re.IGNORECASE | re.MULTILINE)),
    _Sign("role_mimicry", 0.5, "\n", ("\nHuman:", "\nAssistant:"), re.compile(
        r"^(?:Human|Assistant): [^\n]*\n{1,3}(?:Assistant|Human):", re.MULTILINE)),
    _Sign("tool_mimicry", 0.45, "<", ("<",), re.compile(
        r"</?(?:tool_call|tool_response|tool_result|tool_use|function_calls?|function_results?|tool_check|safety_thoughts|think"
        r"|thinking|scratchpad)\b[^<>\n]{0,80}>", re.IGNORECASE)),
    _Sign("tool_mimicry", 0.4, "{", ("arguments", "parameters", "tool_input", "action_input"), re.compile(
        r"\{(?<=[\s\w.:>]\{)\s{0,8}[\"'](?:name|tool|function|tool_name|action|tool_calls|function_call)[\"']\s{0,3}:\s{0,3}"
        r"[\[{\"'][^{}\n]{0,80}[\"'](?:arguments|parameters|args|tool_input|action_input)[\"']\s{0,3}:")),
    _Sign("tool_mimicry", 0.5, "\n", ("Action Input:",), re.compile(
        r"^Action: ?[^\n]{1,80}\nAction Input:", re.MULTILINE)),
    _Sign("exfiltration", 0.75, "!", ("](",), re.compile(
        r"!\[[^\]\n]{0,120}\]\(\s?https?://[^\s)]{0,300}(?:[?&/=](?:[\w-]{0,30}=)?(?:[{<\[$]|%7[bB]|%5[bB]"
        r"|(?<==)(?:YOUR|DATA|SECRET|PASSWORD|CONVERSATION|HISTORY|EMAIL|TOKEN|QUERY))|=\))")),
)  # fmt: skip
_LABEL: Final = re.compile(rf"\n[ \t]{{0,8}}[\[(*]{{0,3}}(?i:{_ROLES}{_SUFFIX}?)[\])*]{{0,3}}: ?(?=\S)")
_FIRST_LABEL: Final = re.compile(_LABEL.pattern[2:])
_IN_CODE: Final = 0.5
"""What a sign is worth as code: documentation of chat templates quotes them so."""


def mimicry(text: str) -> Iterator[Hit]:
    """Yield what imitates the structure around the text."""
    yield from _labels(text)
    for kind, score, marks, cues, pattern in _SIGNS:
        if any(map(text.__contains__, marks)) and any(map(text.__contains__, cues)):
            for m in pattern.finditer(text):
                yield Hit(m.start(), m.end(), score * (_IN_CODE if _quoted(text, m.start(), m.end()) else 1), kind)


def _labels(text: str) -> Iterator[Hit]:
    """Lines that begin with the name of a role, as transcripts have them."""
    first = _FIRST_LABEL.match(text)
    for m in (*([first] if first else ()), *_LABEL.finditer(text)):
        yield Hit(m.start(), m.end(), 0.35, "role_mimicry")


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether it stands in backquotes or in a fenced or indented block."""
    line = text.rfind("\n", max(0, start - 400), start) + 1
    before = text[max(line, start - 400) : start]
    if before.count("`") % 2 or before.startswith(("    ", "\t", "> ")):
        return True
    return text.count("```", max(0, start - 4000), start) % 2 == 1 and "```" in text[end : end + 4000]
