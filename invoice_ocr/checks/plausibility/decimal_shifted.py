"""PLA104: a total whose decimal mark is in another place."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.plausibility.triples import triples
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def decimal_shifted(subject: Subject) -> Iterator[Problem]:
    """With its decimal mark moved, the total would be subtotal plus tax.

    Why: a decimal mark was missed or a thousands separator taken for one.
    Slack: none.
    Silent when: subtotal, tax or total is missing or zero; ARI104 is silent; no shift by one, two or three places makes
        them.
    Source: arithmetic; compare BR-CO-15, EN 16931-1.

    >>> wrong = Subject.of("invoice", subtotal="100.00", tax_total="19.00", total="11900")
    >>> [problem.message for problem in decimal_shifted(wrong)]
    ['The total is 11900, but 119.00 would add up: its decimal mark is misread.']
    >>> right = Subject.of("invoice", subtotal="100.00", tax_total="19.00", total="119.00")
    >>> list(decimal_shifted(right))
    []
    """
    for name, amount, expected in triples(subject):
        shifts = [places for places in (-3, -2, -1, 1, 2, 3) if amount.scaleb(places) == expected]
        if shifts and amount != expected:
            yield Problem(
                (name,),
                f"The {name.replace('_', ' ')} is {plain(amount)}, but {plain(expected)} would add up: "
                "its decimal mark is misread.",
                expected=expected,
                actual=amount,
            )
