"""RCP103: a rounding larger than the smallest coin."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoice_ocr.checks.cash import COINS
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def rounding_implausible(subject: Subject) -> Iterator[Problem]:
    """The rounding is larger than the smallest coin.

    Why: another amount was read as the rounding, and every sum that uses it is then wrong.
    Slack: one coin of the currency, in which most countries round by half of it; one unit where the document is an
        invoice, whose totals may be rounded to whole units.
    Silent when: there is no rounding, or the coins of the currency are not known.
    Source: the central banks' rules for cash rounding; BT-114 of EN 16931-1.

    >>> wrong = Subject.of("receipt", currency="CHF", rounding="3.02")
    >>> [problem.message for problem in rounding_implausible(wrong)]
    ['A rounding of 3.02 is more than the smallest coin, 0.05 CHF.']
    >>> list(rounding_implausible(Subject.of("receipt", currency="CHF", rounding="-0.02")))
    []
    """
    document = subject.document
    coin = COINS.get(document.currency or "")
    if coin is None or document.rounding is None:
        return
    most = coin if subject.receipt else max(coin, Decimal(1))
    if abs(document.rounding) <= most:
        return
    yield Problem(
        ("rounding",),
        f"A rounding of {plain(document.rounding)} is more than the smallest coin, {plain(coin)} {document.currency}.",
        actual=document.rounding,
        tolerance=most,
    )
