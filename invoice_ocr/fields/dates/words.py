"""What the words around a date say against its being the day of issue, although no known label says so."""

from __future__ import annotations

from datetime import date

from invoice_ocr.fields.numbers.code import AFTER_TITLE
from invoice_ocr.fields.numbers.titles import is_in_title
from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Cell, Row
from invoice_ocr.fields.page.qualifiers import is_filler, words_for
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, names_document

LISTED = frozenset(
    {"number", "issue_date", "due_date", "delivery_date", "other_date", "period", "purchase_order", "other_number"}
    | {"customer_number", "buyer_reference", "contract", "phone"}
)
"""What the labels of a document's head name: the text under or over one, flush with it, is a label too."""

NAMING = frozenset({"number", "title.invoice", "title.credit_note", "title.receipt"})

OTHERS = frozenset(
    {"title.other", "other_number", "other_date", "purchase_order", "customer_number", "contract", "preceding"}
)
"""What makes the date after it that of another document."""

NEAR = 4
"""The labels of a head stand within so many rows of each other."""

SHORTEST = 3
"""Shorter words are particles, or noise."""


def is_qualified(scan: Scan, label: LabelSpot, value: Value[date]) -> bool:
    """Whether a word that is no label makes another date of the label's: "Дата заказа", "Udskrevet den".

    A town before a date is none: "Leipzig, den 3. Mai", "Datum izdaje: Boh. Bistrica, 28. 1. 2025".
    """
    row = scan.layout.rows[label.spot.row]
    if label.spot.row != value.spot.row:
        return False
    cell = cell_of(scan, label.spot)
    after = range(label.spot.end, min(value.spot.start, cell.start + len(cell.tokens)))
    if after and row.tokens[after[-1]].text.endswith(","):
        after = range(0)
    before = range(cell.start, label.spot.start)
    if before and row.tokens[label.spot.start - 1].text.endswith((",", ";", ":", ".", "|", "/")):
        before = range(0)
    if label.compact in words_for("of"):
        return _is_of_listed(scan, label, cell) or _is_far(scan, label, before, after)
    if _is_of_other(scan, label, cell):
        return True
    known = {i for other in scan.labels_in[row.index] for i in range(other.spot.start, other.spot.end)}
    words = {*before, *after}
    said = [i for i in words if _says_something(row, i) and not is_in_title(scan, row.tokens[i].text)]
    return not known & words and bool(said)


def _is_of_other(scan: Scan, label: LabelSpot, cell: Cell) -> bool:
    """Whether a line under the sums names the number of a permit before the date: "Permit no. 5 · Date issued:".

    The number's label may end the cell before: "Accr No | 041-0088127-000 Date".
    """
    if not _is_under_sums(scan, cell.row):
        return False
    own, start = cell.tokens[: label.spot.start - cell.start], cell.start
    if own and all(_is_code(token.text) for token in own):
        start = max((c.start for c in scan.layout.rows[cell.row].cells if c.start < cell.start), default=start)
    before = [o.meanings for o in scan.labels_in[cell.row] if start <= o.spot.start < label.spot.start]
    return any(meanings & OTHERS for meanings in before) and not any(meanings & NAMING for meanings in before)


def _is_of_listed(scan: Scan, label: LabelSpot, cell: Cell) -> bool:
    """Whether words in a list of labels stand before a particle's cell: "Subcontract | dated 14/02", "Order | 7 of"."""
    row = scan.layout.rows[cell.row]
    before = next((c for c in row.cells if c.start + len(c.tokens) == cell.start), None)
    own = cell.tokens[: label.spot.start - cell.start]
    if before is None or not all(_is_code(token.text) for token in own) or any(map(str.isdigit, before.text)):
        return False
    known = [other.meanings for other in scan.labels_in[row.index] if before.start <= other.spot.start < cell.start]
    if any(meanings & NAMING for meanings in known):
        return False
    return any(meanings & OTHERS for meanings in known) or (not known and _is_in_list(scan, before))


def _is_far(scan: Scan, label: LabelSpot, before: range, after: range) -> bool:
    """Whether a particle stands in running text, or after the name of another document: "Rif. DDT n. 211 del"."""
    row = scan.layout.rows[label.spot.row]
    if any(any(char.isalnum() for char in row.tokens[i].text) for i in after):
        return True
    if any(o.meanings & NAMING for o in scan.labels_in[row.index] if o.spot.start < label.spot.start):
        return False
    if any(o.meanings & OTHERS for o in scan.labels_in[row.index] if o.spot.start in before):
        return True
    words = [i for i in before if any(map(str.isalpha, row.tokens[i].text)) and not _is_code(row.tokens[i].text)]
    return any(_says_something(row, i) for i in words[-1:])


def _is_code(text: str) -> bool:
    """Whether this is no word but a number or the word for one: "Договір №45 від", "Kontrakt nr 7 z dnia"."""
    return any(map(str.isdigit, text)) or fold(text) in AFTER_TITLE


def is_listed(scan: Scan, value: Value[date]) -> bool:
    """Whether the unknown words left of the date stand among the labels of the document's head: "Bestellt am"."""
    row = scan.layout.rows[value.spot.row]
    cell = cell_of(scan, value.spot)
    own = range(cell.start, value.spot.start)
    before = next((c for c in row.cells if c.start + len(c.tokens) == cell.start), None)
    words = _slice(cell, own) if own else before
    if words is None or scan.dates_in[row.index][0].spot.start < words.start:
        return False
    text = [token.text for token in words.tokens]
    if any(char.isdigit() for char in words.text) or text[-1].endswith(",") or words.text.isspace():
        return False
    return _is_in_list(scan, words)


def _is_in_list(scan: Scan, words: Cell) -> bool:
    """Whether a label of the document's head stands near by, flush with the words."""
    page = scan.layout.rows[words.row].page
    return any(
        _flush(label, words)
        for label in scan.labels
        if label.spot.page == page and abs(label.spot.row - words.row) <= NEAR
    )


def _slice(cell: Cell, own: range) -> Cell:
    return Cell(cell.row, own.start, cell.tokens[: len(own)])


def _flush(label: LabelSpot, words: Cell) -> bool:
    """Whether the label of another row begins where these words begin."""
    near = abs(label.spot.box.left - words.box.left) < 0.6 * words.box.height
    return near and label.spot.row != words.row and bool(label.meanings & LISTED)


def is_remark(scan: Scan, value: Value[date]) -> bool:
    """Whether the date ends a sentence below the last sum: "Price list valid from 02-07-2022"."""
    row, cell = scan.layout.rows[value.spot.row], cell_of(scan, value.spot)
    words = sum(_says_something(row, i) for i in range(cell.start, value.spot.start))
    return _is_under_sums(scan, row.index) and words > 1


def _is_under_sums(scan: Scan, row: int) -> bool:
    sums = [label.spot.row for label in scan.with_meaning("total", "amount_due")]
    return bool(sums) and row > max(sums)


def is_blank(scan: Scan, tied: set[tuple[int, int]]) -> bool:
    """Whether a label of the day of issue stands alone with no date: it was not filled in, or not read."""
    return any(
        "issue_date" in label.meanings
        and not label.fuzzy
        and (label.spot.row, label.spot.start) not in tied
        and (len(scan.layout.rows[label.spot.row].cells) == 1 or not _heads_column(label))
        and len(cell_of(scan, label.spot).tokens) == label.spot.end - label.spot.start
        and not scan.dates_in.get(label.spot.row)
        for label in scan.labels
    )


def _heads_column(label: LabelSpot) -> bool:
    return any(meaning.startswith("col.") for meaning in label.meanings)


def _says_something(row: Row, index: int) -> bool:
    text = row.tokens[index].text
    bracketed = text.startswith(("(", "[")) or text.endswith((")", "]"))
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= SHORTEST
        and letters == len(text.strip(".:,"))
        and not bracketed
        and not is_filler(text)
        and not names_document(fold(text))
    )
