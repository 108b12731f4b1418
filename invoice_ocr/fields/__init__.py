"""From a reading to a typed document: candidates with evidence, then one joint choice."""

from __future__ import annotations

from invoice_ocr.fields.assemble import assemble
from invoice_ocr.fields.splitting.pages import Part, split_pages
from invoice_ocr.fields.splitting.receipts import within

__all__ = ["Part", "assemble", "split_pages", "within"]
