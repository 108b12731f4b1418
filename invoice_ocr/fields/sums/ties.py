"""Which amounts a label belongs to: beside it, before it where it ends the row, or under it in its column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.qualifiers import is_filler
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.model.geometry import Box

ROLES = (
    "subtotal",
    "lines_total",
    "tax",
    "total",
    "amount_due",
    "amount_paid",
    "rounding",
    "tip",
    "service_charge",
    "tendered",
    "card",
    "change",
    "discount",
    "charge",
    "withholding",
    "previous_balance",
    "tax_exempt",
)
"""The meanings of labels that stand before a sum."""

COLUMNS = 3
"""Two rows of at least so many cells are a form: labels, and what they label."""

REASONED = frozenset({"discount", "charge", "card"})
"""Sums whose label goes on to say what for."""


def linked_amounts(scan: Scan, label: LabelSpot, item_headers: frozenset[int]) -> list[tuple[Value[Decimal], float]]:
    """The amounts that the label may belong to, with how close the tie is."""
    beside = list(_beside(scan, label)) or list(_before(scan, label))
    return beside or list(_below(scan, label, item_headers))


def _beside(scan: Scan, label: LabelSpot) -> Iterator[tuple[Value[Decimal], float]]:
    spot = label.spot
    row = scan.layout.rows[spot.row]
    stop = _next_label(scan, label)
    amounts = [a for a in scan.amounts_in.get(spot.row, []) if spot.end <= a.spot.start < stop]
    broken = [a for a in scan.misread if a.spot.row == spot.row and spot.end <= a.spot.start < stop]
    if not any(decimals_of(a.value) for a in amounts) and (scan.usual_decimals or not amounts):
        amounts = broken or amounts  # "47 80" is no 47
    columns = 0.5 * (len(amounts) > 1 and "total" in label.meanings)
    for i, amount in enumerate(amounts):
        between = row.tokens[spot.end : amount.spot.start]
        inside = {t for a in amounts for t in range(a.spot.start, a.spot.end)}
        inside |= {
            t
            for o in scan.labels_in[spot.row]
            if o.meanings & {"tax", "total"}
            for t in range(o.spot.start, o.spot.end)
        }
        inside |= _in_brackets(row, spot.end, amount.spot.start)
        words = [t for k, t in enumerate(between, spot.end) if k not in inside and not is_filler(t.text)]
        distance = 0.25 * (len(amounts) - 1 - i)
        strictness = 0.25 if label.meanings & REASONED else 1.1
        yield amount, 0.5 - min(strictness * len(words), 3.5) - distance - columns


def _in_brackets(row: Row, start: int, end: int) -> set[int]:
    """The tokens of remarks in brackets, which say more of the label: ``Tax (VAT, GST or sales tax)``."""
    inside, remarks = False, set()
    for k in range(start, end):
        inside = inside or row.tokens[k].text.startswith("(")
        if inside:
            remarks.add(k)
        inside = inside and not row.tokens[k].text.rstrip(":").endswith(")")
    return remarks


def _before(scan: Scan, label: LabelSpot) -> Iterator[tuple[Value[Decimal], float]]:
    """The row's only amount, if the row is nothing but that and the label after it: ``45.00   Total``."""
    amounts = scan.amounts_in.get(label.spot.row, [])
    whole = label.spot.end == len(scan.layout.rows[label.spot.row].tokens)
    if not whole or len(amounts) != 1 or decimals_of(amounts[0].value) != scan.usual_decimals:
        return
    amount = amounts[0].spot
    between = scan.layout.rows[label.spot.row].tokens[amount.end : label.spot.start]
    before = scan.layout.rows[label.spot.row].tokens[: amount.start]
    if all(is_filler(token.text) for token in (*before, *between)):
        yield amounts[0], -0.3


def _next_label(scan: Scan, label: LabelSpot) -> int:
    """The token of the row where the next labelled sum begins; words that qualify the label do not count."""
    cell = cell_of(scan, label.spot)
    end = cell.start + len(cell.tokens)
    for other in scan.labels_in[label.spot.row]:
        if other.spot.start < label.spot.end or not other.meanings & {*ROLES, "not_total"}:
            continue
        amounts = scan.amounts_in.get(label.spot.row, [])
        if other.spot.start >= end or any(label.spot.end <= a.spot.start < other.spot.start for a in amounts):
            return other.spot.start
    return len(scan.layout.rows[label.spot.row].tokens)


def _below(scan: Scan, label: LabelSpot, item_headers: frozenset[int]) -> Iterator[tuple[Value[Decimal], float]]:
    """Amounts under the label in its column, or alone on the next row."""
    box, rows = label.spot.box, scan.layout.rows
    for row in rows[label.spot.row + 1 : label.spot.row + 4]:
        if row.page != label.spot.page or row.index in item_headers:
            return
        gap = (row.box.top - box.bottom) / max(box.height, 1e-9)
        found = scan.amounts_in.get(row.index, [])
        end = _column_end(scan, label, row)
        under = [a for a in found if a.spot.box.left < end and a.spot.box.right > box.left - box.height]
        if gap > 2.5:
            return
        if under:
            yield _nearest(scan, label, row, under), -0.4 - 0.2 * gap
            return
        letters = sum(map(str.isalpha, row.text))
        if found and letters <= 3 and row.index == label.spot.row + 1:
            yield found[-1], -0.5
            return


def _nearest(scan: Scan, label: LabelSpot, row: Row, under: list[Value[Decimal]]) -> Value[Decimal]:
    """The amount in the label's own column.

    In a row of as many cells as that of the labels it is the one of the same place: a form prints its labels flush left
    and its numbers flush right, near the next label.
    """
    cells = scan.layout.rows[label.spot.row].cells
    if len(cells) == len(row.cells) > 1:
        place = next(
            i for i, cell in enumerate(cells) if cell.start <= label.spot.start < cell.start + len(cell.tokens)
        )
        own = row.cells[place]
        inside = [a for a in under if own.start <= a.spot.start < own.start + len(own.tokens)]
        under = inside or under
    box = label.spot.box
    return min(
        under,
        key=lambda a: (not _overlap(box, a.spot.box), a.spot.box.left < box.left, _offset(box, a.spot.box)),
    )


def _column_end(scan: Scan, label: LabelSpot, row: Row) -> float:
    """How far to the right the label's column goes; in a form of several columns to where the next label begins."""
    box, cells = label.spot.box, scan.layout.rows[label.spot.row].cells
    if min(len(cells), len(row.cells)) < COLUMNS:
        return box.right + box.height
    return (
        max(box.right, min((c.box.left for c in cells if c.box.left > box.right), default=row.box.right)) + box.height
    )


def _overlap(upper: Box, lower: Box) -> bool:
    return min(upper.right, lower.right) > max(upper.left, lower.left)


def _offset(upper: Box, lower: Box) -> float:
    """How far the box is from standing under the other: flush left, flush right or centred."""
    return min(abs(upper.left - lower.left), abs(upper.right - lower.right), abs(upper.x - lower.x))
