"""JUnit XML for build servers: one suite a document, one case for its decision and for each finding.

Only errors, and decisions other than ``accept``, are failures; a warning or remark is a passed case that says so in its
output. Rules that did not apply or lacked data are skipped cases, where the report lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, tostring

from invoice_ocr.model.report import Failure, Report
from invoice_ocr.reports.rules import title_of
from invoice_ocr.reports.words import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from invoice_ocr.model.finding import Finding
    from invoice_ocr.reports import Outcome, Pictures


def render(outcomes: Iterable[Outcome], _: Pictures) -> Iterator[str]:
    """One document of XML, suite by suite."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="invoice-ocr">\n'
    for outcome in outcomes:
        suite = _failed(outcome) if isinstance(outcome, Failure) else _read(outcome)
        for kind in ("failure", "error", "skipped"):
            suite.set(f"{kind}s" if kind != "skipped" else kind, str(len(suite.findall(f"testcase/{kind}"))))
        suite.set("tests", str(len(suite.findall("testcase"))))
        yield tostring(suite, encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _read(report: Report[Any]) -> Element:
    suite = Element("testsuite", name=printable(report.source.name))
    decision = _case(suite, "decision")
    if report.decision != "accept":
        SubElement(decision, "failure", message=f"The decision is {report.decision}.", type=report.decision)
    for finding in report.findings:
        _finding(_case(suite, f"{finding.rule} {title_of(finding.rule)}"), finding)
    return suite


def _finding(case: Element, finding: Finding) -> None:
    message = printable(finding.message)
    if finding.suppressed is not None:
        SubElement(case, "skipped", message=f"Set aside ({printable(finding.suppressed)}): {message}")
    elif finding.status in {"not_applicable", "insufficient_data"}:
        SubElement(case, "skipped", message=message)
    elif finding.counts and finding.severity == "error":
        SubElement(case, "failure", message=message, type=finding.severity).text = ", ".join(finding.paths)
    elif finding.counts:
        SubElement(case, "system-out").text = f"{finding.severity}: {message} ({', '.join(finding.paths)})"


def _failed(failure: Failure) -> Element:
    suite = Element("testsuite", name=printable(failure.source.name))
    error = SubElement(
        _case(suite, "reading"), "error", message=printable(failure.error.message), type=failure.error.type
    )
    error.text = printable(failure.error.remedy)
    return suite


def _case(suite: Element, name: str) -> Element:
    return SubElement(suite, "testcase", classname=suite.get("name", ""), name=printable(name))
