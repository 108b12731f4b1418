"""How a receipt was paid, who served, and the words that go with discounts and payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.page.beside import cell_of, right_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.values.card import find_cards

CENT = Decimal("0.01")
LONGEST_TERMS = 80

SETTLED = frozenset({"card", "title.receipt", "title.credit_note"})
"""Labels that tell of a payment where they stand at the head of a cell; elsewhere they may be words of a sentence."""


def put_payments(chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer]) -> None:
    """The payments that, less the change, make up the total; others are left out."""
    paid = _distinct(offers)
    change = next((abs(o.number) for o in offers if o.role == "change" and o.score > 0), Decimal(0))
    due = chosen.values.get("amount_due") or (totals.total.number if totals.total else None)
    if due is None or not paid:
        return
    fitting = [group for group in (paid, *([p] for p in paid)) if _covers(group, change, due)]
    for i, offer in enumerate(fitting[0] if fitting else []):
        path = f"payments[{i}]"
        chosen.put(f"{path}.method", offer.label.spot.text.strip(" :.=*"), [offer.label.spot], 0.9)
        chosen.put(f"{path}.amount", offer.number, [offer.amount.spot], 0.95)
        for spot, digits in _cards(scan, offer.label.spot.row):
            chosen.put(f"{path}.card_last4", digits, [spot], 0.9)
            break


def _distinct(offers: list[Offer]) -> list[Offer]:
    """One offer for each printed amount; the name of a card says more than "given"."""
    best: dict[tuple[int, int], Offer] = {}
    for offer in offers:
        if offer.role in {"tendered", "card"} and offer.score > 0.5 and offer.number > 0:
            key = (offer.amount.spot.row, offer.amount.spot.start)
            if key not in best or offer.role == "card":
                best[key] = offer
    return sorted(best.values(), key=lambda o: o.amount.spot.row)


def _covers(group: list[Offer], change: Decimal, due: Decimal) -> bool:
    paid = sum((o.number for o in group), Decimal(0))
    return abs(paid - change - due) < CENT or abs(paid - due) < CENT


def _cards(scan: Scan, row: int) -> Iterator[tuple[Spot, str]]:
    """Masked card numbers in this row or the next."""
    for value in scan.find(find_cards):
        if 0 <= value.spot.row - row <= 1:
            yield value.spot, value.value


def put_words(chosen: Chosen, scan: Scan) -> None:
    """Cashier, terms and means of payment: what their labels introduce."""
    for meaning, path in (("cashier", "cashier"), ("terms", "payment.terms"), ("means", "payment.means")):
        for label in scan.with_meaning(meaning):
            spot = _introduced(scan, label)
            if spot is not None and path not in chosen.values:
                chosen.put(path, spot.text.strip(" :"), [spot], 0.8)


def tells_of_payment(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label says that the document was paid, by what, or that it asks for nothing."""
    if label.fuzzy or any(meaning.startswith("col.") for meaning in label.meanings):
        return False
    cell = cell_of(scan, label.spot)
    if "amount_paid" in label.meanings:
        before = {fold(token.text) for token in cell.tokens[: label.spot.start - cell.start]}
        return not before & words_for("unpaid")
    if label.meanings & SETTLED and label.spot.start == cell.start:
        return True
    later = [o for o in scan.labels_in[label.spot.row] if o.spot.start >= label.spot.end]
    return "means" in label.meanings and any(o.meanings & {"card", "tendered"} for o in later[:1])


def _introduced(scan: Scan, label: LabelSpot) -> Spot | None:
    """The words right after a label that is marked by a colon or stands alone in its cell."""
    row = scan.layout.rows[label.spot.row]
    cell = next(c for c in row.cells if c.start <= label.spot.start < c.start + len(c.tokens))
    alone = label.spot.start == cell.start and label.spot.end == cell.start + len(cell.tokens)
    colon = row.tokens[label.spot.end - 1].text.endswith(":") or (
        row.tokens[label.spot.end : label.spot.end + 1] and (row.tokens[label.spot.end].text == ":")
    )
    if not (alone or colon) or label.fuzzy:
        return None
    spot = right_of(scan, label)
    fits = spot is not None and any(map(str.isalpha, spot.text)) and len(spot.text) <= LONGEST_TERMS
    return spot if fits else None


def reason_of(scan: Scan, offer: Offer) -> tuple[Spot, str] | None:
    """What a discount or charge is for: the words before its amount, without the rate."""
    row = scan.layout.rows[offer.amount.spot.row]
    if offer.label.spot.row != offer.amount.spot.row:
        return None
    start = next(c.start for c in row.cells if c.start <= offer.label.spot.start < c.start + len(c.tokens))
    spot = scan.layout.spot(row.index, start, offer.amount.spot.start)
    text = re.sub(r"\(?\s*[\d.,]+\s*%\s*\)?|\b[A-Z]{3}$|[:€$£]", "", spot.text).strip(" :-.,()")
    return (spot, text) if any(map(str.isalpha, text)) else None
