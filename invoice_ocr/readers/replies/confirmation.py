"""What a second reader confirms of a transcription: figures, signs and currencies exactly, words as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from invoice_ocr.values.currency import currency_readings, find_currencies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.model.reading import PageReading

CONFIRMED = 1.0
UNCONFIRMED = 0.4
UNCONFIRMED_FIGURE = 0.25
"""Confidence of a word with digits that only the model has seen: too low for a key field to be accepted."""

_FIGURE = re.compile(r"\d(?:[\d.,'’]*\d)?")
_AMOUNT = re.compile(r"\d[.,]\d\d\Z")
_BEFORE = re.compile(r"[^\w\s]*(?:(?<![^\W\d_])[^\W\d_]{1,4}[^\w\s]*)?\Z")
_AFTER = re.compile(r"[^\w\s]*(?:[^\W\d_]{1,4}(?![^\W\d_])[^\w\s]*)?")
"""Marks and a currency right beside a figure."""

_WIDEST = 12
"""Characters beside a figure that are looked at, so that a long row of marks takes no long time."""

_MINUS = frozenset("-\N{MINUS SIGN}\N{EN DASH}")
_MARKS = "+-\N{MINUS SIGN}\N{EN DASH}()[]:;,*=|/"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The page with its words' confidence, and how many of the amounts seen by the second reader it holds."""

    page: PageReading
    amounts: int
    held: int


def confirmed(page: PageReading, others: Iterable[PageReading]) -> Confirmed:
    """The transcription beside what a second reader saw on the same pages."""
    witness = _Witness([word.text for other in others for word in other.words])
    words = tuple(replace(word, confidence=_confidence(word.text, witness)) for word in page.words)
    amounts = {figure for figure in witness.minus_of if _AMOUNT.search(figure)}
    said = {figure for word in page.words for figure in _FIGURE.findall(word.text)}
    return Confirmed(replace(page, words=words), len(amounts), len(amounts & said))


class _Witness:
    """What the second reader saw: its words, its currencies, and its figures with their signs."""

    def __init__(self, texts: list[str]) -> None:
        self.text = " ".join(texts).casefold()
        self.words = {_stripped(text) for text in texts} - {""}
        self.currencies = {code for found in find_currencies(" ".join(texts)) for code in found.parsed.readings}
        self.minus_of: dict[str, set[bool]] = {}
        for text in texts:
            for figure in _FIGURE.finditer(text):
                self.minus_of.setdefault(figure[0], set()).add(_is_negative(*_beside(text, figure)))

    def has(self, text: str) -> bool:
        """Whether it stands by itself in one of the words, whatever its case and the punctuation around it."""
        wanted = _stripped(text) or text
        if wanted in self.words or wanted not in self.text:
            return wanted in self.words
        alone = rf"(?<!\w)(?<!\d[.,'’]){re.escape(wanted)}(?!\w)(?![.,'’]\d)"
        return re.search(alone, self.text) is not None

    def has_currency(self, codes: tuple[str, ...]) -> bool:
        """Whether one of the currencies was seen."""
        return not self.currencies.isdisjoint(codes)

    def has_amount(self, figure: str, before: str, after: str) -> bool:
        """Whether the figure was seen with this sign, and with its currency unless no currency was seen at all."""
        codes = _currency(before) + _currency(after)
        other = codes and self.currencies and not self.has_currency(codes)
        return not other and _is_negative(before, after) in self.minus_of.get(figure, ())


def _confidence(text: str, witness: _Witness) -> float:
    """A currency and a single figure may be written in other ways; all else is compared as a whole."""
    figures = list(_FIGURE.finditer(text))
    if _is_amount(text, figures):
        found = witness.has_amount(figures[0][0], *_beside(text, figures[0]))
    elif codes := _currency(text):
        found = witness.has_currency(codes)
    else:
        found = witness.has(text)
    if found:
        return CONFIRMED
    return UNCONFIRMED_FIGURE if figures else UNCONFIRMED


def _is_amount(text: str, figures: list[re.Match[str]]) -> bool:
    """Whether it is one figure with nothing but marks and a currency."""
    if len(figures) != 1:
        return False
    before, after = _beside(text, figures[0])
    named = all(_currency(mark) or not any(map(str.isalpha, mark)) for mark in (before, after))
    return named and len(before) + len(figures[0][0]) + len(after) == len(text)


def _beside(text: str, figure: re.Match[str]) -> tuple[str, str]:
    before = _BEFORE.search(text, max(0, figure.start() - _WIDEST), figure.start())
    after = _AFTER.match(text, figure.end(), figure.end() + _WIDEST)
    return (before[0] if before else "", after[0] if after else "")


def _currency(mark: str) -> tuple[str, ...]:
    return currency_readings(mark.strip(_MARKS))


def _is_negative(before: str, after: str) -> bool:
    return not _MINUS.isdisjoint(before + after) or ("(" in before and ")" in after)


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end].casefold()
