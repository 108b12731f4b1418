"""Stated sums as offers: the joint choice of the sums weighs them with the labels of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from invoice_ocr.fields.claims.stated import Stated
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.sums.offers import Offer

ROLES = {
    "total": "total",
    "subtotal": "subtotal",
    "tax_total": "tax",
    "amount_due": "amount_due",
    "amount_paid": "amount_paid",
    "lines_total": "lines_total",
    "rounding": "rounding",
    "tip": "tip",
    "service_charge": "service_charge",
    "tendered": "tendered",
    "change": "change",
    "allowances[].amount": "discount",
    "charges[].amount": "charge",
}
"""The roles of sums by their paths."""

WORD = 2.0
"""What a statement weighs, in log-odds: as much as a plain label beside the amount."""


def claimed_offers(scan: Scan, stated: Iterable[Stated]) -> Iterator[Offer]:
    """An offer for each stated sum that is printed; the statement stands in for the label."""
    for each in stated:
        role = ROLES.get(re.sub(r"\[\d+\]", "[]", each.path))
        if role is None or each.value is None:
            continue
        label = LabelSpot(each.value.spot, frozenset({role}), frozenset(), "")
        amount = scan.money(each.value)
        for reading in each.readings:
            if isinstance(reading, Decimal):
                yield Offer(role, amount, reading, WORD, label)
