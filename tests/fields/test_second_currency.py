"""A total that is said in two currencies: the document's is the one beside the total that the lines make."""

from __future__ import annotations

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble

HEAD = "Corner Shop Ltd\n4 Mill Road\nCambridge CB1 2AD\n\nInvoice No 17\nDate 14 May 2026\n\n"
ROWS = "Description   Qty   Price   Amount\nTea   1   105.00   105.00\nCake   1   203.00   203.00\n\n"


@pytest.mark.parametrize(
    ("rows", "currency"),
    [
        ("Total   £308.00\nTotal USD   390.20", "GBP"),
        ("Total USD   390.20\nTotal   £308.00", "GBP"),
        ("Total USD   390.20\nTotal GBP   308.00\nExchange rate 1 GBP = 1.2669 USD", "GBP"),
        ("Grand total   USD 390.20\nGrand total   GBP 308.00\nUSD 1.2669", "GBP"),
    ],
)
def test_currency(rows: str, currency: str):
    document = assemble(draw(HEAD + ROWS + rows), kind="invoice").document
    assert value_at(document, "total") == "308.00"
    assert value_at(document, "currency") == currency
