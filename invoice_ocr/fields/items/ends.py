"""Where the items of a receipt begin and end: its head, the first sum under them, the amount that ends a row."""

from __future__ import annotations

import re
from decimal import Decimal

from invoice_ocr.fields.items.columns import multiplies
from invoice_ocr.fields.items.factors import find_pair
from invoice_ocr.fields.items.postings import is_posting
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.quantities import find_factors
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.values.currency import currency_readings

NAMED = frozenset({"number", "issue_date", "phone", "address", "cashier", "vat_id", "tax_id", "registration_id"})
"""Labels that begin no item."""

ENDS = frozenset(
    {"subtotal", "total", "tax", "amount_due", "lines_total", "tendered", "card", "change", "rounding", "not_total"}
    | {"tax_base"}
)
PAID = frozenset({"tendered", "card", "change"})
"""What comes after the sums; above them the word is a good's: ``Carta A4`` is paper."""

WEAK_ENDS = frozenset({"tax", "tax_base", "vat_id", "col.tax_rate", "col.tax_amount"})
"""What also names the seller's tax number at the head, where no amount stands beside it."""

STRONG_ENDS = frozenset({"subtotal", "total", "amount_due"})
SIDE = re.compile(r"^(?:[A-Z*#]{1,3}|[^\W\d_]|[A-Z]\d?|SR|ZR|ZRL|%)$")
"""Marks printed after an amount: tax letters, asterisks."""


MEASURE = re.compile(r"^\d+[x×]\d.*[^\W\d_]$", re.IGNORECASE)
"""``6x1.25L`` is a size."""


def head_end(scan: Scan, last: int, first: int = 0) -> int:
    """The row after the last date or named number above row ``last``: where the head of a receipt is over."""
    rows = scan.layout.rows[first:last]
    heads = (row.index for row in rows if scan.dates_in.get(row.index) or is_named(scan, row))
    return max(heads, default=first - 1) + 1


def ends_of_items(scan: Scan, sums: set[int]) -> list[int]:
    """The rows of sums under which no item of the list above can stand."""
    return [row for row in sorted(sums) if _ends_items(scan, row, ENDS)]


def items_end(scan: Scan, sums: set[int]) -> int:
    """The row of the first sum below the items; ``sums`` are rows that hold a labelled sum."""
    ends = ends_of_items(scan, sums)
    first = next((row for row in ends if _ends_items(scan, row, ENDS - PAID)), None)
    return next((row for row in ends if first is None or row >= first), len(scan.layout.rows))


def _ends_items(scan: Scan, row: int, ends: frozenset[str]) -> bool:
    """A sum's label that begins its row, or that stands right before the row's amount after a word or two."""
    tokens = scan.layout.rows[row].tokens
    amounts = scan.amounts_in.get(row, [])
    if len(amounts) > 2 and amounts[0].spot.start == 0 and find_pair(scan, amounts[:-1], amounts[-1]):
        return False  # 1.280 kg NET @ 4.90/kg  6.27
    if is_posting(scan, scan.layout.rows[row]):
        return False
    for label in scan.labels_in.get(row, []):
        if not label.meanings & ends or (label.meanings <= WEAK_ENDS and not _has_money(scan, row)):
            continue
        before = [t for t in tokens[: label.spot.start] if any(map(str.isalpha, t.text))]
        after = [a.spot.start for a in scan.amounts_in.get(row, []) if a.spot.start >= label.spot.end]
        tight = bool(after) and not any(any(c.isalpha() for c in t.text) for t in tokens[label.spot.end : after[0]])
        if not before:
            return True
        if len(before) <= 2 and tight and label.meanings & STRONG_ENDS and not _is_counted(scan, row):
            return True
        count = all(t.text.isdigit() for t in tokens[1 : label.spot.start]) and label.spot.start == 2
        if count and label.meanings & STRONG_ENDS and any(c.start == 2 for c in scan.layout.rows[row].cells):
            return True  # Item 2   Total with GST @6%   133.70
    return False


def _is_counted(scan: Scan, row: int) -> bool:
    """Whether the row over this one counts what it names: ``2 x 3.90`` over ``Coffee gross 7.80`` of a big cup."""
    factors = find_factors(scan, scan.layout.rows[row - 1]) if row else None
    amount = row_amount(scan, scan.layout.rows[row])
    if factors is None or amount is None or factors.quantity.value == 1:
        return False
    above = {a.value for a in scan.amounts_in.get(row - 2, [])}
    holds = multiplies(factors.quantity.readings, factors.price.readings, amount.readings)
    return holds and amount.value not in above


def _has_money(scan: Scan, row: int) -> bool:
    """Whether this row or the next has an amount as the document writes them, and not only a number."""
    near = [*scan.amounts_in.get(row, []), *scan.amounts_in.get(row + 1, [])]
    return any(decimals_of(amount.value) == scan.usual_decimals for amount in near)


def row_amount(scan: Scan, row: Row) -> Value[Decimal] | None:
    """The amount that ends the row (but for a currency or a tax letter), with the decimals that the document uses."""
    amounts = scan.amounts_in.get(row.index, [])
    if not amounts:
        return None
    last = amounts[-1]
    if MEASURE.match(row.tokens[last.spot.start].text) and not last.text.isdigit():
        return None  # a bottle of 6x1.25L
    after = (token.text for token in row.tokens[last.spot.end :])
    if any(any(map(str.isalnum, t)) and not (SIDE.match(t.strip(".,()")) or currency_readings(t)) for t in after):
        return None
    if decimals_of(last.value) != scan.usual_decimals:
        return None
    return last


def is_named(scan: Scan, row: Row) -> bool:
    """Whether a label that begins no item begins the row."""
    labels = scan.labels_in.get(row.index, [])
    named = any(label.meanings & NAMED and label.spot.start == 0 and len(label.compact) > 3 for label in labels)
    return named and not _is_priced(scan, row)


def _is_priced(scan: Scan, row: Row) -> bool:
    """Whether several words and a sum of money in a cell of its own make the row: ``Address labels, 500  12.00 €``."""
    amount = row_amount(scan, row)
    last = row.cells[-1]
    if amount is None or len(row.cells) < 2 or amount.spot.start < last.start or ":" in row.text:
        return False
    words = [t for t in row.tokens[: last.start] if sum(map(str.isalpha, t.text)) > 1]
    others = [t.text for t in last.tokens if not any(map(str.isdigit, t.text))]
    money = bool(others or currency_readings(amount.text.strip("0123456789.,'-")))
    return money and len(words) > 1 and all(currency_readings(text) for text in others)
