"""The printed amounts that may stand between subtotal and total."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.sums.candidates import Sum
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.fields.sums.ties import ROLES

ADDED = ("service_charge", "charge", "tip")

Adjustments = tuple[tuple[str, Sum], ...]
"""Each with its role, and with the sign in which it counts."""

MOST = 3
"""Adjustments that are tried together."""


class Step(NamedTuple):
    """Adjustments that are taken together: how many, what they add up to, and where they stand."""

    adjustments: Adjustments
    size: int
    extra: Decimal
    places: frozenset[tuple[int, int]]


def find_steps(scan: Scan, offers: list[Offer]) -> list[Step]:
    """All ways from one sum to another, the shortest first; the first is none at all."""
    adjustments = find_adjustments(offers) + find_bare_roundings(scan, offers) + find_bare_discounts(scan, offers)
    return [_step(part) for size in range(MOST + 1) for part in combinations(adjustments, size)]


def _step(part: Adjustments) -> Step:
    places = frozenset((place.spot.row, place.spot.start) for _, each in part for place in each.places)
    return Step(part, len(part), sum((each.number for _, each in part), Decimal(0)), places)


def find_adjustments(offers: list[Offer]) -> list[tuple[str, Sum]]:
    """Printed amounts that may stand between subtotal and total, with the sign in which they count."""
    found: dict[tuple[int, int], tuple[float, str, Sum]] = {}
    taxes = {(o.amount.spot.row, o.amount.spot.start): o.score for o in offers if o.role == "tax"}
    for offer in offers:
        if offer.role not in {*ADDED, "discount", "rounding", "withholding"} or not offer.number or offer.score < 0:
            continue
        if offer.score < taxes.get((offer.amount.spot.row, offer.amount.spot.start), offer.score):
            continue  # its own label says tax, one further off something else
        number = -abs(offer.number) if offer.role in {"discount", "withholding"} else offer.number
        key = (offer.amount.spot.row, offer.amount.spot.start)
        if key not in found or found[key][0] < offer.score:
            found[key] = (offer.score, offer.role, Sum(number, (offer.amount,), offer.score))
    ranked = sorted(found.values(), key=lambda f: -f[0])[:5]
    return [(role, amount) for _, role, amount in ranked]


def find_bare_roundings(scan: Scan, offers: list[Offer]) -> list[tuple[str, Sum]]:
    """A few cents without a label between two totals."""
    rows = sorted(o.amount.spot.row for o in offers if o.role == "total" and o.score > 0)
    labelled = {(o.amount.spot.row, o.amount.spot.start) for o in offers}
    if len(rows) < 2:
        return []
    between = [a for a in scan.amounts if rows[0] < a.spot.row < rows[-1] and 0 < abs(a.value) <= Decimal("0.05")]
    return [("rounding", Sum(a.value, (a,), 0.2)) for a in between if (a.spot.row, a.spot.start) not in labelled][:1]


def find_bare_discounts(scan: Scan, offers: list[Offer]) -> list[tuple[str, Sum]]:
    """What is taken off between a sum and the next by another name than that of a discount: ``FRIENDS10   -32.40``."""
    rows = sorted(o.amount.spot.row for o in offers if o.role in {"subtotal", "total"} and o.score > 0)
    labelled = {(o.amount.spot.row, o.amount.spot.start) for o in offers}
    if len(rows) < 2:
        return []
    between = [a for a in scan.amounts if rows[0] < a.spot.row < rows[-1] and a.value < 0]
    own = [a for a in between if not any(label.meanings & {*ROLES} for label in scan.labels_in.get(a.spot.row, []))]
    return [("discount", Sum(a.value, (a,), 0.2)) for a in own if (a.spot.row, a.spot.start) not in labelled][:1]
