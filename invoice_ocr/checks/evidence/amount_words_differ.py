"""EVI107: the amount in words against the figures."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain, rounded
from invoice_ocr.checks.wording import said
from invoice_ocr.model.finding import Problem
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.values.amount_words import stated_in_words

UNIT = Decimal(1)


def amount_words_differ(subject: Subject) -> Iterator[Problem]:
    """The amount in words is none of the totals.

    Why: a digit is misread or was changed; words are harder to change, and where both differ law goes by the words.
    Slack: where the words name no hundredths, the total may be rounded to whole units, or have its hundredths cut off.
    Silent when: no note says an amount in words and nothing else, in a language that is known (English with lakh and
        crore, German, French, Spanish, Italian, Portuguese, Dutch, Polish); a word is misread; the words have several
        meanings; neither total nor amount due is known; they are the tax, the subtotal or what was paid.
    Source: this library's own promise that two readings beat one.

    >>> words = ["Amount in words: one hundred nineteen euros only"]
    >>> found = amount_words_differ(Subject.of("invoice", total="191.00", notes=words))
    >>> [problem.message for problem in found]
    ['In words the amount is 119.00, but the total is 191.00.']
    >>> list(amount_words_differ(Subject.of("invoice", total="119.00", notes=words)))
    []
    """
    document = subject.document
    total = document.total if document.total is not None else document.amount_due
    for path, text in said(document) if total is not None else ():
        in_words = stated_in_words(text)
        if len(in_words) == 1 and total is not None and not _is_known(in_words[0], document):
            name = "total" if document.total is not None else "amount_due"
            yield Problem(
                (name, path),
                f"In words the amount is {plain(in_words[0])}, but the {name.replace('_', ' ')} is {plain(total)}.",
                expected=in_words[0],
                actual=total,
            )


def _is_known(amount: Decimal, document: Purchase) -> bool:
    sums = (document.total, document.amount_due, document.subtotal, document.tax_total, document.amount_paid)
    known = {abs(each) for each in sums if each is not None}
    if amount in known:
        return True
    whole = {rounded(each, UNIT, mode) for each in known for mode in ("ROUND_HALF_UP", ROUND_DOWN)}
    return amount == rounded(amount, UNIT) and amount in whole
