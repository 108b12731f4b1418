"""What a model or an e-invoice states about a page, beside what the page's words say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Annotated

import pytest
from page import draw, value_at

from invoice_ocr.fields import assemble
from invoice_ocr.fields.claims.places import Printed
from invoice_ocr.fields.claims.typed import typed
from invoice_ocr.fields.page.scan import scan
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.geometry import Frame
from invoice_ocr.model.purchase import Invoice, Labels, Receipt
from invoice_ocr.model.reading import Claim, PageReading, Reading

INVOICE = """
Kestrel Optics Ltd
40 Observatory Street
Oxford OX2 6EP

INVOICE
Invoice No: 4402                                 Bill to: Larkspur Labs Inc
Date: 14 July 2026

Description                               Qty        Unit Price                Amount
Lens cleaning                               3             20.00                 60.00
Spare cloth                                 2              5.00                 10.00

                                                   Subtotal                    £70.00
                                                   VAT 20 %                    £14.00
                                                   Total                       £84.00
"""

TILL = """
   Corner Kiosk
   Date: 25/07/2026 14:32
Tea                   2.00
Scone                 3.50

Total                 5.50
"""


def stated(page: str, claims: dict[str, str], *, source: str = "chat", **how) -> Draft:
    reading = draw(page, **how)
    return assemble(replace(reading, claims=tuple(Claim(path, text, source=source) for path, text in claims.items())))


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("total", "£84.00", "84.00"),
        ("total", "84", "84.00"),
        ("subtotal", "70.00", "70.00"),
        ("tax_total", "GBP 14.00", "14.00"),
        ("issue_date", "2026-07-14", "2026-07-14"),
        ("issue_date", "14 July 2026", "2026-07-14"),
        ("number", "4402", "4402"),
        ("seller.name", "KESTREL OPTICS", "Kestrel Optics Ltd"),
        ("buyer.name", "Larkspur Labs Inc.", "Larkspur Labs Inc"),
        ("currency", "£", "GBP"),
        ("currency", "GBP", "GBP"),
    ],
)
def test_agreement_makes_surer(path, text, value):
    alone, both = stated(INVOICE, {}), stated(INVOICE, {path: text})
    assert value_at(both.document, path) == value
    assert both.evidence[path].confidence > alone.evidence[path].confidence
    assert both.evidence[path].contradicted_by is None
    assert both.evidence[path].box == alone.evidence[path].box


@pytest.mark.parametrize(
    ("path", "text", "value", "contradicted_by"),
    [
        ("total", "48.00", "84.00", "48.00"),
        ("total", "£70.00", "84.00", "70.00"),
        ("subtotal", "71.00", "70.00", "71.00"),
        ("tax_total", "41.00", "14.00", "41.00"),
        ("issue_date", "2026-07-15", "2026-07-14", "2026-07-15"),
        ("number", "4420", "4402", "4420"),
        ("seller.name", "Nightjar Holdings", "Kestrel Optics Ltd", "Nightjar Holdings"),
        ("currency", "USD", "GBP", "USD"),
        ("document_type", "credit_note", "invoice", "credit_note"),
    ],
)
def test_a_wrong_statement_changes_nothing_and_is_told(path, text, value, contradicted_by):
    draft = stated(INVOICE, {path: text})
    assert value_at(draft.document, path) == value
    assert draft.evidence[path].contradicted_by == (contradicted_by,)


def test_a_conclusion_that_another_source_shares_needs_no_evidence():
    assert "document_type" not in stated(INVOICE, {"document_type": "invoice"}).evidence


def test_a_value_that_stands_nowhere_has_no_place_and_little_confidence():
    draft = stated(TILL, {"tax_total": "0.39", "number": "77-A"})
    assert draft.document.tax_total == Decimal("0.39")
    for path in ("tax_total", "number"):
        entry = draft.evidence[path]
        assert (entry.page, entry.box, entry.source) == (None, None, "chat")
        assert entry.confidence < 0.5


def test_a_value_that_only_a_statement_names_but_that_is_printed_gets_its_box():
    page = TILL.replace("Total                 5.50", "Ref 88213\n\nTotal                 5.50")
    draft = stated(page, {"number": "88213"})
    assert draft.document.number == "88213"
    assert draft.evidence["number"].box is not None
    assert draft.evidence["number"].source == "chat"


def test_a_name_that_is_printed_beats_the_rules_for_letterheads():
    draft = stated(INVOICE, {"seller.name": "Oxford OX2 6EP", "buyer.name": "Larkspur"})
    assert draft.document.seller.name == "Oxford OX2 6EP"
    assert ("seller.name", "Kestrel Optics Ltd") in [(left.path, left.value) for left in draft.leftovers]
    assert draft.document.buyer.name == "Larkspur Labs Inc"


def test_an_address_that_is_printed_replaces_the_whole_one():
    draft = stated(INVOICE, {"seller.address.text": "40 Observatory Street\nOxford"})
    assert draft.document.seller.address.text == "40 Observatory Street Oxford"
    assert draft.document.seller.address.postcode is None


def test_a_sign_of_several_currencies_contradicts_none_of_them():
    page = INVOICE.replace("£", "$").replace("Oxford OX2 6EP", "Victoria, BC V8W 1N4\nCanada")
    draft = stated(page, {"currency": "$"})
    assert draft.document.currency == "CAD"
    assert not draft.evidence["currency"].contradicted_by


def test_what_the_words_leave_open_a_copy_of_them_does_not_settle():
    page = TILL.replace("25/07/2026", "03/04/2026")
    draft = stated(page, {"issue_date": "2026-04-03"})
    assert draft.document.issue_date is None
    assert draft.evidence["issue_date"].readings == ("2026-04-03", "2026-03-04")


def test_stated_sums_take_part_in_the_joint_choice():
    page = "Quiet Books Ltd\nDate: 25/07/2026\n\nGoods           40.00\nCarriage         5.00\nzzz             46.00\n"
    assert stated(page, {}).document.total is None
    assert stated(page, {"total": "46.00"}).document.total == Decimal("46.00")


LINES = {
    "lines[0].description": "Lens cleaning",
    "lines[0].quantity": "3",
    "lines[0].unit_price": "20.00",
    "lines[0].amount": "60.00",
    "lines[1].description": "Spare cloth",
    "lines[1].amount": "10.00",
}


def test_stated_items_are_completed_by_the_words():
    draft = stated(INVOICE, LINES)
    assert [(line.description, line.quantity, line.amount) for line in draft.document.lines] == [
        ("Lens cleaning", 3, Decimal("60.00")),
        ("Spare cloth", 2, Decimal("10.00")),
    ]
    assert draft.evidence["lines[0].amount"].contradicted_by is None


def test_a_dropped_item_is_not_lost():
    draft = stated(INVOICE, {path: text for path, text in LINES.items() if path.startswith("lines[0]")})
    assert [line.amount for line in draft.document.lines] == [Decimal("60.00"), Decimal("10.00")]


def test_items_that_nothing_proves_and_that_differ_are_told():
    page = "Quiet Books Ltd\nDate: 25/07/2026\nAtlas          40.00\nGlobe           4.00\nTotal          39.00\n"
    claims = {"lines[0].description": "Atlas", "lines[0].amount": "40.00", "lines[1].amount": "39.00"}
    draft = stated(page, claims)
    assert draft.evidence["lines[0].amount"].contradicted_by == ("40.00 + 4.00",)


def test_items_of_a_page_that_could_not_be_read():
    blank = Reading("chat", (PageReading((), Frame(100, 200), "ocr"),))
    claims = {**LINES, "total": "70.00", "issue_date": "2026-07-14"}
    draft = assemble(replace(blank, claims=tuple(Claim(p, t) for p, t in claims.items())))
    assert draft.kind == "invoice"
    assert [line.amount for line in draft.document.lines] == [Decimal("60.00"), Decimal("10.00")]
    assert all(entry.box is None and entry.confidence < 0.5 for entry in draft.evidence.values())


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ({"total": "5.00"}, "invoice"),
        ({"total": "5.00", "change": "0.50"}, "receipt"),
        ({"total": "5.00", "payments[0].method": "VISA"}, "receipt"),
        ({"total": "5.00", "document_type": "receipt"}, "receipt"),
        ({"seller.name": "Somebody"}, None),
        ({}, None),
    ],
)
def test_the_kind_of_a_page_without_words(claims, kind):
    blank = Reading("chat", (PageReading((), Frame(100, 200), "ocr"),))
    assert assemble(replace(blank, claims=tuple(Claim(p, t) for p, t in claims.items()))).kind == kind


def test_what_an_e_invoice_states_holds_and_the_print_is_told():
    claims = {"total": "85.00", "number": "4402", "seller.address.city": "Oxford", "lines[0].amount": "70.00"}
    draft = stated(INVOICE, claims, source="xml")
    assert draft.document.total == Decimal("85.00")
    assert draft.evidence["total"].contradicted_by == ("84.00",)
    assert draft.evidence["number"].contradicted_by is None
    assert [line.amount for line in draft.document.lines] == [Decimal("70.00")]
    assert draft.document.seller.address.city == "Oxford"
    assert draft.document.seller.address.text is None


class OurInvoice(Invoice):
    """With fields of the caller's own."""

    customer: Annotated[str | None, Labels("Customer ref")] = None
    pieces: Annotated[int | None, Labels("Pieces")] = None


@pytest.mark.parametrize(
    ("printed", "contradicted_by"),
    [
        ("Buyer reference: 05 158 004 - 11023 - 45", None),
        ("Buyer reference: 05 158\nProject: 05 158 004 - 11023 - 45", ("05 158",)),
        ("Buyer reference: 05 159 004 - 11023 - 45", ("05 159",)),
    ],
    ids=["its-beginning", "elsewhere", "another"],
)
def test_the_beginning_of_a_number_is_the_same_only_where_all_of_it_stands(printed, contradicted_by):
    draft = stated(
        INVOICE.replace("Date:", f"{printed}\nDate:"), {"buyer_reference": "05158004-11023-45"}, source="xml"
    )
    assert draft.document.buyer_reference == "05158004-11023-45"
    assert draft.evidence["buyer_reference"].contradicted_by == contradicted_by


def test_a_field_of_the_callers_own():
    reading = draw(INVOICE + "\nYour code KX-19, 5 boxes")
    claims = (Claim("customer", "KX-19"), Claim("pieces", "5"), Claim("unheard_of", "7"))
    draft = assemble(replace(reading, claims=claims), kind=OurInvoice)
    assert draft.document.customer == "KX-19"
    assert draft.evidence["customer"].box is not None
    assert draft.document.pieces == 5


@pytest.mark.parametrize(
    ("path", "text", "readings"),
    [
        ("total", "RM 1,234.50", (Decimal("1234.50"),)),
        ("total", "12.00 and 13.00", ()),
        ("total", "N/A", ()),
        ("lines[3].quantity", "2 pcs", (Decimal(2),)),
        ("lines[3].tax_rate", "19 %", (Decimal(19),)),
        ("lines[3].description", "  Tea \n for two ", ("Tea for two",)),
        ("lines[3].description", "   ", ()),
        ("issue_date", "03/04/2026", (date(2026, 4, 3), date(2026, 3, 4))),
        ("issue_time", "14:32", (time(14, 32),)),
        ("currency", "kr", ("SEK", "NOK", "DKK", "ISK")),
        ("seller.address.country", "Germany", ("DE",)),
        ("seller.address.country", "de", ("DE",)),
        ("seller.address.country", "Atlantis", ()),
        ("payment.iban", "DE89 3704 0044 0532 0130 00", ("DE89370400440532013000",)),
        ("payment.iban", "not one", ("NOTONE",)),
        ("seller.vat_id", "GB 123 4567 82", ("GB123456782",)),
        ("seller.vat_id", "--", ()),
        ("payments[0].card_last4", "**** 7702", ("7702",)),
        ("payments[0].card_last4", "77", ()),
        ("document_type", "receipt", ("receipt",)),
        ("document_type", "letter", ()),
        ("prices_include_tax", "yes", ()),
        ("no.such.path", "7", ()),
        ("lines[0].no", "7", ()),
    ],
)
def test_typed(path, text, readings):
    assert typed(Receipt, path, text, None) == readings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kestrel Optics Ltd", "Kestrel Optics Ltd"),
        ("kestreloptics", "Kestrel Optics"),
        ("Kestral Optics Ltd", "Kestrel Optics Ltd"),
        ("40 Observatory Street, Oxford OX2 6EP", "40 Observatory Street Oxford OX2 6EP"),
        ("41 Observatory Street", None),
        ("Ltd", "Ltd"),
        ("Lt", None),
        ("402", None),
        ("", None),
        ("Nightjar Holdings plc", None),
        ("Oxford OX2 6EP\nsomewhere else entirely, as it seems", None),
    ],
)
def test_places_of_texts(text, found):
    spot = Printed(scan(draw(INVOICE))).find(text)
    assert (spot and spot.text) == found


def test_the_place_nearest_to_the_item():
    page = "Tea        2.00\nScone      2.00\nTea        2.00\n"
    assert Printed(scan(draw(page))).find("Tea", near=2).row == 2
