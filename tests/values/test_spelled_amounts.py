"""Amounts in words: every amount that a speller of the tests writes out is read back."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoice_ocr.values.amount_words import amounts_in_words, says_a_number, stated_in_words

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
EINER = (
    *("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
ZEHNER = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")


def english(number: int, scales: dict[int, str]) -> str:
    for size, name in scales.items():
        if number >= size:
            rest = english(number % size, scales) if number % size else ""
            return f"{english(number // size, scales)} {name} {rest}".strip()
    return (
        ONES[number] if number < 20 else f"{TENS[number // 10 - 2]} {ONES[number % 10] if number % 10 else ''}".strip()
    )


def german(number: int) -> str:
    if number >= 1000:
        return german(number // 1000) + "tausend" + (german(number % 1000) if number % 1000 else "")
    if number >= 100:
        return EINER[number // 100] + "hundert" + (german(number % 100) if number % 100 else "")
    if number < 20:
        return EINER[number]
    return (f"{EINER[number % 10]}und" if number % 10 else "") + ZEHNER[number // 10 - 2]


SHORT = {10**6: "million", 1000: "thousand", 100: "hundred"}
INDIAN = {10**7: "crore", 10**5: "lakh", 1000: "thousand", 100: "hundred"}


@given(st.integers(1, 99_999_999), st.integers(0, 99), st.sampled_from([SHORT, INDIAN]))
def test_what_is_spelled_in_english_is_read_back(whole, part, scales):
    text = f"Rupees {english(whole, scales)}" + (f" and {english(part, scales)} paise" if part else "") + " only"
    assert amounts_in_words(text) == (Decimal(whole) + Decimal(part) / 100,)


@given(st.integers(1, 999_999), st.integers(0, 99))
def test_what_is_spelled_in_german_is_read_back(whole, part):
    text = f"{german(whole).capitalize()} Euro {part:02}/100"
    assert amounts_in_words(text) == (Decimal(whole) + Decimal(part) / 100,)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text):
    assert isinstance(amounts_in_words(text), tuple)


@pytest.mark.parametrize(("word", "says"), [("Lakh", True), ("einundzwanzig", True), ("Euro", False), ("12", False)])
def test_number_words(word, says):
    assert says_a_number(word) == says


@pytest.mark.parametrize(
    "text", ["total in words " + "one " * 100_000, "ein" * 100_000, "sum of " * 50_000 + "one euro"]
)
def test_hostile_texts_are_not_looked_at_for_long(text):
    start = time.process_time()
    assert stated_in_words(text) == ()
    assert time.process_time() - start < 1
