"""CUR103: a currency that was not legal tender at the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from invoice_ocr.checks.subject import Subject
from invoice_ocr.model.finding import Problem

ENDED: Final[Mapping[str, date]] = {
    "BGN": date(2026, 1, 31),
    "CYP": date(2008, 1, 31),
    "DEM": date(2002, 2, 28),
    "EEK": date(2011, 1, 14),
    "ESP": date(2002, 2, 28),
    "FRF": date(2002, 2, 17),
    "HRK": date(2023, 1, 14),
    "ITL": date(2002, 2, 28),
    "LTL": date(2015, 1, 15),
    "LVL": date(2014, 1, 14),
    "MTL": date(2008, 1, 31),
    "NLG": date(2002, 1, 27),
    "SIT": date(2007, 1, 14),
    "SKK": date(2009, 1, 16),
    "VEF": date(2018, 12, 5),
    "ZMK": date(2013, 6, 30),
}


def currency_obsolete(subject: Subject) -> Iterator[Problem]:
    """The currency did not exist any more at the issue date.

    Why: a wrong currency is a wrong amount; the date or the currency is misread.
    Slack: dual circulation is admitted.
    Silent when: currency or issue date is missing; the currency is still in use.
    Source: ISO 4217, list three (historic); the decisions of the Council on the euro in each country.

    >>> wrong = Subject.of("invoice", currency="HRK", issue_date="2026-05-12")
    >>> [problem.message for problem in currency_obsolete(wrong)]
    ['HRK was legal tender until 2023-01-14, but the issue date is 2026-05-12.']
    >>> right = Subject.of("invoice", currency="HRK", issue_date="2022-05-12")
    >>> list(currency_obsolete(right))
    []
    """
    document = subject.document
    end = ENDED.get(document.currency or "")
    if end is None or document.issue_date is None or document.issue_date <= end:
        return
    yield Problem(
        ("currency", "issue_date"),
        f"{document.currency} was legal tender until {end.isoformat()}, "
        f"but the issue date is {document.issue_date.isoformat()}.",
        actual=document.currency,
    )
