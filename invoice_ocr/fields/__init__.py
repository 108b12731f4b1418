"""From a reading to a typed document: candidates with evidence, then one joint choice."""

from __future__ import annotations

from invoice_ocr.fields.assemble import assemble

__all__ = ["assemble"]
