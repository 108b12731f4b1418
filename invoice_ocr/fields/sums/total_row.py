"""The last row of a table, which adds up its columns: net, tax and gross stand beside one label."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.sums.offers import Offer

ADDS_UP = 3.2
"""What an amount gains whose row says net + tax = gross: more than the best label."""

SUMMED = 2.2
"""The same where the gross amount stands in another row."""

HIGHEST_SHARE = Decimal("0.4")
"""Of the net amount: no tax is more."""


def with_total_rows(scan: Scan, offers: list[Offer], item_headers: frozenset[int]) -> list[Offer]:
    """The offers, in rows that add up columns with what each column means."""
    rows = {label.spot.row: label for label in scan.labels if label.meanings & {"total", "subtotal"}}
    found = {row: new for row, label in rows.items() if row not in item_headers and (new := list(_read(scan, label)))}
    replaced = {(o.amount.spot.row, o.amount.spot.start) for new in found.values() for o in new}
    kept = [
        o
        for o in offers
        if (o.amount.spot.row, o.amount.spot.start) not in replaced or o.role not in {"total", "subtotal", "tax"}
    ]
    return sorted([*kept, *(o for new in found.values() for o in new)], key=lambda o: -o.score)


def says_all_sums(scan: Scan, row: int) -> bool:
    """Whether the row is a sentence of the sums: "Net 100.00 + VAT @ 20 % 20.00 = Total 120.00"."""
    meanings = [label.meanings for label in scan.labels_in.get(row, [])]
    named = any("tax" in each for each in meanings) and any("total" in each and "tax" not in each for each in meanings)
    return named and any(_adding_up(scan.amounts_in.get(row, [])))


def _read(scan: Scan, label: LabelSpot) -> Iterator[Offer]:
    amounts = [a for a in scan.amounts_in.get(label.spot.row, []) if a.spot.start >= label.spot.end]
    if says_all_sums(scan, label.spot.row):
        amounts = scan.amounts_in[label.spot.row]
    if not 1 < len(amounts) <= 6:
        return
    whole = next(_adding_up(amounts), None)
    if whole:
        for role, amount, number in zip(("subtotal", "tax", "total"), *zip(*whole, strict=True), strict=True):
            yield Offer(role, amount, number, ADDS_UP, label)
    elif len(amounts) == 2 and _says_untaxed(scan, *amounts):
        for role, amount in zip(("subtotal", "total"), amounts, strict=True):
            yield Offer(role, amount, amount.value, SUMMED, label)
    elif len(amounts) == 2 and _is_gross_elsewhere(scan, *amounts):
        for role, amount in zip(("subtotal", "tax"), amounts, strict=True):
            yield Offer(role, amount, amount.value, SUMMED, label)


def _adding_up(amounts: list[Value[Decimal]]) -> Iterator[tuple[tuple[Value[Decimal], Decimal], ...]]:
    """Net, tax and gross with the readings that fit, of the columns furthest to the right first."""
    for net, tax, gross in reversed(list(combinations(amounts, 3))):
        for a in net.readings:
            for b in tax.readings:
                if 0 < abs(b) <= abs(a) * HIGHEST_SHARE and a * b > 0 and a + b in gross.readings:
                    yield (net, a), (tax, b), (gross, a + b)


def _is_gross_elsewhere(scan: Scan, net: Value[Decimal], tax: Value[Decimal]) -> bool:
    """Whether both together are printed below."""
    a, b = net.value, tax.value
    if not 0 < b <= a * HIGHEST_SHARE:
        return False
    return any(v.spot.row > net.spot.row and a + b in v.readings for v in scan.amounts)


def _says_untaxed(scan: Scan, net: Value[Decimal], gross: Value[Decimal]) -> bool:
    """Whether the same amount stands before and after a word for no tax: "Razem 3 564,00 | n.p. | 3 564,00"."""
    between = scan.layout.rows[net.spot.row].tokens[net.spot.end : gross.spot.start]
    return net.value == gross.value and any(fold(token.text) in words_for("untaxed") for token in between)
