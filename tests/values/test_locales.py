"""Whatever babel writes for a locale, its true value is among the readings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from invoice_ocr.values.amount import find_amounts, parse_amount
from invoice_ocr.values.date import find_dates, parse_date
from invoice_ocr.values.rate import parse_rate

TODAY = date(2026, 11, 22)
CURRENCIES = """
    en_US USD, en_GB GBP, en_IN INR, en_AU AUD, en_CA CAD, en_ZA ZAR, de_DE EUR, de_AT EUR, de_CH CHF, fr_FR
    EUR, fr_CH CHF, fr_CA CAD, it_IT EUR, it_CH CHF, es_ES EUR, es_MX MXN, es_AR ARS, pt_BR BRL, pt_PT EUR,
    nl_NL EUR, nl_BE EUR, da_DK DKK, sv_SE SEK, nb_NO NOK, fi_FI EUR, is_IS ISK, pl_PL PLN, cs_CZ CZK, sk_SK
    EUR, hu_HU HUF, ro_RO RON, bg_BG BGN, hr_HR EUR, sl_SI EUR, sr_RS RSD, sr_Latn_RS RSD, lt_LT EUR, lv_LV EUR,
    et_EE EUR, el_GR EUR, tr_TR TRY, ru_RU RUB, uk_UA UAH, ja_JP JPY, zh_CN CNY, zh_TW TWD, ko_KR KRW, vi_VN
    VND, id_ID IDR, ms_MY MYR, th_TH THB, hi_IN INR, mr_IN INR, bn_BD BDT, my_MM THB, ar_EG EGP, ar_SA SAR,
    ar_AE AED, fa_IR IRR, he_IL ILS, ca_ES EUR, mt_MT EUR, ga_IE EUR, sq_AL ALL, mk_MK MKD, af_ZA ZAR, sw_KE
    KES, ur_PK PKR, ta_IN INR, ne_NP NPR, kk_KZ KZT, be_BY BYN, az_AZ AZN, hy_AM AMD, ka_GE GEL
"""
OWN = dict(pair.split() for pair in CURRENCIES.split(","))
LOCALES = list(OWN)
NUMBERS = [
    *map(
        Decimal, ["0", "7", "12.5", "0.5", "0.125", "99.99", "100", "1234", "1234.5", "1234.56", "12345.67", "123456"]
    ),
    *map(Decimal, ["123456.78", "1234567.89", "-5.25", "-1234.56"]),
]
AMOUNTS = [
    *map(Decimal, ["0.05", "1.00", "12.50", "999.99", "1234.56", "98765.43", "1234567.89", "-12.50", "-1234.56"])
]
DAYS = [date(2024, month, day) for month, day in enumerate((5, 29, 31, 1, 9, 30, 12, 25, 3, 10, 11, 31), start=1)]
DAYS += [date(2018, 2, 3), date(2009, 10, 12), date(2026, 11, 22), date(1999, 12, 31)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("digits", ["latn", "default"])
def test_numbers(locale: str, digits: str) -> None:
    for number in NUMBERS:
        text = format_decimal(number, locale=locale, numbering_system=digits)
        assert number in parse_amount(text).readings, text
        assert [number in found.parsed.readings for found in find_amounts(f"| {text} |")] == [True], text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("digits", ["latn", "default"])
@pytest.mark.parametrize("currency", ["EUR", "USD", "own"])
def test_amounts_of_money(locale: str, digits: str, currency: str) -> None:
    code = OWN[locale] if currency == "own" else currency
    for amount in AMOUNTS:
        text = format_currency(amount, code, locale=locale, numbering_system=digits, currency_digits=False)
        assert amount in parse_amount(text).readings, text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("digits", ["latn", "default"])
@pytest.mark.parametrize("length", ["short", "medium", "long", "full"])
def test_dates(locale: str, digits: str, length: str) -> None:
    for day in DAYS:
        text = format_date(day, length, locale=locale)
        if digits == "default":
            text = in_digits_of(locale, text)
        assert day in parse_date(text, today=TODAY).readings, text
        assert day in {each for found in find_dates(text, today=TODAY) for each in found.parsed.readings}, text


@pytest.mark.parametrize("locale", LOCALES)
def test_percentages(locale: str) -> None:
    for rate in ("0.19", "0.077", "0.2", "1"):
        text = format_percent(Decimal(rate), "#,##0.0##%", locale=locale)
        assert Decimal(rate) * 100 in parse_rate(text).readings, text


def in_digits_of(locale: str, text: str) -> str:
    """babel writes dates in Latin digits; receipts there often do not."""
    zero = format_decimal(0, locale=locale, numbering_system="default")
    return text.translate({ord(str(n)): chr(ord(zero) + n) for n in range(10)})
