"""The lines of an address under a name."""

from __future__ import annotations

import re
from dataclasses import replace

from invoice_ocr.fields.blocks import POSTCODE, is_detail, legal_form, looks_like_address, street_words
from invoice_ocr.fields.layout import Spot
from invoice_ocr.fields.letterhead import mostly_label
from invoice_ocr.fields.names import REGISTRATION
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import fold

ADDRESS_ROWS = 7

TELEPHONE = re.compile(
    r"[\s,;|(]*\b(?:te[l1i]{1,2}|tele?phone|tel\W{0,3}fax\w?|fax|phone|ph|hp|h/p|mobile|t|f)\b"
    r"(?:[\s.:#/]|no\b)*[:.\s]\(?\+?\d[\d\s()/-]{5,}.*$",
    re.IGNORECASE,
)
"""A telephone number that ends the line of an address."""

HEADING = re.compile(r"^(?:[^\W\d_.]+\s+)?(?:add|addr|address|alamat|adresse|anschrift)\b\.?\s*:\s*", re.IGNORECASE)

MARKED = re.compile(r"^(?!no\b|lot\b|unit\b|blk\b)[^\W\d_]{2,}[^\W\d_ ]*(?: [^\W\d_]+)?\s?[:：]", re.IGNORECASE)
"""A word or two with a colon: what follows has a name of its own."""


def address_after(scan: Scan, name: Spot, buyers: set[tuple[int, int]]) -> tuple[Spot, ...]:
    """The lines below the name that make an address, to the first that gives something else."""
    lines: list[Spot] = []
    bottom = name.box.bottom
    for row in scan.layout.rows[name.row + 1 : name.row + 1 + ADDRESS_ROWS + 3]:
        if row.page != name.page or row.box.top - bottom > 3.0 * row.height:
            break
        cell = min(row.cells, key=lambda c: abs(c.box.x - name.box.x))
        aligned = abs(cell.box.left - name.box.left) < 3 * row.height or abs(cell.box.x - name.box.x) < 6 * row.height
        spot = _cleaned(scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens)))
        repeats = not lines and fold(name.text) in fold(spot.text)
        if repeats or not aligned or (row.index, cell.start) in buyers:
            continue
        housed = not lines and _has_house_number(spot.text) and _place_follows(scan, row.index)
        if (not housed and (is_detail(scan, spot) or mostly_label(scan, spot))) or (
            legal_form(spot.text) and not _begins_address(spot.text)
        ):
            if lines:
                break
            continue
        if lines and _is_over(lines[-1].text, spot.text):
            break
        begins = _begins_address(spot.text) or (_has_house_number(spot.text) and _place_follows(scan, row.index))
        if REGISTRATION.fullmatch(spot.text.strip()) or (not lines and not begins):
            bottom = spot.box.bottom
            continue
        lines.append(spot)
        bottom = spot.box.bottom
        if len(lines) == ADDRESS_ROWS:
            break
    return tuple(_trimmed(lines))


def _cleaned(spot: Spot) -> Spot:
    """The line without a label before it and a telephone number after it."""
    text = TELEPHONE.sub("", HEADING.sub("", spot.text)).strip(" ,;|")
    return replace(spot, text=text) if text else spot


def _is_over(above: str, text: str) -> bool:
    """Whether a line is no part of the address that the line above ends: after a place, only its region may follow."""
    if MARKED.search(text):
        return True
    return bool(POSTCODE.search(above)) and any(c.isdigit() for c in text) and not POSTCODE.search(text)


def _has_house_number(text: str) -> bool:
    """A few words with a number at either end: ``Havenkade 112``, ``2 Drovers Bank``."""
    return bool(
        re.match(r"^\d+\s?[a-zA-Z]?,?\s+[^\W\d]{3,}|^[^\W\d][^\d:]{2,}\s\d{1,5}\s?[a-zA-Z]?(?:[-/]\d+)?$", text.strip())
    )


def _place_follows(scan: Scan, row: int) -> bool:
    """Whether one of the next two rows begins or ends with a postcode."""
    return any(POSTCODE.search(other.text) for other in scan.layout.rows[row + 1 : row + 3])


def _begins_address(text: str) -> bool:
    return (
        looks_like_address(text)
        or bool(re.match(r"^(?:no|lot|unit|suite|level|block|blk|ground|g)\b\.?\s*[\w-]*\d", text, re.IGNORECASE))
        or bool(street_words().search(text))
    )


def _trimmed(lines: list[Spot]) -> list[Spot]:
    """Without trailing lines that are surely no part of an address."""
    while lines and not looks_like_address(lines[-1].text) and len(lines) > 1 and len(lines[-1].text.split()) > 6:
        lines.pop()
    return lines
