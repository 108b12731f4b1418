"""The summary of a batch as one self-contained HTML page, without the documents' own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.report import Failure
from invoice_ocr.reports.html.overview import summary_view
from invoice_ocr.reports.html.templates import template
from invoice_ocr.reports.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.reports import Outcome, Pictures

MOST = 1000
"""Documents that are listed by name; the counts are of all."""


def render(outcomes: Iterable[Outcome], _: Pictures) -> Iterator[str]:
    """Counts of everything, and the first documents that a person must look at."""
    summary = Summary()
    listed: list[tuple[str, Outcome]] = []
    failures: list[Failure] = []
    unlisted = 0
    for outcome in summary.watch(outcomes):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        elif outcome.decision != "accept":
            if len(listed) < MOST:
                listed.append(("", outcome))
            else:
                unlisted += 1
    view = summary_view(summary, listed, failures[:MOST], unlisted=unlisted + max(0, len(failures) - MOST))
    yield template("page.html").render(
        title=f"{summary.documents} documents", sections=(), failures=failures[:MOST], summary=view
    )
