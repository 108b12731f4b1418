"""The sums of a document as an auditor lays them out: what is printed beside what the other amounts make of it.

A row agrees where one of its usual equations holds, and differs where a finding says so. Where neither is known it
stays open: nothing is called right or wrong that the checks did not look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from invoice_ocr.checks.parts import is_withheld, step, withheld
from invoice_ocr.checks.sums import ZERO, add, plain, rounded
from invoice_ocr.model.purchase import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.purchase import AllowanceCharge, Line, Purchase
    from invoice_ocr.model.report import Report

Verdict = Literal["agrees", "differs", "open"]

Equation: TypeAlias = "tuple[Decimal | None, str]"
"""What an amount should be, and how that is found in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed amount and, where it is known, what it should be and how that is found; ``group`` orders the rows."""

    group: Literal["line", "move", "sum", "tax", "total", "payment"]
    path: str
    label: str
    printed: Decimal | None
    computed: Decimal | None = None
    formula: str = ""
    verdict: Verdict = "open"

    @property
    def difference(self) -> Decimal | None:
        """How far the printed amount is off, where it differs."""
        if self.verdict != "differs" or self.printed is None or self.computed is None:
            return None
        return self.printed - self.computed


def ledger(report: Report[Any]) -> tuple[Row, ...]:
    """The rows from the lines down to what is left to pay."""
    document: Purchase = report.document
    expected = _expected(report)
    last_place = step(document)
    return tuple(
        _judged(row, equations, expected.get(row.path), last_place)
        for row, equations in _rows(document)
        if row.printed is not None or row.path in {"total", *expected} or equations
    )


def _expected(report: Report[Any]) -> dict[str, Decimal | None]:
    """What the findings expect at the path that they are about, or None where they only doubt it."""
    found: dict[str, Decimal | None] = {}
    for finding in report.findings:
        if finding.counts and finding.paths and finding.severity != "info":
            try:
                found.setdefault(finding.paths[0], Decimal(finding.expected or ""))
            except InvalidOperation:
                found.setdefault(finding.paths[0], None)
    return found


def _judged(row: Row, equations: Iterable[Equation], expected: Decimal | None, last_place: Decimal) -> Row:
    known = [(amount, formula) for amount, formula in equations if amount is not None]
    if expected is not None and row.printed is not None:
        formula = next((said for amount, said in known if rounded(amount, last_place) == expected), "")
        return Row(row.group, row.path, row.label, row.printed, expected, formula, "differs")
    for amount, formula in known:
        value = rounded(amount, last_place)
        if row.printed is None or abs(value) == abs(row.printed):
            verdict: Verdict = "open" if row.printed is None else "agrees"
            shown = value if row.printed is None else row.printed
            return Row(row.group, row.path, row.label, row.printed, shown, formula, verdict)
    return row


def _rows(document: Purchase) -> Iterator[tuple[Row, list[Equation]]]:
    for index, line in enumerate(document.lines):
        label = f"{line.id or index + 1} {line.description or ''}".strip()
        yield Row("line", f"lines[{index}].amount", label, line.amount), _line(line)
    count = len(document.lines)
    goods = add(line.amount for line in document.lines) if count else None
    yield Row("sum", "lines_total", "Lines", document.lines_total), [(goods, f"sum of {count} lines")] if count else []
    yield from _moves("allowances", document.allowances, "Discount")
    yield from _moves("charges", document.charges, "Charge")
    yield Row("sum", "subtotal", "Subtotal", document.subtotal), _subtotal(document, goods)
    yield from _taxes(document)
    if isinstance(document, Receipt):
        yield Row("move", "service_charge", "Service charge", document.service_charge), []
    yield Row("total", "total", "Total", document.total), _total(document, goods)
    yield from _payment(document)


def _line(line: Line) -> list[Equation]:
    if line.quantity is None or line.unit_price is None:
        return []
    amount = line.quantity * line.unit_price
    words = f"{plain(line.quantity)} × {plain(line.unit_price)}"
    moved = [(-abs(each.amount), "−") for each in line.allowances if each.amount is not None]
    moved += [(abs(each.amount), "+") for each in line.charges if each.amount is not None]
    for value, sign in moved:
        words += f" {sign} {plain(abs(value))}"
    for each in line.allowances:
        if each.rate is not None and each.amount is None:
            amount, words = amount * (100 - each.rate) / 100, f"{words} − {plain(each.rate)} %"
    return [(amount + sum((value for value, _ in moved), ZERO), words)]


def _moves(name: str, rows: tuple[AllowanceCharge, ...], label: str) -> Iterator[tuple[Row, list[Equation]]]:
    for index, row in enumerate(rows):
        known: list[Equation] = []
        if row.rate is not None and row.base is not None:
            known.append((row.base * row.rate / 100, f"{plain(row.rate)} % of {plain(row.base)}"))
        yield Row("move", f"{name}[{index}].amount", f"{label} {row.reason or ''}".strip(), row.amount), known


def _off(document: Purchase) -> Decimal:
    total = document.allowance_total
    return abs(total if total is not None else sum((row.amount or ZERO for row in document.allowances), ZERO))


def _on(document: Purchase) -> Decimal:
    total = document.charge_total
    return abs(total if total is not None else sum((row.amount or ZERO for row in document.charges), ZERO))


def _tax(document: Purchase) -> Decimal | None:
    if document.tax_total is not None:
        return document.tax_total
    return add(row.amount for row in document.taxes) if document.taxes else None


def _subtotal(document: Purchase, goods: Decimal | None) -> list[Equation]:
    start = document.lines_total if document.lines_total is not None else goods
    if document.subtotal is None or start is None:
        return []
    moved = f"{' − discounts' if _off(document) else ''}{' + charges' if _on(document) else ''}"
    net = start - _off(document) + _on(document)
    tax = _tax(document)
    inside = None if tax is None else net - tax
    bases = add(row.base for row in document.taxes) if document.taxes else None
    return [
        (net, f"lines{moved}"),
        (start, "lines"),
        (inside, f"lines{moved} − the tax in them"),
        (bases, "sum of the tax bases"),
    ]


def _taxes(document: Purchase) -> Iterator[tuple[Row, list[Equation]]]:
    only = document.subtotal if len(document.taxes) == 1 else None
    for index, row in enumerate(document.taxes):
        if is_withheld(row, document):
            continue
        known: list[Equation] = []
        if row.rate is not None and row.base is None and only is not None:
            known.append((only * row.rate / 100, f"{plain(row.rate)} % of the subtotal"))
        if row.rate is not None and row.base is not None:
            known.append((row.base * row.rate / 100, f"{plain(row.rate)} % of {plain(row.base)}"))
            known.append((row.base * row.rate / (100 + row.rate) if row.rate > 0 else None, f"in {plain(row.base)}"))
        rate = None if row.rate is None else f"{plain(row.rate)} %"
        words = " ".join(word for word in ("Tax", row.category, rate) if word)
        yield Row("tax", f"taxes[{index}].amount", words, row.amount), known
    own = [row.amount for row in document.taxes if not is_withheld(row, document)]
    yield Row("sum", "tax_total", "Tax", document.tax_total), [(add(own), "sum of the tax rows")] if own else []


def _total(document: Purchase, goods: Decimal | None) -> list[Equation]:
    tax, net = _tax(document), document.subtotal
    known: list[Equation] = []
    if net is not None and tax is not None:
        known.append((net + tax, "subtotal + tax"))
    for start, words in ((net, "subtotal"), (goods, "lines")):
        if start is None:
            continue
        known.append((start, f"{words}, tax included" if tax else words))
        moved = start - _off(document) + _on(document)
        known.append((moved, f"{words} − discounts + charges"))
        known.append((None if tax is None else moved + tax, f"{words} − discounts + charges + tax"))
    return [each for extra, said in _extras(document) for each in _plus(known, extra, said)]


def _plus(known: list[Equation], extra: Decimal, said: str) -> list[Equation]:
    return [(None if amount is None else amount + extra, formula + said) for amount, formula in known]


def _extras(document: Purchase) -> list[tuple[Decimal, str]]:
    """What may stand between the sums and the total."""
    extras = [(ZERO, "")]
    parts = [(document.rounding, " + rounding")]
    if isinstance(document, Receipt):
        parts += [(document.service_charge, " + service"), (document.tip, " + tip")]
    for amount, said in parts:
        if amount:
            extras += [(known + amount, words + said) for known, words in extras]
    return extras


def _payment(document: Purchase) -> Iterator[tuple[Row, list[Equation]]]:
    total, paid = document.total, document.amount_paid or ZERO
    yield Row("payment", "amount_paid", "Paid", document.amount_paid), []
    if not isinstance(document, Receipt):
        yield Row("payment", "rounding", "Rounding", document.rounding), []
        for index, row in enumerate(document.taxes):
            if is_withheld(row, document):
                yield Row("payment", f"taxes[{index}].amount", "Tax withheld", row.amount), []
        left = None if total is None else total - paid
        kept, rounding = withheld(document), document.rounding or ZERO
        due = [(left, "total − paid"), (None if left is None else left + rounding, "total − paid + rounding")]
        due += _plus(due, kept, " − tax withheld") if kept else []
        yield (
            Row("payment", "amount_due", "To pay", document.amount_due),
            due if document.amount_due is not None else [],
        )
        return
    yield Row("payment", "rounding", "Rounding", document.rounding), []
    yield Row("payment", "tip", "Tip", document.tip), []
    for index, tender in enumerate(document.payments):
        yield Row("payment", f"payments[{index}].amount", f"Paid by {tender.method or '?'}", tender.amount), []
    yield Row("payment", "tendered", "Given", document.tendered), []
    yield Row("payment", "change", "Change", document.change), _change(document)


def _change(document: Receipt) -> list[Equation]:
    if document.change is None or document.tendered is None or document.total is None:
        return []
    back = document.tendered - document.total
    return [(back, "given − total"), (back - (document.tip or ZERO), "given − total − tip")]
