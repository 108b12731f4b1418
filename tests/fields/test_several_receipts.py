"""Several receipts on one photo, and what only looks like it."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.fields import assemble, split_pages, within

TWO = """
Corner Shop Ltd                    Blue Finch Cafe
12 Quay Street                     8 Mill Lane
04/13/2026                         05/14/2026
Tea          3.00                  Soup         6.00
Cake         2.50                  Bread        1.50
TOTAL        5.50                  TOTAL        7.50
CASH         5.50                  CARD         7.50
"""

INVOICE = """
Corner Shop Ltd                    Invoice No. 17
12 Quay Street                     Date: 04/13/2026
Item                               Amount
Tea and cake for ten people        30.00
Soup and bread for ten people      75.00
Delivery to the harbour office     10.00
Total                              115.00
"""

UNSURE = """
Corner Shop Ltd                    Blue Finch Cafe
12 Quay Street                     8 Mill Lane
04/13/2026
Tea          3.00                  Soup         6.00
Cake         2.50                  Bread        1.50
TOTAL        5.50                  TOTAL        7.50
CASH         5.50                  CARD         7.50
"""


def test_each_receipt_by_itself():
    reading = draw(TWO)
    parts = split_pages(reading)
    documents = [assemble(within(reading, part.box)).document for part in parts]
    assert [(d.seller.name, str(d.total), d.issue_date.isoformat()) for d in documents] == [
        ("Corner Shop Ltd", "5.50", "2026-04-13"),
        ("Blue Finch Cafe", "7.50", "2026-05-14"),
    ]


def test_the_places_are_those_on_the_whole_page():
    reading = draw(TWO)
    left, right = (assemble(within(reading, part.box)).evidence["total"].box for part in split_pages(reading))
    assert left[2] < 0.5 < right[0]
    assert left[1] == right[1]


@pytest.mark.parametrize("source", ["textlayer", "ocr"])
def test_an_invoice_in_two_columns_is_one(source):
    (part,) = split_pages(draw(INVOICE, source=source))
    assert (part.box, part.doubt) == (None, "")


def test_a_page_of_a_pdf_with_text_is_one():
    (part,) = split_pages(draw(TWO, source="textlayer"))
    assert part.box is None


def test_what_is_not_sure_is_said():
    (part,) = split_pages(draw(UNSURE))
    assert part.box is None
    assert "2 receipts on the page" in part.doubt


BELOW = """
Corner Shop Ltd
12 Quay Street
04/13/2026
Tea          3.00
Cake         2.50
TOTAL        5.50
CASH         5.50



Blue Finch Cafe
8 Mill Lane
{date}
Soup         6.00
Bread        1.50
TOTAL        {total}
CARD         {total}
"""


def test_receipts_one_below_the_other():
    reading = draw(BELOW.format(date="05/14/2026", total="7.50"))
    documents = [assemble(within(reading, part.box)).document for part in split_pages(reading)]
    assert [(d.seller.name, str(d.total)) for d in documents] == [
        ("Corner Shop Ltd", "5.50"),
        ("Blue Finch Cafe", "7.50"),
    ]


def test_a_receipt_without_a_date_below_another_is_doubted():
    (part,) = split_pages(draw(BELOW.format(date="Table 9", total="7.50")))
    assert part.doubt == "There may be 2 receipts on the page."


def test_the_slip_of_a_card_belongs_to_its_receipt():
    (part,) = split_pages(draw(BELOW.format(date="04/13/2026", total="5.50")))
    assert not part.doubt
