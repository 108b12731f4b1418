"""The printed lines of an address and what they surely say: country, postcode, city."""

from __future__ import annotations

from invoice_ocr.fields.chosen import Chosen
from invoice_ocr.fields.layout import Spot
from invoice_ocr.values.country import find_countries


def put_address(chosen: Chosen, path: str, spots: tuple[Spot, ...]) -> None:
    """Put the address; a last line that names a country becomes its code and is no part of the text."""
    lines = [spot for spot in spots if spot.text.strip(" ,")]
    country = _country(lines[-1].text) if len(lines) > 1 else None
    if country:
        chosen.put(f"{path}.country", country, [lines[-1]], 0.9)
        lines = lines[:-1]
    texts = [spot.text.strip(" ,") for spot in lines]
    if texts:
        chosen.put(f"{path}.text", ", ".join(texts), lines, 0.8)
        chosen.values[f"{path}.lines"] = texts


def _country(text: str) -> str | None:
    """The country that a line names and nothing else."""
    found = find_countries(text.strip(" .,"))
    if len(found) == 1 and found[0].end - found[0].start >= len(text.strip(" .,")) - 1:
        return found[0].parsed.value
    return None
