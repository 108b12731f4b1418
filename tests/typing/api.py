"""The public names as a caller's type checker sees them; checked by mypy in tests/typing/test_typing.py, never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, assert_type

from invoice_ocr import (
    Derived,
    Document,
    Evidence,
    Failure,
    Finding,
    Invoice,
    Labels,
    Proposal,
    Purchase,
    Reading,
    Receipt,
    Report,
    Subject,
    check,
    convert_report,
    explain,
    export_report,
    extract,
    extract_async,
    extract_many,
    extract_many_async,
    make_reader,
    open_document,
    read_report,
    read_reports,
    run_checks,
)


class ParkingReceipt(Receipt):
    """A receipt with a field of the caller's own."""

    plate: Annotated[str | None, Labels("Plate", "Kennzeichen")] = None


class DeafReader:
    """A reader of the caller's own."""

    name = "deaf"

    def read(self, document: Document, kind: object = None) -> Reading:  # noqa: ARG002 - it hears nothing anyway
        return Reading(self.name, (), warnings=(f"{document.name} was not read.",))


report = extract("receipt.jpg")
assert_type(report, Report[Invoice | Receipt])
assert_type(report.document.total, Decimal | None)
assert_type(report.document.issue_date, date | None)
assert_type(report.evidence["total"], Evidence)
assert_type(report.findings[0], Finding)

assert_type(extract(b"", kind=ParkingReceipt), Report[ParkingReceipt])
assert_type(extract("-", kind=ParkingReceipt).document.plate, str | None)
assert_type(extract("-", kind="invoice", reader=DeafReader(), name="standard input"), Report[Invoice | Receipt])
assert_type(make_reader("ocr").read(open_document("scan.pdf")), Reading)

assert_type(extract_many(["a.pdf", b""], kind=Invoice), Iterator[Report[Invoice] | Failure])
assert_type(extract_many(["a.pdf"], workers=2, processes=True), Iterator[Report[Invoice | Receipt] | Failure])
assert_type(extract_many_async(["a.pdf"]), AsyncIterator[Report[Invoice | Receipt] | Failure])

assert_type(check(report), Report[Invoice | Receipt])
assert_type(check(ParkingReceipt(total=Decimal("2.50"))), Report[ParkingReceipt])
assert_type(read_report("{}", kind=ParkingReceipt), Report[ParkingReceipt])
assert_type(read_reports(b""), list[Report[Purchase]])
assert_type(export_report(report, "csv"), str | bytes)
assert_type(convert_report(report, "ubl").derived, tuple[Derived, ...])
assert_type(report.findings[0].proposals, tuple[Proposal, ...])
assert_type(run_checks(Subject.of("receipt", total="2.50")), tuple[Finding, ...])
assert_type(explain("ARI104"), str)


async def wait() -> None:
    assert_type(await extract_async("receipt.jpg"), Report[Invoice | Receipt])
    assert_type(await extract_async("receipt.jpg", kind=ParkingReceipt), Report[ParkingReceipt])
