"""What speaks for a choice of sums and against it: equations, repetitions, absurdities.

All of it is asked of every choice, and there may be thousands: what is the same for many is found once, in `Evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from invoice_ocr.fields.sums.adjustments import Adjustments, Step
from invoice_ocr.fields.sums.candidates import CENT, Evidence, Layout, Sum
from invoice_ocr.fields.sums.taxes import SLACK, tax_in, tax_of

Gain = tuple[float, Adjustments, Layout | None]
"""A score, the adjustments that it takes, and where the tax is."""

Witness = tuple[str, float]
"""What is proved, and what it is worth."""

PAID = ("tendered", "card", "amount_paid")
"""Roles of what was handed over."""

HIGHEST_SHARE = Decimal("0.4")
"""Of the total: no tax is more."""


def sum_before(evidence: Evidence, subtotal: Sum, steps: Iterable[Step]) -> tuple[Sum, Adjustments] | None:
    """The printed sum of the lines that discounts and charges turn into the subtotal."""
    first = evidence.first_sum
    if first is None or first.number == subtotal.number:
        return None
    missing = subtotal.number - first.number
    return next(((first, step.adjustments) for step in steps if step.size and abs(step.extra - missing) < CENT), None)


def between_lines_and_total(evidence: Evidence, total: Decimal, tax: Sum | None, steps: Iterable[Step]) -> Adjustments:
    """The discounts and charges that lead from the sum of the lines to the total, with or without the tax."""
    lines = evidence.lines_sum
    if lines is None:
        return ()
    several = len(evidence.lines) > 1
    missing = total - lines
    without_tax = missing - tax.number if tax is not None else missing
    for step in steps:
        if step.size > 1 + several:
            break
        leads = step.size and (abs(step.extra - missing) < CENT or abs(step.extra - without_tax) < CENT)
        if leads and (several or step.adjustments[0][0] != "rounding"):
            return step.adjustments
    return ()


def is_on_top(evidence: Evidence, total: Decimal, tax: Sum | None, used: Adjustments) -> bool:
    """Whether the tax leads from several lines, with what is taken off or added, to the total, without a subtotal."""
    lines = evidence.lines_sum
    if lines is None or len(evidence.lines) < 2 or tax is None or not tax.number:
        return False
    return abs(lines + sum((s.number for _, s in used), tax.number) - total) < CENT


def _inside(evidence: Evidence, base: Decimal, total: Decimal, tax: Sum) -> bool:
    """Whether the tax is what one printed rate, or the proven rows together, find within the gross amount."""
    if any(abs(tax_in(gross, rate) - tax.number) <= SLACK for rate in evidence.rates for gross in (base, total)):
        return True
    proven = [row for row in evidence.taxes if row.proven and row.base is not None]
    gross = sum((row.base.value + row.number for row in proven if row.base is not None), Decimal(0))
    return bool(proven) and min(abs(gross - base), abs(gross - total)) <= SLACK


def sum_gain(evidence: Evidence, total: Sum, subtotal: Sum | None, tax: Sum | None, steps: Iterable[Step]) -> Gain:
    """How well subtotal + tax + adjustments = total holds, with the adjustments it takes, and where the tax is."""
    if subtotal is None:
        return (0.0, (), None) if tax is None else (-0.2, (), None)
    missing = total.number - subtotal.number
    untaxed = missing - tax.number if tax is not None and tax.number else None
    options: list[Gain] = []
    for step in steps:
        exclusive = untaxed is not None and abs(step.extra - untaxed) < CENT
        if not (exclusive or abs(step.extra - missing) < CENT) or _clash(step, total, subtotal, tax):
            continue
        if exclusive:
            options.append((4.5 - 0.6 * step.size, step.adjustments, "exclusive"))
        else:
            inside = (
                tax is not None and bool(tax.number) and _inside(evidence, total.number - step.extra, total.number, tax)
            )
            gain = (2.4 if inside else 1.6) - 0.5 * step.size + 0.6 * bool(step.extra)
            options.append((gain, step.adjustments, "inclusive" if inside else None))
    return max(options, key=lambda o: o[0], default=(-1.5, (), None))


def _clash(step: Step, *chosen: Sum | None) -> bool:
    """Whether an adjustment is the very amount chosen for another role."""
    return any((p.spot.row, p.spot.start) in step.places for s in chosen if s is not None for p in s.places)


def find_payments(evidence: Evidence, total: Decimal) -> Iterator[Witness]:
    """What was paid or rounded, as far as it speaks for this total."""
    roles = evidence.roles
    tendered, change = {n for role in PAID for n in roles.get(role, ())}, roles.get("change", set())
    if any(abs(t - abs(c) - total) < CENT for t in tendered for c in change if c):
        yield "cash", 3.0
    elif total in tendered:
        yield "paid", 2.0
    elif (
        any(c for c in change) and tendered and all(abs(t - abs(c) - total) < 1 for t in tendered for c in change if c)
    ):
        yield "short", -1.5
    before = {t for t in roles.get("total", set()) | roles.get("subtotal", set()) if t != total}
    if any(abs(t + r - total) < CENT for t in before for r in roles.get("rounding", set()) if r and abs(r) < 1):
        yield "rounded", 2.0
    asked = {due for due in roles.get("amount_due", set()) if due and due != total}
    taken = roles.get("withholding", set()) | {paid for role in PAID for paid in roles.get(role, ())}
    if any(abs(total - abs(part) - due) < CENT for part in taken if part for due in asked):
        yield "due", 2.0


def find_witnesses(
    evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum | None, used: Adjustments
) -> Iterator[Witness]:
    """Equations and repetitions that speak for this choice."""
    yield from _line_witness(evidence, total, subtotal, tax, used)
    if tax is not None and tax.number and _rate_holds(evidence, total, subtotal, tax):
        yield "rate", 1.5
    if tax is not None and tax.number and _is_whole_breakdown(evidence, total, tax):
        yield "rate", 2.5
    count = evidence.repeats[total] - 1
    if count > 0:
        yield "repeat", 0.6 * min(count, 3)


def _line_witness(
    evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum | None, used: Adjustments
) -> Iterator[Witness]:
    lines = evidence.lines_sum
    if not lines:
        return
    bonus = 3.0 if len(evidence.lines) > 1 else 1.2
    if subtotal is not None and abs(lines - subtotal.number) < CENT:
        yield "lines", bonus + 1.0 * subtotal.labelled
        return
    extra = sum((s.number for _, s in used), Decimal(0))
    off, net_off = total - lines, total - lines - (tax.number if tax is not None else 0)
    if (
        min(abs(off), abs(off - extra), abs(net_off), abs(net_off - extra)) < CENT
        or evidence.gross_sum == total
        or evidence.gross_sum == total - extra
    ):
        yield "lines", bonus - 0.5


def _is_whole_breakdown(evidence: Evidence, total: Decimal, tax: Sum) -> bool:
    """Whether the tax is that of several rows whose bases and taxes make up the total."""
    if evidence.breakdown is None:
        return False
    gross, taxes = evidence.breakdown
    return abs(gross - total) <= SLACK and abs(taxes - tax.number) <= SLACK


def _rate_holds(evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum) -> bool:
    proven = evidence.proven_taxes
    whole = sum(proven, Decimal(0))
    if tax.number in proven or (proven and min(abs(whole - tax.number), abs(2 * whole - tax.number)) <= SLACK):
        return True  # twice the rows: India's CGST and SGST stand beside each other in one row
    return any(
        abs(tax_in(total, rate) - tax.number) <= SLACK
        or (subtotal is not None and abs(tax_of(subtotal.number, rate) - tax.number) <= SLACK)
        for rate in evidence.rates
    )


def absurdity(total: Decimal, subtotal: Sum | None, tax: Sum | None, used: Adjustments) -> float:
    """Penalties for what no document says."""
    penalty = 0.0
    if subtotal is not None:
        if abs(subtotal.number) > abs(total) and not any(s.number < 0 for _, s in used):
            penalty += 4.0
        if subtotal.number * total < 0:
            penalty += 4.0
    if tax is not None and subtotal is not None and tax.number and tax.number == subtotal.number:
        penalty += 3.0
    return penalty + (2.0 if total == 0 else 0.0)
