"""The parts of a form: a party's title over the whole width, and under it values with labels of their own."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.headings import HEADINGS, as_heading
from invoice_ocr.model.geometry import Box

LONGEST = 8
"""A party's part of a form has at most so many rows."""

SOON = 4
"""The name is in one of the first rows."""

NEXT = 1.5
"""A column's first line is so near to its heading, in text heights."""

APART = 3.0
"""The rows of one part are at most so many text heights apart."""


def form_part(scan: Scan, heading: LabelSpot) -> tuple[Spot, ...]:
    """The cells under a title that stands alone in its row, if one of the next rows has the label of a name."""
    title = scan.layout.rows[heading.spot.row]
    if len(title.cells) > 1 or heading.spot.end < len(title.tokens):
        return ()
    rows = list(_rows(scan, title))
    if not any(_has_name(scan, row) for row in rows[:SOON]):
        return ()
    return tuple(scan.layout.spot(c.row, c.start, c.start + len(c.tokens)) for row in rows for c in row.cells)


def _rows(scan: Scan, title: Row) -> Iterator[Row]:
    above = title
    for row in scan.layout.rows[title.index + 1 : title.index + 1 + LONGEST]:
        apart = row.box.top - above.box.bottom > APART * row.height
        if row.page != title.page or apart or _begins_part(scan, row):
            return
        yield row
        above = row


def _has_name(scan: Scan, row: Row) -> bool:
    starts = {cell.start for cell in row.cells}
    return any("name" in lab.meanings and lab.spot.start in starts for lab in scan.labels_in.get(row.index, []))


def _begins_part(scan: Scan, row: Row) -> bool:
    """Whether the row is the title of another part, or heads the columns of a table."""
    labels = [lab for lab in scan.labels_in.get(row.index, []) if not lab.fuzzy]
    if sum(any(m.startswith("col.") for m in lab.meanings) for lab in labels) > 2:
        return True
    whole = any(lab.spot.start == 0 and lab.spot.end == len(row.tokens) for lab in labels)
    ends = {"name", "address"}
    if whole and len(row.cells) == 1 and not any(lab.meanings & ends for lab in labels):
        return not row.text.endswith(":")
    return any(lab.meanings & set(HEADINGS) and not lab.meanings & ends and as_heading(scan, lab) for lab in labels)


def centred_under(cells: tuple[Cell, ...], head: Box) -> Box | None:
    """The cell whose middle is under the heading's and which begins before it: the heading of a column is centred."""
    near = (cell.box for cell in cells if cell.box.top - head.bottom < NEXT * head.height)
    return next((box for box in near if abs(box.x - head.x) < head.height and box.left < head.left - head.height), None)
