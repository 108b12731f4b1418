"""How sure the total is, and whether equations settle what the amounts are."""

from __future__ import annotations

from invoice_ocr.fields.chosen import probability
from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.sums.candidates import Sum
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer

STRONG = frozenset({"sum", "cash", "lines", "rounded", "inclusive", "due"})
"""Equations of three or more printed amounts: chance does not satisfy them."""

UNLABELLED = 0.45
"""A total that no label names and little proves: more likely wrong than right."""

FAIR = frozenset({"paid", "repeat", "rate", "equal"})


def is_settled(totals: Totals) -> bool:
    """Whether an equation holds that has an amount with one reading: a common factor of a thousand satisfies all."""
    taking_part = [totals.total, totals.subtotal, totals.tax, *(s for _, s in totals.adjustments)]
    certain = any(len(p.readings) == 1 and s.number for s in taking_part if s is not None for p in s.places)
    return certain and bool(totals.proofs & STRONG)


def is_left_blank(scan: Scan, totals: Totals, offers: list[Offer]) -> bool:
    """Whether a label of the total stands lower with nothing legible beside it, and nothing proves the chosen one."""
    if totals.total is None or totals.proofs & STRONG:
        return False
    last = max(place.spot.row for place in totals.total.places)
    tied = {(o.label.spot.row, o.label.spot.start) for o in offers}
    for label in scan.with_meaning("total"):
        spot, row = label.spot, scan.layout.rows[label.spot.row]
        alone = spot.start == 0 and len(row.tokens) - spot.end <= 2
        if spot.row > last and alone and not label.fuzzy and (spot.row, spot.start) not in tied:
            return label.compact not in words_for("weak")
    return False


def _proves_alone(totals: Totals, total: Sum) -> bool:
    """Whether the equations prove a total that no label names.

    What the lines add up to may lack the tax where the page calls it a subtotal, or names a tax.
    """
    proofs = totals.proofs
    before_tax = any(o.role == "tax" or (o.role == "subtotal" and o.number == total.number) for o in totals.others)
    if proofs & {"cash", "sum"} or ("paid" in proofs and bool(proofs & {"lines", "repeat"})):
        return True
    return "lines" in proofs and not before_tax


def total_confidence(totals: Totals) -> float:
    """How sure the total is: by what proves it and its lead over the next choice."""
    strong, fair = len(totals.proofs & STRONG), len(totals.proofs & FAIR)
    if totals.total is not None and not totals.total.labelled and not _proves_alone(totals, totals.total):
        return UNLABELLED
    base = 1.0 + 1.6 * min(strong, 2) + 0.7 * min(fair, 2)
    return probability(min(base, 0.5 + totals.margin))
