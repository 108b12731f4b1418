"""TAX116: a tax rate that no country concerned has at that date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from invoice_ocr.checks.identity.parties import parties
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.sums import plain
from invoice_ocr.model.finding import Problem
from invoice_ocr.values.tax_rates import legal_rates

LATE = timedelta(days=62)


def rate_not_legal(subject: Subject) -> Iterator[Problem]:
    """The tax rate does not exist in the country at that date.

    Why: a digit of the rate is misread, or the invoice was made with a rate that is not in force (any more).
    Slack: none; a rate of the year before is admitted in the two months after a change, for goods delivered
        earlier.
    Silent when: rate, date or country of the seller is missing; the rate is zero or negative; the country is not in
        the table, or the date before 2015; the rate exists where the buyer, the delivery or a VAT id is; the
        category is L or M (Canary Islands, Ceuta and Melilla).
    Source: rates by country and date: values/tables/tax_rates.tsv, each row with its source
        (tax_rate_sources.tsv).

    >>> german = {"seller": {"address": {"country": "DE"}}, "taxes": [{"rate": "16"}]}
    >>> wrong = Subject.of("invoice", issue_date="2026-05-12", **german)
    >>> [problem.message for problem in rate_not_legal(wrong)]
    ['16 % is no tax rate of DE on 2026-05-12.']
    >>> list(rate_not_legal(Subject.of("invoice", issue_date="2020-08-01", **german)))
    []
    """
    document = subject.document
    address = document.seller.address
    day = document.delivery_date or document.issue_date
    if day is None or address is None or address.country is None or not legal_rates(address.country, day):
        return
    known = _rates(subject, day) | _rates(subject, day - LATE) | _rates(subject, document.issue_date or day)
    for path, rate, category in _named(subject):
        if rate > 0 and rate not in known and category not in ("L", "M"):
            yield Problem(
                (path,),
                f"{plain(rate)} % is no tax rate of {address.country} on {day.isoformat()}.",
                expected=", ".join(f"{plain(each)} %" for each in sorted(legal_rates(address.country, day))),
                actual=rate,
            )


def _rates(subject: Subject, day: date) -> frozenset[Decimal]:
    """Every rate of a country that the document has to do with."""
    found = [party for _, party in parties(subject.document)]
    countries = {party.address.country for party in found if party.address and party.address.country}
    countries |= {{"EL": "GR", "XI": "GB"}.get(party.vat_id[:2], party.vat_id[:2]) for party in found if party.vat_id}
    return frozenset().union(*(legal_rates(country, day) for country in countries))


def _named(subject: Subject) -> Iterator[tuple[str, Decimal, str | None]]:
    for index, row in enumerate(subject.document.taxes):
        if row.rate is not None:
            yield f"taxes[{index}].rate", row.rate.normalize(), row.category
    if not subject.document.taxes:
        for index, line in enumerate(subject.document.lines):
            if line.tax_rate is not None:
                yield f"lines[{index}].tax_rate", line.tax_rate.normalize(), line.tax_category
