"""What a second reader confirms of a transcription: its figures exactly, its words as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.reading import PageReading, Word

CONFIRMED = 1.0
UNCONFIRMED = 0.4
UNCONFIRMED_FIGURE = 0.25
"""Confidence of a word with digits that only the model has seen: too low for a key field to be accepted."""

_FIGURE = re.compile(r"\d(?:[\d.,'’]*\d)?")
_AMOUNT = re.compile(r"\d[.,]\d\d\Z")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The page with its words' confidence, and how many of the amounts seen by the second reader it holds."""

    page: PageReading
    amounts: int
    held: int


def confirmed(page: PageReading, others: Iterable[PageReading]) -> Confirmed:
    """The transcription beside what a second reader saw on the same pages."""
    seen = {form for other in others for word in other.words for form in _forms(word.text)}
    words = tuple(replace(word, confidence=_confidence(word, seen)) for word in page.words)
    amounts = {form for form in seen if _AMOUNT.search(form) and _FIGURE.fullmatch(form)}
    said = {figure for word in page.words for figure in _FIGURE.findall(word.text)}
    return Confirmed(replace(page, words=words), len(amounts), len(amounts & said))


def _confidence(word: Word, seen: set[str]) -> float:
    figures = _FIGURE.findall(word.text)
    if _stripped(word.text) in seen or (figures and seen.issuperset(figures)):
        return CONFIRMED
    return UNCONFIRMED_FIGURE if figures else UNCONFIRMED


def _forms(text: str) -> Iterator[str]:
    """How a word may be found again: without its punctuation, and the figures in it."""
    yield _stripped(text)
    yield from _FIGURE.findall(text)


def _stripped(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end].casefold()
