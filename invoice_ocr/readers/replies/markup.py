"""The marks of Markdown, HTML and LaTeX in a transcription, which are not printed on the page."""

from __future__ import annotations

import html
import re

BREAK = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li|h[1-6]|center|caption)>", re.IGNORECASE)
"""Tags that end a line."""

_TAGS = re.compile(
    r"</?(?:b|i|u|s|p|em|strong|small|sup|sub|span|font|center|div|mark|del|ins|code|pre|h[1-6]|ul|ol|li|caption|body|html)"
    r"(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\[\]\n]*+\]\([^()\n]*+\)")
_LINK = re.compile(r"\[([^\[\]\n]++)\]\([^()\n]*+\)")
_BOLD = re.compile(r"(?<![*\w])\*\*(?=[^\s*])([^*\n]++)(?<=[^\s*])\*\*(?!\*)")
_COMMAND = re.compile(r"\\(?:text|mathrm|mathbf|textbf)\{([^{}\n]*+)\}")
_SIGNS = {r"\times": "×", r"\coloneqq": ":=", r"\eqqcolon": "=:", r"\quad": " ", r"\pounds": "£", r"\euro": "€"}
_SIGN = re.compile("|".join(re.escape(sign) for sign in _SIGNS) + r"(?![a-zA-Z])")
_MATHS = re.compile(r"\\[()\[\]]")
_INLINE = re.compile(r"(?<![\w$\\])\$((?:\\.|[^$\s\\])++)\$(?![\w$])")
"""A formula between dollars, which are no currency: nothing stands before or behind them, and no space within."""

_MARK = re.compile(r"(?<=\d)\{([.,])\}(?=\d)")
_RAISED = re.compile(r"<(su[pb])>(\d{1,9})</\1>", re.IGNORECASE)
_DIGITS = {"sup": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), "sub": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")}
"""Digits that are set higher or lower belong to no number beside them: 12⁵⁰ is not 1250."""

_ESCAPED = re.compile(r"\\([!-'*-/:-@^-`{-~])")
_SPECIAL = re.compile(r"<[|｜][\w▁/ ]{1,40}[|｜]>")
_FENCE = re.compile(r"\s*+(`{3,}|~{3,})[\w+-]*+\n(.*)", re.DOTALL)
_FRONT = re.compile(r"\s*+---\n((?:[a-z_]{1,40}:[^\n]*+\n)++)---\n")
_FRONT_NAMES = frozenset({"primary_language", "is_rotation_valid", "rotation_correction", "is_table", "is_diagram"})


def bare(text: str) -> str:
    """A line, or a cell with its lines, as it is printed."""
    text = BREAK.sub("\n", _SPECIAL.sub("", text))
    text = _RAISED.sub(lambda raised: raised[2].translate(_DIGITS[raised[1].lower()]), text)
    text = _MARK.sub(r"\1", _INLINE.sub(r"\1", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", _TAGS.sub("", text)))
    text = _COMMAND.sub(r"\1", _BOLD.sub(r"\1", text))
    text = _SIGN.sub(lambda sign: _SIGNS[sign.group()], _MATHS.sub("", text))
    return html.unescape(_ESCAPED.sub(r"\1", text))


def unwrapped(text: str) -> str:
    """The transcription without a fence around all of it and without the data that some models put in front."""
    fence = _FENCE.match(text)
    if fence:
        inner, mark, after = fence.group(2).partition(f"\n{fence.group(1)}")
        if not after.strip(" \n`~"):
            text = inner if mark else fence.group(2)
    front = _FRONT.match(text)
    if front and {line.partition(":")[0] for line in front.group(1).splitlines()} <= _FRONT_NAMES:
        return text[front.end() :]
    return text
