"""Blocks of text that belong to a party: headed by a label such as "Bill to", or the letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.beside import cells_below, right_of
from invoice_ocr.fields.layout import Cell, Spot
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import LabelSpot, fold, says_which

HEADINGS = ("seller", "buyer", "ship_to")
DETAILS = frozenset(
    {"phone", "fax", "email", "website", "vat_id", "tax_id", "registration_id", "iban", "bic", "account", "bank"}
)
OTHER = frozenset(
    {
        "number",
        "issue_date",
        "due_date",
        "purchase_order",
        "customer_number",
        "subtotal",
        "total",
        "terms",
        "means",
        "period",
    }
    | {"cashier", "register", "delivery_date", "other_number", "buyer_reference", "title.receipt", "title.invoice"}
)

APART = 1.5
"""A gap of so many text heights is wider than the lines of an address are apart."""

NUMBERED = frozenset({"register", "number", "other_number", "customer_number", "purchase_order"})
"""Details that are numbers: without one after it, their label is a word like any other."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a party's block, top to bottom; ``role`` is seller, buyer or ship_to.

    ``aside`` are the other cells of these rows, where the heading stands alone over the whole width.
    """

    role: str
    heading: LabelSpot | None
    lines: tuple[Spot, ...]
    aside: tuple[Spot, ...] = ()


def find_blocks(scan: Scan, items: frozenset[int]) -> list[Block]:
    """The blocks under or beside the headings that name a party."""
    blocks = []
    for label in scan.labels:
        roles = [role for role in HEADINGS if role in label.meanings]
        if not roles or label.spot.row in items or not _is_heading(scan, label):
            continue
        lines = tuple(_lines(scan, label))
        if lines:
            blocks.append(Block(roles[0], label, lines, tuple(_aside(scan, label, lines))))
    return blocks


def _is_heading(scan: Scan, label: LabelSpot) -> bool:
    """A heading ends with a colon, or is alone in its cell, or is long enough to be nothing else."""
    row = scan.layout.rows[label.spot.row]
    cell = next(c for c in row.cells if c.start <= label.spot.start < c.start + len(c.tokens))
    if label.spot.start != cell.start:
        return False
    after = row.tokens[label.spot.end : cell.start + len(cell.tokens)]
    colon = row.tokens[label.spot.end - 1].text.endswith(":") or (bool(after) and after[0].text == ":")
    return colon or (not after and len(label.compact) > 1)


def _lines(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    """What follows the heading in its row, then the cells under it."""
    beside = right_of(scan, label)
    same_cell = beside is not None and beside.start == label.spot.end
    if beside is not None and (
        (same_cell and beside.box.left - label.spot.box.right < 2 * label.spot.box.height)
        or not _has_below(scan, label)
    ):
        yield beside
        if same_cell:
            yield from _address_under(scan, label, beside)
        if same_cell or any(map(str.isdigit, beside.text)):
            return
        under = LabelSpot(beside, label.meanings, label.languages, label.compact)
        yield from _under(scan, under)
        return
    yield from _under(scan, label)


def _address_under(scan: Scan, label: LabelSpot, name: Spot) -> Iterator[Spot]:
    """The lines under ``Bill to: Name``, if they begin with an address."""
    lines = list(_under(scan, label))
    housed = bool(lines) and any(map(str.isdigit, lines[0].text))
    if housed and any(looks_like_address(line.text) for line in lines[:2]) and not looks_like_address(name.text):
        yield from lines


def _aside(scan: Scan, label: LabelSpot, lines: tuple[Spot, ...]) -> Iterator[Spot]:
    """The cells beside the lines, if nothing stands beside the heading."""
    if len(scan.layout.rows[label.spot.row].cells) > 1:
        return
    for line in lines:
        for cell in scan.layout.rows[line.row].cells:
            if cell.start != line.start:
                yield scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))


def _has_below(scan: Scan, label: LabelSpot) -> bool:
    return next(cells_below(scan, label, rows=1), None) is not None


def _under(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    bottom = label.spot.box.bottom
    for cell in cells_below(scan, label):
        apart, bottom = cell.box.top - bottom > APART * cell.box.height, cell.box.bottom
        headed = [
            lab
            for lab in scan.labels_in.get(cell.row, [])
            if cell.start <= lab.spot.start < cell.start + len(cell.tokens)
        ]
        if any(
            lab.meanings & set(HEADINGS) and lab.spot.start == cell.start and _is_heading(scan, lab) for lab in headed
        ):
            return
        if any(m.startswith("col.") for lab in headed for m in lab.meanings) and len(headed) > 1:
            return
        if any(_tells_of_document(lab, cell, apart=apart) for lab in headed):
            return
        yield scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))


def _tells_of_document(label: LabelSpot, cell: Cell, *, apart: bool) -> bool:
    """Whether the cell is the label of the document's number or date: the party's block is over."""
    if label.spot.start != cell.start or not label.meanings & {"number", "issue_date", "due_date"}:
        return False
    whole = label.spot.end == cell.start + len(cell.tokens) and len(label.compact) > 4
    marked = cell.tokens[label.spot.end - cell.start - 1].text.endswith(":")
    return (whole or marked) and ("number" not in label.meanings or apart or says_which(label.compact))


POSTCODE = re.compile(
    r"\b(?:\d{5}(?:-\d{3,4})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4} ?[A-Z]{2}"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
    r"|[AC-FHKNPRTV-Y]\d[\dW] ?[AC-FHKNPRTV-Y\d]{4})\b"
    r"|\b[A-Z]{1,3}-?\d{4,5}\b(?![-/]\d)|^\d{4}\b"
)
"""Postcodes in the forms of many countries."""


CALLE = re.compile(r"c\s?[/\\]\s?\w", re.IGNORECASE)
"""How Spanish abbreviates ``calle``."""


@lru_cache(maxsize=1)
def street_words() -> re.Pattern[str]:
    """What `tables/street_words.tsv` lists, as one pattern."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/street_words.tsv").read_text(encoding="utf-8")
    words = [line for line in table.splitlines() if line and not line.startswith("#")]
    whole = "|".join(re.escape(word) for word in words if not word.startswith("~"))
    ends = "|".join(re.escape(word[1:]) for word in words if word.startswith("~"))
    return re.compile(rf"\b(?:{whole})\b|\bpt ?\d{{4,}}|(?:{ends})\b\.?", re.IGNORECASE)


@lru_cache(maxsize=1024)
def looks_like_address(text: str) -> bool:
    """A street with a number, or a postcode with a place."""
    letters = sum(map(str.isalpha, text))
    digits = sum(map(str.isdigit, text))
    if letters < 3:
        return False
    street = street_words().search(text) or CALLE.match(text)
    return bool(digits and street) or bool(POSTCODE.search(text))


def is_detail(scan: Scan, spot: Spot) -> bool:
    """Whether the line gives a phone number, an id, a date or the like, and no name or address."""
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    if any(lab.spot.start == spot.start and _introduces_detail(lab, spot) for lab in labels):
        return True
    if LONG_NUMBER.search(BRACKETED.sub("", spot.text)) or PHONE.fullmatch(spot.text.strip(" .:")):
        return True
    if "@" in spot.text or "www." in spot.text.lower() or "http" in spot.text.lower():
        return True
    dates = [d for d in scan.dates_in.get(spot.row, []) if spot.start <= d.spot.start < spot.end]
    return bool(dates)


BRACKETED = re.compile(r"(?<=[^\W\d_] )\([\dA-Z-]{5,16}\)$", re.IGNORECASE)
"""A registration number that ends the line of a name."""

LONG_NUMBER = re.compile(r"\d{9,}|\d{3,4}[- ]\d{3,4}[- ]\d{4,}")
PHONE = re.compile(r"(?:(?:[A-Za-z]{1,4}|tel[a-z]{1,5})[.:]?\s*)?\(?\+?[\d][\d\s()./+-]{6,}(?:or|,|/)?[\d\s()./+-]*")


def _introduces_detail(label: LabelSpot, spot: Spot) -> bool:
    """Whether the label at the line's start makes it a detail: "No." also begins addresses, "Markt" also names."""
    meanings = label.meanings & (DETAILS | OTHER)
    if label.fuzzy and not re.search(r"[\d:#]", spot.text):
        return False
    if not meanings or (meanings <= NUMBERED and not re.search(r"[\d:#]", spot.text)):
        return False
    if len(label.compact) > 2:
        return True
    return len(label.compact) == 2 and "," not in spot.text and not looks_like_address(spot.text)


def same_text(left: str, right: str) -> bool:
    """Equal but for case, accents, spaces and punctuation."""
    return fold(left) == fold(right)
