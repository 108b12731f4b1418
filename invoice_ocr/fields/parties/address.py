"""The printed lines of an address and what they surely say: street, postcode, city, region, country."""

from __future__ import annotations

import re
from dataclasses import replace

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.misprints import mend
from invoice_ocr.fields.parties.places import POSTCODE, street_words
from invoice_ocr.values.country import find_countries, is_country

PLACES = (
    # Boulder, CO 80399 / Ucluelet, BC V0R 9Z9 / Pamelafurt NSW 2288
    re.compile(
        r"^(?P<city>[^\d,]+?),?\s+(?P<region>[A-Z]{2,3})[.,]?\s+(?P<postcode>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4})$"
    ),
    # CH-9099 Herisau / D-37213 Witzenhausen
    re.compile(r"^(?P<country>[A-Z]{1,2})[- ](?P<postcode>\d{4,5})\s+(?P<city>[^\d,]+)$"),
    # 1999 ZX Monnickendam
    re.compile(r"^(?P<postcode>\d{4}\s?[A-Z]{2})\s+(?P<city>[^\d,]+)$"),
    # 37213 Witzenhausen / 684 89 Hanusovice / 89-960 Koscian / 43990 KAJANG, SELANGOR / 53099 Montalceto (SI)
    re.compile(
        r"^(?P<postcode>\d{4,6}|\d{3}\s\d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}),?\s+(?P<city>[^\d,(]+?)"
        r"(?:,\s*(?P<region>[^\d,]+?)\.?|\s*\((?P<province>[A-Z]{2})\))?$"
    ),
    # Joeland E6 6SY / LA99 9ZX / R93 Y9X9
    re.compile(
        r"^(?:(?P<city>[^\d,]+?),?\s+)?(?P<postcode>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[\dW]\s?[A-Z\d]{4})$"
    ),
)
"""How places are written: postcode, city and region in their usual orders."""

DOTS = re.compile(r",?\s[|•·●]\s")
"""What stands between the parts of an address in one line."""

STREET = re.compile(r"\d")
CODE = re.compile(r"^[A-Z]{2}\s?[-–]\s?(?=[^\W\d_]{3})")
COUNTRY_LETTERS = {"D": "DE", "A": "AT", "F": "FR", "B": "BE", "I": "IT", "L": "LU"}
"""The distinguishing signs of vehicles that were used before postcodes."""


def put_address(chosen: Chosen, path: str, spots: tuple[Spot, ...]) -> None:
    """Put the address; a last line that names a country becomes its code and is no part of the text."""
    lines = [spot for spot in spots if spot.text.strip(" ,")]
    country = _country(lines[-1].text) if len(lines) > 1 else None
    if country:
        chosen.put(f"{path}.country", country, [lines[-1]], 0.9)
        lines = lines if lines[-2].text.rstrip().endswith(",") else lines[:-1]
    lines, prefix = _without_country_field(lines)
    if prefix and not country:
        chosen.put(f"{path}.country", prefix[1], [prefix[0]], 0.85)
    texts = [re.sub(r",(?=[^\W\d])", ", ", DOTS.sub(", ", _meant(chosen, spot)).strip(" ,")) for spot in lines]
    if not texts:
        return
    chosen.put(f"{path}.text", ", ".join(texts), lines, 0.8)
    chosen.values[f"{path}.lines"] = texts
    _put_parts(chosen, path, lines, texts)


def _meant(chosen: Chosen, spot: Spot) -> str:
    """The line's text with what an OCR surely misread put right."""
    read = chosen.reading.pages[spot.page].source == "ocr"
    return with_street_words(HOUSE_NUMBER.sub("0", mend(spot.text))) if read else spot.text


HOUSE_NUMBER = re.compile(r"(?<=\d)[Oo](?![^\W\d_])")
"""An O that ends a number: in an address it is a zero, ``G3O``, ``1O-G``."""

LOOKALIKES = str.maketrans("I1|0", "lllo")


def with_street_words(text: str) -> str:
    """The text with misread street words put right; only words that mix cases or have a digit in them are doubted.

    >>> with_street_words("No. 3, BIk G, J1n Damai"), with_street_words("JIN PING, Ilford")
    ('No. 3, Blk G, Jln Damai', 'JIN PING, Ilford')
    """
    return re.sub(r"[^\W_]*[a-z][^\W_]*", lambda word: _street_word(word[0]), text)


def _street_word(word: str) -> str:
    meant = word.translate(LOOKALIKES)
    known = meant != word and street_words().fullmatch(meant) and not street_words().fullmatch(word)
    return meant if known else word


def _without_country_field(lines: list[Spot]) -> tuple[list[Spot], tuple[Spot, str] | None]:
    """The lines without a country's code that stands as a word of its own before the postcode: ``DE 80333 München``."""
    for i, spot in enumerate(lines):
        code, _, rest = spot.text.partition(" ")
        if len(code) == 2 and code.isupper() and is_country(code) and POSTCODE.match(rest):
            return [*lines[:i], replace(spot, text=rest), *lines[i + 1 :]], (spot, code)
    return lines, None


def _put_parts(chosen: Chosen, path: str, lines: list[Spot], texts: list[str]) -> None:
    """Street, city, postcode and region where the lines have one of the usual forms."""
    for i in range(len(texts) - 1, -1, -1):
        found = next((m for m in (place.match(texts[i]) for place in PLACES) if m), None)
        if found is None:
            continue
        parts = {name: value for name, value in found.groupdict().items() if value}
        if "province" in parts:
            parts["region"] = parts.pop("province")
        if "country" in parts:
            code = parts.pop("country")
            parts["country"] = COUNTRY_LETTERS.get(code, code if len(code) == 2 else "")
        if "city" not in parts and i > 1 and not any(map(str.isdigit, texts[i - 1])):
            parts["city"] = texts[i - 1]
        for name, value in parts.items():
            if value:
                chosen.put(f"{path}.{name}", value.strip(), [lines[i]], 0.85)
        street = _street_of(texts[:i])
        if street is not None:
            chosen.put(f"{path}.street", texts[street], [lines[street]], 0.8)
        return


def _street_of(texts: list[str]) -> int | None:
    """The line that names a street, which houses, floors and units stand above; else the first if it has a number."""
    named = (k for k, text in enumerate(texts) if (word := street_words().search(text)) and word.start() > 0)
    numbered = 0 if texts and STREET.search(texts[0]) else None
    return next(named, numbered)


def _country(text: str) -> str | None:
    """The country that a line names and nothing else but its code: ``PL - Polska``."""
    text = CODE.sub("", text.strip(" .,"))
    found = find_countries(text)
    if len(found) == 1 and found[0].end - found[0].start >= len(text) - 1:
        return found[0].parsed.value
    return None
