"""Where the values were read, and how surely."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import Check
from invoice_ocr.checks.evidence.amount_words_differ import amount_words_differ
from invoice_ocr.checks.evidence.confidence_low import confidence_low
from invoice_ocr.checks.evidence.details_differ import details_differ
from invoice_ocr.checks.evidence.sources_differ import sources_differ
from invoice_ocr.checks.evidence.value_ambiguous import value_ambiguous
from invoice_ocr.checks.evidence.value_nowhere import value_nowhere
from invoice_ocr.checks.evidence.value_unseen import value_unseen

CHECKS: Final = (
    Check("EVI101", "warning", None, value_ambiguous),
    Check("EVI102", "warning", None, value_nowhere),
    Check("EVI103", "error", None, value_unseen),
    Check("EVI104", "warning", None, confidence_low),
    Check("EVI105", "error", None, sources_differ),
    Check("EVI106", "warning", None, details_differ),
    Check("EVI107", "error", None, amount_words_differ),
)
