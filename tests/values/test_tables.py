"""Each row of the tables: a text, hints, and all its readings in order, or "error"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.amount import find_amounts, parse_amount, repair_amount
from invoice_ocr.values.amount_words import amounts_in_words
from invoice_ocr.values.bic import find_bics
from invoice_ocr.values.card import find_cards
from invoice_ocr.values.contact import find_emails, find_phones, find_websites
from invoice_ocr.values.country import find_countries
from invoice_ocr.values.currency import find_currencies
from invoice_ocr.values.date import find_dates, parse_date
from invoice_ocr.values.iban import find_ibans, parse_iban
from invoice_ocr.values.parsed import Parsed
from invoice_ocr.values.period import find_periods, parse_period
from invoice_ocr.values.quantity import Quantity, parse_quantity
from invoice_ocr.values.rate import find_rates, parse_rate
from invoice_ocr.values.tax_id import TaxId, find_tax_ids, parse_tax_id
from invoice_ocr.values.time import find_times, parse_time

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent


def written(value: Any) -> str:
    match value:
        case Quantity():
            return f"{value.value} {value.unit or ''}".strip()
        case TaxId():
            return f"{value.kind} {value.country} {value.number} {'valid' if value.valid else 'invalid'}"
        case (date() as start, date() as end):
            return f"{start}..{end}"
        case Decimal() | date() | str():
            return str(value)
        case _ if hasattr(value, "number"):
            return f"{value.number} {'valid' if value.valid else 'invalid'}"
        case _:
            return str(value)


def readings(parsed: Parsed[Any] | None) -> str:
    return " | ".join(map(written, parsed.readings)) if parsed else "nothing"


def found(finder: Callable[..., Any]) -> Callable[..., str]:
    def find(text: str, **hints: Any) -> str:
        hits = finder(text, **hints)
        assert all(hit.parsed.text == text[hit.start : hit.end] for hit in hits)
        return " ; ".join(readings(hit.parsed) for hit in hits) or "nothing"

    return find


def parsed(parser: Callable[..., Any]) -> Callable[..., str]:
    return lambda text, **hints: readings(parser(text, **hints))


def row_file(name: str) -> list[tuple[str, dict[str, Any], str]]:
    rows = [line.split("\t") for line in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()[1:]]
    return [(unescaped(text), hints_of(hints), unescaped(expected)) for text, hints, expected in rows]


def unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def hints_of(cell: str) -> dict[str, Any]:
    hints: dict[str, Any] = dict(pair.split("=") for pair in cell.split())
    return {**hints, "loose": True} if "loose" in hints else hints


PARSERS: dict[str, Callable[..., str]] = {
    "amounts": parsed(parse_amount),
    "amount_words": lambda text: " | ".join(map(str, amounts_in_words(text))) or "nothing",
    "repairs": parsed(repair_amount),
    "dates": lambda text, **hints: readings(parse_date(text, today=TODAY, **hints)),
    "rates": parsed(parse_rate),
    "quantities": parsed(parse_quantity),
    "times": parsed(parse_time),
    "periods": lambda text, **hints: readings(parse_period(text, today=TODAY, **hints)),
    "tax_ids": parsed(parse_tax_id),
    "ibans": parsed(parse_iban),
    "found_amounts": found(find_amounts),
    "found_dates": found(lambda text, **hints: find_dates(text, today=TODAY, **hints)),
    "found_periods": found(lambda text, **hints: find_periods(text, today=TODAY, **hints)),
    "found_currencies": found(find_currencies),
    "found_rates": found(find_rates),
    "found_times": found(find_times),
    "found_tax_ids": found(find_tax_ids),
    "found_ibans": found(find_ibans),
    "found_bics": found(find_bics),
    "found_cards": found(find_cards),
    "found_emails": found(find_emails),
    "found_websites": found(find_websites),
    "found_phones": found(find_phones),
    "found_countries": found(find_countries),
}
SMALL = [row for row in PARSERS if (FOLDER / f"{row}.tsv").exists()]
CASES = [pytest.param(name, *row, id=f"{name}:{row[0]}:{row[1]}") for name in SMALL for row in row_file(name)]


@pytest.mark.parametrize(("name", "text", "hints", "expected"), CASES)
def test_row(name: str, text: str, hints: dict[str, Any], expected: str) -> None:
    if expected == "error":
        with pytest.raises(ValueParseError):
            PARSERS[name](text, **hints)
    else:
        assert PARSERS[name](text, **hints) == expected


def test_every_table_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.tsv")} == set(PARSERS)


def test_there_are_enough_rows() -> None:
    assert len(CASES) >= 600
