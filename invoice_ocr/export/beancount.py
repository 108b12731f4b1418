"""A transaction for Beancount.

Syntax: https://beancount.github.io/docs/beancount_language_syntax.html. Accounts come from the mapping file; that they
are opened is left to the user's own ledger.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.errors import UsageError
from invoice_ocr.export.booking import Booking, Posting, book, paths_of, unsaid
from invoice_ocr.export.exported import Export

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

_ACCOUNT: Final = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[\w-]+)+")
_NOT_IN_LINKS: Final = re.compile(r"[^A-Za-z0-9_/.-]+")


def as_beancount(report: Report[Any], settings: Settings) -> Export:
    """One transaction; the number is its link, the due date its metadata."""
    booking = book(report, settings.mapping)
    number, due = report.document.number, report.document.due_date
    link = f" ^{_NOT_IN_LINKS.sub('-', number)}" if number else ""
    lines = [f"{booking.day} * {_quoted(booking.seller)} {_quoted(booking.text)}{link}"]
    lines += [f"  due: {due}"] if due else []
    lines += [_written(posting, booking) for posting in (*booking.postings, booking.contra)]
    return Export("\n".join(lines) + "\n", dropped=unsaid(report, paths_of(booking, "number", "due_date")))


def _written(posting: Posting, booking: Booking) -> str:
    if not _ACCOUNT.fullmatch(posting.account):
        message = f"{posting.account!r} is not an account of Beancount."
        raise UsageError(message, remedy='Write such as "Expenses:Office" in the mapping file.')
    return f"  {posting.account}  {posting.amount:f} {booking.currency}\n    item: {_quoted(posting.text)}"


def _quoted(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
