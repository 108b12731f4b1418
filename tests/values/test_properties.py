"""What holds for every text: round trips, only our errors, no lone reading of an ambiguous text, linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.amount import find_amounts, parse_amount, repair_amount
from invoice_ocr.values.bic import find_bics, parse_bic
from invoice_ocr.values.card import find_cards
from invoice_ocr.values.contact import find_emails, find_phones, find_websites
from invoice_ocr.values.country import find_countries
from invoice_ocr.values.currency import find_currencies
from invoice_ocr.values.date import find_dates, parse_date
from invoice_ocr.values.iban import find_ibans, parse_iban
from invoice_ocr.values.period import find_periods, parse_period
from invoice_ocr.values.quantity import parse_quantity
from invoice_ocr.values.rate import find_rates, parse_rate
from invoice_ocr.values.tax_id import find_tax_ids, parse_tax_id
from invoice_ocr.values.time import find_times, parse_time

TODAY = date(2026, 11, 22)
PARSERS = [
    parse_amount,
    parse_bic,
    parse_date,
    parse_iban,
    parse_period,
    parse_quantity,
    parse_rate,
    parse_tax_id,
    parse_time,
]
FINDERS = [
    find_amounts, find_bics, find_cards, find_countries, find_currencies, find_dates, find_emails, find_ibans,
    find_periods, find_phones, find_rates, find_tax_ids, find_times, find_websites,
]  # fmt: skip
PIECES = st.sampled_from(
    [
        *"0123456789.,' -+()/:%$€xX*\n²½@年月日元",
        "12", "2024", "19", "EUR", "RM", "März", "March", "5", "DE", "CHE", "\u202f",
        "\u200f", "\u0663", "\u066b", " CR", "Tel", "www.", "IBAN", "kg", "令和", "R6", "ก.พ.", "tháng",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=2)
WAYS: dict[str, tuple[str, str]] = {
    "en": (",", "."),
    "de": (".", ","),
    "fr": ("\u202f", ","),
    "ch": ("\u2019", "."),
    "none": ("", "."),
}


def printed(amount: Decimal, way: str) -> str:
    group, point = WAYS[way]
    return f"{amount:,.2f}".replace(",", "G").replace(".", point).replace("G", group)


@given(AMOUNTS, st.sampled_from(sorted(WAYS)), st.sampled_from(["{}", "{} €", "$ {}", "RM{}", "{} CHF"]))
def test_an_amount_with_two_decimals_has_one_reading(amount: Decimal, way: str, around: str) -> None:
    text = around.format(printed(amount, way))
    assert parse_amount(text).value == amount
    assert [found.parsed.value for found in find_amounts(f"Total: {text} !")] == [amount]


@given(
    AMOUNTS.map(abs),
    st.sampled_from(sorted(WAYS)),
    st.sampled_from(["{}-", "({})", "-{}", "\u2212{}", "{} CR", "€ -{}"]),
)
def test_a_negative_amount_is_negative(amount: Decimal, way: str, sign: str) -> None:
    assert parse_amount(sign.format(printed(amount, way))).value == -amount


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_three_digits_behind_one_mark_are_ambiguous(whole: int, rest: int, mark: str) -> None:
    text = f"{whole}{mark}{rest:03}"
    assert set(parse_amount(text).readings) == {Decimal(f"{whole}{rest:03}"), Decimal(f"{whole}.{rest:03}")}
    assert parse_amount(text).value is None
    assert parse_amount(text, decimal=mark).value == Decimal(f"{whole}.{rest:03}")


@given(
    st.dates(date(1990, 1, 1), date(2027, 6, 1)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%Y年%m月%d日"]),
)
def test_a_date_is_among_its_readings(day: date, form: str) -> None:
    text = day.strftime(form.encode("unicode-escape").decode()).encode().decode("unicode-escape")
    assert day in parse_date(text, today=TODAY).readings
    assert any(day in found.parsed.readings for found in find_dates(f"Date: {text} 14:32", today=TODAY))


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.sampled_from("/-"))
def test_a_date_that_can_be_two_days_has_no_value(day: date, mark: str) -> None:
    readings = parse_date(f"{day.day:02}{mark}{day.month:02}{mark}{day.year}", today=TODAY).readings
    assert (len(readings) == 2) == (day.day <= 12 and day.day != day.month)


@given(TEXTS)
@settings(max_examples=400)
def test_parsers_raise_only_our_error(text: str) -> None:
    repair_amount(text)
    for parse in PARSERS:
        with suppress(ValueParseError):
            parsed = parse(text)
            assert parsed.readings
            assert len(set(parsed.readings)) == len(parsed.readings)
            assert parsed.text == text


@given(TEXTS)
@settings(max_examples=400)
def test_finders_never_raise_and_quote_the_text(text: str) -> None:
    for find in FINDERS:
        last = 0
        for found in find(text):
            assert last <= found.start < found.end <= len(text)
            assert found.parsed.text == text[found.start : found.end]
            assert found.parsed.readings
            last = found.end


GARBAGE = [
    "1",
    "1 ",
    "1,",
    "1.",
    "12/",
    "1 234 ",
    "9-",
    "A",
    "a ",
    "a1",
    "DE12 ",
    "X",
    "* ",
    "(",
    "- ",
    "1 mar ",
    "$",
    "(1) ",
    "+1 ",
    ".",
    "a.",
    "a@",
    "1年",
    "tel 1",
]


@pytest.mark.slow
@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
@pytest.mark.parametrize("piece", GARBAGE)
def test_finders_take_linear_time(find: Callable[[str], Any], piece: str) -> None:
    find(piece)
    short, long = (min(timed(find, (piece * 50_000)[:length]) for _ in range(2)) for length in (5_000, 50_000))
    assert long < 0.3 or long < 30 * short


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__name__)
def test_finders_manage_200_kilobytes(find: Callable[[str], Any]) -> None:
    assert timed(find, ("".join(GARBAGE) * 5_000)[:200_000]) < 20


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("piece", GARBAGE)
def test_parsers_refuse_long_garbage_at_once(parse: Callable[[str], Any], piece: str) -> None:
    start = time.perf_counter()
    with suppress(ValueParseError):
        parse(piece * 50_000)
    assert repair_amount(piece * 50_000) is None
    assert time.perf_counter() - start < 0.3


def timed(find: Callable[[str], Any], text: str) -> float:
    start = time.perf_counter()
    find(text)
    return time.perf_counter() - start
