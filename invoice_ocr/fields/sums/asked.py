"""What a document asks for in the end, told from its total: after rounding, after what was paid."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.sums.candidates import Sum
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer

ROWS_BELOW = 4
"""How far below the total it may go on."""


def before_rounding(asked: Sum, offers: list[Offer]) -> Sum | None:
    """The invoice's total where the sum that fits is what is asked for after rounding (BT-112, BT-114 and BT-115)."""
    places = {(place.spot.row, place.spot.start) for place in asked.places}
    if not any(o.role == "amount_due" and (o.amount.spot.row, o.amount.spot.start) in places for o in offers):
        return None
    steps = {offer.number for offer in offers if offer.role == "rounding" and offer.number and offer.score > 0}
    exact = (o for o in offers if o.role == "total" and o.score > 0 and asked.number - o.number in steps)
    return next((Sum(o.number, (o.amount,), o.score) for o in exact), None)


def due_of(named: list[Offer], offers: list[Offer], totals: Totals) -> Offer | None:
    """What is asked for: of several sums called so, the one that the total less what was paid, or rounded, comes to."""
    total = totals.total.number if totals.total else Decimal(0)
    left = {total - abs(offer.number) for offer in offers if offer.role == "amount_paid" and offer.score > 0}
    left |= {total} if any(role == "rounding" for role, _ in totals.adjustments) else set()
    return min(named, key=lambda offer: offer.number not in left, default=None)


def pays_earlier(paid: Decimal, offers: list[Offer], totals: Totals) -> bool:
    """Whether the payment was for what was owed before: with that, it leaves the sum that is asked for.

    ``Previous balance 80.00, Payment received -80.00, Total due 120.00`` under new charges of 120.00.
    """
    if totals.total is None or not paid:
        return False
    owed = {abs(offer.number) for offer in offers if offer.role == "previous_balance" and offer.score > 0}
    asked = {offer.number for offer in offers if offer.role in {"amount_due", "total"}}
    return any(totals.total.number + before - paid in asked for before in owed if before)


def goes_on(scan: Scan, totals: Totals) -> bool:
    """Whether the rows below the total take something off it or add it, whatever their labels say."""
    if totals.total is None:
        return False
    last = max(place.spot.row for place in totals.total.places)
    page = scan.layout.rows[last].page
    below = [
        {abs(number) for amount in scan.amounts_in.get(row.index, [])[-1:] for number in amount.readings}
        for row in scan.layout.rows[last + 1 : last + 1 + ROWS_BELOW]
        if row.page == page
    ]
    total = totals.total.number
    return any(
        changed in (total - step, total + step)
        for upper, lower in pairwise(below)
        for step in upper
        for changed in lower
        if step
    )
