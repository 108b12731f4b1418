"""Tax rates by country and date, from ``rates.tsv``.

An empty date means: from before 2015, or until today. The table takes in what is charged in parts of a country
(islands, overseas), on few goods, and for a short time, because a rate that is missing here raises an alarm.
``rate_sources.tsv`` says where each row is from; one without a source (``-``) can only keep the rule silent.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

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
def _table() -> dict[str, list[tuple[Decimal, date, date]]]:
    table: dict[str, list[tuple[Decimal, date, date]]] = defaultdict(list)
    for line in Path(__file__).with_name("rates.tsv").read_text("utf-8").splitlines()[1:]:
        country, rate, start, end, _ = line.split("\t")
        until = date.fromisoformat(end) if end else date.max
        table[country].append((Decimal(rate), date.fromisoformat(start) if start else date.min, until))
    return table
