"""The line of a page that names its sender, and the address that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.quantities import find_factors
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import fold, look_up
from invoice_ocr.fields.parties.details import is_detail
from invoice_ocr.fields.parties.domains import domains_of, is_web_address, share_of_domain
from invoice_ocr.fields.parties.headings import is_attention
from invoice_ocr.fields.parties.legal_forms import legal_form
from invoice_ocr.fields.parties.name_words import (
    TITLED as ADDRESSEE,
)
from invoice_ocr.fields.parties.name_words import (
    TOWN,
    digits_of,
    is_bare_form,
    is_country_name,
    is_house,
    named_as_firm,
    says_else,
    unsigned,
)
from invoice_ocr.fields.parties.names import gives_detail, sender_line, without_register
from invoice_ocr.fields.parties.places import POSTCODE, looks_like_address, street_words

HEAD_ROWS = 14
"""A receipt's merchant stands within so many rows of its top."""

DOMAIN = 2.6
"""What a name gains that the page's e-mail or web address spells: more than by a legal form, which buyers have too."""

SENDER = 2.0
"""What the name in a letter's line of the sender gains."""

IMPRINT = 2.0
"""What it gains beyond that where the line goes on with tax numbers or the like, as the foot of a page does."""

LABEL = re.compile(r"^(?:\d{1,2}[.)]\s)?[^\W\d_][^\d:,]{1,30}\s?[:：]\s*\S")
"""A value with its label before it."""

FOOT = 0.6
"""The foot of a page begins at this part of its height."""

LABELLING = re.compile(r"\b(?:no|nr|n[°ºo]|num|number|date|code|id)\.?$|#$", re.IGNORECASE)
"""How labels of numbers and dates end."""

PARTS = re.compile(r"\s*(?:\||•|·|●|,|\.\s)\s*")

LARGE = 1.25
"""A logo's letters are so many times as high as the usual ones."""

LOGOS = 0.27
"""Logos stand in this part of the first page."""

LOGO = 2.6
"""What a firm's name gains that spells out the large letters at the head of the page."""

MISPLACED = 4.0
"""What a text loses among the items, or as one of their headings."""

BOUGHT = 2.0
"""What a text loses among the goods of a till, whose rows are less sure."""

TITLED = 3.0
"""What a text loses that says what the document is, or names a country."""

SPACED = 3.0
"""What a text loses whose letters stand apart: its words are unknown."""

ADDRESSED = 2.0
"""What the name in a window for the recipient's address loses."""

BEGUN = 2.5
"""What a line loses that goes on with the row above."""

ANSWERS = 2.5
"""What a text loses that stands beside a label with a colon."""

SENTENCE = 1.5
"""What a line loses that ends as sentences do."""

WIDE = 8.0
"""A gap of so many text heights is more than a space, even on a receipt."""

REGISTER = 3.0
"""What a name loses that stands in a sentence about the firm's register, where it has no address."""

CODED = 2.0
"""What a text loses that has two digits and no word: a number and its abbreviated label."""

UNSURE = 3.0
"""What a name loses that the OCR is unsure of: noise and handwriting stand in large letters at the head of receipts."""


def score_letterhead(
    scan: Scan, buyers: set[tuple[int, int]], kind: str, items: frozenset[int] = frozenset()
) -> Iterator[tuple[float, Spot, str]]:
    """Every line that may be the seller's name, with its score; ``items`` are the rows of the goods."""
    logos = _logos(scan) if kind == "invoice" else set()
    height = scan.layout.text_height
    domains = domains_of(scan)
    counts = _repeated(scan)
    for row in scan.layout.rows:
        for printed in head_cells(scan, row, kind):
            if (row.index, printed.start) in buyers:
                continue
            cell = _undecorated(printed)
            spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            score = _name_score(scan, spot, cell, domains, counts)
            if score is None:
                continue
            score += min(max(spot.box.height / height - 1, 0), 2) * 0.8
            score += _place_score(scan, spot, kind)
            bought = BOUGHT * (spot.row in items)
            score += _invoice_score(scan, cell, logos, items) if kind == "invoice" else -bought
            yield score, spot, unsigned(sender_line(cell.text)[0])


def _undecorated(cell: Cell) -> Cell:
    """The cell without stars and the like at its ends, of which an OCR is never sure."""
    marked = [i for i, token in enumerate(cell.tokens) if token.text.strip("*=~_#-")]
    first, last = (marked[0], marked[-1]) if marked else (0, len(cell.tokens) - 1)
    return Cell(cell.row, cell.start + first, cell.tokens[first : last + 1])


def head_cells(scan: Scan, row: Row, kind: str) -> tuple[Cell, ...]:
    """The row's cells; a receipt's head has no columns, so that a wide space there is a space."""
    labelled = {cell.start for cell in row.cells} & {lab.spot.start for lab in scan.labels_in.get(row.index, [])}
    plain = not labelled and not scan.amounts_in.get(row.index)
    alike = max(t.box.height for t in row.tokens) < 1.5 * min(t.box.height for t in row.tokens)
    gaps = [right.box.left - left.box.right for left, right in pairwise(row.cells)]
    if kind == "receipt" and gaps and plain and alike and max(gaps) < WIDE * row.height:
        return (Cell(row.index, 0, row.tokens),)
    return row.cells


def _goes_on(scan: Scan, spot: Spot) -> bool:
    """Whether the line goes on with an address: the rows above it end with commas."""
    above = reversed(scan.layout.rows[max(0, spot.row - 3) : spot.row])
    begun = list(takewhile(lambda row: row.page == spot.page and row.text.rstrip().endswith(","), above))
    return any(any(map(str.isdigit, row.text)) or street_words().search(row.text) for row in begun)


def _answers(scan: Scan, spot: Spot) -> bool:
    """Whether the cell to the left asks for it: ``Serveur:``."""
    before = scan.layout.rows[spot.row].tokens[: spot.start]
    return bool(before) and before[-1].text.endswith(":")


def _sends(text: str) -> bool:
    """Whether the line is a letter's sender: a name before the street and the place."""
    name, address = sender_line(text)
    placed = any(POSTCODE.search(part) for part in address.split(", ")) or bool(address and POSTCODE.search(text))
    return placed and not is_house(name)


def _stands_over_sender(scan: Scan, cell: Cell) -> bool:
    """Whether the line of the sender stands under it in smaller letters, and gives a trade or a person, no firm."""
    row = next(iter(scan.layout.rows[cell.row + 1 : cell.row + 2]), None)
    if row is None or len(row.cells) > 1 or not _sends(row.text) or legal_form(sender_line(row.text)[0]):
        return False
    smaller = row.height < 0.8 * cell.box.height
    near = row.box.top - cell.box.bottom < 2 * cell.box.height
    flush = abs(row.box.left - cell.box.left) < cell.box.height or abs(row.box.x - cell.box.x) < cell.box.height
    return smaller and near and flush and not _ends_logo(scan, cell)


def _ends_logo(scan: Scan, cell: Cell) -> bool:
    """Whether a line in letters of the same size stands right over it."""
    above = (c for row in scan.layout.rows[max(0, cell.row - 2) : cell.row] for c in row.cells)
    return any(
        0.9 < c.box.height / cell.box.height < 1.1 and abs(cell.box.top - c.box.bottom) < cell.box.height for c in above
    )


def _invoice_score(scan: Scan, cell: Cell, logos: set[str], items: frozenset[int]) -> float:
    """What speaks for a name on an invoice: the line of the sender, a logo; and against it: goods, labelled values."""
    text = sender_line(cell.text)[0]
    folded = fold(text)
    score = SENDER * _stands_over_sender(scan, cell)
    if _sends(cell.text):
        score += SENDER + IMPRINT * any(gives_detail(part) for part in PARTS.split(cell.text)[2:])
    score += IMPRINT * (named_as_firm(text) and _has_number_under(scan, cell))
    spelt = any(logo in folded and logo != folded for logo in logos)
    plain = named_as_firm(text) and not _titled(scan, cell) and not LABEL.match(text)
    score += LOGO if spelt and plain else 0.0
    score -= ADDRESSED if not plain and ADDRESSEE.match(text) else 0.0
    score -= MISPLACED if cell.row in items or _heads_columns(scan, cell.row) else 0.0
    score -= ANSWERS if LABEL.match(text) else 0.0
    score -= REGISTER if without_register(cell.text) != cell.text else 0.0
    score -= TITLED if not named_as_firm(text) and (_titled(scan, cell) or is_country_name(text)) else 0.0
    return score - (SPACED if _is_spaced(cell) else 0.0)


def _has_number_under(scan: Scan, cell: Cell) -> bool:
    """Whether the firm's number stands under the name at the foot of the page, as an imprint has it."""
    first = scan.layout.rows[cell.row]
    if first.box.y < FOOT * scan.layout.sizes[first.page][1]:
        return False
    below = (row for row in scan.layout.rows[cell.row + 1 : cell.row + 4] if row.page == first.page)
    starts = {(c.row, c.start) for row in below for c in row.cells if abs(c.box.left - cell.box.left) < cell.box.height}
    labels = (lab for row, _ in starts for lab in scan.labels_in.get(row, []) if (row, lab.spot.start) in starts)
    return any(lab.meanings & {"vat_id", "tax_id", "registration_id"} for lab in labels)


def _titled(scan: Scan, cell: Cell) -> bool:
    """Whether the cell also says what the document is, as the foot of its second page does."""
    labels = (lab for lab in scan.labels_in.get(cell.row, []) if cell.start <= lab.spot.start)
    return any(
        m.startswith("title.") for lab in labels if lab.spot.end <= cell.start + len(cell.tokens) for m in lab.meanings
    )


def _heads_columns(scan: Scan, row: int) -> bool:
    labels = scan.labels_in.get(row, [])
    return sum(any(meaning.startswith("col.") for meaning in lab.meanings) for lab in labels) > 2


def _is_spaced(cell: Cell) -> bool:
    words = [token.text for token in cell.tokens]
    return len(words) > 5 and sum(len(word) == 1 for word in words) > len(words) / 2


def _logos(scan: Scan) -> set[str]:
    """The words at the head of the first page that are large or alone, folded; a firm's whole name is none."""
    top = [row for row in scan.layout.page_rows(0) if row.box.y < LOGOS * scan.layout.sizes[0][1]]
    alone = [row.cells[0] for row in top[:2] if len(row.cells) == 1 and not scan.labels_in.get(row.index)]
    large = (cell for row in top for cell in row.cells if cell.box.height > LARGE * scan.layout.text_height)
    short = (cell for cell in (*alone, *large) if legal_form(cell.text) is None)
    found = {fold(cell.text) for cell in short if not look_up(fold(cell.text), fuzzy=False)}
    return {logo for logo in found if len(logo) > 4 and not logo.isdigit()}


def _place_score(scan: Scan, spot: Spot, kind: str) -> float:
    first = scan.layout.rows[0].index if scan.layout.rows else 0
    if kind == "receipt":
        return 2.5 - 0.35 * (spot.row - first) if spot.row - first < HEAD_ROWS else -3.0
    depth = spot.box.y / scan.layout.sizes[spot.page][1]
    if spot.page:
        return -1.5
    return 1.2 * max(0.0, 1 - depth * 4) + (0.2 if depth > 0.85 else 0.0)


def _name_score(scan: Scan, spot: Spot, cell: Cell, domains: set[str], counts: dict[str, int]) -> float | None:
    name = sender_line(cell.text)[0]
    letters = sum(map(str.isalpha, name))
    detail = name == cell.text and is_detail(scan, spot)
    if letters < 2 or detail or len(name) > 70 or is_attention(name) or find_factors(scan, scan.layout.rows[spot.row]):
        return None
    folded = fold(name)
    firm = named_as_firm(name) and not _is_spaced(cell)
    score = 2.2 if firm else 0.0
    score -= CODED * (not any(len(word) > 2 for word in re.findall(r"[^\W\d_]+", name)) and digits_of(name) > 1)
    if not firm and (look_up(folded, fuzzy=False) or mostly_label(scan, spot)):
        score -= 3.5
    if says_else(name):
        score -= 3.0
    if scan.amounts_in.get(spot.row) and any(
        a.spot.start >= spot.start for a in scan.amounts_in[spot.row] if "." in a.text or "," in a.text
    ):
        score -= 1.5
    digits = digits_of(name)
    housed = looks_like_address(name) and not legal_form(name)
    score -= 2.5 if housed or (name != cell.text and is_house(name)) else 0.0
    score -= MISPLACED if is_bare_form(name) else 0.0
    score -= 2.0 if TOWN.match(cell.text) else 0.0
    score -= 1.0 if digits > letters / 2 else 0.3 * bool(digits)
    score -= 0.8 if len(name.split()) > 7 or (name.islower() and " " in name) else 0.0
    score += -ANSWERS if is_web_address(name) else DOMAIN * share_of_domain(folded, domains)
    score += 0.5 * min(counts.get(folded, 1) - 1, 2)
    score -= 1.0 if letters < 4 else 0.0
    score -= BEGUN if _goes_on(scan, spot) else 0.0
    score -= ANSWERS if _answers(scan, spot) or cell.text.endswith(":") else 0.0
    score -= ANSWERS if LABELLING.search(cell.text) and not firm else 0.0
    score -= SENTENCE if cell.text.endswith(".") and not firm and len(cell.tokens[-1].text) > 5 else 0.0
    score -= UNSURE * (1 - spot.confidence)
    return score


def mostly_label(scan: Scan, spot: Spot) -> bool:
    """Whether labels make up most of the words."""
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    covered = sum(lab.spot.end - lab.spot.start for lab in labels if not lab.fuzzy)
    return covered > 0.6 * (spot.end - spot.start)


def _repeated(scan: Scan) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in scan.layout.rows:
        for cell in row.cells:
            key = fold(sender_line(cell.text)[0])
            counts[key] = counts.get(key, 0) + 1
    return counts
