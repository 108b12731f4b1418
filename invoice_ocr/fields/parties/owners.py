"""To whom of the two parties a number belongs: by the block it stands in, by its label, by the name before it."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.parties.blocks import Block

BUYERS = re.compile(
    r"kunde|customer|client|buyer|your|ihre|nabyw|odberatel|klant|^uw|cliente|acheteur|receptor|recipient|deres|tenant"
    r"|lessee|purchaser|consignee|billto|k[oø]per|kopare|asiakka|ostaja|kupca|kupec|vevo|beneficiar|comprador|tomador"
    r"|adquir|destinat|cession|committ|mieter|zakazn|kund|pirkej|pircej|ostja|musteri|alici|получател|покупател|пок[уy]п"
)
"""Words of a label that give an id to the buyer."""

SENTENCE = re.compile(r"[\w)]{3,}[.!?]$")

DEALING = frozenset({"customer_number", "buyer_reference", "due_date", "terms", "purchase_order", "buyer"})
"""What a row of labels over a row of values tells of the one who buys."""

NAMED = 6
"""A name of so many letters before a number says whose it is."""


def owner(scan: Scan, blocks: list[Block], spot: Spot, label: LabelSpot | None = None) -> str:
    """The role of the block that has the number, its label or, before it, its name; the seller elsewhere."""
    for place in (spot, label.spot) if label else (spot,):
        held = next((b for b in blocks if _holds(b, place)), None)
        if held is not None:
            return held.role
    named = next((b for b in blocks if _names(scan, b, spot) or _is_beside(b, spot)), None)
    near = named or next((b for b in blocks if _is_under(b, spot)), None)
    return near.role if near else "seller"


def _holds(block: Block, spot: Spot) -> bool:
    lines = (*block.lines, *block.details)
    return any(line.row == spot.row and line.start <= spot.start < line.end for line in lines)


def _names(scan: Scan, block: Block, spot: Spot) -> bool:
    """Whether the block's name stands before the number in its cell."""
    name = fold(block.lines[0].text)
    cell = cell_of(scan, spot)
    before = fold("".join(token.text for token in cell.tokens[: spot.start - cell.start]))
    return len(name) >= NAMED and name in before


def _is_beside(block: Block, spot: Spot) -> bool:
    """Whether the number stands in the one line of a form that has the heading and the name."""
    row = block.heading.spot.row if block.heading else -1
    return row == spot.row == block.lines[0].row and spot.start < block.lines[0].start


def _is_under(block: Block, spot: Spot) -> bool:
    """Whether the number stands close under the block."""
    top, bottom = block.lines[0], block.lines[-1]
    left = min(line.box.left for line in block.lines)
    right = max(line.box.right for line in block.lines)
    near = 0 <= spot.row - bottom.row <= 2 and spot.page == top.page
    close = spot.box.top - bottom.box.bottom < 2.5 * spot.box.height
    return near and close and left - 5 <= spot.box.left <= right


def is_buyers(scan: Scan, label: LabelSpot, spot: Spot) -> bool:
    """Whether the label's words say that the number is the buyer's, or the customer's number stands beside it."""
    if BUYERS.search(_words_before(scan, spot)) or BUYERS.search(label.compact):
        return True
    beside = [lab for lab in scan.labels_in.get(label.spot.row, []) if "customer_number" in lab.meanings]
    return label.spot.row != spot.row and bool(beside)


def _words_before(scan: Scan, spot: Spot) -> str:
    """The words of its sentence before the place in its cell, folded; its label's where it has a cell of its own."""
    row, cell = scan.layout.rows[spot.row], cell_of(scan, spot)
    before = cell.tokens[: spot.start - cell.start] or row.tokens[max(0, spot.start - 4) : spot.start]
    ends = [i for i, token in enumerate(before) if SENTENCE.search(token.text)]
    return "".join(fold(token.text) for token in before[ends[-1] + 1 if ends else 0 :])


def is_dealt(scan: Scan, label: LabelSpot, spot: Spot) -> bool:
    """Whether the label is one of a row of labels that tell of the buyer and the dealing, over a row of values."""
    if label.spot.row >= spot.row:
        return False
    others = [lab for lab in scan.labels_in.get(label.spot.row, []) if lab.spot.start != label.spot.start]
    return len(others) > 1 and any(lab.meanings & DEALING for lab in others)
