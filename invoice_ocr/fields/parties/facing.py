"""Two addresses side by side at the head of a page, with no heading: whose is whose.

The sender gives a telephone, a bank or the like with his address, the recipient does not. Where both do, or neither,
nothing is said.
"""

from __future__ import annotations

from itertools import pairwise

from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.parties.blocks import Block
from invoice_ocr.fields.parties.details import is_detail
from invoice_ocr.fields.parties.names import gives_detail
from invoice_ocr.fields.parties.places import POSTCODE, looks_like_address

TOP = 0.35
"""The addresses stand in this part of the first page."""

LINES = 7
FLUSH, NEAR = 0.6, 1.5
"""A block's lines begin at one place, and are at most so many text heights apart."""

OWN = frozenset({"phone", "fax", "email", "website", "iban", "bank", "account"})
"""What firms print of themselves, and seldom of others."""


def facing_blocks(scan: Scan) -> tuple[Block, ...]:
    """The sender's and the recipient's block, where two addresses face each other and nothing heads them."""
    for row in scan.layout.page_rows(0):
        if row.box.y > TOP * scan.layout.sizes[0][1]:
            return ()
        if all(_is_known(scan, cell) for cell in row.cells):
            continue
        for left, right in pairwise(row.cells):
            mine, theirs = _block(scan, left), _block(scan, right)
            if _is_address(mine) and _is_address(theirs) and _is_name(scan, left) and _is_name(scan, right):
                own = _gives_own(scan, mine), _gives_own(scan, theirs)
                seller, buyer = (theirs, mine) if own[1] else (mine, theirs)
                return (Block("seller", None, seller), Block("buyer", None, buyer)) if own[0] != own[1] else ()
        return ()
    return ()


def _is_known(scan: Scan, cell: Cell) -> bool:
    """Whether a cell over the addresses is a title, or a label and what it names, and no firm's name."""
    labels = scan.labels_in.get(cell.row, [])
    return any(cell.start <= label.spot.start < cell.start + len(cell.tokens) for label in labels)


def _block(scan: Scan, cell: Cell) -> tuple[Spot, ...]:
    """The cell and those under it, flush with it."""
    lines = [cell]
    for row in scan.layout.rows[cell.row + 1 : cell.row + LINES]:
        below = next((other for other in row.cells if _goes_on(row, lines[-1], other)), None)
        if below is None or row.page != scan.layout.rows[cell.row].page:
            break
        lines.append(below)
    return tuple(scan.layout.spot(line.row, line.start, line.start + len(line.tokens)) for line in lines)


def _goes_on(row: Row, above: Cell, cell: Cell) -> bool:
    height = above.box.height
    return abs(cell.box.left - above.box.left) < FLUSH * height and row.box.top - above.box.bottom < NEAR * height


def _is_address(lines: tuple[Spot, ...]) -> bool:
    """Whether at least two lines under the first read like a street and a town."""
    texts = [line.text for line in lines[1:4]]
    return len(texts) > 1 and any(map(looks_like_address, texts)) and any(map(POSTCODE.search, texts))


def _is_name(scan: Scan, cell: Cell) -> bool:
    spot = scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
    letters = sum(map(str.isalpha, cell.text))
    plain = letters > 3 and not any(map(str.isdigit, cell.text)) and not cell.text.endswith(":")
    return plain and not _is_known(scan, cell) and not is_detail(scan, spot) and not gives_detail(cell.text)


def _gives_own(scan: Scan, lines: tuple[Spot, ...]) -> bool:
    """Whether a line gives what firms print of themselves."""
    return any(gives_detail(line.text) or _says(scan, line) for line in lines)


def _says(scan: Scan, line: Spot) -> bool:
    labels = scan.labels_in.get(line.row, [])
    return any(label.meanings & OWN and line.start <= label.spot.start < line.end for label in labels)
