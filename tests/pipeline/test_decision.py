"""When a document may pass without anybody looking at it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from invoice_ocr.errors import UsageError
from invoice_ocr.model.candidate import Doubt
from invoice_ocr.model.draft import Draft
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Invoice
from invoice_ocr.model.reading import Reading
from invoice_ocr.model.report import Evidence, ReadingSummary, Source
from invoice_ocr.pipeline.decision import NOT_SEEN, decide, doubt_of, most_doubt, promises
from invoice_ocr.pipeline.summary import report_on

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


def test_a_page_that_could_not_be_read_is_not_rejected():
    reading = ReadingSummary(reader="ocr", seconds=0.1, warnings=("Parts of page 1 are too faint.",))
    assert decide(draft(kind=None), [], reading) == "review"


def test_a_page_in_an_unknown_language_is_not_rejected():
    unknown = replace(draft(kind=None), doubts=(Doubt("kind", 0, None),))
    assert decide(unknown, [], None) == "review"


@pytest.mark.parametrize("path", WHOLE)
def test_a_missing_key_field_needs_a_person(path):
    assert decide(draft(**{path: None}), [], None) == "review"


def test_errors_need_a_person_and_warnings_do_not():
    assert decide(draft(), [finding("error")], None) == "review"
    assert decide(draft(), [finding("warning"), finding("info"), finding("error", "pass")], None) == "accept"


@pytest.mark.parametrize(("path", "decision"), [("total", "review"), ("subtotal", "review"), ("buyer.name", "accept")])
def test_an_unsure_key_field_needs_a_person(path, decision):
    assert decide(draft(evidence={path: seen(0.5)}), [], None) == decision


def test_doubts_add_up():
    one = {"total": seen(0.95)}
    two = {**one, "issue_date": seen(0.95)}
    assert doubt_of(draft(evidence=two), "invoice") == pytest.approx(0.1 + 2 * NOT_SEEN)
    assert doubt_of(draft(evidence=one), "invoice") < doubt_of(draft(evidence=two), "invoice")


def test_a_receipts_number_is_not_doubted():
    evidence = {"number": seen(0.5)}
    assert decide(draft(kind="receipt", evidence=evidence), [], None) == "accept"
    assert decide(draft(kind="invoice", evidence=evidence), [], None) == "review"


def test_what_a_person_entered_is_not_doubted():
    assert doubt_of(draft(), "invoice") == 0


def test_a_stricter_promise_accepts_less():
    by_error = [each.doubt for each in sorted(promises())]
    assert by_error == sorted(by_error)
    assert [most_doubt(each.max_error) for each in promises()] == [each.doubt for each in promises()]
    between = seen(1 - (min(by_error) + max(by_error)) / 2)
    evidence = {"total": between, "subtotal": seen(1.0), "tax_total": seen(1.0)}
    decisions = [decide(draft(evidence=evidence), [], None, each.max_error) for each in sorted(promises())]
    assert decisions[0] == "review"
    assert decisions[-1] == "accept"
    assert decisions == sorted(decisions, reverse=True)


def test_between_two_promises_the_stricter_holds():
    first, second = sorted(promises())[:2]
    assert most_doubt((first.max_error + second.max_error) / 2) == first.doubt


@pytest.mark.parametrize("share", [0.0, 0.0001, -1.0, 1.0, 5.0, float("nan")])
def test_what_nobody_can_promise_is_refused(share):
    with pytest.raises(UsageError, match="can be promised") as refused:
        most_doubt(share)
    assert "0.005" in (refused.value.remedy or "")


def test_a_value_that_a_person_chose_among_readings_is_no_longer_in_doubt():
    assert decide(draft(evidence={"issue_date": seen(0.95, ("2024-03-04", "2024-04-03"))}), [], None) == "accept"


def test_what_the_reader_warns_of_needs_a_person():
    assert decide(draft(), [], Reading("ocr", (), warnings=("Page 2 is blank.",))) == "review"


def test_a_warning_about_a_key_field_adds_to_the_doubt():
    evidence = {
        "total": seen(1.001 - max(each.doubt for each in promises())),
        "subtotal": seen(1.0),
        "tax_total": seen(1.0),
    }
    loosest = max(each.max_error for each in promises())
    assert decide(draft(evidence=evidence), [], None, loosest) == "accept"
    odd = Finding(rule="X", severity="warning", status="fail", paths=("issue_date",), message="m")
    assert decide(draft(evidence=evidence), [odd], None, loosest) == "review"
    other = odd.model_copy(update={"paths": ("buyer.name",)})
    assert decide(draft(evidence=evidence), [other], None, loosest) == "accept"


def test_what_is_in_doubt_is_said():
    several = Evidence(page=0, text="04/05/2026", confidence=0.5, source="ocr", readings=("2026-05-04", "2026-04-05"))
    paths = ("total", "total", "issue_date", "buyer.name")
    doubted = replace(draft(evidence={"issue_date": several}), doubts=tuple(Doubt(path, 0, None) for path in paths))
    summary = ReadingSummary(reader="ocr", seconds=0, warnings=("Page 2 is faint.",))
    report = report_on(doubted, Source(name="a.png", sha256="ab" * 32, pages=1), summary)
    assert report.decision == "review"
    assert report.reading.warnings == ("Page 2 is faint.", "The total is in doubt: look at it.")
