"""The document's currency: the code or symbol printed with its amounts, its country deciding what a symbol means."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from invoice_ocr.fields.locale import Locale
from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.sums.choice import Totals
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.values.currency import currencies_of, lately_tender_in, minor_units

ASKED = frozenset({"total", "amount_due"})
"""What labels call the sum that is to be paid."""


def find_currency(scan: Scan, locale: Locale, totals: Totals | None = None) -> Candidate[str] | None:
    """The currency most amounts carry; with several ``readings`` where its symbol stays ambiguous, None without any.

    Once the ``totals`` are chosen, no other currency counts than the one that is printed with them, if there is one: a
    page may say the total in a second currency too.
    """
    scan = _with_reais(scan)
    named = {code for value in _with_total(scan, totals) for code in value.readings} if totals else set()
    votes = Counter[tuple[str, ...]]()
    places: dict[tuple[str, ...], Value[str]] = {}
    for value in scan.currencies:
        weight = _weight(scan, value, locale)
        if weight and (not named or named & set(value.readings)):
            votes[value.readings] += weight
            places.setdefault(value.readings, value)
    if not votes:
        return None
    sure = [(r, n) for r, n in votes.most_common() if len(r) == 1]
    readings, count = votes.most_common(1)[0]
    for code, n in sure:
        if code[0] in readings and (n >= 3 or len(readings) > 1):
            readings, count = code, n
            break
    value = places[readings]
    settled = _settled(readings, locale)
    rivals = sum(n for r, n in sure if r != settled[:1] and r[0] not in readings)
    score = 2.5 + 0.2 * min(count, 10) - 0.5 * rivals / max(count, 1)
    spot = value.spot
    return Candidate("currency", settled[0], score, value.text, spot.page, spot.box, "", spot.confidence, settled)


def _with_reais(scan: Scan) -> Scan:
    """Where a page prints R$, an RS is the same sign, misread."""
    if not any(value.text == "R$" for value in scan.currencies):
        return scan
    signs = (replace(value, readings=("BRL",)) if value.text.upper() == "RS" else value for value in scan.currencies)
    return replace(scan, currencies=tuple(signs))


def _with_total(scan: Scan, totals: Totals) -> list[Value[str]]:
    """The currencies beside the chosen total, else those beside the label that names it."""
    if totals.total is None:
        return []
    spots = [place.spot for place in totals.total.places]
    places = {(spot.row, spot.start) for spot in spots}
    labels = [o.label.spot for o in totals.others if o.role in ASKED and _place(o) in places]
    return _beside(scan, spots) or _beside(scan, labels)


def _beside(scan: Scan, spots: list[Spot]) -> list[Value[str]]:
    """The currencies in these places or right before or after them, in the same cell."""
    return [
        value
        for value in scan.currencies
        for spot in spots
        if spot.row == value.spot.row
        and spot.start - 1 <= value.spot.start <= spot.end
        and cell_of(scan, spot).start == cell_of(scan, value.spot).start
    ]


def _place(offer: Offer) -> tuple[int, int]:
    return offer.amount.spot.row, offer.amount.spot.start


def _weight(scan: Scan, value: Value[str], locale: Locale) -> int:
    """How much an occurrence counts: most in the row of a total, nothing where letters may be anything else."""
    labels = scan.labels_in.get(value.spot.row, [])
    if any(label.meanings & ASKED and len(label.compact) > 3 for label in labels) and _has_amount(scan, value):
        return 10
    tender = bool(locale.country) and set(value.readings) & lately_tender_in(locale.country or "")
    if any("currency" in label.meanings for label in labels):
        return 3
    sign = not value.text.isalpha()
    if _beside_amount(scan, value):
        return 3 if sign or tender or not locale.country or value.text == value.value else 0  # "SR" is a tax code too
    headed = any(m.startswith("col.") or m in {"total", "tax"} for label in labels for m in label.meanings)
    token = scan.layout.rows[value.spot.row].tokens[value.spot.start].text
    whole = token.strip("():.") == value.text or f"({value.text})" in token
    return 1 if sign or (whole and (headed or tender)) else 0


def _has_amount(scan: Scan, value: Value[str]) -> bool:
    return any(decimals_of(a.value) for a in scan.amounts_in.get(value.spot.row, [])) or bool(
        scan.amounts_in.get(value.spot.row)
    )


def _beside_amount(scan: Scan, value: Value[str]) -> bool:
    """Whether an amount stands next to it: one with decimals where letters name a currency that has decimals."""
    near = range(value.spot.start - 1, value.spot.end + 1)
    whole = not value.text.isalpha() or (value.text == value.value and not minor_units(value.value))
    return any(
        (a.spot.start in near or a.spot.end - 1 in near) and (whole or decimals_of(a.value))
        for a in scan.amounts_in.get(value.spot.row, [])
    )


def _settled(readings: tuple[str, ...], locale: Locale) -> tuple[str, ...]:
    """The reading that is tender in the document's country; all of them where it does not say, or names another."""
    if len(readings) == 1:
        return readings
    claimed = {r for c in locale.rivals | {locale.country or ""} for r in currencies_of(c)[:1] if r in readings}
    if len(claimed) > 1:
        return tuple(sorted(readings, key=lambda r: r not in claimed))
    if locale.country:
        tender = [r for r in readings if r in currencies_of(locale.country)]
        if tender:
            return (tender[0],)
    weighed = {r: sum(w for c, w in locale.weights.items() if r in currencies_of(c)) for r in readings}
    ranked = sorted(readings, key=lambda r: -weighed[r])
    lead = weighed[ranked[0]] - weighed[ranked[1]]
    return (ranked[0],) if lead >= 2.0 else tuple(ranked)
