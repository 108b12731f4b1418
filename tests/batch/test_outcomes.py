"""Reports and failures read back from the file of a batch."""

from __future__ import annotations

import pytest

from invoice_ocr.batch.outcomes import outcomes_in, read_outcomes
from invoice_ocr.errors import ReportError
from invoice_ocr.model.report import FailedSource, Failure, FailureReason, Report

BARE = '{"kind": "receipt", "document": {"total": "1.00"}}'


def test_reports_and_failures(tmp_path):
    path = tmp_path / "r.jsonl"
    failure = Failure(source=FailedSource(name="a"), error=FailureReason(type="X", message="m", remedy="r"))
    path.write_text(f"{BARE}\n\n{failure.to_json()}\n")
    report, failed = read_outcomes(path)
    assert isinstance(report, Report)
    assert failed == failure


@pytest.mark.parametrize("line", ["no json", '{"error": 3}', '{"kind": "letter"}', "[]"])
def test_other_lines_are_named(tmp_path, line):
    path = tmp_path / "r.jsonl"
    path.write_text(f"{BARE}\n{line}\n")
    with pytest.raises(ReportError, match="line 2"):
        list(read_outcomes(path))


def test_a_text_may_hold_lines_with_failures_or_anything_that_reports_come_in():
    failure = Failure(source=FailedSource(name="a"), error=FailureReason(type="X", message="m", remedy="r"))
    both = outcomes_in(f"{BARE}\n{failure.to_json()}\n".encode(), "r.jsonl")
    assert [type(each).__name__ for each in both][1] == "Failure"
    assert len(outcomes_in(f"[{BARE}, {BARE}]".encode(), "r.json")) == 2
