"""The table of legal tax rates: every row has a source, and the days on which rates changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from invoice_ocr.values.tables import rows
from invoice_ocr.values.tax_rates import legal_rates, rates_since_2015


def test_rates_of_all_years():
    assert {"MY": {"5", "6", "8", "10", "0.01"}, "XX": set()} == {
        country: {str(rate) for rate in rates_since_2015(country)} for country in ("MY", "XX")
    }


def test_every_row_has_a_source_that_is_named_and_every_source_a_row():
    named = {key for key, _ in rows("tax_rate_sources")}
    assert {row[-1] for row in rows("tax_rates")} == named


def test_no_row_stands_twice_or_ends_before_it_begins():
    table = [tuple(row[:4]) for row in rows("tax_rates")]
    assert len(table) == len(set(table))
    assert [row for row in table if row[2] and row[3] and row[2] > row[3]] == []


@pytest.mark.parametrize(
    ("country", "rate", "last_day_without", "first_day_with"),
    [
        ("CH", "8.1", "2023-12-31", "2024-01-01"),
        ("DE", "16", "2020-06-30", "2020-07-01"),
        ("EE", "24", "2025-06-30", "2025-07-01"),
        ("FI", "25.5", "2024-08-31", "2024-09-01"),
        ("IE", "5.1", "2024-12-31", "2025-01-01"),
        ("IE", "4.5", "2025-12-31", "2026-01-01"),
        ("JP", "10", "2019-09-30", "2019-10-01"),
        ("RO", "21", "2025-07-31", "2025-08-01"),
        ("SG", "9", "2023-12-31", "2024-01-01"),
        ("SK", "23", "2024-12-31", "2025-01-01"),
        ("ZA", "15", "2018-03-31", "2018-04-01"),
    ],
)
def test_days_of_change(country, rate, last_day_without, first_day_with):
    assert Decimal(rate) not in legal_rates(country, date.fromisoformat(last_day_without))
    assert Decimal(rate) in legal_rates(country, date.fromisoformat(first_day_with))


@pytest.mark.parametrize(("day", "held"), [("2015-12-31", True), ("2016-01-01", False)])
def test_the_wine_of_austrian_growers(day, held):
    assert (Decimal(12) in legal_rates("AT", date.fromisoformat(day))) == held
