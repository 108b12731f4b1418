"""The chosen sums on their way into the document, each with its evidence and how sure it is."""

from __future__ import annotations

from decimal import Decimal

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.sums.asked import before_rounding, due_of, goes_on, pays_earlier
from invoice_ocr.fields.sums.candidates import Sum
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer, currencies_beside
from invoice_ocr.fields.sums.payments import reason_of, tells_of_payment
from invoice_ocr.fields.sums.sure import UNLABELLED, is_left_blank, is_settled, total_confidence
from invoice_ocr.fields.sums.taxes import TaxRow
from invoice_ocr.fields.sums.untaxed import is_total_itself, lacks_tax, unnamed_tax
from invoice_ocr.model.purchase import Kind

PROVEN = 0.9
"""A sum surer than this is proved by an equation, whatever its label."""

CLEAR = 1.5
"""An offer above this has a plain label right beside it."""

ASKS = frozenset({"iban", "due_date", "terms", "payment_reference", "bank"})
PAID = frozenset({"amount_paid", "previous_balance", "tendered", "change", "card", "withholding"})
"""Labels of a page that asks for a payment, and roles of sums that change what is to be paid."""

SINGLE = {"amount_paid": "amount_paid", "lines_total": "lines_total", "tendered": "tendered", "change": "change"}
"""Sums that stand for themselves: the role of the label, the path in the document."""


def put_totals(
    chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer], taxes: list[TaxRow], kind: Kind
) -> None:
    """Put total, subtotal, taxes, adjustments and payments into the document."""
    settled = is_settled(totals)
    if totals.total is not None:
        sure = min(total_confidence(totals), UNLABELLED if is_left_blank(scan, totals, offers) else 1.0)
        printed = before_rounding(totals.total, offers) if kind == "invoice" else None
        _put(chosen, "total", printed or totals.total, sure, settled=settled)
        if lacks_tax(totals, taxes):
            chosen.doubt("total", totals.total.places[0].spot)
    _put_subtotal(chosen, totals, offers, settled=settled)
    _put_tax_total(chosen, scan, totals, offers, kind, settled=settled)
    if totals.lines_total is not None:
        _put(chosen, "lines_total", totals.lines_total, 0.97, settled=settled)
    _put_adjustments(chosen, scan, totals, offers, settled=settled)
    _put_singles(chosen, scan, totals, offers, kind)
    _put_taxes(chosen, totals, taxes)
    _put_withheld(chosen, totals, offers)
    if totals.layout is not None:
        chosen.values["prices_include_tax"] = totals.layout == "inclusive"
    for offer in offers[:6]:
        if offer.role == "total" and totals.total is not None and offer.number != totals.total.number:
            chosen.leave("total", offer.number, offer.amount.spot, 0.1)


def _put_subtotal(chosen: Chosen, totals: Totals, offers: list[Offer], *, settled: bool) -> None:
    total, subtotal, tax = totals.total, totals.subtotal, totals.tax
    if total is not None and is_total_itself(totals):
        places = {(place.spot.row, place.spot.start) for place in total.places}
        elsewhere = [o for o in offers if (o.amount.spot.row, o.amount.spot.start) not in places]
        _put_or_doubt(chosen, "subtotal", None, 0.0, elsewhere, settled=settled)
        return
    unlabelled = subtotal is not None and not subtotal.labelled
    untaxed = tax is not None and not tax.number and total is not None and len(total.places) > 1
    between = totals.adjustments and total and subtotal and subtotal.number != total.number
    if unlabelled and not ("sum" in totals.proofs or between or untaxed):
        subtotal = None
    explained = totals.proofs & {"sum", "inclusive", "equal"}
    _put_or_doubt(chosen, "subtotal", subtotal, 0.97 if explained else 0.7, offers, settled=settled)


def _put_tax_total(
    chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer], kind: Kind, *, settled: bool
) -> None:
    none = totals.tax is not None and totals.tax.number == 0
    sure = bool(totals.proofs & {"sum", "rate", "on_top"}) or none
    _put_or_doubt(chosen, "tax_total", totals.tax, 0.97 if sure else 0.7, offers, settled=settled)
    unnamed = unnamed_tax(scan, totals)
    if unnamed is not None and kind == "invoice":
        chosen.doubt("tax_total", unnamed.spot)


def _put_or_doubt(
    chosen: Chosen, path: str, amount: Sum | None, confidence: float, offers: list[Offer], *, settled: bool
) -> None:
    """Put the sum; where its label stands on the page but no amount could be settled on, say so."""
    if amount is not None and (amount.score > 0 or confidence > PROVEN):
        _put(chosen, path, amount, confidence, settled=settled)
        return
    role = "tax" if path == "tax_total" else path
    labelled = next((o for o in offers if o.role == role and o.score > CLEAR and o.number), None)
    if labelled is not None:
        chosen.doubt(path, labelled.amount.spot)
        chosen.leave(path, labelled.number, labelled.amount.spot, 0.3)


def _put(chosen: Chosen, path: str, amount: Sum, confidence: float, *, settled: bool = False) -> None:
    """A sum at its place; one made of several rows stands in all of them."""
    single = next((p for p in amount.places if amount.number in p.readings), None)
    if single is not None:
        chosen.put_amount(path, single, amount.number, confidence, settled=settled)
    else:
        chosen.put(path, amount.number, [p.spot for p in amount.places], confidence)


def _put_adjustments(chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer], *, settled: bool) -> None:
    counts = {"allowances": 0, "charges": 0}
    for role, amount in totals.adjustments:
        if role in {"rounding", "tip", "service_charge"}:
            _put(chosen, role, amount, 0.95, settled=settled)
            continue
        group = "charges" if role == "charge" else "allowances"
        if role == "withholding":
            continue
        path = f"{group}[{counts[group]}].amount"
        chosen.put_amount(path, amount.places[0].unsigned(), abs(amount.number), 0.93, settled=settled)
        _put_reason(chosen, scan, f"{group}[{counts[group]}]", amount, role, offers)
        counts[group] += 1


def _put_reason(chosen: Chosen, scan: Scan, path: str, amount: Sum, role: str, offers: list[Offer]) -> None:
    """What the discount or charge is for, and its rate where one is printed beside it."""
    place = amount.places[0]
    offer = next((o for o in offers if o.role == role and o.amount is place), None)
    reason = reason_of(scan, offer) if offer else None
    if reason is not None:
        chosen.put(f"{path}.reason", reason[1], [reason[0]], 0.85)
    for rate in scan.rates_in.get(place.spot.row, [])[:1]:
        chosen.put(f"{path}.rate", rate.value, [rate.spot], 0.9)


def _put_singles(chosen: Chosen, scan: Scan, totals: Totals, offers: list[Offer], kind: Kind) -> None:
    own = [offer for offer in offers if not is_foreign(scan, totals, offer.amount)]
    for role, path in SINGLE.items():
        best = _best_of(role, own, totals)
        by_card = role == "tendered" and best is not None and _is_card(own, best)
        earlier = role == "amount_paid" and best is not None and pays_earlier(abs(best.number), offers, totals)
        if best is None or by_card or earlier:
            continue
        if path not in chosen.values and not _is_total(totals, best, role):
            amount = best.amount if role == "lines_total" else best.amount.unsigned()
            number = best.number if role == "lines_total" else abs(best.number)
            chosen.put_amount(path, amount, number, 0.85, settled=False)
    asked = [o for o in offers if o.role == "amount_due" and o.score > 0.5]
    due = due_of([o for o in asked if o in own], offers, totals)
    _put_part_paid(chosen, totals, due, own)
    if not asked and kind == "invoice" and "amount_paid" not in chosen.values and is_unpaid(scan, offers):
        _put_due(chosen, scan, totals)
    if due is not None and (kind == "invoice" or _is_left_over(totals, due)):
        chosen.put_amount("amount_due", due.amount, due.number, 0.85, settled=False)


def _put_part_paid(chosen: Chosen, totals: Totals, due: Offer | None, offers: list[Offer]) -> None:
    """What was handed over is the amount paid where it leaves the amount due, and not change."""
    if totals.total is None or due is None or not due.number or "amount_paid" in chosen.values:
        return
    left = totals.total.number - due.number
    part = next((o for o in offers if o.role in {"tendered", "card"} and left and abs(o.number) == left), None)
    if part is not None:
        chosen.put_amount("amount_paid", part.amount.unsigned(), left, 0.85, settled=False)
        chosen.drop("tendered")


def is_foreign(scan: Scan, totals: Totals, amount: Value[Decimal]) -> bool:
    """Whether the amount is printed with another currency than the total."""
    if totals.total is None:
        return False
    ours = {code for place in totals.total.places for code in currencies_beside(scan, place)}
    theirs = set(currencies_beside(scan, amount))
    return bool(ours) and bool(theirs) and not ours & theirs


def _is_left_over(totals: Totals, due: Offer) -> bool:
    """Whether a receipt's balance is to be paid: once the total was handed over, it is that of a card or an account."""
    handed_over = bool(totals.proofs & {"paid", "cash"})
    return totals.total is None or (due.number != totals.total.number and not (handed_over and due.number))


def _best_of(role: str, offers: list[Offer], totals: Totals) -> Offer | None:
    """The offer that leads; of several sums handed over, the one that leaves the change."""
    good = [offer for offer in offers if offer.role == role and offer.score > 0.5]
    change = {abs(offer.number) for offer in offers if offer.role == "change"}
    if role == "tendered" and totals.total is not None:
        total = totals.total.number
        good.sort(key=lambda offer: abs(offer.number) - total not in change)
    return good[0] if good else None


def is_unpaid(scan: Scan, offers: list[Offer]) -> bool:
    """Whether the page asks for a payment, and names neither a sum that was paid or is carried over nor a payment."""
    asks = any(label.meanings & ASKS for label in scan.labels if not label.fuzzy)
    named = any(offer.role in PAID and offer.score > 0 for offer in offers)
    return asks and not named and not any(tells_of_payment(scan, label) for label in scan.labels)


def _put_due(chosen: Chosen, scan: Scan, totals: Totals) -> None:
    """The total is due where nothing was paid (BR-CO-16: amount due = total - paid + rounding)."""
    total = chosen.values.get("total")
    rounded = any(role in {"rounding", "withholding"} for role, _ in totals.adjustments)
    if total is not None and not rounded and not goes_on(scan, totals):
        chosen.values["amount_due"] = total
        chosen.evidence["amount_due"] = chosen.evidence["total"]


def _is_card(offers: list[Offer], offer: Offer) -> bool:
    """Whether a card's name labels the same amount."""
    place = (offer.amount.spot.row, offer.amount.spot.start)
    return any(o.role == "card" and (o.amount.spot.row, o.amount.spot.start) == place for o in offers)


def _is_total(totals: Totals, offer: Offer, role: str) -> bool:
    """Whether the offer is the very place of the total."""
    if totals.total is None or role in {"tendered", "change"}:
        return False
    spot = totals.total.places[0].spot
    return (offer.amount.spot.row, offer.amount.spot.start) == (spot.row, spot.start)


def _put_taxes(chosen: Chosen, totals: Totals, taxes: list[TaxRow]) -> None:
    """The breakdown, where its amounts make up the tax total (or nothing contradicts it)."""
    rows = _distinct(taxes)
    whole = sum((row.number for row in rows), Decimal(0))
    if totals.tax is not None and rows and abs(whole - totals.tax.number) > Decimal("0.02"):
        rows = [row for row in rows if row.number == totals.tax.number][:1]
    for i, row in enumerate(rows):
        sure = 0.96 if row.proven else 0.8
        chosen.put(f"taxes[{i}].rate", row.rate.value, [row.rate.spot], sure)
        if row.amount is not None:
            chosen.put(f"taxes[{i}].amount", row.number, [row.amount.spot], sure)
        if row.base is not None:
            chosen.put(f"taxes[{i}].base", row.base.value, [row.base.spot], sure)


def _put_withheld(chosen: Chosen, totals: Totals, offers: list[Offer]) -> None:
    """Tax that the buyer keeps back and pays in the seller's name: a row against the others, after them."""
    due = {offer.number for offer in offers if offer.role == "amount_due" and offer.number}
    total = totals.total.number if totals.total else Decimal(0)
    kept = next((o.amount for o in offers if o.role == "withholding" and total - abs(o.number) in due), None)
    kept = kept or next((each.places[0] for role, each in totals.adjustments if role == "withholding"), None)
    if kept is None:
        return
    count = sum(path.startswith("taxes[") and path.endswith("].amount") for path in chosen.values)
    chosen.put(f"taxes[{count}].amount", -abs(kept.value), [kept.spot], PROVEN)


def _distinct(taxes: list[TaxRow]) -> list[TaxRow]:
    """One row for each rate and amount; proven rows first."""
    seen: dict[tuple[Decimal, Decimal], TaxRow] = {}
    for row in sorted(taxes, key=lambda r: (not r.proven, r.base is None)):
        seen.setdefault((row.rate.value, row.number), row)
    return sorted(seen.values(), key=lambda r: r.row)
