"""The recipient where a word after the name or a column of a form says so, and no heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from invoice_ocr.fields.page.beside import cell_of, cells_below, right_of
from invoice_ocr.fields.page.layout import Cell, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.blocks import Block
from invoice_ocr.fields.parties.details import is_detail
from invoice_ocr.fields.parties.headings import headings
from invoice_ocr.fields.parties.letterhead import mostly_label
from invoice_ocr.fields.parties.name_lines import form_below
from invoice_ocr.model.geometry import union

HONORIFICS = ("御中", "様", "殿", "귀하", "귀중", "台照", "台啟")
"""What follows the name of the one to whom a letter is written, in Japanese, Korean and Chinese."""

TITLES = (
    r"(?:mrs?|ms|miss|dr|prof|herrn?|frau|familie|fa|firma|mme|mlle|monsieur|madame|sra?|srta|sig|sig\.ra|dott|dhr"
    r"|mevr|mw)"
)
TO_PERSON = re.compile(rf"(?:to|an|an die|à|a|al|aan|til|till|para|per)\s+(?={TITLES}\b\.?\s+[^\W\d_])", re.IGNORECASE)
TO_ANYONE = re.compile(r"(?:to|an|à|aan|til|till|per|za|pro)\s+:\s+(?=[^\W\d_]{2})", re.IGNORECASE)
"""How letters name their recipient in the line of the name: before a title, or with a colon that stands apart."""

NAMES = frozenset({"name", "nome", "nombre", "nom", "naam", "namn", "navn", "nimi", "nama", "jmeno", "ime", "nume"})
"""What asks for the name of the one who buys; firms have another word for their own."""

SHORT = 5
"""So short a word is also a word of sentences."""

HANDED = re.compile(r"(?:attn?|attention|f\.?a\.?o|t\.? ?a\.? ?v|z\.? ?h(?:d|n?dn?))\b\.?\s?[:.]?\s?\S", re.IGNORECASE)
"""Who is to get the letter: the address over it is the recipient's."""

NEAR, CROWDED = 1.5, 6
"""The lines of an address are at most so many text heights apart, and stand in so many rows over its last."""

TOP = 0.4
"""Letters name their recipient in this part of the first page."""


def addressed_blocks(scan: Scan) -> Iterator[Block]:
    """The names that an honorific follows, and those in a form's box for customers."""
    for row in scan.layout.page_rows(0):
        if row.box.y < TOP * scan.layout.sizes[0][1]:
            yield from (Block("buyer", None, (name,)) for cell in row.cells for name in _honoured(scan, cell))
    for row in scan.layout.page_rows(0):
        if row.box.y < TOP * scan.layout.sizes[0][1]:
            yield from (Block("buyer", None, lines) for cell in row.cells for lines in _written_to(scan, cell))
            yield from (Block("buyer", None, lines) for cell in row.cells for lines in _over_attention(scan, cell))
    for label in scan.with_meaning("buyer", "seller"):
        yield from _in_one_line(scan, label)
    if not headings(scan):
        yield from _named_alone(scan)
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


def _written_to(scan: Scan, cell: Cell) -> Iterator[tuple[Spot, ...]]:
    """The name after ``To :`` or before a person's title, and the lines under it."""
    found = TO_PERSON.match(cell.text) or TO_ANYONE.match(cell.text)
    if found is None:
        return
    count = len(found.group().split())
    name = scan.layout.spot(cell.row, cell.start + count, cell.start + len(cell.tokens))
    whole = LabelSpot(_spot(scan, cell), frozenset(), frozenset(), "")
    below = (_spot(scan, under) for under in cells_below(scan, whole, rows=5))
    yield (name, *takewhile(lambda line: not is_detail(scan, line) and not mostly_label(scan, line), below))


def _over_attention(scan: Scan, cell: Cell) -> Iterator[tuple[Spot, ...]]:
    """The name and the address over ``Attn: Ms. Alder``, which stand flush with it."""
    if not HANDED.match(cell.text):
        return
    lines: list[Spot] = []
    last = cell.box
    for row in reversed(scan.layout.rows[max(0, cell.row - CROWDED) : cell.row]):
        above = next((c for c in row.cells if abs(c.box.left - cell.box.left) < 0.5 * cell.box.height), None)
        if above is None:
            continue
        spot = _spot(scan, above)
        apart = last.top - above.box.bottom > NEAR * cell.box.height or row.page
        if apart or is_detail(scan, spot) or mostly_label(scan, spot):
            break
        lines.insert(0, spot)
        last = above.box
    placed = any(map(str.isdigit, " ".join(line.text for line in lines[1:])))
    if placed and not any(map(str.isdigit, lines[0].text)):
        yield tuple(lines)


def _in_one_line(scan: Scan, label: LabelSpot) -> Iterator[Block]:
    """The name between a party's word that begins a line and the label of its number: ``Receptor Alder RFC ...``."""
    cell = cell_of(scan, label.spot)
    after = (lab for lab in scan.labels_in[label.spot.row] if lab.spot.start > label.spot.end and not lab.fuzzy)
    ends = next((lab for lab in after if lab.meanings & {"vat_id", "tax_id"}), None)
    marked = scan.layout.rows[cell.row].tokens[label.spot.end - 1].text.endswith(":")
    begins = label.spot.start == cell.start and not label.fuzzy and len(label.compact) > SHORT and not marked
    if begins and ends is not None and ends.spot.end < cell.start + len(cell.tokens):
        role = "buyer" if "buyer" in label.meanings else "seller"
        name = scan.layout.spot(cell.row, label.spot.end, ends.spot.start)
        if name.end - name.start > 1 and not any(map(str.isdigit, name.text)) and ":" not in name.text:
            number = scan.layout.spot(cell.row, ends.spot.end, ends.spot.end + 1)
            yield Block(role, None, (name,), details=(number,))


def _named_alone(scan: Scan) -> Iterator[Block]:
    """The name that a receipt without headings has been filled in with: ``Name: Alder``."""
    for label in scan.with_meaning("name"):
        row = scan.layout.rows[label.spot.row]
        marked = row.tokens[label.spot.end - 1].text.endswith(":") and label.compact in NAMES
        high = not row.page and row.box.y < TOP * scan.layout.sizes[0][1]
        starts = any(cell.start == label.spot.start for cell in row.cells)
        value = right_of(scan, label) if marked and high and starts and row.index else None
        if value is not None and sum(map(str.isalpha, value.text)) > 3:
            form = form_below(scan, value, value.text)
            whole = (
                replace(value, text=f"{value.text} {form.text}", box=union([value.box, form.box])) if form else value
            )
            yield Block("buyer", label, (whole,))


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
    heads = scan.layout.rows[label.row].cells
    if len(heads) == len(row.cells):
        return [value for head, value in zip(heads, row.cells, strict=True) if head.start == label.start]
    return [cell for cell in row.cells if cell.box.left < label.box.right and cell.box.right > label.box.left]


def _is_text(scan: Scan, cell: Cell) -> bool:
    labelled = any(lab.spot.start == cell.start for lab in scan.labels_in.get(cell.row, []))
    return not labelled and sum(map(str.isalpha, cell.text)) > 3


def _spot(scan: Scan, cell: Cell) -> Spot:
    return scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
