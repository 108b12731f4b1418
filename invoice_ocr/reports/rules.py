"""What a rule says of itself, for readers of a report."""

from __future__ import annotations

from functools import cache

from invoice_ocr.checks import CHECKS
from invoice_ocr.checks.pages import title_of as defect_of


@cache
def titles() -> dict[str, str]:
    """The defect that each rule finds, by rule id."""
    return {check.rule: defect_of(check) for check in CHECKS}


def title_of(rule: str) -> str:
    """The defect that the rule finds; a rule of the caller's own is called by its id.

    >>> title_of("ARI104"), title_of("OWN101")
    ('The total differs from subtotal plus tax', 'OWN101')
    """
    return titles().get(rule, rule)
