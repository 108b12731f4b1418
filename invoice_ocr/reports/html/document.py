"""What the page of one document shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from invoice_ocr.reports.html.places import Place, places_of
from invoice_ocr.reports.html.sheets import Sheet, sheets_of
from invoice_ocr.reports.ledger import Row, ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.purchase import Party
    from invoice_ocr.model.report import Evidence, Report

ORDER = {"error": 0, "warning": 1, "info": 2}
DOUBTFUL = 0.9
"""Below this confidence a value is shown as unsure; the same bar as that of the decision."""

KEY = (
    *("document_type", "number", "issue_date", "issue_time", "due_date", "delivery_date", "purchase_order"),
    *("buyer_reference", "currency"),
)
PARTY = ("name", "vat_id", "tax_id", "registration_id")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number that the boxes on the pages carry."""

    number: int
    anchor: str
    finding: Finding
    links: tuple[tuple[str, str], ...]
    """Path and address of each place that the finding is about; the address is empty where none is known."""


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the document's head with where it was read."""

    path: str
    value: str
    link: str
    evidence: Evidence | None

    @property
    def unsure(self) -> bool:
        """Whether it may be misread."""
        return self.evidence is not None and self.evidence.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything that the template of a document needs, in the order of the page."""

    report: Report[Any]
    prefix: str
    findings: tuple[Numbered, ...]
    set_aside: tuple[Finding, ...]
    others: tuple[Finding, ...]
    rows: tuple[Row, ...]
    marks: dict[str, tuple[Numbered, ...]]
    links: dict[str, str]
    fields: tuple[Field, ...]
    sheets: tuple[Sheet, ...]


def document_view(report: Report[Any], prefix: str, pictures: Sequence[Image]) -> DocumentView:
    """The view of a report; ``prefix`` keeps the anchors of several documents on one page apart."""
    failed = sorted((each for each in report.findings if each.counts), key=lambda each: ORDER[each.severity])
    places = places_of(report, failed, prefix)
    links = {place.path: f"#{place.anchor}" for place in places} if pictures else {}
    numbered = tuple(_numbered(number, finding, links, prefix) for number, finding in enumerate(failed, 1))
    return DocumentView(
        report=report,
        prefix=prefix,
        findings=numbered,
        set_aside=tuple(each for each in report.findings if each.status == "fail" and not each.counts),
        others=tuple(each for each in report.findings if each.status != "fail"),
        rows=ledger(report),
        marks=_marks(numbered),
        links=links,
        fields=tuple(_fields(report, links)),
        sheets=tuple(sheets_of(report, pictures, places)),
    )


def _numbered(number: int, finding: Finding, links: dict[str, str], prefix: str) -> Numbered:
    paths = tuple((path, links.get(path, "")) for path in finding.paths)
    return Numbered(number, f"{prefix}f{number}", finding, paths)


def _marks(findings: tuple[Numbered, ...]) -> dict[str, tuple[Numbered, ...]]:
    marks: dict[str, tuple[Numbered, ...]] = {}
    for numbered in findings:
        for path in numbered.finding.paths:
            marks[path] = (*marks.get(path, ()), numbered)
    return marks


def _fields(report: Report[Any], links: dict[str, str]) -> list[Field]:
    document = report.document
    values: dict[str, object] = {path: getattr(document, path) for path in KEY}
    for role in ("seller", "buyer"):
        values |= _party(role, getattr(document, role))
    for name in ("terms", "iban", "bic", "account", "reference"):
        values[f"payment.{name}"] = getattr(document.payment, name)
    values |= {f"notes[{index}]": note for index, note in enumerate(document.notes)}
    values |= {f"preceding_invoices[{i}].number": each.number for i, each in enumerate(document.preceding_invoices)}
    needed = {"number", "issue_date", "currency", "seller.name"}
    return [
        Field(path, "" if value is None else str(value), links.get(path, ""), report.evidence.get(path))
        for path, value in values.items()
        if value is not None or path in needed or path in report.evidence
    ]


def _party(role: str, party: Party) -> dict[str, object]:
    values: dict[str, object] = {f"{role}.name": party.name}
    if party.address:
        values[f"{role}.address.text"] = party.address.text or ", ".join(party.address.lines) or None
    return values | {f"{role}.{name}": getattr(party, name) for name in PARTY[1:]}


__all__ = ["DocumentView", "Field", "Numbered", "Place", "document_view"]
