"""A table for people: what the document says, what the checks found, and what is in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from invoice_ocr.cli.formats.amounts import line_items, sums
from invoice_ocr.cli.formats.drawing import drawn
from invoice_ocr.model.report import Report
from invoice_ocr.reports.words import path_in_words, printable, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.cli.formats import Medium
    from invoice_ocr.model.purchase import Party, Purchase
    from invoice_ocr.model.report import Evidence, Failure

DECISIONS = {"accept": "bold green", "review": "bold yellow", "reject": "bold red"}
SEVERITIES = {"error": "red", "warning": "yellow", "info": "cyan"}
SURE = 0.9
KEY_FIELDS = ("number", "issue_date", "currency", "subtotal", "tax_total", "total")


def render(outcomes: Iterable[Report[Any] | Failure], medium: Medium) -> Iterator[str]:
    """One table after the other; failures are said elsewhere."""
    for outcome in outcomes:
        if isinstance(outcome, Report):
            yield drawn(_sheet(outcome), medium)


def _sheet(report: Report[Any]) -> Group:
    document: Purchase = report.document
    parts = [
        _headline(report),
        Rule(style="dim"),
        _head(document),
        line_items(document),
        sums(document),
        _findings(report),
        _doubts(report),
        _footnote(report),
    ]
    return Group(*(part for part in parts if part is not None))


def _headline(report: Report[Any]) -> RenderableType:
    grid = Table.grid(expand=True)
    grid.add_column()
    grid.add_column(justify="right")
    kind = str(report.document.document_type or report.kind).replace("_", " ")
    title = Text.assemble((kind, "bold"), "  ", (printable(report.source.name), "dim"))
    grid.add_row(title, Text(report.decision.upper(), DECISIONS[report.decision]))
    return grid


def _head(document: Purchase) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    rows = {
        "Seller": _party(document.seller),
        "Buyer": _party(document.buyer),
        "Number": document.number or "",
        "Date": _day(document.issue_date, document.issue_time),
        "Due": _day(document.due_date),
        "Order": document.purchase_order or "",
        "Currency": document.currency or "",
        "Pay to": document.payment.iban or document.payment.account or "",
    }
    for label, value in rows.items():
        if value or label in {"Seller", "Number", "Date", "Currency"}:
            grid.add_row(label, Text(printable(value), "") if value else Text("-", "dim"))
    return grid


def _party(party: Party) -> str:
    address = party.address.text or ", ".join(party.address.lines) if party.address else ""
    return " · ".join(part for part in (party.name, address, party.vat_id or party.tax_id) if part)


def _day(*parts: object) -> str:
    return " ".join(value_in_words(str(part)) for part in parts if part is not None)


def _findings(report: Report[Any]) -> RenderableType | None:
    failed = [finding for finding in report.findings if finding.counts]
    if not failed:
        return None
    grid = _section("Findings")
    for finding in failed:
        text = Text(printable(finding.message))
        for path in finding.paths:
            if path in report.evidence:
                text.append(f"\n{path_in_words(path)} is printed {_quoted(report.evidence[path])}", "dim")
        for each in finding.proposals:
            text.append(f"\n{path_in_words(each.path)} {printable(each.value)}? {printable(each.evidence)}", "italic")
        grid.add_row(Text(finding.severity, SEVERITIES[finding.severity]), finding.rule, text)
    return grid


def _doubts(report: Report[Any]) -> RenderableType | None:
    """Values with several readings, key values that may be misread, and what the reader says about its work."""
    grid = _section("Doubts")
    for path, evidence in report.evidence.items():
        if evidence.readings:
            choice = " or ".join(value_in_words(printable(value)) for value in evidence.readings)
            grid.add_row(path_in_words(path), "", Text(f"{printable(evidence.text)}: {choice}?"))
        elif path in KEY_FIELDS and evidence.confidence < SURE:
            grid.add_row(path_in_words(path), "", Text(f"{_quoted(evidence)} is {evidence.confidence:.0%} sure"))
    for warning in report.reading.warnings if report.reading else ():
        grid.add_row("reading", "", Text(printable(warning)))
    return grid if grid.row_count else None


def _section(title: str) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", title_style="bold", box=None, show_header=False, padding=(0, 2, 0, 0)
    )
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    return table


def _quoted(evidence: Evidence) -> str:
    return f'"{printable(evidence.text)}"'


def _footnote(report: Report[Any]) -> RenderableType:
    pages = "1 page" if report.source.pages == 1 else f"{report.source.pages} pages"
    parts = [pages]
    if report.reading:
        by = f"{report.reading.reader} ({report.reading.model})" if report.reading.model else report.reading.reader
        parts.append(f"read by {by} in {report.reading.seconds:.1f} s")
    if report.leftovers:
        count = len(report.leftovers)
        parts.append("1 value seen but not used" if count == 1 else f"{count} values seen but not used")
    return Text("\n" + "; ".join(parts), "dim")
