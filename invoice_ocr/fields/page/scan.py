"""Everything typed that stands on the page, found once: labels, amounts, rates, dates, times, currencies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from invoice_ocr.fields.page.layout import Cell, Layout, Row, Spot, lay_out
from invoice_ocr.fields.page.misprints import mend_months
from invoice_ocr.fields.page.vocabulary import LabelSpot, find_labels, is_label
from invoice_ocr.fields.page.wrapped import with_wrapped
from invoice_ocr.model.reading import Reading
from invoice_ocr.values.amount import find_amounts, repair_amount
from invoice_ocr.values.currency import currency_readings, find_currencies
from invoice_ocr.values.date import find_dates
from invoice_ocr.values.parsed import Found, Parsed
from invoice_ocr.values.rate import find_rates
from invoice_ocr.values.time import find_times

T = TypeVar("T")

DASHES = frozenset("-–—")

SUMS = frozenset({"total", "subtotal", "amount_due", "lines_total", "tax"})

SIGNED = SUMS | {"discount", "amount_paid", "rounding", "withholding", "previous_balance", "change"}
"""Labels before whose amounts a dash may well be a minus."""


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A typed value on the page; ``readings`` are all that its text admits."""

    spot: Spot
    text: str
    readings: tuple[T, ...]

    @property
    def value(self) -> T:
        """The likeliest reading."""
        return self.readings[0]

    def unsigned(self: Value[Decimal]) -> Value[Decimal]:
        """An amount whose sign its place in the document gives."""
        return replace(self, readings=tuple(dict.fromkeys(map(abs, self.readings))))


@dataclass(frozen=True)
class Scan:
    """The layout with all that was found in it.

    ``decimal`` is the decimal mark that the amounts agree on, ``minor_units`` the decimals that the currency has; None
    where the page does not tell.
    """

    layout: Layout
    labels: tuple[LabelSpot, ...]
    amounts: tuple[Value[Decimal], ...]
    rates: tuple[Value[Decimal], ...]
    dates: tuple[Value[date], ...]
    times: tuple[Value[time], ...]
    currencies: tuple[Value[str], ...]
    decimal: str | None
    misread: tuple[Value[Decimal], ...] = ()
    minor_units: int | None = None

    @cached_property
    def labels_in(self) -> dict[int, list[LabelSpot]]:
        """Labels by row."""
        return _by_row(self.labels, lambda label: label.spot)

    @cached_property
    def amounts_in(self) -> dict[int, list[Value[Decimal]]]:
        """Amounts by row, left to right."""
        return _by_row(self.amounts, lambda value: value.spot)

    @cached_property
    def rates_in(self) -> dict[int, list[Value[Decimal]]]:
        """Percentages by row."""
        return _by_row(self.rates, lambda value: value.spot)

    @cached_property
    def dates_in(self) -> dict[int, list[Value[date]]]:
        """Dates by row."""
        return _by_row(self.dates, lambda value: value.spot)

    def find(self, finder: Callable[[str], tuple[Found[Any], ...]]) -> Iterator[Value[Any]]:
        """Whatever a finder of `values` sees in the cells, with its place."""
        return _find(self.layout, finder)

    def money(self, value: Value[Decimal]) -> Value[Decimal]:
        """A sum with the readings that the currency admits: dinars have three decimals, most money two or none."""
        if len(value.readings) < 2 or self.minor_units is None:
            return value
        kept = tuple(r for r in value.readings if decimals_of(r) in {0, self.minor_units})
        whole = tuple(r for r in kept if decimals_of(r) == self.minor_units) if self.minor_units > 2 else kept
        return replace(value, readings=whole or kept or value.readings)

    @cached_property
    def usual_decimals(self) -> int:
        """Two where the document prints cents, else none; whole numbers may also count, or be postcodes."""
        two = sum(decimals_of(a.value) == 2 for a in self.amounts)
        if two * 2 < len(self.amounts) and self._is_whole():
            return 0
        return 2 if two >= 2 or (two and (self.minor_units == 2 or two * 2 >= len(self.amounts))) else 0

    def _is_whole(self) -> bool:
        """Whether no amount with its currency has cents; those that have some stand in descriptions of goods."""
        places = {(c.spot.row, c.spot.start) for c in self.currencies}
        signed = [
            a for a in self.amounts if places & {(a.spot.row, i) for i in range(a.spot.start - 1, a.spot.end + 1)}
        ]
        return len(signed) > 1 and not any(decimals_of(a.value) for a in signed)

    def with_meaning(self, *meanings: str) -> Iterator[LabelSpot]:
        """The labels that may mean one of these."""
        wanted = set(meanings)
        return (label for label in self.labels if wanted & label.meanings)


def _by_row(items: Iterable[T], spot: Callable[[T], Spot]) -> dict[int, list[T]]:
    rows: dict[int, list[T]] = defaultdict(list)
    for item in sorted(items, key=lambda i: (spot(i).row, spot(i).start)):
        rows[spot(item).row].append(item)
    return rows


def scan(reading: Reading) -> Scan:
    """Lay the reading out and find all typed values in it."""
    layout = lay_out(reading, is_label)
    dates = tuple(_find(layout, _find_dates))
    rates = tuple(_find(layout, find_rates))
    times = tuple(_find(layout, find_times))
    taken = _tokens_of((*dates, *rates, *times))
    labels = tuple(with_wrapped(layout, find_labels(layout)))
    signed = {(label.spot.row, label.spot.end) for label in labels if label.meanings & SIGNED}
    found = (value for value in _find(layout, find_amounts) if not _overlaps(value.spot, taken))
    loose = [_after_dash(layout, value, signed) for value in found]
    decimal = decimal_mark(loose)
    currencies = (*_find(layout, find_currencies), *_currencies_after_sums(layout, labels))
    amounts = tuple(_settled(value, decimal) for value in _with_misread_symbols(loose, currencies, layout))
    misread = tuple(_misread(layout, _tokens_of((*dates, *rates, *times))))
    return Scan(layout, labels, amounts, rates, dates, times, currencies, decimal, misread)


def _find_dates(text: str) -> tuple[Found[date], ...]:
    return find_dates(mend_months(text))


_BROKEN = re.compile(r"(?<![\d.,])(?:S|\$|RM)?(\d{1,5})([- .,]|[.,] | [.,])(\d{2})(?![\d.,])")
"""An amount whose decimal mark was read as a hyphen or a space, or whose dollar sign as an S."""


_REPAIRABLE = re.compile(r"(?:RM|[$€£¥])?[-+(]?[\dOo]")
"""How a damaged amount begins; other letters before a number may be a currency's sign: S for $, B for the baht's."""


def _misread(layout: Layout, taken: set[tuple[int, int]]) -> Iterator[Value[Decimal]]:
    """Amounts as an OCR breaks them; only a label beside such a number makes it believable."""
    for row in layout.rows:
        if row.source != "ocr":
            continue
        for cell in row.cells:
            for match in _BROKEN.finditer(cell.text):
                number = Decimal(f"{match.group(1)}.{match.group(3)}")
                found = Found(match.start(), match.end(), Parsed(match.group(), (number,)))
                value = _placed(layout, row, cell, found)
                if not _overlaps(value.spot, taken):
                    yield _doubtful(value)
        for i, token in enumerate(row.tokens):
            repaired = repair_amount(token.text) if _REPAIRABLE.match(token.text) else None
            if repaired is not None and (row.index, i) not in taken:
                yield _doubtful(Value(layout.spot(row.index, i, i + 1), token.text, repaired.readings))


def _doubtful(value: Value[Decimal]) -> Value[Decimal]:
    return replace(value, spot=replace(value.spot, confidence=value.spot.confidence * 0.6))


def _currencies_after_sums(layout: Layout, labels: tuple[LabelSpot, ...]) -> Iterator[Value[str]]:
    """The currency that ends the cell of a sum's label, its amount being in the next cell: ``Total Rp   47.300``."""
    for label in labels:
        row = layout.rows[label.spot.row]
        end = next(c.start + len(c.tokens) for c in row.cells if label.spot.start < c.start + len(c.tokens))
        at_end = label.spot.start + 2 <= end <= label.spot.end + 1 and end < len(row.tokens)
        if not label.meanings & SUMS or not at_end:
            continue
        text = row.tokens[end - 1].text.strip("():.")
        readings = currency_readings(text) if text.isalpha() else ()
        if readings and row.tokens[end].text[:1].isdigit():
            yield Value(layout.spot(row.index, end - 1, end), text, readings)


def _after_dash(layout: Layout, value: Value[Decimal], signed: set[tuple[int, int]]) -> Value[Decimal]:
    """An amount after words and a dash that stands apart, which is a minus or only parts the two.

    ``Product A - $50.00`` has no minus. Without a sign of the currency, or after the label of a sum, it has both
    readings: ``signed`` are the rows and ends of such labels.
    """
    row, start = layout.rows[value.spot.row], value.spot.start
    cell = next(c for c in row.cells if c.start <= start < c.start + len(c.tokens))
    worded = any(c.isalpha() for token in cell.tokens[: start - cell.start] for c in token.text)
    if not worded or row.tokens[start].text not in DASHES:
        return value
    plus, minus = value.unsigned().readings, tuple(-reading for reading in value.unsigned().readings)
    if any(label == row.index and end <= start for label, end in signed):
        return replace(value, readings=(*minus, *plus))
    text = value.text.lstrip("".join(DASHES)).lstrip()
    if text[:1].isdigit():
        return replace(value, readings=(*plus, *minus))
    return Value(layout.spot(row.index, start + 1, value.spot.end), text, plus)


def _find(layout: Layout, finder: Callable[[str], tuple[Found[Any], ...]]) -> Iterator[Value[Any]]:
    for row in layout.rows:
        for cell in row.cells:
            for found in finder(cell.text):
                yield _placed(layout, row, cell, found)


def _placed(layout: Layout, row: Row, cell: Cell, found: Found[Any]) -> Value[Any]:
    """Map characters of the cell's text back to its tokens."""
    position, touched = 0, []
    for i, token in enumerate(cell.tokens):
        if position < found.end and position + len(token.text) > found.start:
            touched.append(i)
        position += len(token.text) + 1
    spot = layout.spot(row.index, cell.start + touched[0], cell.start + touched[-1] + 1)
    return Value(spot, found.parsed.text, found.parsed.readings)


def _with_misread_symbols(
    amounts: list[Value[Decimal]], currencies: tuple[Value[str], ...], layout: Layout
) -> Iterator[Value[Decimal]]:
    """Where amounts carry a dollar sign, one that begins with 8, 5 or S instead may have had it read as that."""
    dollars = {(c.spot.row, c.spot.start) for c in currencies if "$" in c.text}
    common = len(dollars) >= 2 and len(dollars) * 4 >= len(amounts)
    for value in amounts:
        bare = (value.spot.row, value.spot.start) not in dollars and layout.sources[value.spot.page] == "ocr"
        shorter = re.fullmatch(r"[85](\d+[.,]\d\d)", value.text)
        if common and bare and shorter:
            yield Value(value.spot, value.text, (*value.readings, Decimal(shorter.group(1).replace(",", "."))))
        else:
            yield value


def _tokens_of(values: Iterable[Value[Any]]) -> set[tuple[int, int]]:
    return {(v.spot.row, i) for v in values for i in range(v.spot.start, v.spot.end)}


def _overlaps(spot: Spot, taken: set[tuple[int, int]]) -> bool:
    return any((spot.row, i) in taken for i in range(spot.start, spot.end))


def decimal_mark(amounts: Iterable[Value[Decimal]]) -> str | None:
    """The decimal mark that the unambiguous amounts agree on, or None."""
    certain = (value for value in amounts if len(value.unsigned().readings) == 1)
    votes = Counter(mark for value in certain for mark in [_mark(value)] if mark)
    if not votes:
        return None
    (mark, count), *rest = votes.most_common()
    return mark if count > 4 * sum(n for _, n in rest) else None


def _mark(value: Value[Decimal]) -> str | None:
    decimals = decimals_of(value.readings[0])
    if decimals not in (1, 2):
        return None
    digits = [c for c in value.text if c.isdigit() or c in ".,"]
    mark = digits[-decimals - 1] if len(digits) > decimals else ""
    return mark if mark in {".", ","} else None


def decimals_of(value: Decimal) -> int:
    """The number of decimals as printed."""
    return max(0, -int(value.as_tuple().exponent))


def _settled(value: Value[Decimal], decimal: str | None) -> Value[Decimal]:
    """Keep the readings that the document's decimal mark admits."""
    if len(value.readings) < 2 or decimal is None:
        return value
    kept = tuple(r for r in value.readings if _fits(r, value.text, decimal))
    return Value(value.spot, value.text, kept or value.readings)


def _fits(reading: Decimal, text: str, decimal: str) -> bool:
    decimals = decimals_of(reading)
    if not decimals:
        return decimal not in text
    return text.rfind(decimal) > max(text.rfind("." if decimal == "," else ","), 0)
