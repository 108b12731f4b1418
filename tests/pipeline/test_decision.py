"""When a document may pass without anybody looking at it."""

from __future__ import annotations

import pytest

from invoice_ocr.model.draft import Draft
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.model.reading import Reading
from invoice_ocr.model.report import Evidence
from invoice_ocr.pipeline.decision import decide

WHOLE = {"number": "R-1", "issue_date": "2024-03-04", "total": "9.90"}


def draft(kind="invoice", evidence=None, **changes):
    return Draft(kind, Invoice(**{**WHOLE, **changes}), evidence or {})


def finding(severity, status="fail"):
    return Finding(rule="X", severity=severity, status=status, paths=("total",), message="m")


def seen(confidence, readings=None):
    return Evidence(text="9.90", confidence=confidence, source="ocr", readings=readings)


def test_nothing_speaks_against_it():
    assert decide(draft(evidence={"total": seen(0.95)}), [], None) == "accept"


def test_neither_invoice_nor_receipt_is_rejected():
    assert decide(draft(kind=None), [], None) == "reject"


@pytest.mark.parametrize("path", WHOLE)
def test_a_missing_key_field_needs_a_person(path):
    assert decide(draft(**{path: None}), [], None) == "review"


def test_errors_need_a_person_and_warnings_do_not():
    assert decide(draft(), [finding("error")], None) == "review"
    assert decide(draft(), [finding("warning"), finding("info"), finding("error", "pass")], None) == "accept"


@pytest.mark.parametrize(("path", "decision"), [("total", "review"), ("subtotal", "review"), ("buyer.name", "accept")])
def test_an_unsure_key_field_needs_a_person(path, decision):
    assert decide(draft(evidence={path: seen(0.5)}), [], None) == decision


def test_a_value_that_a_person_chose_among_readings_is_no_longer_in_doubt():
    assert decide(draft(evidence={"issue_date": seen(0.95, ("2024-03-04", "2024-04-03"))}), [], None) == "accept"


def test_what_the_reader_warns_of_needs_a_person():
    assert decide(draft(), [], Reading("ocr", (), warnings=("Page 2 is blank.",))) == "review"
