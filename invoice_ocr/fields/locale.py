"""Where a document comes from, inferred as one thing from all that it prints; this settles what is ambiguous.

The cues are data: `tables/country_cues.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib import resources

from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.values.currency import currencies_of
from invoice_ocr.values.date import parse_date

LANGUAGE_COUNTRIES = {
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA"),
    "es": ("ES", "MX", "AR", "CL", "CO", "PE", "EC", "UY", "PY", "BO", "CR", "PA", "GT", "DO"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "pt": ("PT", "BR"),
    "pl": ("PL",),
    "cs": ("CZ",),
    "sk": ("SK",),
    "sv": ("SE",),
    "nb": ("NO",),
    "da": ("DK",),
    "fi": ("FI",),
    "et": ("EE",),
    "lv": ("LV",),
    "lt": ("LT",),
    "hr": ("HR", "BA", "RS"),
    "sl": ("SI",),
    "hu": ("HU",),
    "ro": ("RO", "MD"),
    "bg": ("BG",),
    "el": ("GR", "CY"),
    "tr": ("TR",),
    "ru": ("RU", "KZ", "BY"),
    "uk": ("UA",),
    "ar": ("SA", "AE", "EG", "JO", "KW", "BH", "OM", "QA", "MA"),
    "he": ("IL",),
    "ms": ("MY",),
    "id": ("ID",),
    "ja": ("JP",),
    "zh": ("CN", "TW", "HK"),
    "ko": ("KR",),
    "th": ("TH",),
    "vi": ("VN",),
    "en": (
        "US",
        "GB",
        "CA",
        "AU",
        "IE",
        "IN",
        "SG",
        "NZ",
        "MY",
        "ZA",
        "HK",
        "PH",
        "AE",
        "NG",
        "KE",
        "GH",
        "TZ",
        "UG",
        "PK",
        "LK",
    ),
}
"""Where a language of labels is used."""

MONTH_FIRST = frozenset({"US", "PH"})
YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "HU", "LT", "SE"})
EITHER_ORDER = frozenset({"CA", "ZA"})
"""Countries where both orders are in daily use: they settle nothing."""

TIE = 1e-9
"""Votes closer than this are equal but for the rounding of their sum."""

NAMED = 3.0
"""The weight of a cue that speaks for a country alone; a single word of the kind may be a dish or a street."""

BEGINNING = re.compile(r"(?:\\b)?(?:\\\()?([^\W\d_]{2,}|[^\x00-\x7f])(?![?*{])")
"""The letters or the sign with which an expression begins, if all that it finds begins with them."""

SURE = 2.0
"""How much more than the runner-up a country must have to be believed."""


@dataclass(frozen=True, slots=True)
class Locale:
    """``country`` and ``order`` are None where the page does not settle them; ``weights`` are all countries' votes.

    ``rivals`` are other countries that the page names as clearly as an address does, such as that of the buyer: what
    is usual in one of them may be meant.
    """

    country: str | None
    language: str | None
    order: str | None
    weights: dict[str, float]
    rivals: frozenset[str] = frozenset()

    def likelier(self, countries: Iterable[str]) -> list[str]:
        """These countries by weight, the heaviest first."""
        return sorted(countries, key=lambda c: -self.weights.get(c, 0.0))


@dataclass(frozen=True)
class Cue:
    """A row of the table: what it says for a country, and the cues that say it; compiled when one may be there."""

    country: str
    weight: float
    how: str
    cues: tuple[str, ...]

    def find(self, text: str, lowered: str) -> set[str]:
        """The cues that occur, in lower case."""
        if not any(sign in (lowered if self.how == "word" else text) for sign in self.signs):
            return set()
        return {match.group().lower() for match in self.pattern.finditer(text)}

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What must be there for a cue to occur: the word itself, or the letters that an expression begins with."""
        if self.how == "word":
            return tuple(cue.lower() for cue in self.cues)
        return tuple(found[1] if (found := BEGINNING.match(cue)) else "" for cue in self.cues)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All cues of the row as one expression."""
        if self.how == "regex":
            return re.compile("|".join(f"(?:{cue})" for cue in self.cues))
        words = "|".join(re.escape(cue) for cue in sorted(self.cues, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _cues() -> tuple[Cue, ...]:
    table = resources.files("invoice_ocr.fields").joinpath("tables/country_cues.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(Cue(country, float(weight), how, tuple(cues.split(" | "))) for country, weight, how, cues in rows)


def infer_locale(scan: Scan) -> Locale:
    """Weigh every cue on the page."""
    weights: dict[str, float] = defaultdict(float)
    text = "\n".join(row.text for row in scan.layout.rows)
    lowered = text.lower()
    addressed = set()
    for cue in _cues():
        found = cue.find(text, lowered)
        weights[cue.country] += cue.weight * (1 + 0.25 * min(len(found) - 1, 4)) if found else 0
        if found and cue.how == "regex" and cue.weight >= NAMED:
            addressed.add(cue.country)
    named = {country for country, weight in weights.items() if weight > NAMED} | addressed
    language = _language(scan)
    for country in LANGUAGE_COUNTRIES.get(language or "", ()):
        weights[country] += 1.5
    for country in _currency_countries(scan, weights):
        weights[country] += 1.5
    winner = _winner(weights)
    rivals = frozenset(named - {winner})
    return Locale(winner, language, _order(scan, winner, rivals, weights, language), dict(weights), rivals)


def _language(scan: Scan) -> str | None:
    """The language most labels are in; a label that several languages share counts in part."""
    votes: dict[str, float] = defaultdict(float)
    for label in scan.labels:
        for language in label.languages:
            votes[language] += min(len(label.compact), 12) / len(label.languages) ** 1.5
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    tied = len(ranked) > 1 and ranked[0][1] - ranked[1][1] < TIE
    return ranked[0][0] if ranked and not tied else None


def _currency_countries(scan: Scan, weights: dict[str, float]) -> Iterator[str]:
    sure = {value.readings[0] for value in scan.currencies if len(value.readings) == 1}
    return (country for country in list(weights) if sure & set(currencies_of(country)[:1]))


def _winner(weights: dict[str, float]) -> str | None:
    ranked = [
        (country, weight)
        for country, weight in sorted(weights.items(), key=lambda item: -item[1])[:2]
        if weight >= SURE
    ]
    if not ranked:
        return None
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - runner_up >= SURE else None


def order_of(country: str) -> str | None:
    """The usual order of day, month and year in a country; None where two are in use."""
    if country in EITHER_ORDER:
        return None
    return "mdy" if country in MONTH_FIRST else "ymd" if country in YEAR_FIRST else "dmy"


def _order(
    scan: Scan, country: str | None, rivals: frozenset[str], weights: dict[str, float], language: str | None
) -> str | None:
    """The document's own unambiguous dates first, then its country, then what its likeliest countries agree on."""
    printed = shown_orders(scan)
    if len(printed) == 1:
        return printed.pop()
    if country:
        orders = {_numeric(order_of(each)) for each in {country, *rivals}}
        return orders.pop() if len(orders) == 1 else None
    best = max(weights.values(), default=0.0)
    likely = {_numeric(order_of(c)) for c, weight in weights.items() if weight >= max(best - SURE, 1.0)}
    if len(likely) == 1:
        return likely.pop()
    return None if language in {None, "en"} else "dmy"


def _numeric(order: str | None) -> str | None:
    """Where the year comes first elsewhere, a date that starts with the day or month still has the day first."""
    return "dmy" if order == "ymd" else order


def shown_orders(scan: Scan) -> set[str]:
    """The orders of day and month that numeric dates on the page prove by themselves."""
    return {order for value in scan.dates for order in _shown_order(value)}


def _shown_order(value: Value[date]) -> Iterator[str]:
    """The order that a numeric date proves by itself."""
    if len(value.readings) != 1 or not re.search(r"^\D*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}", value.text):
        return
    day, month = value.readings[0].day, value.readings[0].month
    if day == month:
        return
    first = re.search(r"\d{1,2}", value.text)
    if first and day > 12:
        yield "dmy" if int(first.group()) == day else "mdy"


def readings_in(value: Value[date], order: str | None) -> tuple[date, ...]:
    """The readings that the document's order admits; all of them where it has none."""
    if len(value.readings) < 2 or order is None:
        return value.readings
    try:
        kept = parse_date(value.text, order=order).readings  # type: ignore[arg-type]
    except ValueError:
        return value.readings
    return tuple(r for r in kept if r in value.readings) or value.readings
