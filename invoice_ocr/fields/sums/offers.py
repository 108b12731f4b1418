"""Amounts tied to the labels beside or above them: what each printed sum may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.qualifiers import is_filler, words_for
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.sums.ties import ROLES, linked_amounts

SHORT = 3
"""A note of at most so many words, such as ``Including VAT``, is the label of the amount beside it."""


NO_TAX = -1.0
"""What zero beside "Tax (exempt)" loses as the tax itself: it may be what was sold without."""


@dataclass(frozen=True, slots=True)
class Offer:
    """``amount`` read as ``number`` may be the sum called ``role``; ``score`` in log-odds."""

    role: str
    amount: Value[Decimal]
    number: Decimal
    score: float
    label: LabelSpot


def find_offers(scan: Scan, item_headers: frozenset[int]) -> list[Offer]:
    """Every sum that a label offers; rows in ``item_headers`` head columns of line items and label nothing."""
    offers = []
    for label in scan.labels:
        roles = _roles(scan, label)
        saving = "not_total" in label.meanings and "discount" not in label.meanings
        if label.spot.row in item_headers or not (roles or saving):
            continue
        for linked, score in linked_amounts(scan, label, item_headers):
            if _counts_days(scan, linked):
                continue
            amount = scan.money(linked)
            if saving:
                roles = {"discount": 0.0} if amount.value < 0 else {}  # what is taken off, not what was saved elsewhere
            here = roles | ({"tax": NO_TAX} if "tax_exempt" in roles and not amount.value else {})
            for role, change in here.items():
                score_here = score + change + _label_score(scan, label, role)
                offers += [
                    Offer(role, amount, number, score_here - 0.7 * i, label) for i, number in enumerate(amount.readings)
                ]
    return _best_of_each(offers)


def _counts_days(scan: Scan, amount: Value[Decimal]) -> bool:
    """Whether the number is one of days: ``Balance due: net 30 days``."""
    after = scan.layout.rows[amount.spot.row].tokens[amount.spot.end : amount.spot.end + 1]
    return amount.text.isdigit() and any(fold(token.text) in words_for("days") for token in after)


def _roles(scan: Scan, label: LabelSpot) -> dict[str, float]:
    """What the label may name, qualified by the words of its cell: "Net total amount", "Summe Netto (excl. USt)"."""
    roles = {role: 0.0 for role in ROLES if role in label.meanings}
    if "discount" in roles and _is_of_payment(scan, label):
        del roles["discount"]
    if not roles and "note.inclusive" in label.meanings and label.spot.end - label.spot.start <= SHORT:
        return {"tax": 0.0}
    cell = cell_of(scan, label.spot)
    end = cell.start + len(cell.tokens)
    stop = min(
        (a.spot.start for a in scan.amounts_in.get(label.spot.row, []) if a.spot.start >= label.spot.end), default=end
    )
    own = range(label.spot.start, label.spot.end)  # "Net payable" is what its label says, whatever else "net" means
    row = scan.layout.rows[label.spot.row].tokens
    words = {fold(row[i].text) for i in range(cell.start, min(end, stop)) if i not in own}
    net, gross = bool(words & words_for("net")), bool(words & words_for("gross"))
    others = [
        o for o in scan.labels_in[label.spot.row] if o is not label and cell.start <= o.spot.start < min(end, stop)
    ]
    sums = [o for o in others if o.meanings & {"total", "subtotal", "amount_due"}]
    if "total" in roles and net and not gross:
        roles |= {"subtotal": 0.0, "total": -1.2}
    elif "subtotal" in roles and gross and not net:
        roles |= {"total": 0.0, "subtotal": -1.2}
    if "tax" in roles and any(
        o.spot.start < label.spot.start and (net or gross or o.spot.end < label.spot.start) for o in sums
    ):
        del roles["tax"]
    if (
        "total" in roles
        and any("tax" in o.meanings and o.spot.end == label.spot.start for o in others)
        and not (net or gross)
    ):
        roles |= {"tax": 0.0, "total": -1.5}
    return roles


def _is_of_payment(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label only says that something is taken off, and the next one that it was paid: "Less: deposit"."""
    following = (o for o in scan.labels_in[label.spot.row] if o.spot.start == label.spot.end)
    return label.compact in words_for("less") and any("amount_paid" in other.meanings for other in following)


def _best_of_each(offers: list[Offer]) -> list[Offer]:
    """One offer for each role and printed amount: the best labelled."""
    best: dict[tuple[str, int, int, Decimal], Offer] = {}
    for offer in offers:
        key = (offer.role, offer.amount.spot.row, offer.amount.spot.start, offer.number)
        if key not in best or best[key].score < offer.score:
            best[key] = offer
    return sorted(best.values(), key=lambda o: -o.score)


def _label_score(scan: Scan, label: LabelSpot, role: str) -> float:
    """How well the label says the role: its length, its place in its cell."""
    row = scan.layout.rows[label.spot.row]
    words = label.spot.end - label.spot.start
    cell = next(c for c in row.cells if c.start <= label.spot.start < c.start + len(c.tokens))
    before = [t for t in cell.tokens[: label.spot.start - cell.start] if not is_filler(t.text)]
    score = 1.6 + 0.3 * min(words - 1, 3) - 0.5 * label.fuzzy - min(1.0 * len(before), 2.5)
    if label.compact in words_for("weak"):
        score -= 0.9
    if role == "total" and "amount_due" in label.meanings and "total" not in label.compact:
        score -= 0.3
    if role == "tax" and label.meanings & {"col.tax_rate"} and words == 1:
        score -= 0.2
    return score


def printed_money(scan: Scan, value: Value[Decimal]) -> float:
    """How much the amount looks like money: decimals as the rest of the document has them, a currency beside it."""
    number = value.value
    usual = scan.usual_decimals
    score = 0.4 if decimals_of(number) == usual else -0.8 if decimals_of(number) or not usual else -1.8
    return score + 0.3 * bool(currencies_beside(scan, value))


def currencies_beside(scan: Scan, value: Value[Decimal]) -> tuple[str, ...]:
    """What the currencies that are printed with the amount, or right beside it, may be."""
    near = range(value.spot.start - 1, value.spot.end + 1)
    beside = (c for c in scan.currencies if c.spot.row == value.spot.row and c.spot.start in near)
    return tuple(code for currency in beside for code in currency.readings)


def shifted(offer: Offer, score: float) -> Offer:
    """The same offer with the score changed by so much."""
    return replace(offer, score=offer.score + score)
