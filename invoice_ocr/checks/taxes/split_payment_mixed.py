"""TAX120: split payment beside the standard category."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def split_payment_mixed(subject: Subject) -> Iterator[Problem]:
    """Italian split payment stands beside the standard category.

    Why: tax that the buyer pays to the state and tax that he pays to the seller don't go together; one is misread.
    Slack: none.
    Silent when: the rows don't have both B and S.
    Source: BR-B-02, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "B", "rate": "22"}, {"category": "S", "rate": "22"}])
    >>> [problem.message for problem in split_payment_mixed(wrong)]
    ['Split payment (B) stands beside the standard category (S).']
    >>> right = Subject.of("invoice", taxes=[{"category": "B", "rate": "22"}])
    >>> list(split_payment_mixed(right))
    []
    """
    categories = [row.category for row in subject.document.taxes]
    if "B" in categories and "S" in categories:
        yield Problem(
            (f"taxes[{categories.index('B')}].category",), "Split payment (B) stands beside the standard category (S)."
        )
