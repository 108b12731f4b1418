"""What a document's sums are made of, as far as it says so."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import ZERO, add
from invoice_ocr.model.purchase import AllowanceCharge, Line, Purchase, Tax


def decimals(amount: Decimal) -> int:
    """How many digits are written after the decimal point."""
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def step(document: Purchase) -> Decimal:
    """The last printed place of the document's amounts: 0.01 for cents, 1 for yen.

    >>> step(Purchase(total=Decimal("12.50"), tax_total=Decimal("2")))
    Decimal('0.01')
    """
    totals = (document.total, document.subtotal, document.tax_total, document.lines_total, document.amount_due)
    taxed = [amount for row in document.taxes for amount in (row.amount, row.base)]
    moved = [row.amount for row in (*document.allowances, *document.charges)]
    places = _most_decimals((*totals, *taxed, *moved))
    if not places:
        places = min(2, _most_decimals(line.amount for line in document.lines))
    return Decimal(1).scaleb(-places)


def _most_decimals(amounts: Iterable[Decimal | None]) -> int:
    return max((decimals(amount) for amount in amounts if amount is not None), default=0)


def direction(document: Purchase) -> int:
    """-1 where the document's totals are negative (credit notes), otherwise 1."""
    for amount in (document.total, document.subtotal, document.lines_total):
        if amount:
            return -1 if amount < 0 else 1
    return 1


def allowances(document: Purchase) -> Decimal | None:
    """What the document takes off, to be added to a sum; None where it is not known in full."""
    return _signed(document.allowance_total, document.allowances, -direction(document))


def charges(document: Purchase) -> Decimal | None:
    """What the document puts on, to be added to a sum; None where it is not known in full."""
    return _signed(document.charge_total, document.charges, direction(document))


def moves(document: Purchase) -> tuple[Decimal | None, ...]:
    """Allowances and charges, to be added to a sum; where totals are negative, with either sign, as both are in use."""
    off, on = allowances(document), charges(document)
    if direction(document) > 0 or (off is None and on is None):
        return (off, on)
    return (off, on, *(-amount for amount in (off, on) if amount is not None))


def _signed(total: Decimal | None, rows: tuple[AllowanceCharge, ...], sign: int) -> Decimal | None:
    amount = total if total is not None else add(row.amount for row in rows)
    return None if amount is None else abs(amount) * sign


def taxes(document: Purchase) -> tuple[Decimal, ...]:
    """What the tax may amount to: as totalled, as the rows add up, and with tax withheld taken off."""
    rows = add(row.amount for row in document.taxes) if document.taxes else None
    known = [amount for amount in (document.tax_total, rows) if amount is not None]
    kept = withheld(document)
    return tuple(dict.fromkeys([*known, *(amount + kept for amount in known)] if kept else known))


def withheld(document: Purchase) -> Decimal:
    """Tax that the buyer keeps back: tax rows that run against the document's direction."""
    sign = direction(document)
    against = (row for row in document.taxes if row.amount is not None and is_withheld(row, document))
    amounts = (row.amount if (row.rate or ZERO) >= 0 else -abs(row.amount) * sign for row in against if row.amount)
    return sum(amounts, ZERO)


def is_withheld(row: Tax, document: Purchase) -> bool:
    """Whether the row runs against the document's direction: its rate is negative, or its amount."""
    return (row.rate or ZERO) < 0 or (row.amount or ZERO) * direction(document) < 0


def extras(subject: Subject) -> tuple[Decimal | None, ...]:
    """Tip, service charge and rounding: printed before or after a total, or left out of it."""
    rounding = subject.document.rounding
    turned = -rounding if rounding is not None and subject.receipt else None
    if subject.receipt is None:
        return (rounding,)
    return (subject.receipt.tip, subject.receipt.service_charge, rounding, turned)


def line_extras(line: Line) -> tuple[Decimal, ...]:
    """The line's own allowances (negative) and charges, those whose amount is known."""
    off = tuple(-abs(row.amount) for row in line.allowances if row.amount is not None)
    return off + tuple(abs(row.amount) for row in line.charges if row.amount is not None)


def line_shares(line: Line) -> set[Decimal]:
    """What the line's allowances leave of it by their rates, those whose amount is not printed: all of it, or less."""
    shares = {Decimal(1)}
    for row in line.allowances:
        if row.rate is not None and row.amount is None:
            shares |= {share * (100 - abs(row.rate)) / 100 for share in shares}
    return shares


def rounded_lines(document: Purchase) -> int:
    """How many lines are not exactly quantity times unit price, so that their amount was rounded."""
    return sum(_is_rounded(line) for line in document.lines)


def _is_rounded(line: Line) -> bool:
    if line.quantity is None or line.unit_price is None or line.amount is None:
        return False
    product, extra = line.quantity * line.unit_price, sum(line_extras(line), ZERO)
    return all(abs(product * share + extra) != abs(line.amount) for share in line_shares(line))


def rates(document: Purchase) -> set[Decimal]:
    """The tax rates that the document names, without zero."""
    named = {row.rate for row in document.taxes} | {line.tax_rate for line in document.lines}
    return {rate for rate in named if rate}
