"""The text that a label introduces: to its right, or under it."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.model.geometry import Box

INTRODUCING = frozenset({"issue_date", "due_date", "delivery_date", "number", "purchase_order", "period"})

FARTHEST = 25.0
"""A value stands at most so many text heights to the right of its label."""

LISTED = 2.6
"""The entries of a list of labels stand so many text heights apart where a value beside them has two lines."""


def cell_of(scan: Scan, spot: Spot) -> Cell:
    """The cell that holds the spot's first token."""
    return next(c for c in scan.layout.rows[spot.row].cells if c.start <= spot.start < c.start + len(c.tokens))


def right_of(scan: Scan, label: LabelSpot) -> Spot | None:
    """The tokens after the label in its cell, else the next cell of the row; None where another label comes first."""
    row = scan.layout.rows[label.spot.row]
    cell = cell_of(scan, label.spot)
    end = cell.start + len(cell.tokens)
    if any(c.isalnum() for token in row.tokens[label.spot.end : end] for c in token.text):
        return _until_label(scan, row, label.spot.end, end)
    following = next((c for c in row.cells if c.start == end), None)
    if following is None or following.box.left - label.spot.box.right > FARTHEST * label.spot.box.height:
        return None
    return _until_label(scan, row, following.start, following.start + len(following.tokens))


def _until_label(scan: Scan, row: Row, start: int, end: int) -> Spot | None:
    """The tokens before the next label in the row, without leading punctuation.

    A label within the text counts where it is marked by a colon or introduces a date or a number; alone, it is no
    value.
    """
    for other in scan.labels_in.get(row.index, []):
        if not start <= other.spot.start < end or len(other.compact) <= 2:
            continue
        marked = row.tokens[other.spot.end - 1].text.endswith((":", "#")) or bool(other.meanings & INTRODUCING)
        if (marked and other.spot.start > start) or (other.spot.start == start and other.spot.end >= end):
            end = other.spot.start
    while start < end and not any(map(str.isalnum, row.tokens[start].text)):
        start += 1
    return scan.layout.spot(row.index, start, end) if start < end else None


def cells_below(scan: Scan, label: LabelSpot, *, rows: int = 8) -> Iterator[Cell]:
    """The cells under the label, one a row, while they follow without a gap and start near the label's left edge."""
    box = label.spot.box
    bottom, height = box.bottom, box.height
    for row in scan.layout.rows[label.spot.row + 1 :]:
        if row.page != label.spot.page or row.box.top - bottom > LISTED * height:
            return
        under = [c for c in row.cells if _under(box, c, height)]
        if not under:
            continue
        cell = min(under, key=lambda c: abs(c.box.left - box.left))
        if cell.box.top - bottom > (LISTED if cell.text.endswith(":") else 1.7) * height:
            return
        yield cell
        bottom, rows = cell.box.bottom, rows - 1
        if not rows:
            return


def _under(box: Box, cell: Cell, height: float) -> bool:
    left, right = box.left, box.right
    return abs(cell.box.left - left) < 2 * height or (
        cell.box.left < right and cell.box.right > left and cell.box.left > left - 6 * height
    )


def below(scan: Scan, label: LabelSpot) -> Spot | None:
    """The first cell under the label, if it is no label itself."""
    cell = next(cells_below(scan, label, rows=1), None)
    if cell is None:
        return None
    labels = scan.labels_in.get(cell.row, [])
    if any(other.spot.start == cell.start and len(other.compact) > 2 for other in labels):
        return None
    return scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
