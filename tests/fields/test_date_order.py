"""Which of two numbers is the day, where the country leaves it open and other days on the page tell."""

from __future__ import annotations

from datetime import date

import pytest
from page import draw

from invoice_ocr.fields import assemble

PAGE = """
Northbend Bookkeeping Inc.             INVOICE 820
Toronto, ON M5V 1R9, Canada
{dates}
Year-end package                          500.00
Total                                  $  500.00
{foot}
"""


@pytest.mark.parametrize(
    ("dates", "foot", "issued"),
    [
        pytest.param("Date: 05/12/2023   Due: 04/01/2024", "Terms: net 30", date(2023, 12, 5), id="net 30"),
        pytest.param("Date: 05/12/2023   Due: 06/11/2023", "Payable within 30 days", date(2023, 5, 12), id="30 days"),
        pytest.param("Date: 12/11/2023   Due: 03/12/2023", "", date(2023, 11, 12), id="not due before its issue"),
        pytest.param("Date: 01/06/2025", "Power 14/04 - 13/05", date(2025, 6, 1), id="a span without years"),
        pytest.param("Date: 01/06/2025", "Paid on 1 June 2025", date(2025, 6, 1), id="written out elsewhere"),
        pytest.param("Date: 01/06/2025   Due: 02/07/2025", "", None, id="both may be"),
        pytest.param("Date: 01/06/2025", "Power 14/04 - 13/05\nGas 04/14 - 05/13", None, id="contradiction"),
        pytest.param("Date: 01/06/2025", "", None, id="nothing tells"),
    ],
)
def test_the_order_of_day_and_month(dates: str, foot: str, issued: date | None):
    assert assemble(draw(PAGE.format(dates=dates, foot=foot))).document.issue_date == issued


@pytest.mark.parametrize(
    ("dates", "foot", "issued"),
    [
        pytest.param("Date: 05/12/2023   Due: 04/01/2024", "Terms: net 30", date(2023, 12, 5), id="net 30"),
        pytest.param("Date: 05/12/2023   Due: 06/11/2023", "Terms: net 30", date(2023, 5, 12), id="as usual"),
        pytest.param("Date: 05/12/2023   Due: 04/01/2024", "", date(2023, 5, 12), id="possible is too little"),
        pytest.param("Date: 01/06/2025", "Paid on 1 June 2025", date(2025, 6, 1), id="written out elsewhere"),
    ],
)
def test_the_page_outweighs_the_country(dates: str, foot: str, issued: date | None):
    page = PAGE.replace("Toronto, ON M5V 1R9, Canada", "1200 Main St, Austin, TX 78701, USA")
    assert assemble(draw(page.format(dates=dates, foot=foot))).document.issue_date == issued
