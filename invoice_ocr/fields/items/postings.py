"""Rows of an account by days, as hotels keep them: charges, and their taxes and the payments in rows of their own."""

from __future__ import annotations

import re

from invoice_ocr.fields.page.layout import Row
from invoice_ocr.fields.page.scan import Scan

POSTED = frozenset({"tax", "card", "amount_paid"})

_DAY = re.compile(r"^\d{1,4}[./-]\d{1,2}(?:[./-](?:\d{2,4})?)?$")


def is_posting(scan: Scan, row: Row) -> bool:
    """Whether the row is a day's tax or payment among other charges: no item, and no sum under the items."""
    if not _DAY.match(row.tokens[0].text) or len(scan.amounts_in.get(row.index, [])) != 1:
        return False
    return any(label.meanings & POSTED for label in scan.labels_in.get(row.index, []))
