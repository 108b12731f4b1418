"""RCP106: a service charge of more than a third."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem


def service_implausible(subject: Subject) -> Iterator[Problem]:
    """The service charge is more than a third of the bill.

    Why: another amount was read as the service charge.
    Slack: a third; usual are 5 to 20 %.
    Silent when: service charge or total is missing.
    Source: plausibility.

    >>> wrong = Subject.of("receipt", service_charge="40.00", total="45.00")
    >>> [problem.message for problem in service_implausible(wrong)]
    ['The service charge of 40.00 is more than a third of the total of 45.00.']
    >>> right = Subject.of("receipt", service_charge="4.00", total="45.00")
    >>> list(service_implausible(right))
    []
    """
    receipt = subject.receipt
    if receipt is None or not receipt.service_charge or not receipt.total or receipt.total <= 0:
        return
    if receipt.service_charge * 3 > receipt.total:
        yield Problem(
            ("service_charge", "total"),
            f"The service charge of {plain(receipt.service_charge)} is more than a third "
            f"of the total of {plain(receipt.total)}.",
            actual=receipt.service_charge,
        )
