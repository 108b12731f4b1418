"""``python -m invoice_ocr.export docs/export REPORT.json SOURCE`` writes the pages of all formats."""

from __future__ import annotations

import sys
from pathlib import Path

from invoice_ocr.export.pages import write_pages
from invoice_ocr.model.readback import read_report

if __name__ == "__main__":
    folder, report, source = map(Path, sys.argv[1:])
    write_pages(folder, read_report(report.read_bytes(), name=report.name), source.read_bytes())
