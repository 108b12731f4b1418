"""What stays in doubt is looked at once more; the second look decides, never the arithmetic alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from invoice_ocr.errors import ReaderError
from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.geometry import Box
from invoice_ocr.model.reader import LooksAgain
from invoice_ocr.model.reading import PageReading, Reading, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.draft import Draft
    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.reader import Reader
    from invoice_ocr.model.reading import Claim

ARITHMETIC = re.compile(r"(?:ARI|TAX|RCP)\d+")
"""Rules whose failure may be a misread digit."""

INSIDE = 0.5


def look_again(
    document: Document, reading: Reading, draft: Draft, findings: Iterable[Finding], reader: Reader
) -> Reading | None:
    """The reading with the words that a second look saw differently; None where it saw nothing new."""
    doubts = [d for d in (*draft.doubts, *_failed(draft, findings)) if d.box and reading.pages[d.page].placed]
    if not doubts or not isinstance(reader, LooksAgain):
        return None
    try:
        claims = [claim for claim in reader.look_again(document, reading, doubts) if claim.page is not None]
    except ReaderError:
        return None  # the first look stands, with what is wrong about it
    pages = [_corrected(page, number, claims, doubts) for number, page in enumerate(reading.pages)]
    return replace(reading, pages=tuple(pages)) if pages != list(reading.pages) else None


def _failed(draft: Draft, findings: Iterable[Finding]) -> Iterator[Doubt]:
    """The places of the values in equations that don't hold."""
    wrong = [f for f in findings if f.severity == "error" and f.status == "fail" and ARITHMETIC.fullmatch(f.rule)]
    for path in dict.fromkeys(path for finding in wrong for path in finding.paths):
        page = draft.evidence[path].page if path in draft.evidence else None
        if page is not None and path in draft.places:
            yield Doubt(path, page, draft.places[path])


def _corrected(page: PageReading, number: int, claims: list[Claim], doubts: list[Doubt]) -> PageReading:
    """The page with what the second look read in place of the words that stood there."""
    words = list(page.words)
    for claim in claims:
        box = next((d.box for d in doubts if d.path == claim.path and d.page == number == claim.page), None)
        old = [word for word in words if box is not None and _covered(word.box, box) > INSIDE]
        if not old or _same("".join(word.text for word in old), claim.text):
            continue
        index = words.index(old[0])
        words = [word for word in words if word not in old]
        words[index:index] = _spread(claim.text, old)
    return replace(page, words=tuple(words)) if words != list(page.words) else page


def _covered(word: Box, box: Box) -> float:
    """The share of the word that lies in the box."""
    across = min(word.right, box.right) - max(word.left, box.left)
    down = min(word.bottom, box.bottom) - max(word.top, box.top)
    return max(across, 0.0) * max(down, 0.0) / max(word.width * word.height, 1e-9)


def _same(left: str, right: str) -> bool:
    return "".join(left.split()) == "".join(right.split())


def _spread(text: str, old: list[Word]) -> list[Word]:
    """The text's words over the room of the old ones, by their lengths."""
    left, right = min(w.box.left for w in old), max(w.box.right for w in old)
    top, bottom = min(w.box.top for w in old), max(w.box.bottom for w in old)
    parts, at = text.split(), 0
    step = (right - left) / max(len(text), 1)
    words = []
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        box = Box(left + start * step, top, left + at * step, bottom)
        words.append(Word(part, box, min(w.confidence for w in old), old[0].line))
    return words
