"""The rows under a table's headings: where its items end, and where they go on after a group's sum or on a new page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from invoice_ocr.fields.items.columns import TOTALS, nearest
from invoice_ocr.fields.items.factors import find_pair
from invoice_ocr.fields.items.headers import Column
from invoice_ocr.fields.items.postings import is_posting
from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.sums.total_row import says_all_sums
from invoice_ocr.values.currency import currency_readings

STOP = frozenset({"subtotal", "lines_total", "total", "tax", "amount_due", "discount", "carried_forward", "tax_base"})

ACCOUNT = frozenset({"previous_balance", "amount_paid", "rounding", "withholding"})

FOOT = frozenset({"subtotal", "lines_total", "total", "carried_forward"})

_COLUMN_NUMBER = re.compile(r"^[(\[]?(\d{1,2})[)\].]?(?:[=(\[].*)?$")

MOST_ALIKE = 2
"""So many rows may add up to a third by chance."""

SOON = 3
"""So many rows below, the next item has its numbers."""

SUMMARY = frozenset(
    {"tax_base", "tax", "subtotal", "total", "col.tax_rate", "col.tax_amount", "col.amount_net", "col.amount_gross"}
    | {"charge", "discount", "amount_due", "amount_paid", "rounding", "withholding", "previous_balance", "lines_total"}
)


@dataclass
class Section:
    """Rows of one page without a sum between them; ``closing`` is the row of the sum that ends them."""

    rows: list[Row] = field(default_factory=list)
    closing: int | None = None


def sections_of(scan: Scan, header: tuple[int, ...], end: int, columns: tuple[Column, ...]) -> Iterator[Section]:
    """The rows under the header; after the first section, only their arithmetic tells whether they are items."""
    section = Section()
    page = scan.layout.rows[header[0]].page
    body = scan.layout.rows[header[-1] + 1 : end]
    nested, listed = taxes_of_items(scan, body), _listed(scan, header, body)
    for row in body:
        if (
            row.index in nested
            or _carries_forward(scan, row)
            or _is_account(scan, row)
            or is_posting(scan, row)
            or _numbers_columns(row)
        ):
            continue
        is_sum = _is_sum(scan, row, columns) or _adds_up(scan, section.rows, row) or says_all_sums(scan, row.index)
        is_sum = is_sum or _counts_pieces(scan, row)
        is_sum = is_sum and row.index not in listed and not _belongs_to_item(scan, row, end)
        if is_sum or row.page != page or _heads_taxes(scan, row):
            section.closing = row.index if is_sum else None
            yield section
            section, page = Section(), row.page
        if not is_sum:
            section.rows.append(row)
    yield section


def taxes_of_items(scan: Scan, body: tuple[Row, ...]) -> set[int]:
    """The rows of the small tables of taxes that stand under each item: their heading repeats."""
    heads = [row for row in body if _heads_taxes(scan, row)]
    often = Counter(row.text for row in heads)
    nested: set[int] = set()
    for head in heads if heads and often[heads[0].text] > 1 else ():
        if often[head.text] > 1:
            below = body[head.index + 1 - body[0].index :]
            nested |= {head.index, *(row.index for row in takewhile(lambda row: _says_tax(scan, row), below))}
    return nested


def _says_tax(scan: Scan, row: Row) -> bool:
    """Whether the row has a tax and no other sum."""
    named = set().union(*(label.meanings for label in scan.labels_in.get(row.index, [])))
    return bool(scan.amounts_in.get(row.index)) and bool(named & {"tax", "col.tax_amount"}) and not named & FOOT


def _listed(scan: Scan, header: tuple[int, ...], body: tuple[Row, ...]) -> set[int]:
    """The charges and discounts among the items: others follow them, and the first total adds them all up.

    Where the heading of the amounts is ``Charges``, nothing else need follow.
    """
    ends = [(row, amounts[-1].value) for row in body if (amounts := scan.amounts_in.get(row.index))]
    foot = next((i for i, (row, _) in enumerate(ends) if _meanings_at(scan, row) & FOOT), None)
    if foot is None or foot < MOST_ALIKE or sum(value for _, value in ends[:foot]) != ends[foot][1]:
        return set()
    named = [row.index for row, _ in ends[:foot] if _meanings_at(scan, row) & {"discount", "charge"}]
    if any("charge" in label.meanings for row in header for label in scan.labels_in.get(row, [])):
        return {*named}
    plain = [row.index for row, _ in ends[:foot] if not _meanings_at(scan, row) & {*STOP, "charge"}]
    return {row for row in named if row < plain[-1]} if plain else set()


def _meanings_at(scan: Scan, row: Row) -> frozenset[str]:
    """What the first words of the row mean, a count before them apart."""
    first = next((lab for lab in scan.labels_in.get(row.index, []) if lab.spot.start <= 1), None)
    return first.meanings if first is not None else frozenset()


def _numbers_columns(row: Row) -> bool:
    """Whether the row only numbers the columns, as forms do under their headings: ``1 | 2 | 3 | 4 | 5 (3x4)``."""
    firsts = [_COLUMN_NUMBER.match(cell.tokens[0].text) for cell in row.cells]
    numbers = [int(first[1]) for first in firsts if first]
    one_by_one = all(right == left + 1 for left, right in pairwise(numbers))
    return len(row.cells) > 3 and len(numbers) == len(firsts) and one_by_one and numbers[0] in {0, 1}


def _is_sum(scan: Scan, row: Row, columns: tuple[Column, ...]) -> bool:
    """Whether a cell begins with the label of a sum and nothing but its amount follows: the items are over.

    A discount or a price whose amount is not in the column of the amounts belongs to an item.
    """
    starts = {cell.start for cell in row.cells}
    for label in scan.labels_in.get(row.index, []):
        start = label.spot.start
        while start not in starts and fold(row.tokens[start - 1].text) in words_for("filler"):
            start -= 1
        charged = "charge" in label.meanings and not _in_texts(columns, label)
        if not (label.meanings & STOP or charged) or start not in starts:
            continue
        after = [a for a in scan.amounts_in.get(row.index, []) if a.spot.start >= label.spot.end]
        if not after:
            alone = label.spot.start == 0 and label.spot.end == len(row.tokens)
            if alone and label.meanings & {"subtotal", "total", "carried_forward"}:
                return True
            continue
        of_item = label.meanings & {"discount", "col.unit_price"}
        if of_item and not {*TOTALS} & {*columns[nearest(columns, after[0].spot.box)].meanings}:
            continue
        words = [t for t in row.tokens[label.spot.end : after[0].spot.start] if sum(map(str.isalpha, t.text)) > 3]
        if len(words) <= 1 and len(after) <= 2:
            return True
        if label.meanings & FOOT and _is_foot(scan, row, label, columns):
            return True
    return False


def _is_foot(scan: Scan, row: Row, label: LabelSpot, columns: tuple[Column, ...]) -> bool:
    """Whether the label is all that the row says, over the sums of several columns, none of them a price."""
    amounts = scan.amounts_in.get(row.index, [])
    held = {i for a in amounts for i in range(a.spot.start, a.spot.end)} | set(range(label.spot.start, label.spot.end))
    words = [t.text for i, t in enumerate(row.tokens) if i not in held and any(map(str.isalpha, t.text))]
    priced = any("unit_price" in columns[nearest(columns, a.spot.box)].meanings for a in amounts)
    return not priced and not any(sum(map(str.isalpha, word)) > 1 and not currency_readings(word) for word in words)


def _belongs_to_item(scan: Scan, row: Row, end: int) -> bool:
    """Whether the row takes something off the item above it: a discount below zero, and an item follows soon."""
    first = next(iter(scan.labels_in.get(row.index, [])), None)
    amounts = scan.amounts_in.get(row.index, [])
    if first is None or first.spot.start or "discount" not in first.meanings or len(amounts) != 1:
        return False
    following = scan.layout.rows[row.index + 1 : min(row.index + 1 + SOON, end)]
    below = (scan.amounts_in.get(other.index, []) for other in following if other.page == row.page)
    return amounts[0].value < 0 and any(len(n) > 2 and find_pair(scan, n[:-1], n[-1]) for n in below)


def _adds_up(scan: Scan, items: list[Row], row: Row) -> bool:
    """Whether the row begins with a total's label, and its last amount is the sum of those that end the rows above.

    Other sums of columns may stand before it: how many pieces, how much tax.
    """
    label = next((lab for lab in scan.labels_in.get(row.index, []) if lab.spot.start == 0), None)
    if label is None or not label.meanings & {*FOOT, "not_total"}:
        return False
    ends = [scan.amounts_in[r.index][-1].value for r in items if len(scan.amounts_in.get(r.index, [])) > 1]
    amounts = [a.value for a in scan.amounts_in.get(row.index, []) if a.spot.start >= label.spot.end]
    return len(ends) > 1 and bool(amounts) and amounts[-1] == sum(ends)


def _counts_pieces(scan: Scan, row: Row) -> bool:
    """Whether the row says how many pieces there are, and perhaps their sum: ``Total Qty   3   39.75``."""
    first = next(iter(scan.labels_in.get(row.index, [])), None)
    if first is None or first.spot.start or first.meanings != {"not_total"}:
        return False
    return not any(token.text.isalpha() and len(token.text) > 3 for token in row.tokens[first.spot.end :])


def _in_texts(columns: tuple[Column, ...], label: LabelSpot) -> bool:
    """Whether a label begins where the items' descriptions do."""
    texts = [column.box.left for column in columns if "description" in column.meanings]
    return not texts or any(abs(left - label.spot.box.left) < 2 * label.spot.box.height for left in texts)


def _carries_forward(scan: Scan, row: Row) -> bool:
    """Whether the row only repeats the sum of the page before."""
    first = next(iter(scan.labels_in.get(row.index, [])), None)
    carries = first is not None and first.spot.start == 0 and "carried_forward" in first.meanings
    amounts = [a for a in scan.amounts_in.get(row.index, []) if first is not None and a.spot.start >= first.spot.end]
    return carries and 0 < len(amounts) <= 2 and len(row.cells) <= 2


def _is_account(scan: Scan, row: Row) -> bool:
    """Whether the row is one of an account and no item: what was owed before, paid or rounded."""
    first = next(iter(scan.labels_in.get(row.index, [])), None)
    amounts = scan.amounts_in.get(row.index, [])
    if first is None or first.spot.start or not first.meanings & ACCOUNT or len(first.compact) < 5:
        return False
    words = [t.text for t in row.tokens[first.spot.end :] if sum(map(str.isalpha, t.text)) > 2]
    return len(amounts) == 1 and len(words) <= 2


def _heads_taxes(scan: Scan, row: Row) -> bool:
    """Whether the row heads the columns of a tax summary, which is no list of items."""
    if scan.amounts_in.get(row.index):
        return False
    labels = [lab for lab in scan.labels_in.get(row.index, []) if lab.meanings & {*SUMMARY}]
    covered = sum(lab.spot.end - lab.spot.start for lab in labels)
    if len(labels) > 2 and any("tax_base" in lab.meanings for lab in labels):
        return True
    cells = {cell_of(scan, label.spot).start for label in labels}
    return len(cells) >= 2 and covered >= 0.6 * len(row.tokens)
