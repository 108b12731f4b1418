"""Fields that users add, found by their labels and typed by their annotation."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Optional

import pytest
from page import draw

from invoice_ocr.fields import assemble
from invoice_ocr.model.purchase import Invoice, Labels, Number, Receipt


class JobInvoice(Invoice):
    project: Annotated[str | None, Labels("Project no.", "Projekt-Nr.")] = None
    deposit: Annotated[Number | None, Labels("Retention")] = None
    inspected: Annotated[date | None, Labels("Inspected on")] = None
    pieces: Annotated[int | None, Labels("Pieces")] = None
    collected: Annotated[Optional[time], Labels("Collected at")] = None  # noqa: UP045 - both spellings are in use
    rush: Annotated[bool | None, Labels("Rush")] = None
    remark: str | None = None


class TableReceipt(Receipt):
    table: Annotated[str | None, Labels("Tisch")] = None


PAGE = """
Copperline Joinery Ltd
INVOICE
Invoice No: 5501
Date: 12 June 2026
Project no.: KX-7 East Wing
Retention: 250.00
Inspected on: 31/05/2026
Pieces: 48
Collected at: 14:35
Rush: yes
remark: none
Oak stair   1,000.00
Total   1,000.00
"""


@pytest.fixture(scope="module")
def draft():
    return assemble(draw(PAGE), kind=JobInvoice)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("project", "KX-7 East Wing"),
        ("deposit", Decimal("250.00")),
        ("inspected", date(2026, 5, 31)),
        ("pieces", 48),
        ("collected", time(14, 35)),
        ("rush", None),
        ("remark", None),
        ("number", "5501"),
        ("total", Decimal("1000.00")),
    ],
)
def test_value(draft, path, expected):
    assert getattr(draft.document, path) == expected


def test_evidence(draft):
    assert draft.evidence["project"].text == "KX-7 East Wing"
    assert draft.evidence["pieces"].page == 0
    assert isinstance(draft.document, JobInvoice)


def test_value_under_its_label():
    draft = assemble(draw("Projekt-Nr.\nAB-12\nPieces\n7\n\nTotal   5.00"), kind=JobInvoice)
    assert draft.document.project == "AB-12"
    assert draft.document.pieces == 7


def test_labels_in_a_row_with_values_under_them():
    draft = assemble(draw("Projekt-Nr.        Pieces\nAB-12              7\n\nTotal   5.00"), kind=JobInvoice)
    assert draft.document.project == "AB-12"


def test_date_of_either_order_is_left_open():
    draft = assemble(draw("Receipt No: A17\nInspected on: 03/04/2026\nTotal   5.00"), kind=JobInvoice)
    assert draft.document.inspected is None
    assert len(draft.evidence["inspected"].readings) == 2


def test_label_without_a_value_of_the_type():
    page = "Pieces: many\nRetention: none\nCollected at: noon\nInspected on: later\nTotal   5.00"
    document = assemble(draw(page), kind=JobInvoice).document
    assert (document.pieces, document.deposit, document.collected, document.inspected) == (None, None, None, None)


def test_label_at_the_end_of_the_page():
    assert assemble(draw("Total   5.00\nProject no."), kind=JobInvoice).document.project is None


def test_subclass_of_a_receipt_is_a_receipt():
    draft = assemble(draw("Gasthaus Linde\nTisch 12\nSumme   5,00"), kind=TableReceipt)
    assert draft.kind == "receipt"
    assert draft.document.table == "12"
    assert draft.document.document_type == "receipt"
