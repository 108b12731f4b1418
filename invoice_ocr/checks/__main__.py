"""``python -m invoice_ocr.checks docs/checks`` writes the pages of all checks."""

from __future__ import annotations

import sys
from pathlib import Path

from invoice_ocr.checks import CHECKS
from invoice_ocr.checks.pages import write_pages

if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), CHECKS)
