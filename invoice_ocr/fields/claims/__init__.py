"""What other sources than the words state: read as values, looked for on the page, and weighed against the words.

A model's statement that stands nowhere on the page, or that contradicts what the words say, is kept and marked, never
silently believed.
"""

from __future__ import annotations

from invoice_ocr.fields.claims.coded import keep_codes, values_of
from invoice_ocr.fields.claims.lines import claimed_lines
from invoice_ocr.fields.claims.stated import Stated, find_stated, tell_stated_kind
from invoice_ocr.fields.claims.sums import claimed_offers
from invoice_ocr.fields.claims.weigh import contradict_lines, contradict_sums, weigh_claims

__all__ = [
    "Stated",
    "claimed_lines",
    "claimed_offers",
    "contradict_lines",
    "contradict_sums",
    "find_stated",
    "keep_codes",
    "tell_stated_kind",
    "values_of",
    "weigh_claims",
]
