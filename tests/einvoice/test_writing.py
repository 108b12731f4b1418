"""Documents become XML and are read back equal: a complete one, and any that the models can hold."""

from __future__ import annotations

import os
import re
from decimal import Decimal

import pytest
from einvoice_files import invoice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoice_ocr.einvoice import CII, UBL, read_einvoices, write
from invoice_ocr.einvoice.places import carried
from invoice_ocr.einvoice.writing import UNWRITABLE
from invoice_ocr.model import purchase
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.readback import read_report
from invoice_ocr.model.report import Report, Source

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "200" if os.environ.get("CI") else "70"))
"""``ROUND_TRIPS=2000 pytest tests/einvoice/test_writing.py`` tries more documents."""

SYNTAXES = pytest.mark.parametrize("syntax", [UBL, CII], ids=lambda syntax: syntax.name)

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
words = texts.map(str.strip).filter(lambda text: text and not UNWRITABLE.search(text))
numbers = (
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
    | st.decimals(-1000, 1000, places=2)
    | st.integers(-9, 9).map(Decimal)
)
rates = st.decimals(0, 100, places=2)
days = st.dates()
countries = st.sampled_from(["DE", "FR", "GB", "MY"])
categories = st.sampled_from(["S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"])
ibans = st.from_regex(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", fullmatch=True)
accounts = words.filter(lambda text: not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text.replace(" ", "")))


def maybe(strategy):
    return st.none() | strategy


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


addresses = st.builds(
    purchase.Address,
    street=maybe(words), city=maybe(words), postcode=maybe(words), region=maybe(words), country=maybe(countries),
    text=maybe(words), lines=some(words),
)  # fmt: skip
parties = st.builds(
    purchase.Party,
    **{name: maybe(words) for name in ("name", "vat_id", "tax_id", "registration_id", "phone", "email", "website")},
    address=maybe(addresses),
)
periods = st.builds(purchase.Period, start=maybe(days), end=maybe(days))
adjustments = st.builds(
    purchase.AllowanceCharge,
    reason=maybe(words), rate=maybe(rates), base=maybe(numbers), amount=maybe(numbers), tax_rate=maybe(rates),
    tax_category=maybe(categories),
)  # fmt: skip
lines = st.builds(
    purchase.Line,
    id=maybe(words), description=maybe(words), item_code=maybe(words), gtin=maybe(words), quantity=maybe(numbers),
    unit=maybe(words), unit_price=maybe(numbers), amount=maybe(numbers), tax_rate=maybe(rates),
    tax_category=maybe(categories), allowances=some(adjustments, 2), charges=some(adjustments, 2),
    period=maybe(periods),
)  # fmt: skip
payments = st.builds(
    purchase.PaymentDetails,
    terms=maybe(words), means=maybe(words | st.sampled_from(["58", "10", "ZZZ"])), iban=maybe(ibans), bic=maybe(words),
    reference=maybe(words), card_last4=maybe(st.from_regex(r"[0-9]{4}", fullmatch=True)),
)  # fmt: skip
documents = st.builds(
    purchase.Invoice,
    **{name: maybe(words) for name in ("number", "purchase_order", "buyer_reference", "contract")},
    **{name: maybe(days) for name in ("issue_date", "due_date", "delivery_date")},
    **{
        name: maybe(numbers)
        for name in ("lines_total", "allowance_total", "charge_total", "subtotal", "tax_total", "total", "amount_paid",
                     "rounding", "amount_due")
    },
    document_type=st.sampled_from(
        ["invoice", "credit_note", "corrected", "prepayment", "partial", "self_billed", "proforma"]
    ),
    issue_time=maybe(st.times()),
    period=maybe(periods), currency=maybe(st.sampled_from(["EUR", "MYR", "JPY"])), seller=parties, buyer=parties,
    payee=maybe(parties), ship_to=maybe(parties), payment=payments, lines=some(lines), allowances=some(adjustments),
    charges=some(adjustments),
    taxes=some(st.builds(purchase.Tax, category=maybe(categories), rate=maybe(rates), base=maybe(numbers),
                         amount=maybe(numbers), exemption_reason=maybe(words))),
    prices_include_tax=st.booleans() | st.none(),
    preceding_invoices=some(st.builds(purchase.PrecedingInvoice, number=maybe(words), issue_date=maybe(days))),
    notes=some(words),
)  # fmt: skip


def account_instead(document: purchase.Invoice) -> purchase.Invoice:
    """The same document with an account that is no IBAN."""
    payment = document.payment.model_copy(update={"iban": None, "account": document.payment.bic})
    return document.model_copy(update={"payment": payment})


def said(document, syntax):
    root = syntax.root_for(document)
    return {path: value for path, value in leaves(document).items() if carried(syntax, path, root)}


@SYNTAXES
def test_a_complete_invoice_is_read_back_whole(syntax):
    document = invoice()
    (found,) = read_einvoices(write(document, syntax, {"profile": "urn:x", "seller.contact": "Frau Beispiel"}))
    assert leaves(document).items() <= leaves(found.document).items()
    assert set(leaves(found.document)) - set(leaves(document)) == {
        f"{role}.address.text" for role in ("seller", "buyer", "ship_to")
    }
    assert (found.extra, found.unread) == ({"profile": "urn:x", "seller.contact": "Frau Beispiel"}, ())


@SYNTAXES
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents | documents.map(account_instead))
def test_any_document_is_read_back_equal_on_all_that_the_syntax_carries(syntax, document):
    (found,) = read_einvoices(write(document, syntax))
    assert said(found.document, syntax) == said(document, syntax)
    assert len(found.document.lines) == len(document.lines)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents)
def test_any_document_is_read_back_equal_from_native_json(document):
    report = Report(source=Source(name="a", sha256="0", pages=1), kind="invoice", decision="accept", document=document)
    assert read_report(report.to_json()).document == document


def test_a_credit_note_has_a_root_and_names_of_its_own():
    document = invoice(document_type="credit_note")
    xml = write(document, UBL)
    assert b"<CreditNote " in xml
    assert b"<cbc:CreditedQuantity" in xml
    assert b"InvoiceLine" not in xml
    assert read_einvoices(xml)[0].document.due_date == document.due_date


def test_nothing_becomes_nothing():
    xml = write(purchase.Invoice(), UBL).decode()
    assert "<cbc:" not in xml
    assert leaves(read_einvoices(xml.encode())[0].document) == {"prices_include_tax": False}


def test_markup_in_texts_stays_text():
    document = invoice(number='<!-- & "]]>', currency="EUR", seller={"name": "a\rb"})
    assert read_einvoices(write(document, CII))[0].document.number == '<!-- & "]]>'
    assert read_einvoices(write(document, CII))[0].document.seller.name == "a\rb"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Überweisung", "30"),
        ("SEPA-Lastschrift", "59"),
        ("Cash", "10"),
        ("Tausch", "ZZZ"),
        ("58", "58"),
        ("999", "ZZZ"),
    ],
)
def test_a_printed_means_of_payment_keeps_its_words_beside_its_code(printed, code):
    document = invoice(payment={"means": printed})
    for syntax in (UBL, CII):
        xml = write(document, syntax).decode()
        assert f">{code}<" in xml
        assert read_einvoices(xml.encode())[0].document.payment.means == printed
