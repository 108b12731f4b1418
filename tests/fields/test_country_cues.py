"""Where a document comes from, by what it prints; each row of `countries.tsv` is a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page import draw

from invoice_ocr.fields.locale import BEGINNING, _cues, infer_locale, order_of, readings_in
from invoice_ocr.fields.page.scan import scan

TABLE = Path(__file__).with_name("countries.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("printed", "country", "order"), ROWS)
def test_country_and_order(printed: str, country: str, order: str):
    locale = infer_locale(scan(draw(printed.replace(" / ", "\n"))))
    assert (locale.country or "-", locale.order or "-") == (country, order)


def test_an_expression_is_skipped_only_where_it_can_find_nothing():
    alternatives = re.compile(r"\([^()]*\)|\[[^\]]*\]")
    begun = [cue for row in _cues() if row.how == "regex" for cue in row.cues if BEGINNING.match(cue)]
    assert begun
    assert not [cue for cue in begun if "|" in alternatives.sub("", alternatives.sub("", cue))]


def test_likelier_countries_first():
    locale = infer_locale(scan(draw("Shop Pty Ltd\nABN 51 824 753 556\nSydney NSW 2000")))
    assert locale.likelier(["US", "AU"]) == ["AU", "US"]


@pytest.mark.parametrize(("country", "order"), [("US", "mdy"), ("GB", "dmy"), ("JP", "ymd"), ("CA", None)])
def test_usual_order(country: str, order: str | None):
    assert order_of(country) == order


def test_date_with_one_reading_needs_no_order():
    (value,) = scan(draw("25/12/2025")).dates
    assert len(readings_in(value, "mdy")) == 1


def test_language_is_that_of_most_labels():
    assert infer_locale(scan(draw("Rechnungsnummer 5\nGesamtbetrag 10,00\nTotal 10,00"))).language == "de"
    assert infer_locale(scan(draw("alder birch"))).language is None
