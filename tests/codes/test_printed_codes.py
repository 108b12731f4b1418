"""Codes drawn on pages, turned and compressed as photos are, and what becomes of them in a report."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pytest
import zxingcpp
from cases import GOOD, tagged
from forked import run_program
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from invoice_ocr import Invoice, Labels, extract, extract_all
from invoice_ocr.documents import open_document
from invoice_ocr.fields.claims import values_of
from invoice_ocr.fields.claims.coded import same
from invoice_ocr.model.document import DrawnPage
from invoice_ocr.model.reading import Reading
from invoice_ocr.pipeline.coded import with_codes
from invoice_ocr.readers.codes import Code, find_codes

DPI = 150
A4 = (round(8.27 * DPI), round(11.69 * DPI))
LEAST = 39
"""Of forty pages."""


def code(text: str, form: str = "QRCode", scale: int = 3) -> Image.Image:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, form))
    return Image.fromarray(np.array(made.to_image(scale=scale))).convert("RGB")


def page(text: str, form: str, chance: random.Random) -> bytes:
    """A page with lines of text and one code, turned by up to ten degrees, 150 dpi, JPEG quality 60."""
    sheet = Image.new("RGB", A4, "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(22)
    for row in range(24):
        pen.text(
            (90, 90 + 42 * row),
            " ".join(chance.choice(("Lamp", "12.00", "Oak", "3 x")) for _ in range(9)),
            "black",
            font,
        )
    drawn = code(text, form)
    sheet.paste(
        drawn, (chance.randrange(60, A4[0] - drawn.width - 60), chance.randrange(900, A4[1] - drawn.height - 60))
    )
    turned = sheet.rotate(chance.uniform(-10, 10), Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 90, 84))
    kept = io.BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.5)).save(kept, "JPEG", quality=60, dpi=(DPI, DPI))
    return kept.getvalue()


def on_first(data: bytes) -> list[Code]:
    return find_codes(open_document(data).pages[0], 0)


def test_codes_on_forty_pages():
    chance = random.Random(7)  # noqa: S311 - the same pages every time
    names = sorted(name for name in GOOD if code(GOOD[name].text, GOOD[name].form).width < A4[0] - 120)
    cases = [GOOD[names[number % len(names)]] for number in range(40)]
    found = [[each.text for each in on_first(page(case.text, case.form, chance))] for case in cases]
    read = [texts == [case.text] for texts, case in zip(found, cases, strict=True)]
    assert sum(read) >= LEAST
    wrong = [texts for texts, case in zip(found, cases, strict=True) if texts not in ([], [case.text])]
    assert wrong == []


def test_several_codes_on_a_page_with_their_places():
    sheet = Image.new("RGB", (1200, 800), "white")
    sheet.paste(code("one"), (100, 100))
    sheet.paste(code("two").rotate(180), (900, 500))
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    found = {each.text: each for each in on_first(kept.getvalue())}
    assert found.keys() == {"one", "two"}
    assert found["one"].box.right < 0.5 < found["two"].box.left
    assert found["one"].box.bottom < 0.5 < found["two"].box.top


def test_small_codes_are_looked_at_enlarged():
    chance = random.Random(3)  # noqa: S311 - the same pages every time
    drawn = code(GOOD["zatca"].text, scale=8)
    small = drawn.resize((drawn.width * 3 // 16,) * 2, Image.Resampling.BOX)
    found = 0
    for _ in range(10):
        sheet = Image.new("RGB", A4, "white")
        sheet.paste(small, (chance.randrange(100, 900), chance.randrange(100, 1400)))
        kept = io.BytesIO()
        turned = sheet.rotate(chance.uniform(-10, 10), Image.Resampling.BICUBIC, fillcolor="white")
        turned.save(kept, "JPEG", quality=60)
        found += [each.text for each in on_first(kept.getvalue())] == [GOOD["zatca"].text]
    assert found >= 9


@pytest.mark.parametrize("angle", [-10, -8, -6, 0, 6, 8, 10])
@pytest.mark.parametrize("text", ["INV-2026-0042", GOOD["nfe"].text])
def test_low_bar_codes_askew(text, angle):
    """No line across the whole code stays in it."""
    chance = random.Random(angle)  # noqa: S311 - the same pages every time
    drawn = code(text, "Code128", scale=2)
    drawn = drawn.crop((0, drawn.height // 2, drawn.width, drawn.height // 2 + 1)).resize((drawn.width, 45))
    sheet = Image.new("RGB", A4, "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(22)
    for row in range(24):
        pen.text(
            (90, 90 + 30 * row), " ".join(chance.choice(("Lamp", "12.00", "Oak")) for _ in range(9)), "black", font
        )
    sheet.paste(drawn, (chance.randrange(60, A4[0] - drawn.width - 60), chance.randrange(950, A4[1] - 105)))
    turned = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 90, 84))
    kept = io.BytesIO()
    turned.filter(ImageFilter.GaussianBlur(0.5)).save(kept, "JPEG", quality=60)
    (found,) = on_first(kept.getvalue())
    assert found.text == text
    assert 0.4 < found.box.y < 1
    assert found.box.width > 0.1


@pytest.mark.parametrize("vector", [False, True])
@pytest.mark.parametrize("millimetres", [18, 46, 90])
@pytest.mark.parametrize("text", ["upi://pay?pa=a@b", GOOD["zatca"].text])
def test_codes_of_every_size_on_a_page_with_text(text, millimetres, vector):
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.cell(0, 7, "Total 12.00")
    fields = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1))
    side = millimetres / len(fields)
    if vector:
        for row, column in zip(*np.nonzero(fields == 0), strict=True):
            pdf.rect(100 + column * side, 180 + row * side, side, side, style="F")
    else:
        pdf.image(code(text), x=100, y=180, w=millimetres)
    assert [each.text for each in on_first(bytes(pdf.output()))] == [text]


def test_a_page_of_text_and_few_lines_is_not_drawn():
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for row in range(20):
        pdf.line(10, 20 + 7 * row, 200, 20 + 7 * row)
        pdf.text(12, 25 + 7 * row, f"{row}.00")
    (page,) = open_document(bytes(pdf.output())).pages
    assert isinstance(page, DrawnPage)
    assert page.graphics() is None


def test_more_codes_than_any_document_has_are_said():
    sheet = Image.new("RGB", (1300, 900), "white")
    for number in range(20):
        sheet.paste(code(f"c{number}"), (10 + 120 * (number % 10), 10 + 120 * (number // 10)))
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    report = extract(kept.getvalue())
    assert "Page 1 has 20 codes, of which 16 were read." in report.reading.warnings


INVOICE = """Lampenhaus Rhein AG
Uferweg 7
4051 Basel
CHE-106.017.086 MWST

Gasthof Linde
Dorfplatz 2
3012 Bern

Rechnung Nr. 10201409
Datum: 12.05.2026
Zahlbar bis: 11.06.2026

Beschreibung      Menge    Preis    Betrag
Lampe    10    180.37    1803.65

Zwischensumme CHF 1803.65
MWST 8.1% 146.10
Total CHF {total}"""


def invoice(total: str, text: str, *, drawn: bool = True) -> bytes:
    """A PDF with a text layer and a code."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for line in INVOICE.format(total=total).splitlines():
        pdf.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
    if drawn:
        pdf.image(code(text), x=120, y=200, w=46)
    return bytes(pdf.output())


@pytest.fixture(scope="module")
def swiss():
    return extract(invoice("1949.75", GOOD["swiss"].text))


def test_what_only_the_code_says_is_taken_with_its_place(swiss):
    assert swiss.decision == "accept"
    assert swiss.document.payment.iban == "CH9300762011623852957"
    evidence = swiss.evidence["payment.iban"]
    assert (evidence.source, evidence.page, evidence.text) == ("code", 0, "CH9300762011623852957")
    left, top, right, bottom = evidence.box
    assert left > 0.5
    assert top > 0.6
    assert left < right
    assert top < bottom
    assert swiss.document.payment.reference == "RF18539007547034"
    assert swiss.document.delivery_date.isoformat() == "2026-05-08"


def test_what_print_and_code_agree_on_is_surer(swiss):
    plain = extract(invoice("1949.75", "", drawn=False))
    for path in ("total", "number", "issue_date"):
        assert swiss.evidence[path].confidence > plain.evidence[path].confidence
        assert swiss.evidence[path].contradicted_by is None
    assert swiss.evidence["total"].source == "textlayer"


def test_the_payee_is_named_only_where_it_is_not_the_seller(swiss):
    assert swiss.document.payee is None or swiss.document.payee.name is None
    other = extract(invoice("1949.75", GOOD["swiss"].text.replace("Lampenhaus Rhein AG", "Faktor Bank AG")))
    assert other.document.payee.name == "Faktor Bank AG"
    assert other.document.seller.name == "Lampenhaus Rhein AG"


def test_print_and_code_that_differ_need_a_person():
    report = extract(invoice("1949.75", GOOD["swiss"].text.replace("1949.75", "2949.75")))
    assert report.document.total.to_eng_string() == "1949.75"
    assert report.evidence["total"].contradicted_by == ("2949.75",)
    assert (report.decision, "EVI105" in {finding.rule for finding in report.findings}) == ("review", True)


def test_a_broken_code_needs_a_person():
    report = extract(invoice("1949.75", GOOD["swiss"].text.replace("1949.75", "1,949.75")))
    assert report.decision == "review"
    assert any("Swiss QR code on page 1 was not used" in warning for warning in report.reading.warnings)


def test_the_whole_text_of_any_code_is_left_over():
    report = extract(invoice("1949.75", "https://example.com/track?id=17"))
    left = [(each.path, each.value, each.evidence.source) for each in report.leftovers if each.path == "code"]
    assert left == [("code", "https://example.com/track?id=17", "code")]
    assert report.decision == "accept"


def program(path: Path) -> tuple[int, dict[str, Any]]:
    """The exit status of the real program and its report."""
    run = run_program("extract", "--format", "json", path, text=True)
    return run.returncode, json.loads(run.stdout)


def receipt(folder: Path, coded: str) -> Path:
    """A receipt of 115.00 whose code says another total, or the same."""
    sheet = Image.new("RGB", (620, 1000), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(26)
    rows = ("Palm Cafe", "VAT No: 310122393500003", "Date: 25/04/2025", "Coffee      100.00", "VAT 15%      15.00")
    for row, text in enumerate((*rows, "TOTAL SAR   115.00", "Cash        115.00")):
        pen.text((60, 60 + 52 * row), text, "black", font)
    sheet.paste(code(tagged("Palm Cafe", "310122393500003", "2025-04-25T15:30:00", coded, "15.00"), scale=5), (60, 520))
    path = folder / "receipt.png"
    sheet.save(path)
    return path


def test_a_receipt_with_the_code_of_another_total(tmp_path):
    path = receipt(tmp_path, "175.00")
    status, report = program(path)
    assert (status, report["decision"]) == (1, "review")
    assert report["document"]["total"] == "115.00"
    assert report["evidence"]["total"]["contradicted_by"] == ["175.00"]
    assert "EVI105" in {finding["rule"] for finding in report["findings"]}


def test_the_program_reads_a_receipt_and_its_code(tmp_path):
    path = receipt(tmp_path, "115.00")
    status, report = program(path)
    assert status in {0, 1}
    assert report["document"]["seller"]["vat_id"] == "310122393500003"
    assert (report["document"]["total"], report["document"]["tax_total"]) == ("115.00", "15.00")
    assert [finding for finding in report["findings"] if finding["rule"].startswith("EVI105")] == []


def test_the_program_reads_a_bill_and_its_code(tmp_path):
    path = tmp_path / "bill.pdf"
    path.write_bytes(invoice("1949.75", GOOD["swiss"].text))
    status, report = program(path)
    assert (status, report["decision"]) == (0, "accept")
    assert report["document"]["payment"]["iban"] == "CH9300762011623852957"
    assert report["evidence"]["payment.iban"]["source"] == "code"


def test_a_code_is_no_field_of_ones_own():
    class WithCode(Invoice):
        code: Annotated[str | None, Labels("Code")] = None

    report = extract(invoice("1949.75", "WIFI:T:WPA;S:cafe;P:secret;;"), kind=WithCode)
    assert report.document.code is None
    assert [each.value for each in report.leftovers if each.path == "code"] == ["WIFI:T:WPA;S:cafe;P:secret;;"]


def test_a_code_on_two_pages_counts_once():
    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.set_font("helvetica", size=11)
        for line in INVOICE.format(total="1949.75").splitlines():
            pdf.cell(0, 7, line, new_x="LMARGIN", new_y="NEXT")
        pdf.image(code(GOOD["swiss"].text), x=120, y=200, w=46)
    reading = with_codes(Reading("none", ()), open_document(bytes(pdf.output())))
    assert [claim.page for claim in reading.claims if claim.path == "code"] == [0, 1]
    kept = values_of(reading.claims)
    assert len(kept) == len({claim.path for claim in kept}) == len(GOOD["swiss"].values)
    assert {claim.page for claim in kept} == {0}


@pytest.mark.parametrize(
    ("printed", "coded"),
    [("CHE-106.017.086 MWST", "CHE106017086"), ("ESB12345674", "B12345674"), ("509999912", "PT509999912")],
)
def test_a_tax_number_is_the_same_with_and_without_its_country(printed, coded):
    mine = "".join(c for c in printed if c.isalnum())
    assert same("seller.vat_id", mine, coded)
    assert same("seller.vat_id", coded, mine)
    assert not same("seller.vat_id", mine, coded.replace("1", "7", 1))


def test_a_code_below_one_of_two_receipts_is_that_one_s():
    sheet = Image.new("RGB", (1500, 1300), (90, 84, 78))
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(28)
    for left, total in ((60, "115.00"), (860, "230.00")):
        pen.rectangle((left - 30, 30, left + 520, 1260), "white")
        rows = ("Palm Cafe Ltd", "12 Quay Street", "04/13/2026", f"Tea   {total}", "TOTAL", f"CASH   {total}")
        for row, text in enumerate(rows):
            pen.text((left, 80 + 90 * row), text.replace("TOTAL", f"TOTAL   {total}"), "black", font)
        text = tagged("Palm Cafe", "310122393500003", "2026-04-13T15:30:00", total, "15.00")
        sheet.paste(code(text, scale=6), (left + 60, 760))
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    reports = list(extract_all(kept.getvalue()))
    assert [str(each.document.total) for each in reports] == ["115.00", "230.00"]
    assert [each.evidence["total"].contradicted_by for each in reports] == [None, None]
    assert [str(each.document.tax_total) for each in reports] == ["15.00", "15.00"]
    first, second = reports
    assert first.evidence["tax_total"].box[2] < 0.5 < second.evidence["tax_total"].box[0]
