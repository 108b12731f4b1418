"""Write the tables of month, weekday and country names from the locale data of babel.

Run as ``python -m invoice_ocr.values.make_tables``; a test fails when a table is stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale
from babel.dates import get_day_names, get_month_names

from invoice_ocr.values.calendar_names import name_key
from invoice_ocr.values.tables import FOLDER

NO_COUNTRIES = ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
_MAJOR = """
    en de fr it es pt nl da sv nb fi is pl cs sk hu ro bg hr sl sr mk sq lt lv et el tr ru uk ca mt ga vi id ms
    th hi ar fa he ja ko zh zh_Hant
"""
_OTHER = """
    nn sr_Latn bs be ka hy az kk gl eu cy lb af sw zu fil mr bn gu pa ta te kn ml ne si my km lo ar_DZ ar_LB ur
    de_AT fr_CA pt_PT
"""
COUNTRY_LOCALES = _MAJOR.split()
LOCALES = [*COUNTRY_LOCALES, *_OTHER.split()]
MORE_MONTHS = {
    "sept": 9, "mrz": 3, "maerz": 3, "jaenner": 1, "ogos": 8, "setiembre": 9, "peb": 2, "agt": 8, "pebruari": 2,
    "nopember": 11, "ags": 8, "agust": 8, "mei": 5, "set": 9, "ago": 8, "dic": 12, "ene": 1,
}  # fmt: skip


NamesOf = Callable[[Any, Any, str], Mapping[int, str]]


def main() -> None:
    """Write all tables."""
    for name, text in tables().items():
        (FOLDER / f"{name}.tsv").write_text(text, "utf-8")


def tables() -> dict[str, str]:
    """The text of each generated table, by name."""
    return {"month_names": _months(), "weekday_names": _weekdays(), "country_names": _countries()}


def _months() -> str:
    names: defaultdict[str, set[int]] = defaultdict(set)
    for name, month in MORE_MONTHS.items():
        names[name].add(month)
    for locale in LOCALES:
        for month, name in _names(get_month_names, locale):
            names[name].add(month)
    rows = (f"{name}\t{' '.join(map(str, sorted(months)))}" for name, months in sorted(names.items()))
    return "\n".join(["name\tmonths", *rows]) + "\n"


def _weekdays() -> str:
    names = {name for locale in LOCALES for _, name in _names(get_day_names, locale)}
    return "\n".join(["name", *sorted(names)]) + "\n"


def _names(source: NamesOf, locale: str) -> set[tuple[int, str]]:
    found = set()
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in source(width, context, locale).items():
                key = name_key(name)
                caseless = key.upper() == key.lower()
                if (len(key) > 1 or caseless) and key and not any(char.isdigit() for char in name):
                    found.add((number, key))
    return found


def _countries() -> str:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for locale in COUNTRY_LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if code.isalpha() and code not in NO_COUNTRIES:
                names[" ".join(name.split())].add(code)
    rows = (f"{name}\t{' '.join(sorted(codes))}" for name, codes in sorted(names.items()))
    return "\n".join(["name\tcountries", *rows]) + "\n"


if __name__ == "__main__":
    main()
