"""An amount in another currency, or one of two that contradict each other, is not read as the invoice's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from einvoice_files import invoice

from invoice_ocr.documents import open_document
from invoice_ocr.einvoice import CII, UBL, read_einvoices, stated_by, write

UBL_TAX = b'<cac:TaxTotal><cbc:TaxAmount currencyID="%s">%s</cbc:TaxAmount></cac:TaxTotal>'
CII_TAX = b'<ram:TaxTotalAmount currencyID="%s">%s</ram:TaxTotalAmount>'
OPENED = {"ubl": (b"<cac:TaxTotal>", UBL_TAX), "cii": (b"<ram:TaxTotalAmount", CII_TAX)}


def with_tax_total(syntax, currency: bytes, amount: bytes) -> bytes:
    """Our invoice with one more tax total before its own."""
    mark, form = OPENED[syntax.name]
    data = write(invoice(), syntax)
    assert mark in data
    return data.replace(mark, form % (currency, amount) + mark, 1)


@pytest.mark.parametrize("syntax", [UBL, CII], ids=lambda syntax: syntax.name)
@pytest.mark.parametrize(
    ("currency", "amount", "is_kept", "is_said"),
    [
        (b"DKK", b"99.00", True, False),
        (b"EUR", b"99.00", False, True),
    ],
    ids=["the accounting currency", "two that differ"],
)
def test_a_second_tax_total(syntax, currency, amount, is_kept, is_said):
    (read,) = read_einvoices(with_tax_total(syntax, currency, amount))
    assert read.document.tax_total == (invoice().tax_total if is_kept else None)
    assert bool(read.dropped) == is_said


@pytest.mark.parametrize("syntax", [UBL, CII], ids=lambda syntax: syntax.name)
def test_the_only_tax_total_in_another_currency_is_not_the_tax(syntax):
    data = write(invoice(), syntax)
    mark = OPENED[syntax.name][0]
    start = data.index(mark)
    foreign = data[:start] + data[start:].replace(b'currencyID="EUR"', b'currencyID="DKK"', 1)
    (read,) = read_einvoices(foreign)
    assert read.document.tax_total is None
    assert read.document.total == invoice().total


def test_another_amount_in_another_currency_is_said_in_a_warning():
    data = write(invoice(), UBL).replace(
        b'<cbc:PayableAmount currencyID="EUR">', b'<cbc:PayableAmount currencyID="USD">'
    )
    (read,) = read_einvoices(data)
    assert read.document.amount_due is None
    assert isinstance(read.document.total, Decimal)
    assert read.dropped == ("PayableAmount",)
    claims, warnings = stated_by(open_document(data))
    assert "amount_due" not in {claim.path for claim in claims}
    assert [warning for warning in warnings if "PayableAmount" in warning]
