"""E-invoices become typed documents: official files against XPath, and files as other programs write them."""

from __future__ import annotations

import json
import os
import re
import sys
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from einvoice_files import SHARED, STANDARDS, invoice, official_files
from hypothesis import given, settings
from hypothesis import strategies as st

import invoice_ocr
from invoice_ocr.documents import open_document
from invoice_ocr.einvoice import CII, UBL, is_einvoice, read_einvoices, write
from invoice_ocr.errors import DamagedDocument, DocumentError, UnsupportedDocument

OFFICIAL = official_files()
PRIVATE = SHARED / "bench" / "dev" / "zugferd_with_xml"
beside = pytest.mark.skipif(
    not OFFICIAL and not os.environ.get("CI"), reason="the official artefacts are not beside the project"
)

NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
}
UBL_TOTALS = {
    "lines_total": "LineExtensionAmount",
    "subtotal": "TaxExclusiveAmount",
    "total": "TaxInclusiveAmount",
    "allowance_total": "AllowanceTotalAmount",
    "charge_total": "ChargeTotalAmount",
    "amount_paid": "PrepaidAmount",
    "rounding": "PayableRoundingAmount",
    "amount_due": "PayableAmount",
}
CII_TOTALS = {
    "lines_total": "LineTotalAmount",
    "subtotal": "TaxBasisTotalAmount",
    "total": "GrandTotalAmount",
    "allowance_total": "AllowanceTotalAmount",
    "charge_total": "ChargeTotalAmount",
    "amount_paid": "TotalPrepaidAmount",
    "rounding": "RoundingAmount",
    "amount_due": "DuePayableAmount",
}


def texts(root, *paths):
    """The number at each of the paths, None where there is none."""
    found = (root.findtext(path, namespaces=NS) for path in paths)
    return tuple(None if text is None or not text.strip() else Decimal(text.strip()) for text in found)


def by_xpath(path):
    """Totals, tax total and lines (quantity, amount, name) of a file, straight from its elements."""
    root = ET.fromstring(path.read_bytes())  # noqa: S314 - official files
    if root.tag.endswith("CrossIndustryInvoice"):
        return _cii_by_xpath(root)
    currency = root.findtext("cbc:DocumentCurrencyCode", namespaces=NS)
    totals = dict(
        zip(UBL_TOTALS, texts(root, *(f"cac:LegalMonetaryTotal/cbc:{n}" for n in UBL_TOTALS.values())), strict=True)
    )
    taxes = [e for e in root.findall("cac:TaxTotal/cbc:TaxAmount", NS) if e.get("currencyID") == currency]
    totals["tax_total"] = Decimal(taxes[0].text) if taxes else None
    lines = []
    for kind, quantity in (("Invoice", "Invoiced"), ("CreditNote", "Credited")):
        for line in root.findall(f"cac:{kind}Line", NS):
            numbers = texts(line, f"cbc:{quantity}Quantity", "cbc:LineExtensionAmount")
            lines.append((*numbers, line.findtext("cac:Item/cbc:Name", namespaces=NS)))
    return totals, lines


def _cii_by_xpath(root):
    settlement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/"
    summation = f"{settlement}ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
    currency = root.findtext(f"{settlement}ram:InvoiceCurrencyCode", namespaces=NS)
    totals = dict(zip(CII_TOTALS, texts(root, *(summation + name for name in CII_TOTALS.values())), strict=True))
    taxes = root.findall(f"{summation}TaxTotalAmount", NS)
    own = [e for e in taxes if e.get("currencyID") == currency] or taxes
    totals["tax_total"] = Decimal(own[0].text) if own else None
    lines = []
    for line in root.findall("rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem", NS):
        numbers = texts(
            line,
            "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
            "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
        )
        lines.append((*numbers, line.findtext("ram:SpecifiedTradeProduct/ram:Name", namespaces=NS)))
    return totals, lines


@pytest.mark.bench
@beside
@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.relative_to(STANDARDS).as_posix())
def test_official_files_are_read_as_their_elements_say(path):
    (found,) = read_einvoices(path.read_bytes(), path.name)
    totals, lines = by_xpath(path)
    document = found.document
    assert {name: getattr(document, name) for name in totals} == totals
    assert [(each.quantity, each.amount) for each in document.lines] == [line[:2] for line in lines]
    assert [each.description for each in document.lines if each.description] == [
        line[2].strip() for line in lines if line[2] and line[2].strip()
    ]


@pytest.mark.bench
@beside
def test_there_are_as_many_official_files_as_expected():
    assert len(OFFICIAL) >= 149


@pytest.mark.bench
@pytest.mark.skipif(
    not PRIVATE.exists() and not os.environ.get("CI"), reason="no labelled documents beside the project"
)
def test_the_xml_inside_of_pdfs_gives_all_labelled_fields(monkeypatch):
    monkeypatch.syspath_prepend(str(SHARED / "bench"))
    score = __import__("score")
    entries = [json.loads(line) for line in (SHARED / "bench/dev/truth.jsonl").read_text("utf-8").splitlines()]
    wrong, fields, documents = [], 0, 0
    for entry in entries:
        file = PRIVATE / entry["file"].rpartition("/")[2]
        if not file.exists():
            continue
        (xml,) = [each.data for each in open_document(file).attachments if is_einvoice(each.data)]
        document = read_einvoices(xml)[0].document.model_dump(mode="json")
        tally = score.Tally()
        verdicts = tally.add(entry, {"document": document})
        wrong += [(file.name, field, *verdict) for field, verdict in verdicts.items() if verdict[0] != "right"]
        assert tally.lines[0] == tally.lines[1], file.name
        fields += len(verdicts)
        documents += 1
    assert wrong == []
    assert (documents, fields > 300) == (32, True)
    del sys.modules["score"]


def test_values_have_the_paths_of_findings():
    values = read_einvoices(write(invoice(), CII))[0].values()
    assert values["lines[1].quantity"] == 2
    assert values["seller.address.city"] == "Musterstadt"


@pytest.mark.parametrize(
    ("instead_of", "put", "path", "value"),
    [
        (b">2026-11-02<", b">2026-11-02+01:00<", "issue_date", "2026-11-02"),
        (b">2026-11-02<", b"> 2026-11-02\n<", "issue_date", "2026-11-02"),
        (b">2026-11-02<", b">2026-02-30<", "issue_date", None),
        (b">380<", b">388<", "document_type", "invoice"),
        (b">380<", b">999<", "document_type", None),
        (b">60.00<", b">6.0E1<", "amount_due", None),
        (b">60.00<", b">+60.<", "amount_due", "60"),
        (b">DE89370400440532013000<", b">532013000<", "payment.iban", None),
        (b">DE89370400440532013000<", b">532013000<", "payment.account", "532013000"),
        (b">EUR<", b">euro<", "currency", None),
        (b">DE</cbc:IdentificationCode>", b">Deutschland</cbc:IdentificationCode>", "seller.address.country", None),
        (b'schemeID="0160"', b'schemeID="0088"', "lines[0].gtin", None),
        (b">false<", b">0<", "allowances[0].amount", "5.00"),
    ],
)
def test_values_that_are_no_such_values_are_left_out(instead_of, put, path, value):
    xml = write(invoice(), UBL)
    assert instead_of in xml
    (found,) = read_einvoices(xml.replace(instead_of, put))
    given = found.values().get(path)
    assert (None if given is None else str(given)) == value
    assert value is not None or found.unread or path == "payment.iban"


def test_a_price_for_several_units_is_divided():
    xml = write(invoice(), UBL).replace(
        b"4.75</cbc:PriceAmount>", b"475</cbc:PriceAmount><cbc:BaseQuantity>100</cbc:BaseQuantity>"
    )
    assert read_einvoices(xml)[0].document.lines[0].unit_price == Decimal("4.75")


@pytest.mark.parametrize(
    ("syntax", "gross", "discount", "other"),
    [
        (UBL, "5.00", "0.25", None),
        (UBL, "5.00", "0.2512", None),
        (UBL, "5.00", "0.50", "4.50"),
        (CII, "5.00", "0.25", None),
        (CII, "5.00", "0.50", "4.50"),
        (CII, "5.00", "0.15 0.10", None),
        (CII, "4.50", "+0.25", None),
        (UBL, "4.50", "+0.25", None),
    ],
)
def test_a_gross_price_less_its_discount_is_the_net_price(syntax, gross, discount, other):
    adds = "true" if discount.startswith("+") else "false"
    ubl = (
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{adds}</cbc:ChargeIndicator>"
        f"<cbc:Amount>{discount.strip('+')}</cbc:Amount><cbc:BaseAmount>{gross}</cbc:BaseAmount></cac:AllowanceCharge>"
    )
    name = "ram:AppliedTradeAllowanceCharge"
    sign = f"<ram:ChargeIndicator><udt:Indicator>{adds}</udt:Indicator></ram:ChargeIndicator>"
    amounts = (
        f"<{name}>{sign}<ram:ActualAmount>{each}</ram:ActualAmount></{name}>" for each in discount.strip("+").split()
    )
    cii = (
        f"<ram:GrossPriceProductTradePrice><ram:ChargeAmount>{gross}</ram:ChargeAmount>"
        f"{''.join(amounts)}</ram:GrossPriceProductTradePrice>"
    )
    before, put = {"ubl": (b"</cac:Price>", ubl), "cii": (b"<ram:NetPriceProductTradePrice>", cii)}[syntax.name]
    xml = write(invoice(), syntax)
    assert before in xml
    report = invoice_ocr.extract(xml.replace(before, put.encode() + before, 1), name="a.xml")
    assert str(report.document.lines[0].unit_price) == "4.75"
    findings = [each.message for each in report.findings if "unit_price" in each.message]
    assert findings == ([f"lines[0].unit_price: 4.75 was chosen, but another source says {other}."] if other else [])


def test_a_price_repeated_as_its_base_quantity_is_the_price():
    xml = write(invoice(), UBL).replace(
        b"4.75</cbc:PriceAmount>", b"4.75</cbc:PriceAmount><cbc:BaseQuantity>4.75</cbc:BaseQuantity>"
    )
    assert read_einvoices(xml)[0].document.lines[0].unit_price == Decimal("4.75")
    elsewhere = xml.replace(b">45.00</cbc:LineExtensionAmount>", b">46.00</cbc:LineExtensionAmount>")
    assert read_einvoices(elsewhere)[0].document.lines[0].unit_price == 1


@pytest.mark.parametrize("base", [b"3", b"0", b"-2"])
def test_a_price_that_no_decimal_is_equal_to_is_left_out(base):
    xml = write(invoice(), UBL).replace(
        b"4.75</cbc:PriceAmount>", b"10</cbc:PriceAmount><cbc:BaseQuantity>%s</cbc:BaseQuantity>" % base
    )
    (found,) = read_einvoices(xml)
    assert found.document.lines[0].unit_price is None
    assert "lines[].unit_price" in found.unread


def test_a_tax_total_in_another_currency_is_not_the_tax_total():
    other = b'<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">99.00</cbc:TaxAmount></cac:TaxTotal>'
    xml = write(invoice(), UBL)
    first = xml.index(b"<cac:TaxTotal>")
    assert read_einvoices(xml[:first] + other + xml[first:])[0].document.tax_total == Decimal("10.30")


def test_what_has_no_path_is_said():
    xml = write(invoice(), UBL).replace(b"<cbc:Note>", b"<cbc:UUID>4711</cbc:UUID><cbc:Note>", 1)
    assert read_einvoices(xml)[0].unread == ("/UUID",)


def test_a_card_number_keeps_its_last_digits():
    document = invoice(payment={"card_last4": "1234", "means": "54"})
    xml = write(document, UBL).replace(b">1234<", b">XXXXXXXXXXXX1234<")
    assert read_einvoices(xml)[0].document.payment.card_last4 == "1234"


def test_the_long_form_of_an_address_is_one_street():
    xml = write(invoice(), CII).replace(
        b"<ram:LineOne>Lindenweg 4</ram:LineOne>",
        b"<ram:LineOne>Lindenweg 4</ram:LineOne><ram:LineTwo>Hinterhaus</ram:LineTwo>",
    )
    address = read_einvoices(xml)[0].document.seller.address
    assert (address.street, address.text) == ("Lindenweg 4, Hinterhaus", "Lindenweg 4, Hinterhaus, 12345 Musterstadt")


def test_xml_of_another_kind_is_refused():
    with pytest.raises(UnsupportedDocument, match="XML of another kind \\(html\\)"):
        read_einvoices(b"<html/>")


def test_a_file_without_an_invoice_is_damaged():
    with pytest.raises(DamagedDocument, match="holds no invoice"):
        read_einvoices(b"<FatturaElettronica><FatturaElettronicaHeader/></FatturaElettronica>")


TEXTS = re.compile(rb">([^<>\n]+)<")


@settings(max_examples=150, deadline=None)
@given(syntax=st.sampled_from([UBL, CII]), place=st.integers(0, 200), text=st.text(max_size=12))
def test_no_text_in_an_einvoice_breaks_the_reader(syntax, place, text):
    xml = write(invoice(), syntax)
    found = list(TEXTS.finditer(xml))
    hole = found[place % len(found)]
    changed = xml[: hole.start(1)] + escape(text).encode("utf-8", "replace") + xml[hole.end(1) :]
    try:
        (read,) = read_einvoices(changed)
    except DocumentError:
        return
    assert len(read.document.lines) == 2
