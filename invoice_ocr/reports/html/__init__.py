"""One self-contained HTML page: findings, sums, fields and the pages with their boxes.

It loads nothing and runs nothing: no script, no font, no link out of itself, and a content policy that forbids them.
Everything that a document says is escaped by the templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from invoice_ocr.model.report import Failure
from invoice_ocr.reports.html.document import document_view
from invoice_ocr.reports.html.overview import summary_view
from invoice_ocr.reports.html.templates import template
from invoice_ocr.reports.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.reports import Outcome, Pictures


def render(outcomes: Iterable[Outcome], pictures: Pictures) -> Iterator[str]:
    """The page of one document, or of several behind a summary."""
    summary = Summary()
    sections: list[str] = []
    failures: list[Failure] = []
    listed: list[tuple[str, Outcome]] = []
    for number, outcome in enumerate(summary.watch(outcomes), 1):
        if isinstance(outcome, Failure):
            failures.append(outcome)
            continue
        view = document_view(outcome, f"d{number}-", pictures(outcome))
        listed.append((f"#d{number}-top", outcome))
        sections.append(template("document.html").render(view=view))
    many = summary.documents != 1
    title = f"{summary.documents} documents" if many else "".join(_names(listed, failures))
    yield template("page.html").render(
        title=title,
        sections=sections,
        failures=failures,
        summary=summary_view(summary, listed, failures) if many else None,
    )


def _names(listed: list[tuple[str, Outcome]], failures: list[Failure]) -> Iterator[str]:
    yield from (outcome.source.name for _, outcome in listed)
    yield from (failure.source.name for failure in failures)
