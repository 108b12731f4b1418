"""The amount in words, which becomes a note: checks compare it with the figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from invoice_ocr.values.amount_words import says_a_number, stated_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.fields.chosen import Chosen
    from invoice_ocr.fields.page.layout import Cell, Layout, Spot
    from invoice_ocr.fields.page.scan import Scan

_END: Final = re.compile(r"(?:\b(?:only|euro|m\.\s?n)\b|/\s*100)\W*$", re.IGNORECASE)
_LONGEST: Final = 4
_LONG_WORD: Final = 12
"""Letters of a number that is written in one word, as German does."""


def put_amount_words(chosen: Chosen, scan: Scan) -> None:
    """The first amount in words as ``notes[0]``, in its own words; a second one is left alone."""
    for spots in _passages(scan.layout):
        text = " ".join(spot.text for spot in spots)
        if stated_in_words(text):
            chosen.put("notes[0]", text, spots, 0.95)
            return


def _passages(layout: Layout) -> Iterator[list[Spot]]:
    """Runs of cells, one below the other, in which numbers are written in words."""
    taken: set[int] = set()
    for row in layout.rows:
        for cell in row.cells:
            if row.index in taken or not _says_numbers(cell):
                continue
            cells = [cell, *_continued(layout, cell)]
            taken |= {each.row for each in cells}
            yield [layout.spot(each.row, each.start, each.start + len(each.tokens)) for each in cells]


def _says_numbers(cell: Cell) -> bool:
    words = re.findall(r"[^\W\d_]+", cell.text)
    if len(words) < 2 and not any(len(word) >= _LONG_WORD for word in words):
        return False
    return any(says_a_number(word) for word in words)


def _continued(layout: Layout, cell: Cell) -> Iterator[Cell]:
    """The cells below that go on with it."""
    above = cell
    for row in layout.rows[cell.row + 1 : cell.row + _LONGEST]:
        below = next((each for each in row.cells if _overlaps(above, each)), None)
        same_page = row.page == layout.rows[cell.row].page
        if below is None or not same_page or _END.search(above.text) or not (_says_numbers(below) or _ends(below)):
            return
        yield below
        above = below


def _ends(cell: Cell) -> bool:
    return bool(_END.search(cell.text)) or any(says_a_number(token.text.strip(".,")) for token in cell.tokens)


def _overlaps(above: Cell, below: Cell) -> bool:
    return above.box.left < below.box.right and below.box.left < above.box.right
