"""Sums that another text is printed across: which of the two a person would read, no program can say."""

from __future__ import annotations

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.layout import Spot
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.totals import Totals
from invoice_ocr.model.geometry import Box

ACROSS = 0.25
"""Boxes of neighbouring lines touch; texts that share so much of the smaller one's area lie on each other."""


def doubt_overprinted(chosen: Chosen, scan: Scan, totals: Totals) -> None:
    """Mark the total, the subtotal and the tax that stand nowhere alone on the paper."""
    for path, chosen_sum in (("total", totals.total), ("subtotal", totals.subtotal), ("tax_total", totals.tax)):
        if chosen_sum is not None and all(_is_overprinted(scan, place.spot) for place in chosen_sum.places):
            chosen.doubt(path, chosen_sum.places[0].spot)


def _is_overprinted(scan: Scan, spot: Spot) -> bool:
    """Whether a number lies across it; the same one printed twice is only bold."""
    own = scan.layout.rows[spot.row].tokens[spot.start : spot.end]
    texts = {token.text for token in own}
    return any(
        token.text not in texts and any(char.isdigit() for char in token.text) and _shared(token.box, spot.box) > ACROSS
        for row in scan.layout.page_rows(spot.page)
        if abs(row.index - spot.row) <= 1
        for token in row.tokens
        if not any(token is each for each in own)
    )


def _shared(one: Box, other: Box) -> float:
    """The part of the smaller box's area that both cover."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0
