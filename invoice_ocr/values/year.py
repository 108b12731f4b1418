"""Years as printed: two digits, Buddhist, Taiwanese and Japanese ones."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1900, 2099
_BUDDHIST = 543
_ROC = 1911
_LATER = timedelta(days=366)
_ERAS = {"令和": 2019, "R": 2019, "平成": 1989, "H": 1989, "昭和": 1926, "S": 1926,
         "大正": 1912, "T": 1912, "明治": 1868, "M": 1868}  # fmt: skip
_ROC_WORDS = ("民國", "民国", "中華民國", "中华民国")


def day_in(year: str, month: int, day: int, today: date) -> date | None:
    """The day in a year of two or four digits; None where there is no such day.

    Two digits mean the last such year that is at most about one year ahead of ``today``. Years 2443 to 2642 are
    Buddhist.

    >>> day_in("18", 12, 25, date(2026, 1, 1)), day_in("78", 12, 25, date(2026, 1, 1))
    (datetime.date(2018, 12, 25), datetime.date(1978, 12, 25))
    >>> day_in("2561", 2, 3, date(2026, 1, 1))
    datetime.date(2018, 2, 3)
    """
    number = int(year)
    if len(year) == 4:
        return _day(number, month, day) or _day(number - _BUDDHIST, month, day)
    if len(year) != 2:
        return None
    recent = _day(2000 + number, month, day)
    return recent if recent and recent <= today + _LATER else _day(1900 + number, month, day)


def buddhist_day_in(year: str, month: int, day: int, today: date) -> date | None:
    """The day in a Buddhist year of two digits, where that is not in the future.

    >>> buddhist_day_in("61", 2, 26, date(2026, 1, 1))
    datetime.date(2018, 2, 26)
    """
    found = _day(2500 + int(year) - _BUDDHIST, month, day)
    return found if found and found <= today + _LATER else None


def era_days(era: str | None, year: str, month: int, day: int, today: date) -> tuple[date, ...]:
    """The days that a year with 年 behind it can mean: of a named era, Western, Taiwanese or of the last Japanese eras.

    >>> era_days("平成", "30", 2, 3, date(2026, 1, 1)), era_days("民國", "107", 2, 3, date(2026, 1, 1))
    ((datetime.date(2018, 2, 3),), (datetime.date(2018, 2, 3),))
    >>> era_days(None, "30", 2, 3, date(2026, 1, 1))
    (datetime.date(2018, 2, 3),)
    """
    number = 1 if year == "元" else int(year)
    if era in _ERAS:
        years = [_ERAS[era] + number - 1]
    elif era in _ROC_WORDS or 100 <= number <= 199:
        years = [_ROC + number]
    elif number > LAST_YEAR - 2000:
        years = [number]
    else:
        years = [2000 + number, _ERAS["令和"] + number - 1, _ERAS["平成"] + number - 1]
    days = (_day(each, month, day) for each in years)
    return tuple(dict.fromkeys(found for found in days if found and (found <= today + _LATER or len(years) == 1)))


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
