"""The lines of an address under a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from invoice_ocr.fields.page.beside import cells_below, right_of
from invoice_ocr.fields.page.layout import Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.parties.details import DETAILS, is_detail
from invoice_ocr.fields.parties.headings import HEADINGS, as_heading, is_attention
from invoice_ocr.fields.parties.legal_forms import legal_form
from invoice_ocr.fields.parties.letterhead import head_cells, mostly_label
from invoice_ocr.fields.parties.name_words import PLOTTED, is_house, named_as_firm, says_else
from invoice_ocr.fields.parties.names import REGISTRATION, address_parts, gives_detail, sender_line
from invoice_ocr.fields.parties.places import (
    FIELD,
    FOUNDED,
    HIGHWAY,
    POSTCODE,
    SUBJECT,
    ends_in_six_digits,
    looks_like_address,
    numbers_shop,
    street_words,
)
from invoice_ocr.model.geometry import Box

ADDRESS_ROWS = 7
FAR, NEAR = 3.0, 1.8
"""The first line of an address is so near to the name, and the others to one another, in text heights."""

TELEPHONE = re.compile(
    r"[\s,;|(]*\b(?:te[l1i]{1,2}|tele?phone|tel\W{0,3}fax\w?|fax|phone|ph|hp|h/p|mobile|t|f)\b"
    r"(?:[\s.:#/]|no\b)*[:.\s]\(?\+?\d[\d\s()/-]{5,}.*$",
    re.IGNORECASE,
)
"""A telephone number that ends the line of an address."""

HEADING = re.compile(r"^(?:[^\W\d_.]+\s+)?(?:add|addr|address|alamat|adresse|anschrift)\b\.?\s*:\s*", re.IGNORECASE)

MAIL = re.compile(r"\s+(?:e-?mail\s*:?\s*)?[^\s@]+@[^\s@]+$", re.IGNORECASE)
"""An e-mail address that ends the line."""

MARKED = re.compile(r"^(?!no\b|lot\b|unit\b|blk\b)[^\W\d_]{2,}[^\W\d_ ]*(?: [^\W\d_]+){0,4}\s?[:：]", re.IGNORECASE)
"""A few words with a colon: what follows has a name of its own."""

CAPITAL = re.compile(r"\b(?:au capital|capital social|cap\. soc|share capital|stammkapital)\b", re.IGNORECASE)
"""What tells of the firm, not of its place."""

DOTS = re.compile(r"\s(?:·|•|●|\|)\s")
"""What separates the parts of a sender's line."""

HOUSE = re.compile(
    r"(?:the )?[^\W\d_][^\d,:]{2,30}\s(?:house|building|centre|center|court|mill|farm|dairy|barn|works|yard|hall|lodge"
    r"|cottage|estate|business park|park|haus|hof|edificio|residence|résidence|bâtiment|immeuble|palazzo|offices?)",
    re.IGNORECASE,
)
"""The name of a house, on a line of its own before the street."""

PLOT = re.compile(r"^(?:lot|unit|level|block|blk)\b[.:]?\s*(?:[A-Z]{2,5}\s)?[\w-]*\d[\w-]*", re.IGNORECASE)
"""A plot or a unit; its number is no postcode."""


def address_after(scan: Scan, name: Spot, buyers: set[tuple[int, int]], kind: str) -> tuple[Spot, ...]:
    """The lines below the name that make an address, to the first that gives something else."""
    lines: list[Spot] = []
    bottom = name.box.bottom
    for row in scan.layout.rows[name.row + 1 : name.row + 1 + ADDRESS_ROWS + 3]:
        apart = NEAR if lines and kind == "invoice" else FAR
        if row.page != name.page or row.box.top - bottom > apart * row.height or len(lines) == ADDRESS_ROWS:
            break
        line = _line_of(scan, row, (name, *lines[-1:]), kind)
        if line is None or (row.index, line.cell) in buyers:
            bottom = row.box.bottom if _gives_detail(scan, row, name) else bottom
            continue
        if lines and _is_over(scan, lines[-1].text, line.spot):
            break
        bottom = row.box.bottom
        sent = _sent_from(line.spot) if not lines else ()
        if sent:
            return sent
        if lines or _begins(scan, name, line):
            lines += [line.spot] if not REGISTRATION.fullmatch(line.spot.text.strip()) else []
    return tuple(_trimmed(lines))


def address_beside(scan: Scan, name: Spot, buyers: set[tuple[int, int]]) -> tuple[Spot, ...]:
    """An address to the right of the name, in a head of several columns; it may begin in the row above."""
    for row in scan.layout.rows[max(0, name.row - 1) : name.row + 2]:
        if row.page != name.page or abs(row.box.y - name.box.y) > 2.5 * name.box.height:
            continue
        for cell in row.cells:
            spot = bare_line(scan, scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens)))
            if cell.box.left < name.box.right or (row.index, cell.start) in buyers or is_detail(scan, spot):
                continue
            if not (_has_house_number(spot.text) or looks_like_address(spot.text)):
                continue
            lines = (spot, *_down_to_place(scan, spot))
            if looks_like_address(spot.text) or len(lines) > 1:
                return lines
    return ()


PLACE = re.compile(r"[^\W\d_][^\d:]{2,30}\s\d{4,6}")
"""A town before a short postcode: ``Auckland 1010``."""


def _down_to_place(scan: Scan, street: Spot) -> tuple[Spot, ...]:
    """The lines under a street to the one that has the postcode; none where there is no such line."""
    lines: list[Spot] = []
    for cell in cells_below(scan, LabelSpot(street, frozenset(), frozenset(), ""), rows=4):
        spot = scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))
        if is_detail(scan, spot) or mostly_label(scan, spot):
            break
        lines.append(spot)
        if POSTCODE.search(spot.text) or PLACE.fullmatch(spot.text):
            return tuple(lines)
    return ()


def _sent_from(line: Spot) -> tuple[Spot, ...]:
    """The address in a sender's line under a logo, which repeats the name or names the owner."""
    name, address = sender_line(line.text) if DOTS.search(line.text) else (line.text, "")
    if not address or any(map(str.isdigit, name)) or looks_like_address(name) or is_house(name):
        return ()
    return tuple(replace(line, text=part) for part in address.split(", "))


class _Line(NamedTuple):
    """A line under a name; ``cell`` is where its cell starts, ``labelled`` whether a label calls it an address."""

    spot: Spot
    cell: int
    labelled: bool


def _line_of(scan: Scan, row: Row, above: tuple[Spot, ...], kind: str) -> _Line | None:
    """The row's part under the name, or under the last line of its address; None where there is none."""
    value = _label_alone(scan, row)
    if value is not None:
        return _Line(value, value.start, labelled=True)
    cells = head_cells(scan, row, kind)
    cell = min(cells, key=lambda c: abs(c.box.x - above[0].box.x))
    if not any(_is_aligned(cell.box, each.box, row.height) for each in above):
        return None
    before = next((c for c in cells if c.start + len(c.tokens) == cell.start), None)
    begun = before is not None and POSTCODE.fullmatch(cell.text) and _is_aligned(before.box, above[0].box, row.height)
    start = before.start if before and begun else cell.start
    spot = bare_line(scan, scan.layout.spot(row.index, start, cell.start + len(cell.tokens)))
    return _Line(spot, start, labelled=spot.start > start)


def _gives_detail(scan: Scan, row: Row, name: Spot) -> bool:
    """Whether a cell under the name has a detail of its firm."""
    labels = (label for label in scan.labels_in.get(row.index, []) if label.meanings & DETAILS)
    return any(label.spot.box.left < name.box.right + name.box.height for label in labels)


def _begins(scan: Scan, name: Spot, line: _Line) -> bool:
    """Whether the line may be the first of an address."""
    spot = line.spot
    if numbers_shop(spot.text) or FOUNDED.search(spot.text) or (says_else(spot.text) and not line.labelled):
        return False
    if fold(name.text) in fold(spot.text) or REGISTRATION.fullmatch(spot.text.strip()):
        return False
    housed = _has_house_number(spot.text) and _place_follows(scan, spot.row)
    housed = housed or (bool(HOUSE.fullmatch(spot.text.strip(" ,"))) and _street_follows(scan, spot.row))
    housed = housed or PLOTTED.match(spot.text) is not None
    begins = _begins_address(spot.text)
    if not housed and (is_detail(scan, spot) or mostly_label(scan, spot)):
        return False
    return line.labelled or housed or begins


def _label_alone(scan: Scan, row: Row) -> Spot | None:
    """The address in a row that has nothing but it and its label."""
    label = next((lab for lab in scan.labels_in.get(row.index, []) if lab.spot.start == 0), None)
    if label is None or "address" not in label.meanings or len(row.cells) > 2:
        return None
    return right_of(scan, label)


def _is_aligned(box: Box, above: Box, height: float) -> bool:
    """Whether the lines begin or end at the same place, or are centred."""
    flush = abs(box.right - above.right) < 0.5 * height
    return abs(box.left - above.left) < 3 * height or abs(box.x - above.x) < 6 * height or flush


def bare_line(scan: Scan, spot: Spot) -> Spot:
    """The line without a label of the address before it, and without a telephone or an e-mail address after it."""
    label = next((lab for lab in scan.labels_in.get(spot.row, []) if lab.spot.start == spot.start), None)
    if label and "address" in label.meanings:
        value = right_of(scan, label)
        spot = value if value is not None and re.search(r"[\d,]", value.text) else spot
    text = TELEPHONE.sub("", MAIL.sub("", HEADING.sub("", spot.text))).strip(" :,;|")
    return replace(spot, text=_without_details(text)) if text else spot


def _without_details(text: str) -> str:
    """The line up to a telephone or a register's entry in it."""
    end = 0
    for part in address_parts(text):
        end = text.index(part, end) + len(part)
    return text[:end] if end else text


def _is_over(scan: Scan, above: str, line: Spot) -> bool:
    """Whether a line is no part of the address that the line above ends: after a place, only its region may follow."""
    text = line.text
    said = says_else(text) and not any(map(str.isdigit, text))
    if said or CAPITAL.search(text) or _heads_party(scan, line) or is_attention(text):
        return True
    if MARKED.search(text) or is_detail(scan, line) or mostly_label(scan, line) or _gives_only_details(text):
        return True
    goes_on = scan.layout.rows[line.row - 1].text.rstrip().endswith(",")
    if named_as_firm(text) and not _begins_address(text) and not goes_on:
        return True
    placed = POSTCODE.search(PLOT.sub("", above))
    return bool(placed) and any(map(str.isdigit, text)) and not POSTCODE.search(text)


def _gives_only_details(text: str) -> bool:
    """Whether each part of the line is a number, a contact or the like, the first of them to begin with."""
    return gives_detail(text) or numbers_shop(text) or not address_parts(text)


def up_to_place(lines: Iterable[Spot]) -> Iterator[Spot]:
    """The lines of a party's block, after a place up to what is no part of an address: a bank, a count, a label."""
    placed = begun = False
    for line in lines:
        text = line.text.strip()
        if begun and (
            FIELD.match(text) or SUBJECT.match(text) or (MARKED.search(text) and not looks_like_address(text))
        ):
            return
        firm = legal_form(text) is not None and not looks_like_address(text)
        if placed and (firm or text.isdigit() or MARKED.search(text) or says_else(text)):
            return
        placed = placed or POSTCODE.search(PLOT.sub("", text)) is not None
        begun = begun or looks_like_address(text)
        yield line


def _heads_party(scan: Scan, line: Spot) -> bool:
    """Whether the line is the heading of another party's block."""
    labels = (lab for lab in scan.labels_in.get(line.row, []) if line.start <= lab.spot.start < line.end)
    return any(lab.meanings & set(HEADINGS) and as_heading(scan, lab) is not None for lab in labels)


def _has_house_number(text: str) -> bool:
    """A few words with a number at either end: ``Havenkade 112``, ``2 Drovers Bank``; or a road's number."""
    return HIGHWAY.match(text) is not None or bool(
        re.match(
            r"^\d+(?:/\d+)?\s?[a-zA-Z]?,?\s+(?:\d{1,2}(?:st|nd|rd|th)\s)?[^\W\d]{3,}|^[^\W\d][^\d:]{2,}\s\d{1,5}\s?[a-zA-Z]?(?:[-/](?:[\dIVX]+|bis|ter|hs|[a-z]))?(?:$|,\s)",
            text.strip(),
        )
    )


def _place_follows(scan: Scan, row: int) -> bool:
    """Whether one of the next two rows begins or ends with a postcode."""
    following = scan.layout.rows[row + 1 : row + 3]
    cells = [cell.text for other in following for cell in other.cells]
    return any(POSTCODE.search(text) or ends_in_six_digits(text) for text in cells)


def _street_follows(scan: Scan, row: int) -> bool:
    """Whether a cell of the next row is a street."""
    following = scan.layout.rows[row + 1 : row + 2]
    return any(_begins_address(cell.text) for other in following for cell in other.cells)


def _begins_address(text: str) -> bool:
    if MARKED.search(text):
        return False
    return (
        looks_like_address(text)
        or bool(
            re.match(
                r"^(?:no|lot|unit|suite|level|block|blk|ground|g|shop|plot|flat|stall|shed|room|survey|warehouse|office|villa|bldg"
                r"|building|tower|godown|hangar|bay|apt|apartment|house|floor|stand|erf|p\.?\s?o\.?\s?box)\b\.?:?\s*[\w-]*\d",
                text,
                re.IGNORECASE,
            )
        )
        or bool(PLOT.match(text))
        or bool(street_words().search(text))
    )


def _trimmed(lines: list[Spot]) -> list[Spot]:
    """Without trailing lines that are surely no part of an address."""
    while lines and not looks_like_address(lines[-1].text) and len(lines) > 1 and len(lines[-1].text.split()) > 6:
        lines.pop()
    return lines
