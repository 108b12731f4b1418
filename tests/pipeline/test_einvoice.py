"""E-invoices alone and inside of PDFs, from the file to the report."""

from __future__ import annotations

import importlib
import io
import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import invoice_ocr
from invoice_ocr.documents import Limits, open_document
from invoice_ocr.einvoice import CII, UBL, claims_of, read_einvoices, write
from invoice_ocr.errors import DamagedDocument, DocumentTooLarge, UnsupportedDocument
from invoice_ocr.export import Settings, convert
from invoice_ocr.fields.claims.typed import typed
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.model.report import Report, Source
from invoice_ocr.values.unmistakable import unmistakable

FIELDS = {
    "number": "RE-2026-0042",
    "document_type": "invoice",
    "issue_date": "2026-03-04",
    "due_date": "2026-04-03",
    "currency": "EUR",
    "seller": {
        "name": "Papierhaus Birkenau GmbH",
        "address": {"street": "Lindenweg 4", "city": "Musterstadt", "postcode": "12345", "country": "DE"},
        "vat_id": "DE136695976",
    },
    "buyer": {
        "name": "Käufer & Söhne AG",
        "address": {"street": "Am Markt 1", "city": "Musterstadt", "postcode": "12345", "country": "DE"},
    },
    "payment": {"means": "30", "iban": "DE89370400440532013000"},
    "lines": [
        {
            "id": "1",
            "description": "Kopierpapier A4",
            "quantity": "1.125",
            "unit": "C62",
            "unit_price": "40",
            "amount": "45.00",
            "tax_rate": "19",
            "tax_category": "S",
        }
    ],
    "taxes": [{"category": "S", "rate": "19", "base": "45.00", "amount": "8.55"}],
    "lines_total": "45.00",
    "subtotal": "45.00",
    "tax_total": "8.55",
    "total": "53.55",
    "amount_due": "53.55",
}
SHARED = Path(__file__).parents[3] / "shared" / "bench"
PDFS = SHARED / "dev" / "zugferd_with_xml"
INVOICE = Invoice.model_validate(FIELDS)
XML = write(INVOICE, UBL)


def said(document):
    """All values but conclusions, and the address on one line, which the XML does not have."""
    return {p: v for p, v in leaves(document).items() if p != "prices_include_tax" and not p.endswith("address.text")}


@pytest.mark.parametrize("syntax", [UBL, CII], ids=lambda syntax: syntax.name)
def test_an_einvoice_alone_becomes_a_report(syntax):
    report = invoice_ocr.extract(write(INVOICE, syntax), name="a.xml")
    assert said(report.document) == said(INVOICE)
    assert (report.kind, report.decision, report.source.pages) == ("invoice", "accept", 0)
    assert report.reading.reader == "xml"
    assert {entry.source for entry in report.evidence.values()} == {"xml"}
    assert [finding for finding in report.findings if finding.severity == "error"] == []


def test_a_file_is_read_by_the_command_line(tmp_path, capfd):
    from invoice_ocr.cli import main  # noqa: PLC0415 - the program

    file = tmp_path / "a.xml"
    file.write_bytes(XML)
    assert main(["extract", str(file), "--format", "json"]) == 0
    assert '"RE-2026-0042"' in capfd.readouterr().out


def _replaced(whole: bytes, xml: bytes) -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(whole))
    for each in list(writer.attachment_list):
        each.content = xml
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_einvoice_inside_of_a_pdf_is_used():
    pytest.importorskip("facturx")
    report = invoice_ocr.extract(pdf_with_its_own())
    assert said(report.document) == said(INVOICE)
    assert report.evidence["total"].source == "xml"


def pdf_with_its_own() -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(page, "PDF")
    source = Source(name="a", sha256="0", pages=1)
    report = Report(source=source, kind="invoice", decision="accept", document=INVOICE)
    return convert(report, "facturx", Settings(source=page.getvalue())).content


@pytest.mark.parametrize("xml", [b"<Invoice>", b'<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice>&a;</Invoice>'])
def test_a_broken_or_hostile_einvoice_inside_is_a_warning(xml):
    pytest.importorskip("facturx")
    report = invoice_ocr.extract(_replaced(pdf_with_its_own(), xml))
    assert any("e-invoice inside was not used" in warning for warning in report.reading.warnings)
    assert report.decision != "accept"


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [
        (b"<Invoice>", DamagedDocument, "well-formed"),
        (b"<!DOCTYPE Invoice><Invoice/>", UnsupportedDocument, "entities"),
        (b"<Invoice>" + b"<a>" * 200 + b"</a>" * 200 + b"</Invoice>", DocumentTooLarge, "deeper"),
        (b"<Facturae/>", DamagedDocument, "no invoice"),
    ],
)
def test_a_broken_or_hostile_einvoice_alone_is_refused(data, kind, word):
    with pytest.raises(kind, match=word) as refused:
        invoice_ocr.extract(data)
    assert refused.value.remedy


def test_a_large_einvoice_is_refused():
    with pytest.raises(DocumentTooLarge):
        open_document(XML, limits=Limits(max_attachment_bytes=100))


def test_a_file_of_several_invoices_is_refused_with_a_remedy():
    body = "<FatturaElettronicaBody/>"
    with pytest.raises(UnsupportedDocument, match="holds 2 invoices"):
        invoice_ocr.extract(f"<FatturaElettronica>{body}{body}</FatturaElettronica>".encode())


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.skipif(not PDFS.exists() and not os.environ.get("CI"), reason="no labelled documents beside the project")
def test_pdfs_with_an_einvoice_give_all_labelled_fields_and_only_real_differences(monkeypatch):
    monkeypatch.syspath_prepend(str(SHARED))
    tally = importlib.import_module("score").Tally()
    wrong, differing = [], set()
    for entry in map(json.loads, (SHARED / "dev" / "truth.jsonl").read_text("utf-8").splitlines()):
        file = PDFS / Path(entry["file"]).name
        if file.exists():
            report = invoice_ocr.extract(file)
            differing |= {(file.name, path) for path, seen in report.evidence.items() if seen.contradicted_by}
            verdicts = tally.add(entry, report.to_dict())
            wrong += [(file.name, field, *verdict) for field, verdict in verdicts.items() if verdict[0] != "right"]
    assert wrong == []
    rows = (Path(__file__).parent / "sources_that_differ.tsv").read_text("utf-8").splitlines()[1:]
    assert differing == {tuple(row.split("\t")[:2]) for row in rows}
    assert (tally.documents, tally.lines[0], tally.silent) == (32, tally.lines[1], 0)


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=6) | st.decimals(-9999, 9999, places=3))
def test_an_amount_as_a_claim_has_one_reading(amount):
    assert typed(Invoice, "total", unmistakable(amount), None) == (amount,)
    assert typed(Invoice, "lines[0].quantity", unmistakable(amount), None) == (amount,)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(["dmy", "mdy", "ymd", None]))
def test_a_date_as_a_claim_has_one_reading(day, order):
    assert typed(Invoice, "issue_date", unmistakable(day), order) == (day,)


def test_claims_are_values_by_path():
    claims = {claim.path: claim.text for claim in claims_of(read_einvoices(XML)[0])}
    assert claims["lines[0].quantity"] == "1.1250"
    assert claims["issue_date"] == "2026-03-04"
    assert "prices_include_tax" not in claims
    assert Decimal(claims["total"]) == Decimal("53.55")
