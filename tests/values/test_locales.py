"""Whatever babel writes for a locale, its true value is among the readings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from invoice_ocr.values.amount import find_amounts, parse_amount
from invoice_ocr.values.date import find_dates, parse_date
from invoice_ocr.values.rate import parse_rate

TODAY = date(2026, 11, 22)
LOCALES = """
    en_US en_GB en_IN en_AU en_CA en_ZA de_DE de_AT de_CH fr_FR fr_CH fr_CA it_IT it_CH es_ES es_MX es_AR pt_BR pt_PT nl_NL nl_BE
    da_DK sv_SE nb_NO fi_FI is_IS pl_PL cs_CZ sk_SK hu_HU ro_RO bg_BG hr_HR sl_SI sr_RS sr_Latn_RS lt_LT lv_LV et_EE el_GR tr_TR
    ru_RU uk_UA ja_JP zh_CN zh_TW ko_KR vi_VN id_ID ms_MY th_TH hi_IN mr_IN bn_BD my_MM ar_EG ar_SA ar_AE fa_IR he_IL ca_ES
    mt_MT ga_IE sq_AL mk_MK af_ZA sw_KE ur_PK ta_IN ne_NP kk_KZ be_BY az_AZ hy_AM ka_GE
""".split()
NUMBERS = [Decimal(text) for text in "0 7 12.5 0.5 0.125 99.99 100 1234 1234.5 1234.56 12345.67 123456 123456.78 1234567.89 -5.25 -1234.56".split()]
AMOUNTS = [Decimal(text) for text in "0.05 1.00 12.50 999.99 1234.56 98765.43 1234567.89 -12.50 -1234.56".split()]
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


OWN = {
    locale: code
    for locale in LOCALES
    for code in [
        dict(
            line.split()
            for line in """US USD|GB GBP|IN INR|AU AUD|CA CAD|ZA ZAR|DE EUR|AT EUR|CH CHF|FR EUR|IT EUR|ES EUR|MX MXN|AR ARS|BR BRL
            PT EUR|NL EUR|BE EUR|DK DKK|SE SEK|NO NOK|FI EUR|IS ISK|PL PLN|CZ CZK|SK EUR|HU HUF|RO RON|BG BGN|HR EUR|SI EUR|RS RSD|LT EUR
            LV EUR|EE EUR|GR EUR|TR TRY|RU RUB|UA UAH|JP JPY|CN CNY|TW TWD|KR KRW|VN VND|ID IDR|MY MYR|TH THB|BD BDT|MM USD|EG EGP
            SA SAR|AE AED|IR IRR|IL ILS|MT EUR|IE EUR|AL ALL|MK MKD|KE KES|PK PKR|NP NPR|KZ KZT|BY BYN|AZ AZN|AM AMD|GE GEL""".replace(
                "\n", "|"
            ).split("|")
        )[Locale.parse(locale).territory]
    ]
}
