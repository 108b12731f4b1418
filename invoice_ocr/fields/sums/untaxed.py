"""Totals that seem to lack their tax, and subtotals that are but the total."""

from __future__ import annotations

from decimal import Decimal

from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.taxes import SLACK, TaxRow, tax_in, tax_of

PLACES_TAX = frozenset({"sum", "inclusive", "cash", "paid"})
"""Equations that say whether the tax is in the total; what was handed over is not without it."""

RATES = tuple(Decimal(half) / 2 for half in range(2, 61))
"""Rates that a tax may have where none is printed."""


def is_total_itself(totals: Totals) -> bool:
    """Whether the subtotal is but the total under a label that may mean both: "Suma"."""
    if totals.subtotal is None or totals.total is None or not totals.total.labelled:
        return False
    places = {(place.spot.row, place.spot.start) for place in totals.total.places}
    return all((place.spot.row, place.spot.start) in places for place in totals.subtotal.places)


def lacks_tax(totals: Totals, taxes: list[TaxRow]) -> bool:
    """Whether the total seems to be without its tax: a net sum is the same, or the tax is reckoned from the total."""
    if totals.total is None or totals.tax is None or not totals.tax.number or totals.proofs & PLACES_TAX:
        return False
    total, tax = totals.total.number, totals.tax.number
    slack = SLACK if decimals_of(total) else Decimal(1)
    named = {row.rate.value for row in taxes}
    within = any(abs(tax_in(total, rate) - tax) <= slack for rate in named or RATES)
    if within and named:
        return False
    if any(row.proven and row.number == tax and row.base and row.base.value != total for row in taxes):
        return False  # a part of the total is taxed
    net = totals.subtotal is not None and totals.subtotal.labelled and totals.subtotal.number == total
    return net or (not within and any(abs(tax_of(total, rate) - tax) <= slack for rate in named or RATES))


def unnamed_tax(scan: Scan, totals: Totals) -> Value[Decimal] | None:
    """The printed amount that leads from the subtotal to the total, though no label calls it a tax or anything else.

    It may be the tax, as it is on a till's receipt whose label was misread, or a charge with a name of its own.
    """
    total, subtotal, tax = totals.total, totals.subtotal, totals.tax
    if total is None or subtotal is None or totals.adjustments or not subtotal.labelled:
        return None
    if tax is not None:
        return None if tax.labelled or "rate" in totals.proofs else tax.places[0]
    missing = total.number - subtotal.number
    return next((value for value in scan.amounts if missing and missing in value.readings), None)
