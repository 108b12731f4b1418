"""TAX119: a category outside of the tax beside others."""

from __future__ import annotations

from collections.abc import Iterator

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem


def outside_scope_mixed(subject: Subject) -> Iterator[Problem]:
    """A category outside of the scope of tax stands beside others.

    Why: such an invoice must hold nothing else; one of the categories is misread.
    Slack: none.
    Silent when: no row has the category O, or all have it.
    Source: BR-O-11 to BR-O-14, EN 16931-1.

    >>> wrong = Subject.of("invoice", taxes=[{"category": "O"}, {"category": "S", "rate": "19"}])
    >>> [problem.message for problem in outside_scope_mixed(wrong)]
    ['A row outside of the scope of tax (O) stands beside S.']
    >>> right = Subject.of("invoice", taxes=[{"category": "O"}])
    >>> list(outside_scope_mixed(right))
    []
    """
    categories = [row.category for row in subject.document.taxes]
    others = sorted({category for category in categories if category not in (None, "O")})
    if "O" in categories and others:
        yield Problem(
            (f"taxes[{categories.index('O')}].category",),
            f"A row outside of the scope of tax (O) stands beside {', '.join(others)}.",
            actual="O",
        )
