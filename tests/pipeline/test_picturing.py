"""Pictures in reports are those of the file that was read, or none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import invoice_ocr
from invoice_ocr.errors import DocumentError
from invoice_ocr.pipeline.picturing import pictures_of

SAMPLE = Path(__file__).parents[2] / "samples" / "ie-wrong-total" / "document.pdf"


@pytest.fixture(scope="module")
def report():
    return invoice_ocr.extract(SAMPLE, reader="textlayer")


def test_the_page_shows_the_file_that_was_read(report):
    page = invoice_ocr.render_report(report)
    assert page.count("data:image/jpeg;base64,") == report.source.pages == 1
    assert 'class="box error"' in page


def test_a_file_that_has_changed_is_not_shown(report, tmp_path):
    copy = tmp_path / "copy.pdf"
    shutil.copy(SAMPLE, copy)
    moved = report.model_copy(update={"source": report.source.model_copy(update={"name": str(copy)})})
    assert len(pictures_of(moved)) == 1
    with copy.open("ab") as file:
        file.write(b"\n% more\n")
    assert pictures_of(moved) == ()
    assert len(pictures_of(moved, copy)) == 1


@pytest.mark.parametrize("name", ["-", "https://files.example/a.pdf", "no\0such", "gone.pdf"])
def test_a_source_that_is_no_file_has_no_pictures(report, name):
    elsewhere = report.model_copy(update={"source": report.source.model_copy(update={"name": name})})
    assert pictures_of(elsewhere) == ()


def test_a_given_source_must_open(report, tmp_path):
    with pytest.raises(DocumentError):
        invoice_ocr.render_report(report, source=tmp_path / "gone.pdf")


def test_the_summary_counts_reports_and_failures(report):
    failed = next(iter(invoice_ocr.extract_many([b"nothing"])))
    summary = invoice_ocr.summarise_reports([report, failed, report])
    assert dict(summary.statuses) == {"review": 2, "failed": 1}
    assert summary.rules["ARI104", "error"] == 2
    assert str(summary.currencies["EUR"].total) == "2477.54"
    assert "not readable" in invoice_ocr.render_report([report, failed], "summary")
