"""Sums that another number contests: printed across it, below it and the same but for a digit, or on a slip."""

from __future__ import annotations

from decimal import Decimal

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.entered import is_foreign
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.model.geometry import Box

TEXT_LAYER = "textlayer"

ACROSS = 0.25
"""Boxes of neighbouring lines touch; texts that share so much of the smaller one's area lie on each other."""

MOST_CHANCE = 4
"""Amounts of fewer digits other than 0 are alike by chance, or because one is a part of the other."""

ASKING = frozenset({"col.amount", "total", "amount_due"})
"""Labels by which a payment slip names what is to be paid."""


def doubt_overprinted(chosen: Chosen, scan: Scan, totals: Totals) -> None:
    """Mark the total, the subtotal and the tax that stand nowhere alone on a page with a text layer.

    An OCR's boxes reach into each other where lines stand close, and it reads nothing sure of texts on each other.
    """
    printed = {number for number, page in enumerate(chosen.reading.pages) if page.source == TEXT_LAYER}
    for path, chosen_sum in (("total", totals.total), ("subtotal", totals.subtotal), ("tax_total", totals.tax)):
        if chosen_sum is None or not all(place.spot.page in printed for place in chosen_sum.places):
            continue
        if all(_is_overprinted(scan, place.spot) for place in chosen_sum.places):
            chosen.doubt(path, chosen_sum.places[0].spot)


def doubt_near_twin(chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer]) -> None:
    """Mark a total below which an amount stands that is the same but for one digit, or two exchanged ones.

    One of the two is a slip of the pen; a payment slip often repeats the total. An amount with a role of its own, or
    one that a labelled amount leads to, is none.
    """
    if totals.total is None:
        return
    total = totals.total.number
    last = max(place.spot.row for place in totals.total.places)
    roles = {(o.amount.spot.row, o.amount.spot.start) for o in offers if o.role not in {"total", "amount_due"}}
    steps = {abs(offer.number) for offer in offers}
    for value in scan.amounts:
        own_role = (value.spot.row, value.spot.start) in roles
        explained = own_role or abs(total - value.value) in steps
        if value.spot.row > last and not explained and is_near_twin(total, value.value):
            chosen.doubt("total", value.spot)
            return


def doubt_slip(chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer]) -> None:
    """Mark an invoice's total below which a payment slip asks for another amount: ``Amount   2,552.53``.

    The slip is a row of a word for amounts and a sum of about the size of the total, which no labelled sum explains.
    """
    if totals.total is None:
        return
    total = totals.total.number
    last = max(place.spot.row for place in totals.total.places)
    known = {abs(offer.number) for offer in offers if offer.role not in {"total", "amount_due"}}
    for row in scan.layout.rows[last + 1 :]:
        amounts, labels = scan.amounts_in.get(row.index, []), scan.labels_in.get(row.index, [])
        asks = len(labels) == 1 and labels[0].spot.start == 0 and bool(labels[0].meanings & ASKING)
        if not asks or len(amounts) != 1 or any(t.text.isalpha() for t in row.tokens[labels[0].spot.end :]):
            continue
        asked = abs(amounts[0].value)
        explained = asked in known or abs(abs(total) - asked) in known or asked == abs(total)
        explained = explained or is_foreign(scan, totals, amounts[0])
        if not explained and abs(total) / 2 < asked < 2 * abs(total):
            chosen.doubt("total", amounts[0].spot)


def is_near_twin(one: Decimal, other: Decimal) -> bool:
    """Whether long amounts differ by one digit or by two exchanged ones, and by more than a rounding.

    >>> is_near_twin(Decimal("4712.90"), Decimal("4721.90")), is_near_twin(Decimal("100.00"), Decimal("200.00"))
    (True, False)
    """
    left, right = f"{abs(one):f}", f"{abs(other):f}"
    if len(left) != len(right) or abs(one - other) < 1 or sum(char in "123456789" for char in left) < MOST_CHANCE:
        return False
    differing = [i for i, pair in enumerate(zip(left, right, strict=True)) if len({*pair}) > 1]
    exchanged = len(differing) == 2 and differing[1] == differing[0] + 1 and sorted(left) == sorted(right)
    return len(differing) == 1 or exchanged


def _is_overprinted(scan: Scan, spot: Spot) -> bool:
    """Whether a number lies across it; the same one printed twice is only bold."""
    own = scan.layout.rows[spot.row].tokens[spot.start : spot.end]
    texts = {token.text for token in own}
    return any(
        token.text not in texts and any(char.isdigit() for char in token.text) and _shared(token.box, spot.box) > ACROSS
        for row in scan.layout.page_rows(spot.page)
        if abs(row.index - spot.row) <= 1
        for token in row.tokens
        if not any(token is each for each in own)
    )


def _shared(one: Box, other: Box) -> float:
    """The part of the smaller box's area that both cover."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0
