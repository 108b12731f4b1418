"""The net amount of an invoice where discounts and charges stand between the sum of its lines and the tax."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.sums.candidates import Sum
from invoice_ocr.fields.sums.choice import Totals

BEFORE_TAX = frozenset({"discount", "charge", "service_charge"})
"""What changes the amount that the tax is taken of."""


def with_net(scan: Scan, totals: Totals, items: frozenset[int]) -> Totals:
    """The sums, with the net amount as subtotal if the page prints it beside the sum of the lines, in whatever words.

    An invoice's subtotal is its total without the tax (BT-109, EN 16931-1), its lines add up to another sum (BT-106). A
    receipt's is what is called so.
    """
    total, goods, tax = totals.total, totals.subtotal, totals.tax
    between = [amount.number for role, amount in totals.adjustments if role in BEFORE_TAX]
    if total is None or goods is None or tax is None or totals.lines_total is not None or not between:
        return totals
    net = goods.number + sum(between, Decimal(0))
    if "sum" not in totals.proofs or not tax.number:
        return totals
    printed = [a for a in scan.amounts if net in a.readings and a.spot.row not in items]
    if not printed:
        return totals
    return replace(totals, subtotal=Sum(net, tuple(printed), goods.score), lines_total=goods)
