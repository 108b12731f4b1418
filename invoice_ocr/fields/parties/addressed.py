"""The recipient where a word after the name or a column of a form says so, and no heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Cell, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.parties.blocks import Block

HONORIFICS = ("御中", "様", "殿", "귀하", "귀중", "台照", "台啟")
"""What follows the name of the one to whom a letter is written, in Japanese, Korean and Chinese."""

TOP = 0.4
"""Letters name their recipient in this part of the first page."""


def addressed_blocks(scan: Scan) -> Iterator[Block]:
    """The names that an honorific follows, and those in a form's box for customers."""
    for row in scan.layout.page_rows(0):
        if row.box.y < TOP * scan.layout.sizes[0][1]:
            yield from (Block("buyer", None, (name,)) for cell in row.cells for name in _honoured(scan, cell))
    for label in scan.with_meaning("name"):
        if _heads_customers(scan, label.spot):
            below = _below(scan, label.spot)
            yield from (Block("buyer", label, (_spot(scan, cell),)) for cell in below if _is_text(scan, cell))


def _honoured(scan: Scan, cell: Cell) -> Iterator[Spot]:
    """The cell without the honorific, or the cell before an honorific that stands alone."""
    text = cell.text.strip()
    said = next((word for word in HONORIFICS if text.endswith(word)), None)
    if said is None:
        return
    name = text.removesuffix(said).strip()
    before = [c for c in scan.layout.rows[cell.row].cells if c.start + len(c.tokens) == cell.start]
    if len(name) > 1:
        yield replace(_spot(scan, cell), text=name)
    elif not name and before:
        yield _spot(scan, before[0])


def _heads_customers(scan: Scan, name: Spot) -> bool:
    """Whether the word for names heads a column beside that of the customer's number."""
    cell = cell_of(scan, name)
    labels = [lab for lab in scan.labels_in[name.row] if lab.spot.start != name.start]
    numbered = any("customer_number" in lab.meanings for lab in labels)
    return numbered and name.start == cell.start and name.end == cell.start + len(cell.tokens)


def _below(scan: Scan, label: Spot) -> list[Cell]:
    """What stands in the next row under a label that may be in the middle of its box."""
    row = next(iter(scan.layout.rows[label.row + 1 : label.row + 2]), None)
    if row is None or row.page != label.page or row.box.top - label.box.bottom > 2 * label.box.height:
        return []
    return [cell for cell in row.cells if cell.box.left < label.box.right and cell.box.right > label.box.left]


def _is_text(scan: Scan, cell: Cell) -> bool:
    labelled = any(lab.spot.start == cell.start for lab in scan.labels_in.get(cell.row, []))
    return not labelled and sum(map(str.isalpha, cell.text)) > 3


def _spot(scan: Scan, cell: Cell) -> Spot:
    return scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
