"""The checks: sums, taxes, dates, identity numbers, signs, and where the values were read.

A check is one file with one function and one row in the ``CHECKS`` of its family. Everything else follows from its
docstring: the page under ``docs/checks`` and what ``explain`` says. Checks that are your own go beside them:
``run_checks(subject, (*CHECKS, mine))``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from invoice_ocr.checks import (
    arithmetic,
    currency,
    dates,
    evidence,
    fraud,
    identity,
    payment,
    plausibility,
    receipts,
    required,
    signs,
    standard,
    taxes,
)
from invoice_ocr.checks.audit import Audit
from invoice_ocr.checks.check import Check
from invoice_ocr.checks.pages import page
from invoice_ocr.checks.subject import Subject
from invoice_ocr.errors import UsageError
from invoice_ocr.model.finding import Finding

__all__ = ["CHECKS", "Audit", "Check", "Subject", "explain", "run_checks"]

PLAIN_AUDIT: Final = Audit()
"""No profile, and failures only."""

CHECKS: Final[tuple[Check, ...]] = (
    *arithmetic.CHECKS,
    *taxes.CHECKS,
    *dates.CHECKS,
    *identity.CHECKS,
    *payment.CHECKS,
    *receipts.CHECKS,
    *required.CHECKS,
    *evidence.CHECKS,
    *currency.CHECKS,
    *signs.CHECKS,
    *plausibility.CHECKS,
    *fraud.CHECKS,
    *standard.CHECKS,
)
"""Every check: the tables of the families, one after the other."""


def run_checks(
    subject: Subject, checks: Iterable[Check] = CHECKS, *, audit: Audit = PLAIN_AUDIT
) -> tuple[Finding, ...]:
    """What the checks find in a document; an empty tuple where all is well or too little is known.

    ``audit`` weighs the findings by a profile, and can ask for the status of every rule.

    >>> subject = Subject.of("receipt", subtotal="10.00", tax_total="1.90", total="19.90")
    >>> [(finding.rule, finding.expected) for finding in run_checks(subject) if finding.rule.startswith("ARI")]
    [('ARI104', '11.90')]
    """
    return audit.findings(subject, checks)


def explain(rule: str, checks: Iterable[Check] = CHECKS) -> str:
    """The page of a rule, in Markdown."""
    known = {check.rule: check for check in checks}
    wanted = rule.strip().upper()
    if wanted in known:
        return page(known[wanted])
    near = difflib.get_close_matches(wanted, known, n=3) or [name for name in known if name[:3] == wanted[:3]][:3]
    remedy = f"Did you mean {', '.join(near)}?" if near else f"Rules go from {min(known)} to {max(known)}."
    raise UsageError(f"There is no rule {rule}.", remedy=remedy)
