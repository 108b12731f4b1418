"""What speaks for a choice of sums and against it: equations, repetitions, absurdities."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from invoice_ocr.fields.sum_candidates import CENT, Evidence, Layout, Sum, numbers_by_role
from invoice_ocr.fields.taxes import SLACK, tax_in, tax_of

Gain = tuple[float, tuple[tuple[str, Sum], ...], Layout | None]
"""A score, the adjustments that it takes, and where the tax is."""


PAID = ("tendered", "card", "amount_paid")
"""Roles of what was handed over."""


def sum_before(
    evidence: Evidence, subtotal: Sum, adjustments: list[tuple[str, Sum]]
) -> tuple[Sum, tuple[tuple[str, Sum], ...]] | None:
    """The printed sum of the lines that discounts and charges turn into the subtotal."""
    first = next(
        (o for o in evidence.offers if o.role in {"subtotal", "lines_total"} and o.number == evidence.lines_sum), None
    )
    if first is None or first.number == subtotal.number:
        return None
    for size in (1, 2, 3):
        for part in combinations(adjustments, size):
            if abs(first.number + sum((s.number for _, s in part), Decimal(0)) - subtotal.number) < CENT:
                return Sum(first.number, (first.amount,), first.score), part
    return None


def between_lines_and_total(
    evidence: Evidence, total: Decimal, tax: Sum | None, adjustments: list[tuple[str, Sum]]
) -> tuple[tuple[str, Sum], ...]:
    """The discounts and charges that lead from the sum of the lines to the total, with or without the tax."""
    if evidence.lines_sum is None:
        return ()
    goals = {total, total - tax.number} if tax is not None else {total}
    several = len(evidence.lines) > 1
    usable = [each for each in adjustments if several or each[0] != "rounding"]
    for size in (1, 2) if several else (1,):
        for part in combinations(usable, size):
            reached = evidence.lines_sum + sum((s.number for _, s in part), Decimal(0))
            if any(abs(reached - goal) < CENT for goal in goals):
                return part
    return ()


def _inside(evidence: Evidence, base: Decimal, total: Decimal, tax: Sum) -> bool:
    """Whether the tax is what one printed rate, or the proven rows together, find within the gross amount."""
    rates = {row.rate.value for row in evidence.taxes}
    if any(abs(tax_in(gross, rate) - tax.number) <= SLACK for rate in rates for gross in (base, total)):
        return True
    proven = [row for row in evidence.taxes if row.proven and row.base is not None]
    gross = sum((row.base.value + row.number for row in proven if row.base is not None), Decimal(0))
    return bool(proven) and min(abs(gross - base), abs(gross - total)) <= SLACK


def sum_gain(
    evidence: Evidence,
    total: Sum,
    subtotal: Sum | None,
    tax: Sum | None,
    adjustments: list[tuple[str, Sum]],
) -> Gain:
    """How well subtotal + tax + adjustments = total holds, with the adjustments it takes, and where the tax is."""
    if subtotal is None:
        return (0.0, (), None) if tax is None else (-0.2, (), None)
    options: list[Gain] = []
    for size in range(min(len(adjustments), 3) + 1):
        for part in combinations(adjustments, size):
            if _clash(part, total, subtotal, tax):
                continue
            extra = sum((s.number for _, s in part), Decimal(0))
            if tax is not None and tax.number and abs(subtotal.number + tax.number + extra - total.number) < CENT:
                options.append((4.5 - 0.6 * size, part, "exclusive"))
            elif abs(subtotal.number + extra - total.number) < CENT:
                inside = (
                    tax is not None and tax.number != 0 and _inside(evidence, total.number - extra, total.number, tax)
                )
                gain = 2.4 if inside else 1.6
                options.append((gain - 0.5 * size + 0.6 * bool(extra), part, "inclusive" if inside else None))
    return max(options, key=lambda o: o[0], default=(-1.5, (), None))


def _clash(part: tuple[tuple[str, Sum], ...], *chosen: Sum | None) -> bool:
    """Whether an adjustment is the very amount chosen for another role."""
    taken = {(p.spot.row, p.spot.start) for s in chosen if s is not None for p in s.places}
    return any((p.spot.row, p.spot.start) in taken for _, s in part for p in s.places)


def find_witnesses(
    evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum | None, used: tuple[tuple[str, Sum], ...]
) -> Iterator[tuple[str, float]]:
    """Equations and repetitions that speak for this choice."""
    roles = numbers_by_role(evidence)
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
    taken = roles.get("withholding", set()) | roles.get("amount_paid", set())
    if any(abs(total - abs(part) - due) < CENT for part in taken if part for due in asked):
        yield "due", 2.0
    yield from _line_witness(evidence, total, subtotal, tax, used)
    if tax is not None and tax.number and _rate_holds(evidence, total, subtotal, tax):
        yield "rate", 1.5
    if tax is not None and tax.number and _is_whole_breakdown(evidence, total, tax):
        yield "rate", 2.5
    count = evidence.repeats[total] - 1
    if count > 0:
        yield "repeat", 0.6 * min(count, 3)


def _line_witness(
    evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum | None, used: tuple[tuple[str, Sum], ...]
) -> Iterator[tuple[str, float]]:
    lines = evidence.lines_sum
    if not lines:
        return
    extra = sum((s.number for _, s in used), Decimal(0))
    goal = {total, total - extra}
    if tax is not None:
        goal |= {total - tax.number, total - tax.number - extra}
    bonus = 3.0 if len(evidence.lines) > 1 else 1.2
    if subtotal is not None and abs(lines - subtotal.number) < CENT:
        yield "lines", bonus + 1.0 * subtotal.labelled
    elif any(abs(lines - g) < CENT for g in goal) or evidence.gross_sum in {total, total - extra}:
        yield "lines", bonus - 0.5


def _is_whole_breakdown(evidence: Evidence, total: Decimal, tax: Sum) -> bool:
    """Whether the tax is that of several rows whose bases and taxes make up the total."""
    rows = {(row.rate.value, row.number): row for row in evidence.taxes if row.proven and row.base is not None}
    if len(rows) < 2:
        return False
    gross = sum((row.base.value + row.number for row in rows.values() if row.base is not None), Decimal(0))
    taxes = sum((row.number for row in rows.values()), Decimal(0))
    return abs(gross - total) <= SLACK and abs(taxes - tax.number) <= SLACK


def _rate_holds(evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum) -> bool:
    if any(row.proven and row.number == tax.number for row in evidence.taxes):
        return True
    proven = [row.number for row in evidence.taxes if row.proven]
    if len(proven) > 1 and abs(sum(proven, Decimal(0)) - tax.number) <= SLACK:
        return True
    rates = {row.rate.value for row in evidence.taxes}
    bases = [subtotal.number] if subtotal is not None else []
    return any(abs(tax_of(b, r) - tax.number) <= SLACK for r in rates for b in bases) or any(
        abs(tax_in(total, r) - tax.number) <= SLACK for r in rates
    )


def absurdity(total: Decimal, subtotal: Sum | None, tax: Sum | None, used: tuple[tuple[str, Sum], ...]) -> float:
    """Penalties for what no document says."""
    penalty = 0.0
    reduced = any(s.number < 0 for _, s in used)
    if subtotal is not None and abs(subtotal.number) > abs(total) and not reduced:
        penalty += 4.0
    if subtotal is not None and subtotal.number * total < 0:
        penalty += 4.0
    if tax is not None and abs(tax.number) > abs(total) * Decimal("0.4"):
        penalty += 4.0
    if tax is not None and subtotal is not None and tax.number and tax.number == subtotal.number:
        penalty += 3.0
    return penalty + (2.0 if total == 0 else 0.0)
