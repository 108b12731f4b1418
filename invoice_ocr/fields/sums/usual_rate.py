"""Taxes without a printed rate that are what a rate of the country makes them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.taxes import SLACK, tax_in, tax_of
from invoice_ocr.values.tax_rates import rates_since_2015

TELLING = Decimal(1)
"""A smaller tax is what many rates make of it."""


def with_usual_rate(totals: Totals, country: str | None) -> Totals:
    """The sums, with the rate among their proofs if one of the country finds the tax in the total, or adds it."""
    total, tax = totals.total, totals.tax
    if total is None or tax is None or country is None or abs(tax.number) < TELLING:
        return totals
    net = totals.subtotal.number if totals.subtotal is not None else total.number - tax.number
    for rate in rates_since_2015(country):
        if min(abs(tax_in(total.number, rate) - tax.number), abs(tax_of(net, rate) - tax.number)) <= SLACK:
            return replace(totals, proofs=totals.proofs | {"rate"})
    return totals
