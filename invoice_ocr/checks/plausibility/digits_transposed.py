"""PLA105: two neighbouring digits in each other's place."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.plausibility.triples import is_transposed, triples
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def digits_transposed(subject: Subject) -> Iterator[Problem]:
    """With two neighbouring digits exchanged, the amounts would add up.

    Why: somebody typed, or a reader read, the digits in the wrong order.
    Slack: none.
    Silent when: subtotal, tax or total is missing or zero; ARI104 is silent; no exchange of two neighbouring
        digits makes them add up.
    Source: arithmetic; a difference that nine divides is the accountant's sign of it.

    >>> wrong = Subject.of("invoice", subtotal="100.00", tax_total="17.00", total="171.00")
    >>> [problem.message for problem in digits_transposed(wrong)]
    ['The total is 171.00, but 117.00 would add up: two digits are exchanged.']
    >>> right = Subject.of("invoice", subtotal="100.00", tax_total="17.00", total="117.00")
    >>> list(digits_transposed(right))
    []
    """
    for name, amount, expected in triples(subject):
        if amount != expected and is_transposed(plain(amount), plain(expected)):
            yield Problem(
                (name,),
                f"The {name.replace('_', ' ')} is {plain(amount)}, but {plain(expected)} would add up: "
                "two digits are exchanged.",
                expected=expected,
                actual=amount,
            )
            return
