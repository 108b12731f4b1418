"""Tax rates by country and date, from ``tables/tax_rates.tsv``.

An empty date means: from before 2015, or until today. The table takes in what is charged in parts of a country
(islands, overseas), on few goods, and for a short time, because a rate that is missing here raises an alarm.
``tables/tax_rate_sources.tsv`` says where each row is from; one without a source (``-``) can only keep the rule silent.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache

from invoice_ocr.values.tables import rows

FIRST = date(2015, 1, 1)
"""Earlier documents are not looked at."""


def legal_rates(country: str, day: date) -> frozenset[Decimal]:
    """The rates above zero of a country on that day; empty where they are not known.

    >>> sorted(map(str, legal_rates("CH", date(2024, 1, 1))))
    ['2.6', '3.8', '8.1']
    """
    if day < FIRST:
        return frozenset()
    return frozenset(rate for rate, start, end in _table().get(country, ()) if start <= day <= end)


@cache
def rates_since_2015(country: str) -> frozenset[Decimal]:
    """All rates above zero that a country has had since 2015; empty where they are not known."""
    return frozenset(rate for rate, _, end in _table().get(country, ()) if end >= FIRST)


@cache
def _table() -> dict[str, list[tuple[Decimal, date, date]]]:
    table: dict[str, list[tuple[Decimal, date, date]]] = defaultdict(list)
    for country, rate, start, end, _ in rows("tax_rates"):
        until = date.fromisoformat(end) if end else date.max
        table[country].append((Decimal(rate), date.fromisoformat(start) if start else date.min, until))
    return table
