"""The official EN 16931 example invoices in UBL, as far as checks of arithmetic need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from invoice_ocr.checks.subject import Subject

FOLDER = Path(__file__).parents[3] / "shared" / "standards" / "en16931" / "ubl" / "examples"
UNITS = FOLDER.parents[1] / "test" / "Invoice-unit-UBL"
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
TOTALS = {
    "lines_total": "LineExtensionAmount",
    "subtotal": "TaxExclusiveAmount",
    "total": "TaxInclusiveAmount",
    "allowance_total": "AllowanceTotalAmount",
    "charge_total": "ChargeTotalAmount",
    "amount_paid": "PrepaidAmount",
    "rounding": "PayableRoundingAmount",
    "amount_due": "PayableAmount",
}


def subjects() -> list[tuple[str, Subject]]:
    paths = sorted(FOLDER.glob("*.[xX][mM][lL]")) if FOLDER.is_dir() else []
    return [(path.name, _subject(ET.parse(path).getroot())) for path in paths]  # noqa: S314 - files of our own


def _subject(root: ET.Element) -> Subject:
    credit = root.tag.endswith("CreditNote")
    currency = _text(root, "cbc:DocumentCurrencyCode")
    taxed = [group for group in root.findall("cac:TaxTotal", NAMES) if _currency(group) == currency]
    document: dict[str, Any] = {
        "document_type": "credit_note" if credit else "invoice",
        "currency": currency,
        "lines": [_line(line) for line in root.findall(f"cac:{'CreditNote' if credit else 'Invoice'}Line", NAMES)],
        "taxes": [_tax(row) for group in taxed for row in group.findall("cac:TaxSubtotal", NAMES)],
        "tax_total": _text(taxed[0], "cbc:TaxAmount") if taxed else None,
    }
    document |= {path: _text(root, f"cac:LegalMonetaryTotal/cbc:{name}") for path, name in TOTALS.items()}
    document |= _moves(root)
    return Subject.of("invoice", **_known(document))


def _currency(group: ET.Element) -> str | None:
    amount = group.find("cbc:TaxAmount", NAMES)
    return None if amount is None else amount.get("currencyID")


def _text(element: ET.Element, path: str) -> str | None:
    found = element.find(path, NAMES)
    return found.text.strip() if found is not None and found.text and found.text.strip() else None


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _tax(row: ET.Element) -> dict[str, Any]:
    return _known(
        {
            "base": _text(row, "cbc:TaxableAmount"),
            "amount": _text(row, "cbc:TaxAmount"),
            "rate": _text(row, "cac:TaxCategory/cbc:Percent"),
        }
    )


def _line(line: ET.Element) -> dict[str, Any]:
    quantity = _text(line, "cbc:InvoicedQuantity") or _text(line, "cbc:CreditedQuantity")
    priced_per = _text(line, "cac:Price/cbc:BaseQuantity") or "1"
    fields = {
        "quantity": quantity if float(priced_per) == 1 else None,
        "unit_price": _text(line, "cac:Price/cbc:PriceAmount"),
        "amount": _text(line, "cbc:LineExtensionAmount"),
        "tax_rate": _text(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
    }
    return _known(fields) | _moves(line)


def _moves(element: ET.Element) -> dict[str, Any]:
    moves: dict[str, Any] = {"allowances": [], "charges": []}
    for row in element.findall("cac:AllowanceCharge", NAMES):
        moves["charges" if _text(row, "cbc:ChargeIndicator") == "true" else "allowances"].append(
            _known(
                {
                    "amount": _text(row, "cbc:Amount"),
                    "base": _text(row, "cbc:BaseAmount"),
                    "rate": _text(row, "cbc:MultiplierFactorNumeric"),
                    "tax_rate": _text(row, "cac:TaxCategory/cbc:Percent"),
                }
            )
        )
    return moves


def unit_tests(rule: str) -> list[tuple[Subject, bool]]:
    """The official unit tests of a rule, and whether each follows it."""
    scope = f"{{{'http://difi.no/xsd/vefa/validator/1.0'}}}"
    tests = []
    for path in sorted(UNITS.glob(f"{rule}.xml")):
        for test in ET.parse(path).getroot().iter(f"{scope}test"):  # noqa: S314 - as above
            said = {mark.tag: mark.text for mark in test.find(f"{scope}assert") if mark.text == rule}
            invoice = next((part for part in test if part.tag.endswith(("}Invoice", "}CreditNote"))), None)
            if invoice is not None and said:
                tests.append((_subject(invoice), f"{scope}success" in said))
    return tests
