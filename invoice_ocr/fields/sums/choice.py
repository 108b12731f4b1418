"""The sums of a document, chosen together: what is printed, what its labels say, and what adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.sums.adjustments import Adjustments, Step, find_steps
from invoice_ocr.fields.sums.candidates import (
    Evidence,
    Layout,
    Sum,
    find_subtotals,
    find_tax_sums,
    find_totals,
)
from invoice_ocr.fields.sums.offers import Offer
from invoice_ocr.fields.sums.taxes import SLACK, TaxRow
from invoice_ocr.fields.sums.witnesses import (
    HIGHEST_SHARE,
    Witness,
    absurdity,
    between_lines_and_total,
    find_payments,
    find_witnesses,
    is_on_top,
    sum_before,
    sum_gain,
)


@dataclass(frozen=True)
class Totals:
    """The sums that fit together best.

    ``proofs`` name the equations that hold; ``margin`` is the lead over the best choice with another total.
    """

    total: Sum | None = None
    subtotal: Sum | None = None
    tax: Sum | None = None
    adjustments: Adjustments = ()
    lines_total: Sum | None = None
    proofs: frozenset[str] = frozenset()
    layout: Layout | None = None
    margin: float = 0.0
    others: tuple[Offer, ...] = field(default=())


def choose_totals(
    scan: Scan,
    offers: list[Offer],
    taxes: list[TaxRow],
    lines: list[Value[Decimal]],
    gross: list[Value[Decimal]],
) -> Totals:
    """Choose total, subtotal and tax jointly; whatever cannot be supported stays None."""
    numbers = [value.value for value in lines]
    repeats = Counter(number for value in scan.amounts for number in set(value.readings))
    evidence = Evidence(tuple(offers), tuple(taxes), tuple(numbers), repeats, _sum_of(lines), _sum_of(gross))
    totals = find_totals(scan, offers, evidence)
    tax_sums = list(find_tax_sums(scan, offers, taxes))
    subtotals = find_subtotals(scan, offers, evidence, totals, tax_sums)
    steps = find_steps(scan, offers)
    named = any(total.labelled and total.score > 1 for total in totals)
    choices = [
        _choice(evidence, total, subtotal, tax, steps, payments)
        for total in totals
        for payments in [list(find_payments(evidence, total.number))]
        for subtotal in [None, *subtotals]
        for tax in [None, *tax_sums]
        if not _says_nothing(total, subtotal, tax, named=named)
    ]
    return _best(choices, offers, evidence)


def _says_nothing(total: Sum, subtotal: Sum | None, tax: Sum | None, *, named: bool) -> bool:
    """Whether the subtotal is but the total once more, which no label calls so, or the tax is more than any is."""
    if tax is not None and abs(tax.number) > abs(total.number) * HIGHEST_SHARE:
        return True
    if subtotal is None or subtotal.number != total.number:
        return False
    if subtotal.labelled:
        return named and not total.labelled and set(_spots(total)) <= set(_spots(subtotal))
    return tax is None or bool(tax.number)


def _spots(chosen: Sum) -> Iterator[tuple[int, int]]:
    return ((place.spot.row, place.spot.start) for place in chosen.places)


def _sum_of(values: list[Value[Decimal]]) -> Decimal | None:
    return sum((value.value for value in values), Decimal(0)) if values else None


class _Choice(NamedTuple):
    """One way to take the sums, with its score."""

    score: float
    total: Sum
    subtotal: Sum | None
    tax: Sum | None
    adjustments: Adjustments
    lines_total: Sum | None
    proofs: set[str]
    layout: Layout | None


def _best(choices: list[_Choice], offers: list[Offer], evidence: Evidence) -> Totals:
    if not choices:
        return Totals()
    best = max(choices, key=lambda choice: choice.score)
    others = (choice.score for choice in choices if choice.total.number != best.total.number)
    rival = max(others, default=best.score - 6.0)
    layout = _layout(best, evidence)
    return Totals(*best[1:6], frozenset(best.proofs), layout, margin=best.score - rival, others=tuple(offers))


def _layout(best: _Choice, evidence: Evidence) -> Layout | None:
    """Whether the line prices contain the tax: what the lines add up to decides, else the equation of the sums."""
    lines = evidence.lines_sum
    if lines and best.tax and best.tax.number:
        extra = sum((s.number for _, s in best.adjustments), Decimal(0))
        net = best.total.number - best.tax.number
        if min(abs(lines - g) for g in (best.total.number, best.total.number - extra)) <= SLACK:
            return "inclusive"
        if min(abs(lines - g) for g in (net, net - extra)) <= SLACK:
            return "exclusive"
    return best.layout


def _choice(
    evidence: Evidence,
    total: Sum,
    subtotal: Sum | None,
    tax: Sum | None,
    steps: list[Step],
    payments: list[Witness],
) -> _Choice:
    """A choice with its score; ``payments`` are what speaks for the total whatever the others are."""
    parts = (0.6 * subtotal.score if subtotal is not None else 0.0) + (0.6 * tax.score if tax is not None else 0.0)
    score = total.score + parts
    proofs: set[str] = set()
    gain, used, layout = sum_gain(evidence, total, subtotal, tax, steps)
    if gain > 1:
        proofs.add("sum" if layout == "exclusive" else "inclusive" if layout else "equal")
    score += gain
    exact = all(role == "rounding" for role, _ in used)
    first = sum_before(evidence, subtotal, steps) if subtotal is not None and subtotal.labelled and exact else None
    before = None
    if first is not None:
        before, used = first[0], (*used, *first[1])
        score += 4.0
        proofs.add("lines")
    # A sum that no label calls net, and that does not lead to the total, is but another amount of the page.
    leading = subtotal if subtotal is None or subtotal.labelled or gain > 1 else None
    for name, bonus in (*payments, *find_witnesses(evidence, total.number, leading, tax, used)):
        proofs.add(name)
        score += bonus
    if "lines" not in proofs and not used:
        used = between_lines_and_total(evidence, total.number, tax, steps)
        if used:
            score += 2.5
            proofs.add("lines")
    if subtotal is None and is_on_top(evidence, total.number, tax, used):
        proofs.add("on_top")
    score -= absurdity(total.number, subtotal, tax, used)
    return _Choice(score, total, subtotal, tax, used, before, proofs, layout)
