"""ARI103: the subtotal against the lines' total, allowances and charges."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.parts import allowances, charges, extras, moves, step, taxes
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import nearest, plain, reach
from invoice_ocr.model.finding import Problem


def subtotal_differs(subject: Subject) -> Iterator[Problem]:
    """The subtotal differs from the total of the lines, less allowances, plus charges.

    Why: the step between goods and taxable amount is where a discount is lost or counted twice.
    Slack: none beyond half the last printed place; the last place once more where tax is taken out of the prices.
    Silent when: the subtotal or the total of the lines is missing; an allowance or charge has no amount; the
        allowances and charges stand after the subtotal; the lines contain the tax and the subtotal does not.
    Source: BR-CO-13, EN 16931-1.

    >>> document = {"lines_total": "100.00", "allowance_total": "10.00", "subtotal": "90.00"}
    >>> list(subtotal_differs(Subject.of("invoice", **document)))
    []
    >>> [problem.message for problem in subtotal_differs(Subject.of("invoice", **{**document, "subtotal": "80.00"}))]
    ['Lines of 100.00 less allowances of 10.00 plus charges of 0 make 90.00, but the subtotal is 80.00.']
    """
    document = subject.document
    off, on = allowances(document), charges(document)
    if document.lines_total is None or document.subtotal is None or off is None or on is None:
        return
    last_place = step(document)
    sums = reach(document.lines_total, *moves(document), *extras(subject))
    if any(abs(known - document.subtotal) <= last_place / 2 for known in sums):
        return
    net = set() if subject.adds_tax else {known - tax for known in sums for tax in taxes(document)}
    if any(abs(known - document.subtotal) <= last_place for known in net):
        return
    yield Problem(
        ("subtotal", "lines_total", "allowance_total", "charge_total"),
        f"Lines of {plain(document.lines_total)} less allowances of {plain(abs(off))} plus charges of {plain(abs(on))} "
        f"make {plain(document.lines_total + off + on)}, but the subtotal is {plain(document.subtotal)}.",
        expected=nearest(document.subtotal, sums),
        actual=document.subtotal,
        tolerance=last_place / 2,
    )
