"""Rules that found nothing say whether they passed, had nothing to do, or could not be checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_check_cases import listed, subject_of

import invoice_ocr.checks
from invoice_ocr.checks import CHECKS, Subject
from invoice_ocr.checks.statuses import status_of, statuses_of

BY_RULE = {check.rule: check for check in CHECKS}


@pytest.mark.parametrize(("check", "case"), listed("fires"))
def test_what_fires_has_what_it_needs(check, case):
    assert status_of(subject_of(case), check) == ("pass", ())


def test_every_rule_says_what_it_needs():
    rows = Path(invoice_ocr.checks.__file__).with_name("needs.tsv").read_text("utf-8").splitlines()[1:]
    assert [row.partition("\t")[0] for row in rows] == [check.rule for check in CHECKS]


@pytest.mark.parametrize(
    ("rule", "document", "status", "missing"),
    [
        ("ARI104", {"total": "1.00"}, "insufficient_data", ("subtotal", "lines_total", "tax_total", "taxes.amount")),
        ("ARI107", {"total": "1.00"}, "not_applicable", ()),
        ("ARI107", {"allowances": [{"amount": "1.00"}]}, "insufficient_data", ("allowance_total",)),
        ("TAX111", {"taxes": [{"category": "S"}]}, "not_applicable", ()),
        ("TAX111", {"taxes": [{"category": "AE"}]}, "pass", ()),
        ("RCP102", {}, "not_applicable", ()),
        ("DAT102", {"issue_date": "2026-05-12"}, "insufficient_data", ("today",)),
        ("FRD104", {"payment": {"iban": "X"}}, "not_applicable", ()),
        ("REQ101", {}, "pass", ()),
    ],
)
def test_statuses(rule, document, status, missing):
    assert status_of(Subject.of("invoice", **document), BY_RULE[rule]) == (status, missing)


def test_each_rule_has_one_entry_and_no_defect_is_called_passed():
    subject = Subject.of("invoice", subtotal="10.00", tax_total="1.90", total="12.00")
    found = invoice_ocr.checks.run_checks(subject)
    listed_ = [*found, *statuses_of(subject, CHECKS, found)]
    assert {finding.rule for finding in listed_} == set(BY_RULE)
    assert not {f.rule for f in listed_ if f.status == "fail"} & {f.rule for f in listed_ if f.status != "fail"}
