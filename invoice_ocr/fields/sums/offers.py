"""Amounts tied to the labels beside or above them: what each printed sum may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.qualifiers import is_filler, words_for
from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.model.geometry import Box

ROLES = (
    "subtotal",
    "lines_total",
    "tax",
    "total",
    "amount_due",
    "amount_paid",
    "rounding",
    "tip",
    "service_charge",
    "tendered",
    "card",
    "change",
    "discount",
    "charge",
    "withholding",
    "previous_balance",
    "tax_exempt",
)
"""The meanings of labels that stand before a sum."""

SHORT = 3
"""A note of at most so many words, such as ``Including VAT``, is the label of the amount beside it."""

COLUMNS = 3
"""Two rows of at least so many cells are a form: labels, and what they label."""

REASONED = frozenset({"discount", "charge", "card"})
"""Sums whose label goes on to say what for."""


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
        for linked, score in _linked(scan, label, item_headers):
            if _counts_days(scan, linked):
                continue
            amount = scan.money(linked)
            if saving:
                roles = {"discount": 0.0} if amount.value < 0 else {}  # what is taken off, not what was saved elsewhere
            for role, change in roles.items():
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


def _best_of_each(offers: list[Offer]) -> list[Offer]:
    """One offer for each role and printed amount: the best labelled."""
    best: dict[tuple[str, int, int, Decimal], Offer] = {}
    for offer in offers:
        key = (offer.role, offer.amount.spot.row, offer.amount.spot.start, offer.number)
        if key not in best or best[key].score < offer.score:
            best[key] = offer
    return sorted(best.values(), key=lambda o: -o.score)


def _linked(scan: Scan, label: LabelSpot, item_headers: frozenset[int]) -> list[tuple[Value[Decimal], float]]:
    """The amounts that the label may belong to, with how close the tie is."""
    beside = list(_beside(scan, label)) or list(_before(scan, label))
    return beside or list(_below(scan, label, item_headers))


def _beside(scan: Scan, label: LabelSpot) -> Iterator[tuple[Value[Decimal], float]]:
    spot = label.spot
    row = scan.layout.rows[spot.row]
    stop = _next_label(scan, label)
    amounts = [a for a in scan.amounts_in.get(spot.row, []) if spot.end <= a.spot.start < stop]
    broken = [a for a in scan.misread if a.spot.row == spot.row and spot.end <= a.spot.start < stop]
    if not any(decimals_of(a.value) for a in amounts) and (scan.usual_decimals or not amounts):
        amounts = broken or amounts  # "47 80" is no 47
    columns = 0.5 * (len(amounts) > 1 and "total" in label.meanings)
    for i, amount in enumerate(amounts):
        between = row.tokens[spot.end : amount.spot.start]
        inside = {t for a in amounts for t in range(a.spot.start, a.spot.end)}
        inside |= {
            t
            for o in scan.labels_in[spot.row]
            if o.meanings & {"tax", "total"}
            for t in range(o.spot.start, o.spot.end)
        }
        inside |= _in_brackets(row, spot.end, amount.spot.start)
        words = [t for k, t in enumerate(between, spot.end) if k not in inside and not is_filler(t.text)]
        distance = 0.25 * (len(amounts) - 1 - i)
        strictness = 0.25 if label.meanings & REASONED else 1.1
        yield amount, 0.5 - min(strictness * len(words), 3.5) - distance - columns


def _in_brackets(row: Row, start: int, end: int) -> set[int]:
    """The tokens of remarks in brackets, which say more of the label: ``Tax (VAT, GST or sales tax)``."""
    inside, remarks = False, set()
    for k in range(start, end):
        inside = inside or row.tokens[k].text.startswith("(")
        if inside:
            remarks.add(k)
        inside = inside and not row.tokens[k].text.rstrip(":").endswith(")")
    return remarks


def _before(scan: Scan, label: LabelSpot) -> Iterator[tuple[Value[Decimal], float]]:
    """The row's only amount, if the row is nothing but that and the label after it: ``45.00   Total``."""
    amounts = scan.amounts_in.get(label.spot.row, [])
    whole = label.spot.end == len(scan.layout.rows[label.spot.row].tokens)
    if not whole or len(amounts) != 1 or decimals_of(amounts[0].value) != scan.usual_decimals:
        return
    amount = amounts[0].spot
    between = scan.layout.rows[label.spot.row].tokens[amount.end : label.spot.start]
    before = scan.layout.rows[label.spot.row].tokens[: amount.start]
    if all(is_filler(token.text) for token in (*before, *between)):
        yield amounts[0], -0.3


def _next_label(scan: Scan, label: LabelSpot) -> int:
    """The token of the row where the next labelled sum begins; words that qualify the label do not count."""
    cell = cell_of(scan, label.spot)
    end = cell.start + len(cell.tokens)
    for other in scan.labels_in[label.spot.row]:
        if other.spot.start < label.spot.end or not other.meanings & {*ROLES, "not_total"}:
            continue
        amounts = scan.amounts_in.get(label.spot.row, [])
        if other.spot.start >= end or any(label.spot.end <= a.spot.start < other.spot.start for a in amounts):
            return other.spot.start
    return len(scan.layout.rows[label.spot.row].tokens)


def _below(scan: Scan, label: LabelSpot, item_headers: frozenset[int]) -> Iterator[tuple[Value[Decimal], float]]:
    """Amounts under the label in its column, or alone on the next row."""
    box, rows = label.spot.box, scan.layout.rows
    for row in rows[label.spot.row + 1 : label.spot.row + 4]:
        if row.page != label.spot.page or row.index in item_headers:
            return
        gap = (row.box.top - box.bottom) / max(box.height, 1e-9)
        found = scan.amounts_in.get(row.index, [])
        end = _column_end(scan, label, row)
        under = [a for a in found if a.spot.box.left < end and a.spot.box.right > box.left - box.height]
        if gap > 2.5:
            return
        if under:
            yield _nearest(scan, label, row, under), -0.4 - 0.2 * gap
            return
        letters = sum(map(str.isalpha, row.text))
        if found and letters <= 3 and row.index == label.spot.row + 1:
            yield found[-1], -0.5
            return


def _nearest(scan: Scan, label: LabelSpot, row: Row, under: list[Value[Decimal]]) -> Value[Decimal]:
    """The amount in the label's own column.

    In a row of as many cells as that of the labels it is the one of the same place: a form prints its labels flush left
    and its numbers flush right, near the next label.
    """
    cells = scan.layout.rows[label.spot.row].cells
    if len(cells) == len(row.cells) > 1:
        place = next(
            i for i, cell in enumerate(cells) if cell.start <= label.spot.start < cell.start + len(cell.tokens)
        )
        own = row.cells[place]
        inside = [a for a in under if own.start <= a.spot.start < own.start + len(own.tokens)]
        under = inside or under
    box = label.spot.box
    return min(
        under,
        key=lambda a: (not _overlap(box, a.spot.box), a.spot.box.left < box.left, _offset(box, a.spot.box)),
    )


def _column_end(scan: Scan, label: LabelSpot, row: Row) -> float:
    """How far to the right the label's column goes; in a form of several columns to where the next label begins."""
    box, cells = label.spot.box, scan.layout.rows[label.spot.row].cells
    if min(len(cells), len(row.cells)) < COLUMNS:
        return box.right + box.height
    return (
        max(box.right, min((c.box.left for c in cells if c.box.left > box.right), default=row.box.right)) + box.height
    )


def _overlap(upper: Box, lower: Box) -> bool:
    return min(upper.right, lower.right) > max(upper.left, lower.left)


def _offset(upper: Box, lower: Box) -> float:
    """How far the box is from standing under the other: flush left, flush right or centred."""
    return min(abs(upper.left - lower.left), abs(upper.right - lower.right), abs(upper.x - lower.x))


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
