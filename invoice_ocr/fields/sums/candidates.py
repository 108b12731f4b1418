"""The printed amounts that each sum of a document may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Literal

from invoice_ocr.fields.page.scan import Scan, Value, decimals_of
from invoice_ocr.fields.sums.offers import Offer, printed_money
from invoice_ocr.fields.sums.taxes import TaxRow

CENT = Decimal("0.01")

Layout = Literal["inclusive", "exclusive"]
"""Whether the line prices contain the tax."""

AFTER_TAX = frozenset({"tendered", "card", "change", "amount_paid"})
"""Sums that stand below the tax."""

MOST = 8
"""Candidates kept for each sum."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A chosen amount: its value, where it stands, and the log-odds that it is right.

    ``labelled`` is False where no label on the page calls it by the role that it is tried in.
    """

    number: Decimal
    places: tuple[Value[Decimal], ...]
    score: float
    labelled: bool = True


@dataclass(frozen=True)
class Evidence:
    """What speaks for a total besides its label; ``gross_sum`` is that of the lines with tax, where both stand."""

    offers: tuple[Offer, ...]
    taxes: tuple[TaxRow, ...]
    lines: tuple[Decimal, ...]
    repeats: Counter[Decimal]
    lines_sum: Decimal | None
    gross_sum: Decimal | None = None

    @cached_property
    def roles(self) -> dict[str, set[Decimal]]:
        """All numbers that labels offer for each role."""
        roles: dict[str, set[Decimal]] = {}
        for offer in self.offers:
            roles.setdefault(offer.role, set()).add(offer.number)
        return roles

    @cached_property
    def rates(self) -> frozenset[Decimal]:
        """The rates of all tax rows."""
        return frozenset(row.rate.value for row in self.taxes)

    @cached_property
    def proven_taxes(self) -> tuple[Decimal, ...]:
        """The taxes of the rows that are proven."""
        return tuple(row.number for row in self.taxes if row.proven)

    @cached_property
    def breakdown(self) -> tuple[Decimal, Decimal] | None:
        """The gross amount and the tax of several proven rows together, each rate and tax once."""
        rows = {(row.rate.value, row.number): row for row in self.taxes if row.proven and row.base is not None}
        if len(rows) < 2:
            return None
        bases = sum((row.base.value for row in rows.values() if row.base is not None), Decimal(0))
        taxes = sum((row.number for row in rows.values()), Decimal(0))
        return bases + taxes, taxes

    @cached_property
    def parts(self) -> frozenset[int]:
        """The rows of a breakdown by rate, none of which says the whole sum."""
        return frozenset(row.row for row in self.taxes if row.proven) if self.breakdown else frozenset()

    @cached_property
    def first_sum(self) -> Sum | None:
        """The printed sum that is what the lines add up to."""
        before = (o for o in self.offers if o.role in {"subtotal", "lines_total"} and o.number == self.lines_sum)
        return next((Sum(o.number, (o.amount,), o.score) for o in before), None)


def _of(offers: Iterable[Offer], *roles: str) -> list[Offer]:
    return [offer for offer in offers if offer.role in roles]


def _merged(offers: list[Offer], scan: Scan) -> list[Sum]:
    """One sum for each number: its best label, with a little for each further place."""
    places: dict[Decimal, list[Offer]] = {}
    for offer in offers:
        places.setdefault(offer.number, []).append(offer)
    sums = []
    for number, group in places.items():
        group.sort(key=lambda o: -o.score)
        spots = {(o.amount.spot.row, o.amount.spot.start): o.amount for o in group}
        score = group[0].score + printed_money(scan, group[0].amount) + 0.3 * min(len(spots) - 1, 3)
        sums.append(Sum(number, tuple(spots.values()), score))
    return sorted(sums, key=lambda s: -s.score)


def find_totals(scan: Scan, offers: list[Offer], evidence: Evidence) -> list[Sum]:
    """Labelled totals; without one, the payment and the amounts that lines or change prove."""
    found = []
    height = scan.layout.text_height
    last = max((o.amount.spot.row for o in offers), default=0)
    net, feet = _net_places(offers), _breakdown_feet(scan, evidence)
    labelled = [
        o
        for o in _of(offers, "total", "amount_due")
        if (o.amount.spot.row, o.amount.spot.start) not in net and (o.amount.spot.row, o.number) not in feet
        if o.amount.spot.row not in evidence.parts
    ]
    for total in _merged(labelled, scan):
        place = total.places[0].spot
        score = total.score + min(max(place.box.height / height - 1, 0), 1) * 0.8
        score += 0.5 * place.row / max(last, 1)
        found.append(Sum(total.number, total.places, score))
    known = {total.number for total in found}
    found += [
        Sum(s.number, s.places, s.score - 2.0, labelled=False)
        for s in _merged(_of(offers, "card", "tendered", "amount_paid"), scan)
        if s.number not in known
    ]
    known = {total.number for total in found}
    found += [
        Sum(s.number, s.places, s.score - 3.0, labelled=False)
        for s in _merged(_of(offers, "subtotal"), scan)
        if s.number not in known
    ]
    known = {total.number for total in found}
    found += [s for s in _unlabelled(scan, evidence) if s.number not in known]
    return sorted(found, key=lambda s: -s.score)[: MOST + 4]


def _unlabelled(scan: Scan, evidence: Evidence) -> Iterator[Sum]:
    """Amounts without a label that are what the lines add up to, or what was paid less the change."""
    roles = evidence.roles
    goals = {t - abs(c) for t in roles.get("tendered", set()) for c in roles.get("change", set()) if c}
    if evidence.lines_sum and len(evidence.lines) > 1:
        goals.add(evidence.lines_sum)
    proven = [row for row in evidence.taxes if row.proven and row.base is not None]
    goals |= {row.base.value + row.number for row in proven if row.base is not None}
    goals.add(sum((row.base.value + row.number for row in proven if row.base is not None), Decimal(0)))
    for before in _of(evidence.offers, "subtotal"):
        goals |= {before.number + tax.number for tax in _bare_after(scan, before, evidence.offers)}
    for value in scan.amounts:
        if value.value in goals and value.value > 0:
            height = min(max(value.spot.box.height / scan.layout.text_height - 1, 0), 1)
            yield Sum(value.value, (value,), -0.5 + 0.8 * height, labelled=False)


def _net_places(offers: list[Offer]) -> set[tuple[int, int]]:
    """Where an amount's label says more of a sum without tax than of the total."""
    best: dict[tuple[int, int], dict[str, float]] = {}
    for o in _of(offers, "total", "subtotal"):
        scores = best.setdefault((o.amount.spot.row, o.amount.spot.start), {})
        scores[o.role] = max(o.score, scores.get(o.role, o.score))
    return {place for place, s in best.items() if s.get("subtotal", -9.0) - s.get("total", -9.0) > 1.0 and "total" in s}


def _breakdown_feet(scan: Scan, evidence: Evidence) -> set[tuple[int, Decimal]]:
    """What was taxed and the tax, in rows that add up both, each in its column, and do not say what they come to."""
    rows = {(r.rate.value, r.number): r.base.value for r in evidence.taxes if r.proven and r.base is not None}
    base, tax = sum(rows.values(), Decimal(0)), sum((number for _, number in rows), Decimal(0))
    if not tax or base == tax:
        return set()
    found = {row: {a.value for a in amounts} for row, amounts in scan.amounts_in.items()}
    feet = (row for row, numbers in found.items() if {base, tax} <= numbers and base + tax not in numbers)
    return {(row, number) for row in feet for number in (base, tax)}


def _bare_after(scan: Scan, offer: Offer, offers: Iterable[Offer]) -> Iterator[Sum]:
    """Unlabelled amounts in the rows right after a subtotal, which may be the tax."""
    labelled = {(o.amount.spot.row, o.amount.spot.start) for o in offers if o.score > 0}
    paid = {o.amount.spot.row for o in offers if o.role in AFTER_TAX and o.score > 0}
    for row in range(offer.amount.spot.row + 1, offer.amount.spot.row + 3):
        if row in paid:
            return
        for value in scan.amounts_in.get(row, [])[-1:]:
            if (value.spot.row, value.spot.start) in labelled:
                continue
            if 0 < value.value < offer.number * Decimal("0.3") and decimals_of(value.value) == decimals_of(
                offer.number
            ):
                yield Sum(value.value, (value,), -0.3, labelled=False)


def find_subtotals(
    scan: Scan, offers: list[Offer], evidence: Evidence, totals: list[Sum], tax_sums: list[Sum]
) -> list[Sum]:
    """Labelled subtotals; totals before a further charge; bases of proven taxes; what total less tax finds printed."""
    found = _merged([o for o in _of(offers, "subtotal") if o.amount.spot.row not in evidence.parts], scan)[:MOST]
    known = {s.number for s in found}
    weak = [Sum(s.number, s.places, s.score - 1.8, labelled=False) for s in totals[:4]]
    weak += [Sum(r.base.value, (r.base,), 0.2, labelled=False) for r in evidence.taxes if r.proven and r.base]
    goals = {t.number - x.number for t in totals[:4] for x in tax_sums if x.number > 0}
    for value in scan.amounts:
        above = any(o.amount.spot.row > value.spot.row for o in offers if o.role in {"tax", "total"})
        if value.value in goals and value.value > 0 and above:
            weak.append(Sum(value.value, (value,), 0.1, labelled=False))
    for candidate in weak:
        if candidate.number not in known:
            known.add(candidate.number)
            found.append(candidate)
    return found


def find_tax_sums(scan: Scan, offers: list[Offer], taxes: list[TaxRow]) -> Iterator[Sum]:
    """Each labelled tax, and the sums of several tax rows."""
    single = _merged(_of(offers, "tax"), scan)[:MOST]
    yield from single
    rows = _distinct([(row.number, row.amount) for row in taxes if row.amount is not None])
    listed = _distinct([(o.number, o.amount) for o in _of(offers, "tax") if o.score > 0])
    for group in (rows, listed):
        for size in range(2, min(len(group), 4) + 1):
            for part in combinations(group, size):
                total = sum((number for number, _ in part), Decimal(0))
                if all(total != s.number for s in single):
                    yield Sum(total, tuple(place for _, place in part), 1.0 - 0.3 * size)
    for number, place in rows:
        if all(number != s.number for s in single):
            yield Sum(number, (place,), 0.8)
    for before in _of(offers, "subtotal")[:3]:
        yield from _bare_after(scan, before, offers)


def _distinct(rows: list[tuple[Decimal, Value[Decimal]]]) -> list[tuple[Decimal, Value[Decimal]]]:
    """One entry for each place on the page, at most six."""
    seen: dict[tuple[int, int], tuple[Decimal, Value[Decimal]]] = {}
    for number, place in rows:
        seen.setdefault((place.spot.row, place.spot.start), (number, place))
    return list(seen.values())[:6]
