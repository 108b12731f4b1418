from __future__ import annotations

import pytest
from drawn_pages import draw

from invoice_ocr.readers.ppocr import shared_engine

RECEIPT = [
    (60, 40, "Corner Bakery Ltd"),
    (60, 90, "12 High Street, Leeds"),
    (60, 150, "Invoice No. A-1234"),
    (60, 200, "Date 14/03/2024"),
    (60, 270, "Wholemeal loaf"),
    (700, 270, "4.50"),
    (60, 320, "Cheese scones x 3"),
    (700, 320, "6.30"),
    (60, 400, "Total"),
    (680, 400, "10.80"),
    (60, 480, "Thank you for your custom"),
]


@pytest.fixture(scope="session")
def receipt():
    return draw(RECEIPT)


@pytest.fixture(scope="session")
def receipt_words():
    return {word for _, _, text in RECEIPT for word in text.split()}


@pytest.fixture(scope="session")
def engine():
    return shared_engine()
