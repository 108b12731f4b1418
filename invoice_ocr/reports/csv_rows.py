"""CSV (RFC 4180) of a batch: one row a document, with what was decided and found."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from invoice_ocr.export.table import cell
from invoice_ocr.model.report import Failure, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.reports import Outcome, Pictures

COLUMNS = (
    *("source", "kind", "decision", "number", "issue_date", "seller", "currency", "subtotal", "tax_total", "total"),
    *("errors", "warnings", "infos", "suppressed", "rules", "message"),
)


def render(outcomes: Iterable[Outcome], _: Pictures) -> Iterator[str]:
    """A header and a row for each document; a file that could not be read has the decision ``failed``."""
    yield _line(COLUMNS)
    for outcome in outcomes:
        yield _line(_failed(outcome) if isinstance(outcome, Failure) else _read(outcome))


def _line(values: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow([cell(value) for value in values])
    return text.getvalue()


def _read(report: Report[Any]) -> tuple[object, ...]:
    document = report.document
    found = [finding for finding in report.findings if finding.counts]
    counts = [sum(finding.severity == each for finding in found) for each in ("error", "warning", "info")]
    set_aside = sum(finding.status == "fail" for finding in report.findings) - len(found)
    return (
        report.source.name,
        report.kind,
        report.decision,
        document.number,
        document.issue_date,
        document.seller.name,
        document.currency,
        document.subtotal,
        document.tax_total,
        document.total,
        *counts,
        set_aside,
        " ".join(dict.fromkeys(finding.rule for finding in found)),
        " ".join(finding.message for finding in found if finding.severity == "error"),
    )


def _failed(failure: Failure) -> tuple[object, ...]:
    blank = [None] * (len(COLUMNS) - 4)
    return (failure.source.name, None, "failed", *blank, f"{failure.error.message} {failure.error.remedy}".strip())
