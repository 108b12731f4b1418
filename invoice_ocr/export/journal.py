"""Transactions for hledger and ledger, whose journals agree on all that is used here.

Syntax: https://hledger.org/hledger.html#journal and https://ledger-cli.org/doc/ledger3.html. Characters that mean
something to them (``;`` and ``|`` in texts, brackets around numbers) become commas, slashes and nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.errors import UsageError
from invoice_ocr.export.booking import Posting, book, paths_of, unsaid
from invoice_ocr.export.exported import Export

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

_SPECIAL: Final = str.maketrans({";": ",", "|": "/"})
_ACCOUNT: Final = re.compile(r"[^\s;()\[\]!*=@][^\n\t;]*")


def as_hledger(report: Report[Any], settings: Settings) -> Export:
    """One transaction."""
    return _journal(report, settings)


def as_ledger(report: Report[Any], settings: Settings) -> Export:
    """One transaction."""
    return _journal(report, settings)


def _journal(report: Report[Any], settings: Settings) -> Export:
    booking = book(report, settings.mapping)
    number, due = report.document.number, report.document.due_date
    code = f"({_plain(number).translate(str.maketrans('', '', '()'))}) " if number else ""
    lines = [f"{booking.day} * {code}{_plain(booking.seller)} - {_plain(booking.text)}"]
    lines += [f"    ; due: {due}"] if due else []
    lines += [_written(posting, booking.currency) for posting in (*booking.postings, booking.contra)]
    return Export("\n".join(lines) + "\n", dropped=unsaid(report, paths_of(booking, "number", "due_date")))


def _written(posting: Posting, currency: str) -> str:
    if not _ACCOUNT.fullmatch(posting.account) or "  " in posting.account:
        message = f"{posting.account!r} can't be an account of a journal."
        raise UsageError(message, remedy='Write such as "Expenses:Office" in the mapping file.')
    return f"    {posting.account}  {posting.amount:f} {currency}  ; {_plain(posting.text)}"


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_SPECIAL)
