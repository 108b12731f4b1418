"""Numbers that name a firm or an account: no part of something else, and none that names another thing."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble

HEAD = "Fen Bicycles Ltd\n4 Mill Road\nCambridge CB1 2AD\n\nInvoice No: A17\n\n"


@pytest.mark.parametrize(
    ("rows", "path", "expected"),
    [
        ("Please quote your order. Tax registration: 98 706 803\n248.\nTotal   5.00", "seller.vat_id", "98706803248"),
        ("Tax registration: 98 706 803\n248 Long Street\nTotal   5.00", "seller.vat_id", "98706803"),
        ("Tax registration: 98 706 803\n248   Long Street\nTotal   5.00", "seller.vat_id", "98706803"),
        ("Tax registration: 98 706 803\n\n\n248\nTotal   5.00", "seller.vat_id", "98706803"),
        ("Tax registration: 98 706 803\n                    248\nTotal   5.00", "seller.vat_id", "98706803"),
        ("Bank: Fen Bank\nBank account: 12345678\nTotal   5.00", "payment.account", "12345678"),
        ("Bank: Fen Bank\nAccount number: 12345678\nTotal   5.00", "payment.account", "12345678"),
        ("Account number: 12345678\nBank: Fen Bank\nTotal   5.00", "payment.account", "none"),
        ("Payment reference: 17\nAccount number: 12345678\nTotal   5.00", "payment.account", "none"),
        (
            "Bank: Fen Bank\n1 Bank Plaza\nAccount number: 12345678\nBIC: FENBGB2L\nTotal   5.00",
            "payment.account",
            "12345678",
        ),
        ("Account: 12345678\nPayment method: Cash\nTotal   5.00", "payment.account", "none"),
    ],
)
def test_number(rows: str, path: str, expected: str):
    assert value_at(assemble(draw(HEAD + rows, sheet=True)).document, path) == expected
