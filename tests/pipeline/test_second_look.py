"""What is in doubt is looked at once more, and the second look decides."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PIL import Image, ImageDraw, ImageFont
from scripted_readers import Scripted

from invoice_ocr import extract
from invoice_ocr.errors import EndpointError
from invoice_ocr.model.reading import Claim


class Doubting:
    """A reader whose first look misreads the total, and that says something else when it is asked again."""

    name = "doubting"

    def __init__(self, first, second=""):
        self.first, self.second = first, second
        self.asked = []

    def read(self, document, kind=None):  # noqa: ARG002 - the signature of every reader
        return self.first

    def look_again(self, document, reading, doubts):  # noqa: ARG002 - the signature of every reader
        self.asked.append([doubt.path for doubt in doubts])
        if isinstance(self.second, Exception):
            raise self.second
        return tuple(Claim(doubt.path, self.second, doubt.page) for doubt in doubts if doubt.path == "total")


def misread(total):
    """A receipt's page with this total, where 11.90 is right."""
    sums = ("Tea 2.50", "Bread 7.50", "Subtotal 10.00", "VAT 1.90", f"TOTAL EUR {total}")
    return Scripted(("Corner Shop", "Receipt no. 4711", "Date 14 March 2024", *sums)).read(None)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "page.png"
    Image.new("RGB", (400, 300), "white").save(path)
    return path


def test_a_misread_digit_that_the_second_look_sees(source):
    reader = Doubting(misread("17.90"), "11.90")
    report = extract(source, reader=reader)
    assert report.document.total == Decimal("11.90")
    assert report.evidence["total"].text == "11.90"
    assert not [finding for finding in report.findings if finding.rule.startswith("ARI")]
    assert len(reader.asked) == 1
    assert "total" in reader.asked[0]


def test_arithmetic_alone_decides_nothing(source):
    report = extract(source, reader=Doubting(misread("17.90"), "17.90"))
    assert report.document.total == Decimal("17.90")
    assert report.decision == "review"


def test_a_second_look_that_makes_it_worse_is_not_taken(source):
    report = extract(source, reader=Doubting(misread("17.90"), "999.99"))
    assert report.document.total == Decimal("17.90")
    assert report.decision == "review"


def test_a_second_look_that_fails_leaves_the_first(source):
    report = extract(source, reader=Doubting(misread("17.90"), EndpointError("Gone.")))
    assert report.document.total == Decimal("17.90")


def test_what_is_right_is_not_looked_at_again(source):
    reader = Doubting(misread("11.90"), "99.99")
    assert extract(source, reader=reader).document.total == Decimal("11.90")
    assert reader.asked == []


def test_the_ocr_reads_a_place_when_it_is_asked(tmp_path):
    from invoice_ocr import make_reader, open_document  # noqa: PLC0415 - beside its only use
    from invoice_ocr.model.candidate import Doubt  # noqa: PLC0415 - the same

    image = Image.new("RGB", (900, 400), "white")
    font = ImageFont.load_default(size=36)
    ImageDraw.Draw(image).text((60, 80), "Invoice 17", fill="black", font=font)
    ImageDraw.Draw(image).text((60, 200), "Total            1,284.50", fill="black", font=font)
    image.save(tmp_path / "page.png")
    document, reader = open_document(tmp_path / "page.png"), make_reader("auto")
    reading = reader.read(document)
    word = next(word for word in reading.pages[0].words if "284" in word.text)
    claims = reader.look_again(document, reading, [Doubt("total", 0, word.box), Doubt("number", 4, word.box)])
    assert [(claim.path, claim.text, claim.source) for claim in claims] == [("total", "1,284.50", "ocr")]
