"""How numbers, dates, tax numbers and accounts are written in each region."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from drawing import numbers
from stdnum import get_cc_module
from stdnum.iso7064 import mod_97_10

if TYPE_CHECKING:
    from datetime import date
    from random import Random

HERE = Path(__file__).parent
REIWA, BUDDHIST = 2018, 543
ARABIC_INDIC = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
IDS = {"GR": "EL"}


def _indian(value: Decimal) -> str:
    """Lakhs and crores: the last three digits, then pairs."""
    whole, _, cents = f"{abs(value):f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ("-" if value < 0 else "") + ",".join([*pairs, tail]) + (f".{cents}" if cents else "")


STYLES: dict[str, Any] = {
    "english": numbers.ENGLISH,
    "german": numbers.GERMAN,
    "french": numbers.FRENCH,
    "polish": numbers.POLISH,
    "swiss": numbers.SWISS,
    "plain": numbers.PLAIN,
    "plain_comma": numbers.COMMA,
    "indian": _indian,
    "arabic": lambda value: numbers.ENGLISH(value).translate(ARABIC_INDIC),
}


@lru_cache(maxsize=1)
def languages() -> dict[str, dict[str, list[str]]]:
    """What each language prints."""
    return tomllib.loads((HERE / "languages.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def regions() -> dict[str, dict[str, Any]]:
    """How each country writes."""
    return tomllib.loads((HERE / "regions.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Hand:
    """One document's way of writing: the same from its first line to its last."""

    region: str
    language: str
    style: str
    pattern: str
    signed: bool
    whole: bool = False

    @property
    def rules(self) -> dict[str, Any]:
        """The region's table."""
        return regions()[self.region]

    @property
    def decimals(self) -> int:
        """Of the currency, or none where the document writes ``whole`` units."""
        return 0 if self.whole else int(self.rules.get("decimals", 2))

    def rounded(self, value: Decimal) -> Decimal:
        """To the currency's unit."""
        return value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)

    def number(self, value: Decimal) -> str:
        """An amount or a quantity without a currency."""
        return str(STYLES[self.style](value))

    def money(self, value: Decimal, *, marked: bool = False) -> str:
        """An amount; with the currency's sign where the document prints it beside all or this one is ``marked``."""
        text = self.number(value)
        return str(self.rules["sign"]).replace("#", text) if marked or self.signed else text

    def percent(self, rate: str) -> str:
        """A rate with its sign."""
        text = rate.replace(".", ",") if "," in self.number(Decimal("0.1")) else rate
        return f"{text} %" if self.style in {"german", "polish", "french", "plain_comma"} else f"{text}%"

    def day(self, when: date) -> str:
        """A date as the document writes it."""
        if self.pattern == "reiwa":
            return f"令和{when.year - REIWA}年{when.month}月{when.day}日"
        if self.pattern == "buddhist":
            month = format_date(when, "MMMM", locale="th")
            return f"{when.day} {month} {when.year + BUDDHIST}"
        text = format_date(when, self.pattern, locale=self.language)
        return text.translate(ARABIC_INDIC) if self.style == "arabic" else text


def shaped(rng: Random, shape: str) -> str:
    """The shape with a digit for each ``#``."""
    return "".join(str(rng.randint(0, 9)) if char == "#" else char for char in shape)


def tax_number(rng: Random, region: str, shape: str) -> str:
    """A number of this shape whose check digits are right, where the country's rule is known."""
    module = get_cc_module(region.lower(), "vat")
    for _ in range(4000):
        number = shaped(rng, shape)
        if module is None or module.is_valid(number) or not shape.startswith(IDS.get(region, region)):
            return number
    return shaped(rng, shape)


def iban(rng: Random, region: str, length: int) -> str:
    """An account number with right check digits, in groups."""
    body = shaped(rng, "#" * length)
    return numbers.iban(region + mod_97_10.calc_check_digits(body + region) + body)
