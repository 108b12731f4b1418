"""``python -m invoice_ocr`` is ``invoice-ocr``."""

import sys

from invoice_ocr.cli import main

if __name__ == "__main__":
    sys.exit(main())
