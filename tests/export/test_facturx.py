"""Factur-X: embedded, judged, taken out again, equal; the page stays as it was."""

from __future__ import annotations

import io

import pytest
from complete import report
from judges import judge, needed
from PIL import Image

from invoice_ocr.documents import open_document
from invoice_ocr.einvoice import read_einvoices
from invoice_ocr.export import ExportError, Settings, convert
from invoice_ocr.model.leaves import leaves

PROFILES = {"facturx": "cii", "facturx-extended": "extended"}
each_profile = pytest.mark.parametrize("to", PROFILES)


def picture(form: str, **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, form, **options)
    return made.getvalue()


def pdf() -> bytes:
    return picture("PDF")


def inside(content: bytes) -> bytes:
    (attachment,) = open_document(content).attachments
    assert attachment.name == "factur-x.xml"
    return attachment.data


@each_profile
def test_the_xml_inside_passes_the_official_judges_and_is_read_back_equal(to):
    made = convert(report(), to, Settings(source=pdf()))
    xml = inside(made.content)
    assert judge(xml, PROFILES[to]) == []
    assert leaves(report().document).items() <= leaves(read_einvoices(xml)[0].document).items()


@each_profile
def test_the_reference_library_finds_the_xml_and_its_level(to):
    factur_x = needed("facturx")
    name, xml = factur_x.get_xml_from_pdf(convert(report(), to, Settings(source=pdf())).content, check_xsd=True)
    assert name == "factur-x.xml"
    assert factur_x.get_level(needed("lxml.etree").fromstring(xml)) == {"facturx": "en16931"}.get(to, "extended")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_picture_becomes_a_page(form):
    content = convert(report(), "facturx", Settings(source=picture(form))).content
    assert len(open_document(content).pages) == 1


def test_every_picture_of_a_tiff_becomes_a_page():
    second = Image.new("RGB", (60, 80), "black")
    source = picture("TIFF", save_all=True, append_images=[second])
    assert len(open_document(convert(report(), "facturx", Settings(source=source)).content).pages) == 2


@pytest.mark.parametrize("source", [None, b"nonsense", b"%PDF-1.7 broken", b"\xff\xd8\xff broken"])
def test_without_a_page_it_is_refused(source):
    with pytest.raises(ExportError, match="--source") as refused:
        convert(report(), "facturx", Settings(source=source))
    assert refused.value.paths == ("source",)
