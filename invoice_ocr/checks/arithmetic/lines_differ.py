"""ARI102: the lines against the totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.cash import cash_slack
from invoice_ocr.checks.parts import extras, moves, rounded_lines, step, taxes
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import add, nearest, plain, reach
from invoice_ocr.model.finding import Problem


def lines_differ(subject: Subject) -> Iterator[Problem]:
    """The lines do not add up to the lines' total, the subtotal or the total.

    Why: a line that was missed, read twice or misread changes the sum.
    Slack: less than half the last printed place for the sum and for each line whose own product was rounded; a whole
        place more where tax is taken out of prices that contain it, or where several rates are put on
        top; half a coin (at least 0.05) for the cash total of a receipt in a currency with cash rounding.
    Silent when: there are no lines, one has no amount, or no total is known; any usual layout holds: tax in the
        prices or on top, document allowances and charges, service charge, tip and rounding before or after.
    Source: BR-CO-10, EN 16931-1.

    >>> document = {"lines": [{"amount": "10.00"}, {"amount": "5.00"}], "subtotal": "15.00", "total": "17.85"}
    >>> list(lines_differ(Subject.of("invoice", **document)))
    []
    >>> [problem.message for problem in lines_differ(Subject.of("invoice", **{**document, "subtotal": "16.00"}))]
    ['The lines add up to 15.00, but the subtotal is 16.00.']
    """
    document = subject.document
    amount = add(line.amount for line in document.lines)
    targets = _targets(subject)
    if amount is None or not document.lines or not targets:
        return
    if any(_holds(subject, amount, name) for name in targets):
        return
    name, target = next(iter(targets.items()))
    words = {"lines_total": "total of the lines", "subtotal": "subtotal", "total": "total"}[name]
    yield Problem(
        (name, *(f"lines[{index}].amount" for index in range(len(document.lines)))),
        f"The lines add up to {plain(amount)}, but the {words} is {plain(target)}.",
        expected=nearest(target, _sums(subject, amount, name)),
        actual=target,
        tolerance=_slack(subject),
    )


def _targets(subject: Subject) -> dict[str, Decimal]:
    document = subject.document
    if document.lines_total is not None:
        return {"lines_total": document.lines_total}
    totals = {"subtotal": document.subtotal, "total": document.total}
    return {name: amount for name, amount in totals.items() if amount is not None}


def _slack(subject: Subject) -> Decimal:
    return step(subject.document) * (1 + rounded_lines(subject.document)) / 2


def _holds(subject: Subject, amount: Decimal, name: str) -> bool:
    target = _targets(subject)[name]
    slack = _slack(subject)
    cash = cash_slack(subject, target) if name == "total" else Decimal(0)
    if any(abs(known - target) < slack or abs(known - target) <= cash for known in _sums(subject, amount, name)):
        return True
    wider = slack + step(subject.document)
    return any(abs(known - target) < wider for known in (*_net(subject, amount, name), *_taxed(subject, amount, name)))


def _sums(subject: Subject, amount: Decimal, name: str) -> set[Decimal]:
    document = subject.document
    moved = moves(document)
    if name == "lines_total":
        return reach(amount, *moved)
    if name == "subtotal":
        return reach(amount, *moved, *extras(subject))
    on_top = {amount, *(amount + tax for tax in taxes(document))}
    paid = -document.amount_paid if document.amount_paid is not None else None
    return {known for start in on_top for known in reach(start, *moved, *extras(subject), paid)}


def _taxed(subject: Subject, amount: Decimal, name: str) -> set[Decimal]:
    """The sums with the tax of several rates on top, where each line's tax may have been rounded by itself."""
    document = subject.document
    if name != "total" or len(document.taxes) < 2:
        return set()
    return {known + tax for known in reach(amount, *moves(document), *extras(subject)) for tax in taxes(document)}


def _net(subject: Subject, amount: Decimal, name: str) -> set[Decimal]:
    """The sums without tax, where the lines contain it."""
    if name == "total" or subject.adds_tax:
        return set()
    return {known - tax for known in _sums(subject, amount, name) for tax in taxes(subject.document)}
