"""What was paid, and what is due, in the document's own money and with a label that means this document."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble

HEAD = "Corner Shop Ltd\n4 Mill Road\nCambridge CB1 2AD\n\nReceipt No 17\n14 May 2026\n\n"
ROWS = "Tea          5.00\nCake          3.00\n\n"


@pytest.mark.parametrize(
    ("rows", "kind", "path", "expected"),
    [
        ("Total GBP   8.00\nPaid GBP   8.00", "invoice", "amount_paid", "8.00"),
        ("Total GBP   8.00\nPaid EUR   9.60", "invoice", "amount_paid", "none"),
        ("Total   £8.00\nPaid   €9.60", "invoice", "amount_paid", "none"),
        ("Total GBP   8.00\nDeposit   3.00\nAmount due EUR   6.00", "invoice", "amount_due", "none"),
        ("Total GBP   8.00\nDeposit   3.00\nAmount due GBP   5.00", "invoice", "amount_due", "5.00"),
        ("Total GBP   8.00\nGift card   8.00\nBalance   12.00", "receipt", "amount_due", "none"),
        ("Total GBP   8.00\nCash   10.00\nChange   2.00\nBalance   12.00", "receipt", "amount_due", "none"),
        ("Total GBP   8.00\nCash   8.00\nBalance due   0.00", "receipt", "amount_due", "0.00"),
        ("Total GBP   8.00\nDeposit   3.00\nBalance   5.00", "receipt", "amount_due", "5.00"),
        (
            "Total GBP   8.00\nPrevious balance   6.00\nPayments received   -6.00\nTotal due   8.00",
            "invoice",
            "amount_paid",
            "none",
        ),
        (
            "Total GBP   8.00\nPrevious balance   6.00\nPayments received   -3.00\nAmount due   5.00",
            "invoice",
            "amount_paid",
            "3.00",
        ),
    ],
)
def test_sum(rows: str, kind: str, path: str, expected: str):
    draft = assemble(draw(HEAD + ROWS + rows), kind=kind)
    assert value_at(draft.document, "total") == "8.00"
    assert value_at(draft.document, path) == expected


@pytest.mark.parametrize(
    ("row", "quantity", "description"),
    [("2 Tea   10.00", "2", "Tea"), ("2 for 8   -2.00", "none", "2 for 8")],
)
def test_a_number_before_what_is_taken_off_counts_nothing(row: str, quantity: str, description: str):
    document = assemble(
        draw(f"{HEAD}Cake   3.00\n{row}\n\nTotal GBP   {'13.00' if quantity == '2' else '1.00'}")
    ).document
    assert value_at(document, "lines[1].quantity") == quantity
    assert value_at(document, "lines[1].description") == description
