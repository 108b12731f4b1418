"""Markdown for a ticket: decision, sums and findings of each document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from invoice_ocr.model.report import Failure, Report
from invoice_ocr.reports.ledger import ledger
from invoice_ocr.reports.rules import title_of
from invoice_ocr.reports.words import path_in_words, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.finding import Finding
    from invoice_ocr.reports import Outcome, Pictures

ACTIVE = re.compile(r"[\\`*_{}\[\]<>#+!|~&@]")
"""What Markdown or a ticket system would act on: markup, links, mentions."""

MARKS = {"agrees": "agrees", "differs": "**differs**", "open": ""}


def render(outcomes: Iterable[Outcome], _: Pictures) -> Iterator[str]:
    """One section a document."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield f"## {said(outcome.source.name)}: not readable\n\n{said(outcome.error.message)} "
            yield f"{said(outcome.error.remedy)}\n\n"
        else:
            yield "\n".join(_section(outcome)) + "\n\n"


def said(text: object) -> str:
    r"""The text on one line, with nothing in it that acts.

    >>> said("| <b>@anna</b> |")
    '&#124; &#60;b&#62;&#64;anna&#60;/b&#62; &#124;'
    """
    flat = " ".join(printable(str(text), keep="\n\t").split())
    return ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", flat)


def _section(report: Report[Any]) -> Iterator[str]:
    document = report.document
    yield f"## {said(report.source.name)}: {report.decision}"
    yield ""
    facts = (document.seller.name, document.number, document.issue_date, document.currency, document.total)
    labels = ("Seller", "Number", "Date", "Currency", "Total")
    yield from (f"* {label}: {said(fact)}" for label, fact in zip(labels, facts, strict=True) if fact is not None)
    yield from _findings([finding for finding in report.findings if finding.status == "fail"])
    yield from _others([finding for finding in report.findings if finding.status != "fail"])
    yield from _sums(report)


def _findings(findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield from ("", "### Findings", "", "| | rule | finding | where |", "|---|---|---|---|")
    for finding in findings:
        where = ", ".join(path_in_words(path) for path in finding.paths)
        text = said(finding.message)
        for each in finding.proposals:
            text += f" Proposal: {said(path_in_words(each.path))} {said(each.value)} ({said(each.evidence)})."
        if finding.suppressed is not None:
            text += f" Set aside: {said(finding.suppressed)}."
        yield f"| {finding.severity} | {said(finding.rule)} | {text} | {said(where)} |"


def _others(others: list[Finding]) -> Iterator[str]:
    if others:
        yield from ("", "### Other rules", "", "| rule | status | |", "|---|---|---|")
    for finding in others:
        status = finding.status.replace("_", " ")
        yield f"| {said(finding.rule)} | {status} | {said(title_of(finding.rule))} |"


def _sums(report: Report[Any]) -> Iterator[str]:
    yield from ("", "### Sums", "", "| | stated | computed | | |", "|---|---:|---:|---|---|")
    for row in ledger(report):
        computed = "" if row.computed is None else format(row.computed, "f")
        printed = "" if row.printed is None else format(row.printed, "f")
        yield f"| {said(row.label)} | {printed} | {computed} | {said(row.formula)} | {MARKS[row.verdict]} |"
