"""The checks alone, on what a person has edited."""

from __future__ import annotations

from invoice_ocr import Invoice, Receipt, check, extract

FINE = {"number": "R-1", "issue_date": "2024-03-04", "currency": "EUR", "subtotal": "10.00", "tax_total": "1.90"}


def test_a_document_alone_becomes_a_report():
    report = check(Receipt(total="9.90"))
    assert (report.kind, report.source.name, report.source.pages) == ("receipt", "document", 0)
    assert report.decision == "review"


def test_a_sum_that_does_not_add_up_is_found():
    report = check(Invoice(**FINE, total="12.00"))
    assert any("total" in finding.paths and finding.severity == "error" for finding in report.findings)
    assert report.decision == "review"


def test_a_correction_removes_the_finding():
    wrong = check(Invoice(**FINE, total="12.00"))
    errors = {finding.rule for finding in wrong.findings if finding.severity == "error"}
    mended = wrong.model_copy(update={"document": Invoice(**FINE, total="11.90")})
    assert errors - {finding.rule for finding in check(mended).findings}


def test_a_report_is_checked_to_itself(photo, scripted):
    report = extract(photo, reader=scripted())
    assert check(report) == report


def test_the_source_can_be_given_afterwards(photo):
    report = check(Invoice(), source=photo)
    assert (report.source.name, report.source.pages) == (str(photo), 1)


def test_what_was_rejected_stays_so_until_a_person_says_otherwise(photo, scripted):
    rejected = extract(photo, reader=scripted(lines=("Dear aunt", "the weather is fine")))
    assert check(rejected).decision == "reject"
    assert check(rejected.model_copy(update={"decision": "review"})).decision == "review"
