"""What a date's place tells: after a town in a letter's head, in a range, in a column of dates, after what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invoice_ocr.fields.beside import cell_of
from invoice_ocr.fields.layout import Token
from invoice_ocr.fields.number_code import TITLES
from invoice_ocr.fields.qualifiers import words_for
from invoice_ocr.fields.scan import DASHES, Scan, Value
from invoice_ocr.fields.vocabulary import LabelSpot, fold, names_document

TOWN = 4
"""The name of a town has at most so many words: "Bruck an der Mur, am 4. August 2025"."""

UNDER = 1.8
"""A date belongs to the title that is at most so many text heights above it."""

JOINING = frozenset({"/", "&", "=", "und", "and", "et", "e", "y", "i", "og", "och", "en", "a", "|", "+"})
"""What stands between two labels that share one date, folded: "Invoice date / Delivery date"."""

SUMS_DUE = frozenset({"amount_due", "total"})


def is_letters(scan: Scan, value: Value[date]) -> bool:
    """Whether the date stands after a town, alone in its cell: "Göttingen, den 2. April 2025", "Delft, 15 mei 2025"."""
    cell = cell_of(scan, value.spot)
    before = list(cell.tokens[: value.spot.start - cell.start])
    after = cell.tokens[value.spot.end - cell.start :]
    if before and fold(before[-1].text) in words_for("on") | words_for("of"):
        before.pop()
    return 0 < len(before) <= TOWN and before[-1].text.endswith(",") and _is_town(before) and not _says(after)


def follows_town(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label is the word between a town and its date: "Leipzig, den"."""
    cell = cell_of(scan, label.spot)
    before = list(cell.tokens[: label.spot.start - cell.start])
    town = 0 < len(before) <= TOWN and before[-1].text.endswith(",") and _is_town(before)
    return town and label.compact in words_for("on") | words_for("of")


def is_by_title(scan: Scan, value: Value[date]) -> bool:
    """Whether the date is alone in its cell, and right under the title or the number after it."""
    cell = cell_of(scan, value.spot)
    if _says(cell.tokens[: value.spot.start - cell.start]) or _says(cell.tokens[value.spot.end - cell.start :]):
        return False
    for label in scan.labels_in.get(cell.row - 1, []):
        title = cell_of(scan, label.spot)
        near = label.spot.page == value.spot.page and cell.box.top - title.box.bottom < UNDER * cell.box.height
        over = min(title.box.right, cell.box.right) > max(title.box.left, cell.box.left)
        if (
            (label.meanings & TITLES or names_document(label.compact))
            and label.spot.start == title.start
            and near
            and over
        ):
            return True
    return False


def _is_town(words: list[Token]) -> bool:
    letters = all(char.isalpha() or char in ",.-'’/()" for word in words for char in word.text)
    return letters and words[0].text[:1].isupper() and not any(word.text.endswith(":") for word in words)


def _says(words: tuple[Token, ...]) -> bool:
    return any(char.isalnum() for word in words for char in word.text)


def begins_range(scan: Scan, value: Value[date]) -> Value[date] | None:
    """The date right before this one, where the two are the ends of a range: "16/11/2023 - 16/01/2024"."""
    row = scan.dates_in[value.spot.row]
    at = row.index(value)
    if not at:
        return None
    first = row[at - 1]
    between = scan.layout.rows[value.spot.row].tokens[first.spot.end : value.spot.start]
    if not between:
        return first if cell_of(scan, first.spot) == cell_of(scan, value.spot) else None
    parted = between[0].text in DASHES or fold(between[0].text) in words_for("until")
    return first if len(between) == 1 and parted else None


def is_in_range(scan: Scan, value: Value[date]) -> bool:
    """Whether the date is the first or the last day of a range."""
    row = scan.dates_in[value.spot.row]
    following = row[row.index(value) + 1 :]
    return begins_range(scan, value) is not None or (bool(following) and begins_range(scan, following[0]) is not None)


def is_in_column(scan: Scan, value: Value[date]) -> bool:
    """Whether dates without words stand right above and below it, as in a table, whose head names no single one."""
    row = value.spot.row
    near = (scan.dates_in[index][0] for index in range(row - 2, row + 3) if index in scan.dates_in)
    rows = {other.spot.row for other in near if _heads_row(scan, other) and _flush(other, value)}
    return row in rows and len(rows) > 2


def _heads_row(scan: Scan, value: Value[date]) -> bool:
    """Whether the date begins a row that goes on: the first column of a table."""
    return value.spot.start == 0 and value.spot.end < len(scan.layout.rows[value.spot.row].tokens)


def _flush(one: Value[date], other: Value[date]) -> bool:
    return one.spot.page == other.spot.page and abs(one.spot.box.left - other.spot.box.left) < other.spot.box.height


def shared(scan: Scan, labels: list[LabelSpot]) -> LabelSpot:
    """The last of the labels, which means what the one before it means too where both share the date."""
    last = labels[-1]
    if len(labels) < 2:
        return last
    cell, other = cell_of(scan, last.spot), labels[-2]
    between = scan.layout.rows[last.spot.row].tokens[other.spot.end : last.spot.start]
    joined = len(between) <= 1 and all(fold(t.text) in JOINING or t.text in JOINING for t in between)
    if other.spot.start < cell.start or not joined or (not between and not other.spot.text.endswith(("/", "&", "-"))):
        return last
    return replace(last, meanings=last.meanings | other.meanings)


def due_after_sum(scan: Scan, value: Value[date]) -> LabelSpot | None:
    """The label of a sum that the date says when to pay: "Balance due: 2026-04-12", "TOTAL DUE ON May 3, 2024"."""
    before = [lab for lab in scan.labels_in.get(value.spot.row, []) if lab.spot.end <= value.spot.start]
    if not before or not before[-1].meanings & SUMS_DUE or before[-1].spot.start < cell_of(scan, value.spot).start:
        return None
    label = before[-1]
    between = scan.layout.rows[label.spot.row].tokens[label.spot.end : value.spot.start]
    particle = len(between) == 1 and fold(between[0].text) in words_for("on")
    if particle or (not between and "amount_due" in label.meanings):
        return replace(label, meanings=frozenset({"due_date"}))
    return None
