"""A dash between words and an amount is a minus or no sign at all: only what the page proves decides."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble

HEAD = "Corner Shop Ltd\nInvoice No: A17\n\n"
OPEN = "open"
"""Neither sign: the evidence has both readings."""


@pytest.mark.parametrize(
    ("rows", "path", "expected"),
    [
        ("Total - 5.00", "total", OPEN),
        ("Total - $5.00", "total", OPEN),
        ("Total – 5,00 €", "total", OPEN),
        ("Subtotal   5.00\nTotal - 5.00", "total", OPEN),
        ("Total   - 5.00", "total", "-5.00"),
        ("Total   -5.00", "total", "-5.00"),
        ("Subtotal   4.00\nTax   1.00\nTotal - 5.00", "total", "5.00"),
        ("Subtotal   -4.00\nTax   -1.00\nTotal - 5.00", "total", "-5.00"),
        ("Subtotal   15.00\nDiscount - 5.00\nTotal   10.00", "allowances[0].amount", "5.00"),
        ("Tea - 30.00\nCake - 15.00\nTotal   45.00", "lines[0].amount", "30.00"),
        ("Tea - $30.00\nCake - $15.00\nTotal   $46.00", "lines[0].amount", "30.00"),
        ("Tea - 30.00\nCake - 15.00\nTotal   46.00", "lines[0].amount", OPEN),
    ],
)
def test_dash(rows: str, path: str, expected: str):
    draft = assemble(draw(HEAD + rows))
    assert value_at(draft.document, path) == ("none" if expected == OPEN else expected)
    if expected == OPEN:
        plus, minus = sorted(draft.evidence[path].readings, key=len)
        assert minus == f"-{plus}"
