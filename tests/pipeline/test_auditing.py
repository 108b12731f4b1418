"""Checking again with a profile: decisions, files, and what was unsettled."""

from __future__ import annotations

from pathlib import Path

import pytest

import invoice_ocr
from invoice_ocr.errors import UsageError
from invoice_ocr.pipeline.auditing import Auditing

SAMPLE = Path(__file__).parents[2] / "samples" / "de-invoice-two-rates" / "document.pdf"


@pytest.fixture(scope="module")
def report():
    return invoice_ocr.extract(SAMPLE, reader="textlayer")


def test_all_rules_have_a_status(report):
    checked = invoice_ocr.check(report, all_rules=True)
    assert {finding.status for finding in checked.findings} >= {"pass", "not_applicable", "insufficient_data"}
    assert checked.decision == report.decision


def test_a_profile_is_named_in_the_report_and_decides(report, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('required = ["contract"]')
    checked = invoice_ocr.check(report, profile=own)
    assert (checked.profile, checked.decision) == ("own", "review")
    assert invoice_ocr.check(report, profile="receipt").profile is None
    with pytest.raises(UsageError):
        invoice_ocr.check(report, profile="nothing")


def test_a_suppressed_error_asks_for_nobody(report, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('required = ["contract"]\n[[suppress]]\nrule = "REQ111"\nreason = "Framework since 2020."')
    checked = invoice_ocr.check(report, profile=own)
    assert checked.decision == report.decision
    assert [f.suppressed for f in checked.findings if f.rule == "REQ111"] == ["Framework since 2020."]


def test_what_was_unsettled_while_reading_stays_so(report):
    unsettled = report.model_copy(update={"decision": "review"})
    (again,) = Auditing(all_rules=True).watch([unsettled])
    assert invoice_ocr.check(unsettled).decision == "accept"
    assert again.decision == "review"


def test_without_options_outcomes_pass_as_they_are(report):
    failure = next(iter(invoice_ocr.extract_many([b"nothing"])))
    assert list(Auditing().watch([report, failure])) == [report, failure]


@pytest.mark.parametrize(("fail_on", "failed"), [(None, False), ("error", False), ("info", True)])
def test_fail_on(report, tmp_path, fail_on, failed):
    own = tmp_path / "own.toml"
    own.write_text('required = ["contract"]\n[severity]\nREQ111 = "info"')
    audit = Auditing(profile=own, fail_on=fail_on)
    audit.check(report)
    assert audit.failed == failed
