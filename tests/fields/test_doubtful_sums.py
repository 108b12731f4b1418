"""Sums that hold together in a way that no document does: a total without its tax, a number across another."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from page import draw

from invoice_ocr.fields import assemble

HEAD = "Corner Shop Ltd\n4 Mill Road\nCambridge CB1 2AD\n\nInvoice No 17\nDate 14 May 2026\n\n"
ROWS = "Description   Qty   Price   Amount\nTea   1   105.00   105.00\nCake   1   203.00   203.00\n\n"


def doubted(reading):
    return {doubt.path for doubt in assemble(reading, kind="invoice").doubts}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Net total   308.00\nVAT   61.60\nTotal   308.00", True),
        ("Total   308.00\nVAT 20%   61.60", True),
        ("Total   308.00\nVAT   36.96", True),
        ("Subtotal   308.00\nVAT 20%   51.33\nTotal   308.00", False),
        ("Total   308.00\nIncludes VAT   51.33", False),
        ("Net total   308.00\nVAT   61.60\nTotal   369.60", False),
        ("Net total   308.00\nVAT 0 %   0.00\nTotal   308.00", False),
    ],
)
def test_the_tax_is_missing_in_the_total(rows, expected):
    assert ("total" in doubted(draw(HEAD + ROWS + rows))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Subtotal   308.00\nZimbo levy   60.00\nTotal   368.00", True),
        ("Subtotal   308.00\nTotal   369.60", False),  # nothing printed says what the difference is
        ("Subtotal   308.00\nVAT   61.60\nTotal   369.60", False),
        ("Subtotal   308.00\nShipping   61.60\nTotal   369.60", False),
    ],
)
def test_what_leads_to_the_total_is_called_no_tax(rows, expected):
    assert ("tax_total" in doubted(draw(HEAD + ROWS + rows))) == expected


@pytest.mark.parametrize(
    ("text", "shift", "expected"),
    [("912.75", 5, True), ("912.75", 13, False), ("308.00", 2, False), ("Paid", 2, False)],
)
def test_a_number_is_printed_across_the_total(text, shift, expected):
    reading = draw(f"{HEAD}{ROWS}Total   308.00", source="textlayer")
    page = reading.pages[0]
    total = page.words[-1]
    box = total.box._replace(top=total.box.top + shift, bottom=total.box.bottom + shift)
    across = replace(page, words=(*page.words, replace(total, text=text, box=box, line=total.line + 1)))
    assert ("total" in doubted(replace(reading, pages=(across,)))) == expected


def test_one_place_is_no_subtotal_and_total():
    rows = HEAD.replace("Invoice No", "Faktura nr") + ROWS + "Suma   308.00\nW tym VAT 23 %   57.59"
    document = assemble(draw(rows), kind="invoice").document
    assert (str(document.total), document.subtotal, str(document.tax_total)) == ("308.00", None, "57.59")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Total   4,712.90\nPayable by slip   4,721.90", True),
        ("Total   4,712.90\nPayable by slip   4,712.90", False),
        ("Total   4,712.90\nPayable by slip   4,713.00", False),
        ("Total   4,712.90\nDeposit   100.00\nAmount due   4,612.90", False),
        ("Total   4,712.90\nCash   4,812.90\nChange   100.00", False),
    ],
)
def test_an_amount_like_the_total_but_for_a_digit(rows, expected):
    lines = "Description   Qty   Price   Amount\nTea   1   105.00   105.00\nCake   1   4,607.90   4,607.90\n\n"
    assert ("total" in doubted(draw(HEAD + lines + rows))) == expected


def test_a_subtotal_that_leads_to_nothing_is_doubted():
    rows = "Veg Platter   339.00\n\nSub Total   339.00\nGST 5%   16.95\nGrand Total   356.00"
    draft = assemble(draw(f"Delicacy Foods\n4 Mill Road\n26/03/2018\n\n{rows}"), kind="receipt")
    assert draft.document.subtotal == Decimal("339.00") or "subtotal" in {doubt.path for doubt in draft.doubts}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("Total   308.00\n\nAmount   398.00", True),
        ("Total   308.00\n\nAmount   308.00", False),
        ("Total   308.00\nDeposit   100.00\nAmount due   208.00", False),
        ("Total GBP   308.00\nTotal EUR   356.20", False),
        ("Total   308.00\n\nAmount   39.80", False),
    ],
    ids=["another", "the-same", "less-a-deposit", "another-currency", "of-another-size"],
)
def test_a_slip_asks_for_another_amount(rows, expected):
    assert ("total" in doubted(draw(HEAD + ROWS + rows))) == expected


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        ("Shipping charge   4.50\nOrder tax   16.47\nOrder total   328.97", True),
        ("Shipping charge   4.50\nOrder tax   16.41\nOrder total   328.97", False),
        ("Order tax   16.47\nOrder total   324.47", True),
    ],
)
def test_the_lines_and_the_tax_prove_each_other_without_a_subtotal(rows, sure):
    draft = assemble(draw(HEAD + ROWS + rows, source="textlayer"), kind="invoice")
    assert (draft.evidence["tax_total"].confidence > 0.95) == sure
