"""The official e-invoices of ../shared/standards, and one of our own in each syntax."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from invoice_ocr.model.purchase import (
    Address,
    AllowanceCharge,
    Invoice,
    Line,
    Party,
    PaymentDetails,
    Period,
    PrecedingInvoice,
    Tax,
)

SHARED = Path(__file__).parents[3] / "shared"
STANDARDS = SHARED / "standards"


def official_files() -> list[Path]:
    """Examples and suites; the unit tests of single rules, which are fragments, are left out."""
    found = sorted([*STANDARDS.rglob("*.xml"), *STANDARDS.rglob("*.XML")])
    return [path for path in found if "unit-UBL" not in str(path) and path.parent.name != "cii"]


def invoice(**changes) -> Invoice:
    """A complete invoice of firms that don't exist, with everything that EN 16931 and our model have in common."""
    fields = {
        "number": "RE-2026-0042",
        "document_type": "invoice",
        "issue_date": "2026-11-02",
        "due_date": "2026-12-02",
        "delivery_date": "2026-10-30",
        "period": Period(start="2026-10-01", end="2026-10-31"),
        "currency": "EUR",
        "purchase_order": "PO-7",
        "buyer_reference": "04011000-1234512345-06",
        "contract": "V-9",
        "seller": Party(
            name="Papierhaus Birkenau GmbH",
            address=Address(street="Lindenweg 4", city="Musterstadt", postcode="12345", region="HE", country="DE"),
            vat_id="DE136695976",
            tax_id="123/456/78901",
            registration_id="HRB 4711",
            phone="+49 30 23125 000",
            email="rechnung@birkenau.example",
        ),
        "buyer": Party(
            name="Käufer & Söhne AG",
            address=Address(street="Am Markt 1", city="Beispielhausen", postcode="54321", country="DE"),
            vat_id="DE811569869",
            phone="+49 30 23125 111",
            email="einkauf@kaeufer.example",
        ),
        "payee": Party(name="Birkenau Inkasso <GmbH>", registration_id="HRB 12"),
        "ship_to": Party(
            name="Lager Süd", address=Address(street="Torstraße 9", city="Neustadt", postcode="98765", country="DE")
        ),
        "payment": PaymentDetails(
            terms="30 Tage netto",
            means="58",
            iban="DE89370400440532013000",
            bic="COBADEFFXXX",
            reference="RE-2026-0042",
        ),
        "lines": (
            Line(
                id="1",
                description='Kopierpapier A4 "weiß"',
                item_code="KP-80",
                gtin="4012345001235",
                quantity="10",
                unit="XPK",
                unit_price="4.75",
                amount="45.00",
                tax_rate="19",
                tax_category="S",
                allowances=(AllowanceCharge(reason="Mengenrabatt", rate="5", base="50.00", amount="2.50"),),
                period=Period(start="2026-10-01", end="2026-10-31"),
            ),
            Line(
                id="2",
                description="Fachbuch\nzweite Zeile",
                quantity="2",
                unit="C62",
                unit_price="12.5",
                amount="25.00",
                tax_rate="7.00",
                tax_category="S",
            ),
        ),
        "allowances": (
            AllowanceCharge(reason="Skonto", rate="10", base="50.00", amount="5.00", tax_rate="19", tax_category="S"),
        ),
        "charges": (AllowanceCharge(reason="Fracht", amount="5.00", tax_rate="19", tax_category="S"),),
        "taxes": (
            Tax(category="S", rate="19", base="45.00", amount="8.55"),
            Tax(category="S", rate="7.00", base="25.00", amount="1.75"),
        ),
        "lines_total": "70.00",
        "allowance_total": "5.00",
        "charge_total": "5.00",
        "subtotal": "70.00",
        "tax_total": "10.30",
        "total": "80.30",
        "amount_paid": "20.30",
        "rounding": "0.00",
        "amount_due": "60.00",
        "prices_include_tax": False,
        "preceding_invoices": (PrecedingInvoice(number="RE-2026-0001", issue_date="2026-01-05"),),
        "notes": ("Vielen Dank für Ihren Auftrag.",),
    }
    return Invoice.model_validate({**fields, **changes})


def cents(value: str) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))
