"""What a PDF says of its own making, on files that are made here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fpdf import FPDF

from invoice_ocr.documents import open_document
from invoice_ocr.documents.pdf.making import making_of, pdf_date
from invoice_ocr.pipeline.file_facts import facts_of

MADE = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def pdf():
    document = FPDF()
    document.add_page()
    document.set_creation_date(MADE)
    document.set_producer("Drawn by a test")
    return bytes(document.output())


def saved_again(data):
    """An incremental update: a new object, a table of its place, and the end once more."""
    start = data.rindex(b"startxref")
    before = int(data[start:].split()[1])
    place = len(data) + 1
    root = data[data.rindex(b"/Root") :].split(b"\n")[0].split(b">>")[0]
    update = b"\n999 0 obj\n<</Changed true>>\nendobj\n"
    table = len(data) + len(update)
    update += b"xref\n999 1\n%010d 00000 n \ntrailer\n<</Size 1000 %s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        place,
        root,
        before,
        table,
    )
    return data + update


def test_as_it_was_made(pdf):
    making = making_of(pdf)
    assert (making.created, making.saves, making.producer) == (MADE, 0, "Drawn by a test")


def test_saved_onto_itself(pdf):
    assert making_of(saved_again(pdf)).saves == 1
    assert making_of(saved_again(saved_again(pdf))).saves == 2


def test_laid_out_for_the_web(pdf):
    assert making_of(saved_again(pdf.replace(b"\n", b"\n%/Linearized\n", 1))).saves == 0


def test_facts_of_a_file(pdf, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(saved_again(pdf))
    document = open_document(path)
    assert facts_of(document, path).saves == facts_of(document, str(path)).saves == 1
    with path.open("rb") as stream:
        facts = facts_of(document, stream)
    assert (facts.saves, facts.created, facts.sha256) == (0, None, document.sha256)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("D:2026", "2026-01-01T00:00:00+00:00"),
        ("D:20260512093000Z", "2026-05-12T09:30:00+00:00"),
        ("D:20260512093000-05'30'", "2026-05-12T09:30:00-05:30"),
    ],
)
def test_dates(text, value):
    assert pdf_date(text).isoformat() == value


@pytest.mark.parametrize("text", ["", "yesterday", "D:20261350"])
def test_no_dates(text):
    assert pdf_date(text) is None
