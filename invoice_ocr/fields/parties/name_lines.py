"""Names of firms that take two lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.page.beside import cells_below
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.parties.details import is_detail
from invoice_ocr.fields.parties.legal_forms import legal_form
from invoice_ocr.fields.parties.letterhead import mostly_label
from invoice_ocr.fields.parties.name_words import is_bare_form
from invoice_ocr.fields.parties.places import looks_like_address
from invoice_ocr.model.geometry import union

LARGE, LARGE_READ = 1.2, 1.4
"""So many times the usual height have the letters of a logo; more in a picture, where heights are not exact."""

OPEN = re.compile(
    r"(?:&|-|\s(?:and|und|et|en|e|y|i|og|och|ja|de|du|des|del|della|dei|di|do|da|dos|van|von|of|the|la|le|les|los|las|het))$",
    re.IGNORECASE,
)
"""How a line ends that goes on in the next."""


def is_trade(text: str) -> bool:
    """Whether it says nothing but what kind of shop it is: ``RESTAURANT``."""
    words = [fold(word) for word in text.split()]
    return bool(words) and _trade_words().issuperset(words)


@lru_cache(maxsize=1)
def _trade_words() -> frozenset[str]:
    table = resources.files("invoice_ocr.fields").joinpath("tables/trade_words.tsv").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in table.splitlines() if line and not line.startswith("#"))


def _is_logo(scan: Scan, upper: Spot, lower: Spot) -> bool:
    """Whether two lines of a few large letters make one logo: the same height, close together, and aligned."""
    high = upper.box.height
    large = LARGE if scan.layout.sources[upper.page] == "textlayer" else LARGE_READ
    same = 0.9 < lower.box.height / high < 1.1 and high > large * scan.layout.text_height
    close = -0.3 * high < lower.box.top - upper.box.bottom < 0.6 * high
    aligned = abs(upper.box.left - lower.box.left) < 0.3 * high or abs(upper.box.x - lower.box.x) < 0.5 * high
    return same and close and aligned and max(len(upper.text.split()), len(lower.text.split())) < 4


def form_below(scan: Scan, spot: Spot, text: str) -> Spot | None:
    """The rest of a legal form, which the end of the line has cut off, alone under the name in a head of columns."""
    name = LabelSpot(spot, frozenset(), frozenset(), "")
    for cell in cells_below(scan, name, rows=2):
        height = spot.box.height
        aligned = abs(cell.box.left - spot.box.left) < 0.5 * height or abs(cell.box.x - spot.box.x) < 0.5 * height
        close = -0.5 * spot.box.height < cell.box.top - spot.box.bottom < spot.box.height
        before, after = legal_form(text) or "", legal_form(f"{text} {cell.text}") or ""
        completes = len(after) > len(before) and fold(after).endswith(fold(cell.text))
        if aligned and close and len(cell.tokens) < 3 and completes:
            return scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
    return None


def with_form(lines: Iterable[Spot]) -> list[Spot]:
    """The lines of a block, the first with the second where that is its legal form or where it ends openly."""
    found = list(lines)
    if len(found) < 2:
        return found
    name, form = found[:2]
    begun = legal_form(name.text)
    ended = begun is not None and name.text.rstrip(" .").endswith(begun.rstrip(" ."))
    goes_on = OPEN.search(name.text) and not any(map(str.isdigit, form.text)) and not looks_like_address(form.text)
    if not goes_on and (ended or not is_bare_form(form.text)):
        return found
    whole = replace(name, text=f"{name.text} {form.text}", box=union([name.box, form.box]))
    return [whole, *found[2:]]


def _begun_above(scan: Scan, spot: Spot, text: str) -> Spot | None:
    """The first line of a name of which only one word and the legal form stand here, in a head of columns."""
    form = legal_form(text)
    if form is None or len(text.replace(form, "").split()) > 1:
        return None
    rows = [row for row in scan.layout.rows[max(0, spot.row - 2) : spot.row] if row.page == spot.page]
    cells = (cell for row in reversed(rows) for cell in row.cells)
    above = (scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens)) for cell in cells)
    return next((line for line in above if _is_first_line(scan, line, spot)), None)


def _is_first_line(scan: Scan, upper: Spot, lower: Spot) -> bool:
    """Whether the upper line is set like the lower, close to it, and has nothing but words."""
    height = lower.box.height
    set_alike = abs(upper.box.left - lower.box.left) < 0.3 * height or abs(upper.box.x - lower.box.x) < 0.3 * height
    alike = 0.8 < upper.box.height / height < 1.25
    close = -0.3 * height < lower.box.top - upper.box.bottom < 0.8 * height
    labelled = any(upper.start <= lab.spot.start < upper.end for lab in scan.labels_in.get(upper.row, []))
    plain = not labelled and not any(map(str.isdigit, upper.text)) and " " in upper.text
    return set_alike and alike and close and plain and not legal_form(upper.text) and not looks_like_address(upper.text)


def with_continuation(scan: Scan, spot: Spot, text: str) -> tuple[Spot, str]:
    """A name that goes on in the next row, or began in the one before: one of both has the legal form."""
    form = form_below(scan, spot, text)
    if form is not None:
        box, confidence = union([spot.box, form.box]), min(spot.confidence, form.confidence)
        return replace(spot, row=form.row, box=box, confidence=confidence), f"{text} {form.text}"
    begun = _begun_above(scan, spot, text)
    if begun is not None:
        box, confidence = union([spot.box, begun.box]), min(spot.confidence, begun.confidence)
        return replace(spot, box=box, confidence=confidence), f"{begun.text} {text}"
    for step, joined in ((1, "{0} {1}"), (-1, "{1} {0}")):
        index = spot.row + step
        if not 0 <= index < len(scan.layout.rows):
            continue
        other = scan.layout.rows[index]
        if other.page != spot.page or len(other.cells) != 1 or abs(other.box.y - spot.box.y) > 2.2 * spot.box.height:
            continue
        cell = other.cells[0]
        near = scan.layout.spot(index, cell.start, cell.start + len(cell.tokens))
        if (
            looks_like_address(cell.text)
            or is_detail(scan, near)
            or mostly_label(scan, near)
            or any(map(str.isdigit, cell.text))
        ):
            continue
        mine, theirs = legal_form(text), legal_form(cell.text)
        open_end = OPEN.search((text if step == 1 else cell.text).rstrip()) is not None
        short = mine is not None and len(text.replace(mine, "").split()) <= 1
        alike = 0.65 < near.box.height / spot.box.height < 1.5
        completes = alike and (bool(theirs) and mine is None if step == 1 else short and theirs is None)
        completes = completes or (step == 1 and not mine and _is_logo(scan, spot, near))
        completes = completes or (open_end and alike) or (step == 1 and alike and is_trade(text) != is_trade(cell.text))
        if completes:
            box = union([spot.box, near.box])
            both = Spot(
                max(spot.row, index), spot.start, spot.end, spot.page, box, text, min(spot.confidence, near.confidence)
            )
            return both, joined.format(text, cell.text)
    return spot, text
