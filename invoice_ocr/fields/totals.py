"""The sums of a document, chosen together: what is printed, what its labels say, and what adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from invoice_ocr.fields.money import Offer, printed_money
from invoice_ocr.fields.scan import Scan, Value, decimals_of
from invoice_ocr.fields.taxes import SLACK, TaxRow, tax_in, tax_of

CENT = Decimal("0.01")
ADDED = ("service_charge", "charge", "tip")
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
class Totals:
    """The sums that fit together best. ``proofs`` name the equations that hold; ``margin`` is the lead over the best
    choice with another total."""

    total: Sum | None = None
    subtotal: Sum | None = None
    tax: Sum | None = None
    adjustments: tuple[tuple[str, Sum], ...] = ()
    lines_total: Sum | None = None
    proofs: frozenset[str] = frozenset()
    layout: str | None = None
    margin: float = 0.0
    others: tuple[Offer, ...] = field(default=())


@dataclass(frozen=True)
class Evidence:
    """What speaks for a total besides its label."""

    offers: tuple[Offer, ...]
    taxes: tuple[TaxRow, ...]
    lines: tuple[Decimal, ...]
    repeats: Counter[Decimal]
    lines_sum: Decimal | None


def choose_totals(scan: Scan, offers: list[Offer], taxes: list[TaxRow], lines: list[Value[Decimal]]) -> Totals:
    """Choose total, subtotal and tax jointly; whatever cannot be supported stays None."""
    numbers = [value.value for value in lines]
    repeats = Counter(number for value in scan.amounts for number in set(value.readings))
    evidence = Evidence(tuple(offers), tuple(taxes), tuple(numbers), repeats, sum(numbers, Decimal(0)) if numbers else None)
    totals = _totals(scan, offers, evidence)
    tax_sums = list(_tax_sums(scan, offers, taxes))
    subtotals = _subtotals(scan, offers, taxes, totals, tax_sums)
    adjustments = _adjustments(offers) + _bare_roundings(scan, offers)
    choices = [
        _choice(evidence, total, subtotal, tax, adjustments)
        for total in totals
        for subtotal in [None, *subtotals]
        for tax in [None, *tax_sums]
    ]
    return _best(choices, offers, evidence)


def _best(choices: list[tuple[float, Totals]], offers: list[Offer], evidence: Evidence) -> Totals:
    if not choices:
        return Totals()
    choices.sort(key=lambda c: -c[0])
    score, best = choices[0]
    best = replace(best, layout=_layout(best, evidence))
    total = best.total.number if best.total else None
    rival = next((s for s, c in choices if (c.total.number if c.total else None) != total), score - 6.0)
    return replace(best, margin=score - rival, others=tuple(offers))


def _layout(best: Totals, evidence: Evidence) -> str | None:
    """Whether the line prices contain the tax: what the lines add up to decides, else the equation of the sums."""
    lines = evidence.lines_sum
    if lines and best.total and best.tax and best.tax.number:
        extra = sum((s.number for _, s in best.adjustments), Decimal(0))
        net = best.total.number - best.tax.number
        if min(abs(lines - g) for g in (best.total.number, best.total.number - extra)) <= SLACK:
            return "inclusive"
        if min(abs(lines - g) for g in (net, net - extra)) <= SLACK:
            return "exclusive"
    return best.layout


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


def _totals(scan: Scan, offers: list[Offer], evidence: Evidence) -> list[Sum]:
    """Labelled totals; without one, the payment and the amounts that lines or change prove."""
    found = []
    height = scan.layout.text_height
    last = max((o.amount.spot.row for o in offers), default=0)
    for total in _merged(_of(offers, "total", "amount_due"), scan):
        place = total.places[0].spot
        score = total.score + min(max(place.box.height / height - 1, 0), 1) * 0.8
        score += 0.5 * place.row / max(last, 1)
        found.append(Sum(total.number, total.places, score))
    known = {total.number for total in found}
    found += [Sum(s.number, s.places, s.score - 2.0) for s in _merged(_of(offers, "card", "tendered"), scan) if s.number not in known]
    known = {total.number for total in found}
    found += [Sum(s.number, s.places, s.score - 3.0) for s in _merged(_of(offers, "subtotal"), scan) if s.number not in known]
    known = {total.number for total in found}
    found += [s for s in _unlabelled(scan, evidence) if s.number not in known]
    return sorted(found, key=lambda s: -s.score)[: MOST + 4]


def _unlabelled(scan: Scan, evidence: Evidence) -> Iterator[Sum]:
    """Amounts without a label that are what the lines add up to, or what was paid less the change."""
    roles = _roles(evidence)
    goals = {t - abs(c) for t in roles.get("tendered", set()) for c in roles.get("change", set()) if c}
    if evidence.lines_sum and len(evidence.lines) > 1:
        goals.add(evidence.lines_sum)
    proven = [row for row in evidence.taxes if row.proven and row.base is not None]
    goals |= {row.base.value + row.number for row in proven if row.base is not None}
    goals.add(sum((row.base.value + row.number for row in proven if row.base is not None), Decimal(0)))
    for before in _of(evidence.offers, "subtotal"):
        goals |= {before.number + tax.number for tax in _bare_after(scan, before)}
    for value in scan.amounts:
        if value.value in goals and value.value > 0:
            height = min(max(value.spot.box.height / scan.layout.text_height - 1, 0), 1)
            yield Sum(value.value, (value,), -0.5 + 0.8 * height)


def _bare_after(scan: Scan, offer: Offer) -> Iterator[Sum]:
    """Unlabelled amounts in the rows right after a subtotal, which may be the tax."""
    for row in range(offer.amount.spot.row + 1, offer.amount.spot.row + 3):
        for value in scan.amounts_in.get(row, [])[-1:]:
            if 0 < value.value < offer.number * Decimal("0.3") and decimals_of(value.value) == decimals_of(offer.number):
                yield Sum(value.value, (value,), -0.3)


def _subtotals(scan: Scan, offers: list[Offer], taxes: list[TaxRow], totals: list[Sum], tax_sums: list[Sum]) -> list[Sum]:
    """Labelled subtotals; totals before a further charge; bases of proven taxes; what total less tax finds printed."""
    found = _merged(_of(offers, "subtotal"), scan)[:MOST]
    known = {s.number for s in found}
    weak = [Sum(s.number, s.places, s.score - 1.8, labelled=False) for s in totals[:4]]
    weak += [Sum(r.base.value, (r.base,), 0.2, labelled=False) for r in taxes if r.proven and r.base is not None]
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


def _bare_roundings(scan: Scan, offers: list[Offer]) -> list[tuple[str, Sum]]:
    """A few cents without a label between two totals."""
    rows = sorted(o.amount.spot.row for o in offers if o.role == "total" and o.score > 0)
    labelled = {(o.amount.spot.row, o.amount.spot.start) for o in offers}
    if len(rows) < 2:  # noqa: PLR2004
        return []
    between = [a for a in scan.amounts if rows[0] < a.spot.row < rows[-1] and 0 < abs(a.value) <= Decimal("0.05")]
    return [("rounding", Sum(a.value, (a,), 0.2)) for a in between if (a.spot.row, a.spot.start) not in labelled][:1]


def _roles(evidence: Evidence) -> dict[str, set[Decimal]]:
    roles: dict[str, set[Decimal]] = {}
    for offer in evidence.offers:
        roles.setdefault(offer.role, set()).add(offer.number)
    return roles


def _tax_sums(scan: Scan, offers: list[Offer], taxes: list[TaxRow]) -> Iterator[Sum]:
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
        yield from _bare_after(scan, before)


def _distinct(rows: list[tuple[Decimal, Value[Decimal]]]) -> list[tuple[Decimal, Value[Decimal]]]:
    """One entry for each row of the page, at most six."""
    seen: dict[int, tuple[Decimal, Value[Decimal]]] = {}
    for number, place in rows:
        seen.setdefault(place.spot.row, (number, place))
    return list(seen.values())[:6]


def _adjustments(offers: list[Offer]) -> list[tuple[str, Sum]]:
    """Printed amounts that may stand between subtotal and total, with the sign in which they count."""
    found: dict[tuple[int, int], tuple[float, str, Sum]] = {}
    for offer in offers:
        if offer.role not in {*ADDED, "discount", "rounding", "withholding"} or not offer.number or offer.score < 0:
            continue
        number = -abs(offer.number) if offer.role in {"discount", "withholding"} else offer.number
        key = (offer.amount.spot.row, offer.amount.spot.start)
        if key not in found or found[key][0] < offer.score:
            found[key] = (offer.score, offer.role, Sum(number, (offer.amount,), offer.score))
    ranked = sorted(found.values(), key=lambda f: -f[0])[:5]
    return [(role, amount) for _, role, amount in ranked]


def _choice(
    evidence: Evidence, total: Sum, subtotal: Sum | None, tax: Sum | None, adjustments: list[tuple[str, Sum]]
) -> tuple[float, Totals]:
    score = total.score + sum(0.6 * s.score for s in (subtotal, tax) if s is not None)
    proofs: set[str] = set()
    used: tuple[tuple[str, Sum], ...] = ()
    layout = None
    gain, used, layout = _sum_gain(evidence, total, subtotal, tax, adjustments)
    if gain > 1:
        proofs.add("sum" if layout == "exclusive" else "inclusive" if layout else "equal")
    score += gain
    first = _sum_before(evidence, subtotal, adjustments) if subtotal is not None and not used else None
    if first is not None:
        score += 3.4
        proofs.add("lines")
        return score, Totals(total, subtotal, tax, first[1], first[0], frozenset(proofs), layout)
    for name, bonus in _witnesses(evidence, total.number, subtotal, tax, used):
        proofs.add(name)
        score += bonus
    score -= _absurd(total.number, subtotal, tax, used)
    return score, Totals(total, subtotal, tax, used, None, frozenset(proofs), layout)


def _sum_before(
    evidence: Evidence, subtotal: Sum, adjustments: list[tuple[str, Sum]]
) -> tuple[Sum, tuple[tuple[str, Sum], ...]] | None:
    """The printed sum of the lines that discounts and charges turn into the subtotal."""
    first = next((o for o in evidence.offers if o.role in {"subtotal", "lines_total"} and o.number == evidence.lines_sum), None)
    if first is None or first.number == subtotal.number:
        return None
    for size in (1, 2, 3):
        for part in combinations(adjustments, size):
            if abs(first.number + sum((s.number for _, s in part), Decimal(0)) - subtotal.number) < CENT:
                return Sum(first.number, (first.amount,), first.score), part
    return None


def _inside(evidence: Evidence, base: Decimal, total: Decimal, tax: Sum) -> bool:
    """Whether the tax is what one printed rate, or the proven rows together, find within the gross amount."""
    rates = {row.rate.value for row in evidence.taxes}
    if any(abs(tax_in(gross, rate) - tax.number) <= SLACK for rate in rates for gross in (base, total)):
        return True
    proven = [row for row in evidence.taxes if row.proven and row.base is not None]
    gross = sum((row.base.value + row.number for row in proven if row.base is not None), Decimal(0))
    return bool(proven) and min(abs(gross - base), abs(gross - total)) <= SLACK


def _sum_gain(
    evidence: Evidence,
    total: Sum,
    subtotal: Sum | None,
    tax: Sum | None,
    adjustments: list[tuple[str, Sum]],
) -> tuple[float, tuple[tuple[str, Sum], ...], str | None]:
    """How well subtotal + tax + adjustments = total holds, with the adjustments it takes, and where the tax is."""
    if subtotal is None:
        return (0.0, (), None) if tax is None else (-0.2, (), None)
    options = []
    for size in range(min(len(adjustments), 3) + 1):
        for part in combinations(adjustments, size):
            if _clash(part, total, subtotal, tax):
                continue
            extra = sum((s.number for _, s in part), Decimal(0))
            if tax is not None and tax.number and abs(subtotal.number + tax.number + extra - total.number) < CENT:
                options.append((4.5 - 0.6 * size, part, "exclusive"))
            elif abs(subtotal.number + extra - total.number) < CENT:
                inside = tax is not None and tax.number != 0 and _inside(evidence, total.number - extra, total.number, tax)
                gain = 2.4 if inside else 1.6
                options.append((gain - 0.5 * size + 0.6 * bool(extra), part, "inclusive" if inside else None))
    return max(options, key=lambda o: o[0], default=(-1.5, (), None))


def _clash(part: tuple[tuple[str, Sum], ...], *chosen: Sum | None) -> bool:
    """Whether an adjustment is the very amount chosen for another role."""
    taken = {(p.spot.row, p.spot.start) for s in chosen if s is not None for p in s.places}
    return any((p.spot.row, p.spot.start) in taken for _, s in part for p in s.places)


def _witnesses(
    evidence: Evidence, total: Decimal, subtotal: Sum | None, tax: Sum | None, used: tuple[tuple[str, Sum], ...]
) -> Iterator[tuple[str, float]]:
    """Equations and repetitions that speak for this choice."""
    roles = _roles(evidence)
    tendered, change = roles.get("tendered", set()) | roles.get("card", set()), roles.get("change", set())
    if any(abs(t - abs(c) - total) < CENT for t in tendered for c in change if c):
        yield "cash", 3.0
    elif total in tendered:
        yield "paid", 2.0
    elif any(c for c in change) and tendered and all(abs(t - abs(c) - total) < 1 for t in tendered for c in change if c):
        yield "short", -1.5
    before = {t for t in roles.get("total", set()) | roles.get("subtotal", set()) if t != total}
    if any(abs(t + r - total) < CENT for t in before for r in roles.get("rounding", set()) if r and abs(r) < 1):
        yield "rounded", 2.0
    yield from _line_witness(evidence, total, subtotal, tax, used)
    if tax is not None and tax.number and _rate_holds(evidence, total, subtotal, tax):
        yield "rate", 1.5
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
    elif any(abs(lines - g) < CENT for g in goal):
        yield "lines", bonus - 0.5


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


def _absurd(total: Decimal, subtotal: Sum | None, tax: Sum | None, used: tuple[tuple[str, Sum], ...]) -> float:
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
