"""Numbers that stand by the document's title and have no label of their own: after it, under it, in its box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from invoice_ocr.fields.numbers.code import AFTER_TITLE, GLUED, TITLES, clean, code_in, is_anothers, is_prefix
from invoice_ocr.fields.page.beside import cell_of, right_of
from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, names_document
from invoice_ocr.model.candidate import Candidate

YEAR = re.compile(r"(?:19|20)\d\d")

BARE = re.compile(r"#\d{3,}")

BOX = 6.0
"""What belongs to a title stands at most so many heights of the text under it."""

SERIES = frozenset(map(fold, ("seria", "serie", "série", "serija", "sērija", "series", "σειρά", "серия", "серія")))
"""Before the letters of a series: "Seria ABC nr. 17"."""

OF_DATE = ("du", "vom", "van", "del", "zdnia", "zedne", "zodna")

GUESSED = 0.05
"""The score of a number that nothing names: it is given, and a person must look."""

SUNAT = re.compile(r"[A-Z][A-Z0-9]{3}-\d{1,8}")
"""Series and number in Peru, which the law wants under the title (RS 007-99/SUNAT, art. 8)."""

LONE = re.compile(r"(?=.*[A-Z])(?=(?:\D*\d){3})[A-Z0-9]+(?:[-/][A-Z0-9]+)+")
"""What may be a number although no word says so: letters and digits in parts."""

NAMING = 4
"""Shorter words of a title name no document."""

HEADED = 1.3
"""The score of "Ref no" between the title and the date of issue: where no other number is named, it is the number."""

TOP = 0.3
"""The share of the first page in which a bare "#1234" may be the document's number."""


def numbered_titles(scan: Scan) -> Iterator[LabelSpot]:
    """Titles with the word for a number, or a number, after them: labels that no table needs to list."""
    for label in scan.labels:
        cell = cell_of(scan, label.spot)
        after = cell.tokens[label.spot.end - cell.start :]
        if not label.meanings & TITLES or not after:
            continue
        if fold(after[0].text) in AFTER_TITLE:
            spot = scan.layout.spot(label.spot.row, label.spot.start, label.spot.end + 1)
            yield LabelSpot(spot, frozenset({"number"}), label.languages, label.compact, label.fuzzy)
        elif "number" not in label.meanings and _is_bare_number(scan, label, cell):
            yield replace(label, meanings=frozenset({"number"}))
    yield from _originals(scan)
    yield from _signs(scan)


def _is_bare_number(scan: Scan, label: LabelSpot, cell: Cell) -> bool:
    """Whether the title begins its cell and a code ends it: "Račun 24-118", but neither a year nor an amount."""
    at, end = label.spot.end, cell.start + len(cell.tokens)
    rest = scan.layout.spot(label.spot.row, at, end)
    code = code_in(scan, rest)
    if (
        label.spot.start != cell.start
        or code is None
        or (code.start, code.end) != (at, end)
        or YEAR.fullmatch(rest.text)
    ):
        return False
    money = any(
        value.spot.start == at and not value.text.isdigit() for value in scan.amounts_in.get(label.spot.row, [])
    )
    return not money and sum(char.isdigit() for char in rest.text) > 2


def _signs(scan: Scan) -> Iterator[LabelSpot]:
    """A "#" that begins its row in a list of labels: over or under "Invoice date", flush with it."""
    for label in scan.labels:
        if label.compact == "#" and len(cell_of(scan, label.spot).tokens) == 1 and not label.spot.page:
            near = (other for row in (-1, 1) for other in scan.labels_in.get(label.spot.row + row, []))
            if any("issue_date" in other.meanings and _is_flush(label, other) for other in near):
                yield replace(label, meanings=frozenset({"number"}))


def _is_flush(label: LabelSpot, other: LabelSpot) -> bool:
    return abs(label.spot.box.left - other.spot.box.left) < 0.6 * label.spot.box.height


def _originals(scan: Scan) -> Iterator[LabelSpot]:
    """What says which invoice is the original is itself the title, where the document has no other."""
    found = [label for label in scan.labels if "preceding" in label.meanings]
    titled = any(meaning.startswith("title.") for label in scan.labels for meaning in label.meanings - {"title.other"})
    if found and not titled and _is_at_top(scan, found[0].spot):
        yield replace(found[0], meanings=frozenset({"number"}))


def _is_at_top(scan: Scan, spot: Spot) -> bool:
    return not spot.page and spot.box.bottom <= TOP * scan.layout.sizes[0][1]


def find_by_title(scan: Scan) -> Iterator[Candidate[str]]:
    """Numbers under the title in its column, and in its series: "Nº 18844", "FECA 1187", "Seria TCR nr. 1187"."""
    for label in scan.labels:
        if _is_title(label) and _stands_alone(scan, label):
            beside = list(_beside(scan, label))
            yield from beside or _under(scan, label)


def _is_title(label: LabelSpot) -> bool:
    """Whether it is the title, or the title with the word before its date: "Facture du", "Ihre Rechnung vom"."""
    dated = "issue_date" in label.meanings and names_document(label.compact) and label.compact.endswith(OF_DATE)
    return dated or bool(label.meanings & TITLES)


def _stands_alone(scan: Scan, label: LabelSpot) -> bool:
    """Whether the title begins its cell and nothing but its date follows: "Factura electrónica", "Facture du 3 mai"."""
    cell = cell_of(scan, label.spot)
    dated = {i for day in scan.dates_in.get(cell.row, []) for i in range(day.spot.start, day.spot.end)}
    words = [
        cell.tokens[i - cell.start] for i in range(label.spot.end, cell.start + len(cell.tokens)) if i not in dated
    ]
    return label.spot.start == cell.start and len(words) < 4 and not any(c.isdigit() for t in words for c in t.text)


def _beside(scan: Scan, label: LabelSpot) -> Iterator[Candidate[str]]:
    """The number in the next cell of the title's row: "SALES INVOICE | No. 68655", "Tax invoice (air) | A/25/118"."""
    title = cell_of(scan, label.spot)
    end = title.start + len(title.tokens)
    cell = next((c for c in scan.layout.rows[title.row].cells if c.start == end), None)
    if cell is None:
        return
    found = _numbered(scan, cell)
    if found is not None and found.score > GUESSED:
        yield found
    elif len(cell.tokens) == 1 and LONE.fullmatch(cell.text):
        score = GUESSED if is_anothers(cell.text) else 2.5
        yield _candidate(scan.layout.spot(cell.row, cell.start, cell.start + 1), clean(cell.text), score)


def _under(scan: Scan, label: LabelSpot) -> Iterator[Candidate[str]]:
    title = cell_of(scan, label.spot)
    for row in _rows_under(scan, label):
        for cell in row.cells:
            found = None
            if _shares_column(title, cell):
                found = _series(scan, cell) or _numbered(scan, cell) or _lone(scan, cell)
            if found is not None:
                yield found
                return


def _rows_under(scan: Scan, label: LabelSpot) -> Iterator[Row]:
    for row in scan.layout.rows[label.spot.row + 1 : label.spot.row + 5]:
        height = max(label.spot.box.height, row.height)
        if row.page != label.spot.page or row.box.top - label.spot.box.bottom > BOX * height:
            return
        yield row


def _numbered(scan: Scan, cell: Cell) -> Candidate[str] | None:
    """A cell that holds the word for a number and a code; or a code with the letters of a series, which is a guess."""
    first = fold(cell.tokens[0].text)
    marked = len(cell.tokens) > 1 and bool(first) and first in AFTER_TITLE
    marked = marked or bool(GLUED.match(cell.text) and len(first) > 4)
    lettered = len(cell.tokens) == 2 and is_prefix(cell.tokens[0].text) and cell.tokens[1].text.isdigit()
    if not marked and not lettered:
        return None
    end = cell.start + len(cell.tokens)
    code = code_in(scan, scan.layout.spot(cell.row, cell.start, end))
    if code is None or not (code.end == end or _ends(scan, code)):
        return None
    return _candidate(code, clean(code.text), 2.5 if marked else GUESSED)


def _ends(scan: Scan, code: Spot) -> bool:
    """Whether a sign or another label follows the code in its cell: "№ 0000004418 / Дата: 05.03.2025"."""
    after = scan.layout.rows[code.row].tokens[code.end]
    label = any(other.spot.start == code.end for other in scan.labels_in.get(code.row, []))
    return label or not any(map(str.isalnum, after.text))


def _lone(scan: Scan, cell: Cell) -> Candidate[str] | None:
    """A code alone under the title; where the law wants it there it is the number, else a guess."""
    text = cell.text
    if len(cell.tokens) != 1 or not LONE.fullmatch(text):
        return None
    spot = scan.layout.spot(cell.row, cell.start, cell.start + 1)
    return _candidate(spot, clean(text), 2.5 if SUNAT.fullmatch(text) else GUESSED)


def _series(scan: Scan, cell: Cell) -> Candidate[str] | None:
    """The letters of a series and the number in it, which together are the document's."""
    words = [fold(token.text) for token in cell.tokens]
    texts = [token.text.strip(" .,:") for token in cell.tokens]
    if len(words) != 4 or words[0] not in SERIES or words[2] not in AFTER_TITLE or not texts[3].isdigit():
        return None
    if not any(map(str.isalpha, texts[1])) or not texts[1].isupper():
        return None
    return _candidate(scan.layout.spot(cell.row, cell.start, cell.start + 4), f"{texts[1]} {texts[3]}", 2.5)


def _candidate(spot: Spot, value: str, score: float) -> Candidate[str]:
    return Candidate("number", value, score, spot.text, spot.page, spot.box, "", spot.confidence)


def find_guessed(scan: Scan) -> Iterator[Candidate[str]]:
    """What may be the number where nothing else is: "#1234" alone at the top, or a reference under the title."""
    for cell in (cell for row in scan.layout.page_rows(0) for cell in row.cells if BARE.fullmatch(cell.text)):
        spot = scan.layout.spot(cell.row, cell.start, cell.start + 1)
        if _is_at_top(scan, spot):
            yield _candidate(spot, cell.text[1:], GUESSED)
    for label in scan.with_meaning("other_number", "buyer_reference"):
        if label.compact.startswith("ref") and is_in_titles_box(scan, label):
            beside = right_of(scan, label)
            code = code_in(scan, beside) if beside is not None else None
            if code is not None:
                score = HEADED if _is_headed(scan, label) else GUESSED
                yield _candidate(code, clean(code.text), score)


def _is_headed(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label of a numbered reference stands right under the title and over that of the date, flush."""
    if label.compact.removeprefix("reference").removeprefix("ref") not in AFTER_TITLE:
        return False
    cell = cell_of(scan, label.spot)
    over = scan.labels_in.get(label.spot.row - 1, [])
    under = scan.labels_in.get(label.spot.row + 1, [])
    titled = any(other.meanings & TITLES and _shares_column(cell_of(scan, other.spot), cell) for other in over)
    return titled and any("issue_date" in other.meanings and _is_flush(label, other) for other in under)


def is_in_titles_box(scan: Scan, label: LabelSpot) -> bool:
    """Whether a label such as "Number:" begins its cell, which stands under a title that is alone in its own."""
    cell = cell_of(scan, label.spot)
    if label.spot.start != cell.start:
        return False
    return any(
        other.meanings & TITLES
        and other.spot.row < label.spot.row
        and _stands_alone(scan, other)
        and _shares_column(cell_of(scan, other.spot), cell)
        and any(row.index == label.spot.row for row in _rows_under(scan, other))
        for other in scan.labels
    )


def _shares_column(upper: Cell, lower: Cell) -> bool:
    return min(upper.box.right, lower.box.right) > max(upper.box.left, lower.box.left)


def is_in_title(scan: Scan, word: str) -> bool:
    """Whether the document's title has this word too: "Claim No." under "Tax invoice / Progress claim"."""
    folded = fold(word)
    return len(folded) >= NAMING and any(
        folded in map(fold, (token.text for token in cell.tokens)) for cell in _titles(scan)
    )


def _titles(scan: Scan) -> Iterator[Cell]:
    """The cells at the top that begin with the document's title and have no number."""
    for label in scan.labels:
        if label.meanings & TITLES and _is_at_top(scan, label.spot):
            cell = cell_of(scan, label.spot)
            if label.spot.start == cell.start and not any(map(str.isdigit, cell.text)):
                yield cell
