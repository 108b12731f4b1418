"""The pages of all formats are those that the program writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from judges import needed

from invoice_ocr.export import EXPORTERS
from invoice_ocr.export.pages import pages
from invoice_ocr.model.readback import read_report

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "export"
SAMPLE = ROOT / "samples" / "de-invoice-two-rates"


@pytest.fixture(scope="module")
def written():
    for library in ("facturx", "openpyxl", "pyarrow"):
        needed(library)
    report = read_report((SAMPLE / "expected.json").read_bytes(), name="expected.json")
    return pages(FOLDER, report, (SAMPLE / "document.pdf").read_bytes())


@pytest.mark.parametrize("name", ["README", *EXPORTERS])
def test_pages_are_fresh(name, written):
    command = "python -m invoice_ocr.export docs/export samples/de-invoice-two-rates/{expected.json,document.pdf}"
    assert FOLDER.joinpath(f"{name}.md").read_text("utf-8") == written[name], command
