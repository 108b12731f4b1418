"""What a date's place tells: after a town in a letter's head, in a range, in a column of dates, after what is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoice_ocr.fields.numbers.code import AFTER_TITLE, TITLES, in_brackets, is_prefix
from invoice_ocr.fields.page.beside import cell_of
from invoice_ocr.fields.page.layout import Cell, Token
from invoice_ocr.fields.page.qualifiers import words_for
from invoice_ocr.fields.page.scan import DASHES, Scan, Value, decimals_of
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, names_document

TOWN = 4
"""The name of a town has at most so many words: "Bruck an der Mur, am 4. August 2025"."""

UNDER = 1.8
"""A date belongs to the title that is at most so many text heights above it."""

JOINING = frozenset({"/", "&", "=", "und", "and", "et", "e", "y", "i", "og", "och", "en", "a", "|", "+"})
"""What stands between two labels that share one date, folded: "Invoice date / Delivery date"."""

CLOSE = 6.0
"""A town and its date that tabs part stand at most so many text heights apart."""

PAYMENTS = 3
"""Within so many rows above a payment stands what it is."""

HEADS = frozenset({"number", "issue_date", "due_date"})

DUE = frozenset({"due_date"})
CURRENCY_LETTERS = 3

SUMS_DUE = frozenset({"amount_due", "total"})


def is_letters(scan: Scan, value: Value[date]) -> bool:
    """Whether the date stands after a town, alone in its cell: "Göttingen, den 2. April 2025", "Delft, 15 mei 2025"."""
    cell = cell_of(scan, value.spot)
    before = list(cell.tokens[: value.spot.start - cell.start]) or _close_before(scan, cell)
    after = cell.tokens[value.spot.end - cell.start :]
    if before and fold(before[-1].text) in words_for("on") | words_for("of"):
        before.pop()
    return 0 < len(before) <= TOWN and before[-1].text.endswith(",") and _is_town(before) and not _says(after)


def _close_before(scan: Scan, cell: Cell) -> list[Token]:
    """The words of the cell on the left, where hardly more than a space parts them from the cell."""
    row = scan.layout.rows[cell.row]
    before = next((c for c in row.cells if c.start + len(c.tokens) == cell.start), None)
    near = before is not None and cell.box.left - before.box.right < CLOSE * cell.box.height
    return list(before.tokens) if before is not None and near else []


def follows_town(scan: Scan, label: LabelSpot) -> bool:
    """Whether the label is the word between a town and its date: "Leipzig, den"."""
    cell = cell_of(scan, label.spot)
    before = list(cell.tokens[: label.spot.start - cell.start])
    town = 0 < len(before) <= TOWN and before[-1].text.endswith(",") and _is_town(before)
    return town and label.compact in words_for("on") | words_for("of")


def is_by_title(scan: Scan, value: Value[date]) -> bool:
    """Whether the date is alone in its cell and belongs to the title or the number, which no other words part from it.

    It stands under the title, or under the number that does, or right over "Invoice no. 17".
    """
    cell = cell_of(scan, value.spot)
    if _says(cell.tokens[: value.spot.start - cell.start]) or _says(cell.tokens[value.spot.end - cell.start :]):
        return False
    over = _neighbour(scan, cell, -1)
    for _ in range(2):
        if over is not None and _is_titled(scan, over):
            return True
        over = _neighbour(scan, over, -1) if over is not None and _is_numbered(scan, over) else None
    under = _neighbour(scan, cell, 1)
    return under is not None and _is_titled(scan, under) and any(map(str.isdigit, under.text))


def _neighbour(scan: Scan, cell: Cell, step: int) -> Cell | None:
    """The cell close over or under this one in its column; other columns may have rows of text between the two."""
    for index in range(cell.row + step, cell.row + 4 * step, step):
        if not 0 <= index < len(scan.layout.rows) or scan.layout.rows[index].page != scan.layout.rows[cell.row].page:
            return None
        for other in scan.layout.rows[index].cells:
            if min(other.box.right, cell.box.right) > max(other.box.left, cell.box.left):
                upper, lower = (other, cell) if step < 0 else (cell, other)
                height = max(upper.box.height, lower.box.height)
                return other if lower.box.top - upper.box.bottom < UNDER * height else None
    return None


def _is_titled(scan: Scan, cell: Cell) -> bool:
    """Whether the cell begins with the document's title, or a label that names the document."""
    return any(label.spot.start == cell.start and _names(label) for label in scan.labels_in.get(cell.row, []))


def _names(label: LabelSpot) -> bool:
    """Whether it is the document's own title or number, and not that of a "Delivery note"."""
    return bool(label.meanings & TITLES) or ("number" in label.meanings and names_document(label.compact))


def _is_numbered(scan: Scan, cell: Cell) -> bool:
    """Whether the cell holds a number: "No. 539", "#INV811556", "Serija ŽR Nr. 0004471"."""
    named = any("number" in label.meanings for label in _labels_of(scan, cell))
    word = any(fold(token.text) in AFTER_TITLE for token in cell.tokens[:-1])
    return (named or word or cell.text.startswith("#")) and any(map(str.isdigit, cell.text))


def _labels_of(scan: Scan, cell: Cell) -> Iterator[LabelSpot]:
    within = range(cell.start, cell.start + len(cell.tokens))
    return (label for label in scan.labels_in.get(cell.row, []) if label.spot.start in within)


def follows_number(scan: Scan, value: Value[date]) -> bool:
    """Whether the date ends the title's row, after nothing but the number: "Facture #FR114872 | 24 novembre 2025"."""
    row = scan.layout.rows[value.spot.row]
    cell = cell_of(scan, value.spot)
    if _says(cell.tokens[value.spot.end - cell.start :]) or any(
        decimals_of(amount.value) for amount in scan.amounts_in.get(row.index, [])
    ):
        return False
    before = [label for label in scan.labels_in.get(row.index, []) if label.spot.end <= value.spot.start]
    if not before or not _names(before[0]):
        return False
    between = row.tokens[before[0].spot.end : value.spot.start]
    begins = before[0].spot.start == cell_of(scan, before[0].spot).start
    numbered = any(sum(map(str.isdigit, token.text)) > 1 for token in between)
    return begins and numbered and all(map(_is_of_number, between))


def _is_of_number(token: Token) -> bool:
    """Whether the token is a code, a sign or a particle."""
    particle = fold(token.text) in words_for("of") | words_for("on") | AFTER_TITLE
    coded = any(map(str.isdigit, token.text)) or not any(map(str.isalpha, token.text))
    return particle or coded or in_brackets(token.text) or is_prefix(token.text)


def is_under_heads(scan: Scan, value: Value[date]) -> bool:
    """Whether the date is the only one under its label in a strip of labels that head no columns of items."""
    box = value.spot.box
    rows = scan.layout.rows
    under = scan.dates_in.get(value.spot.row + 1, [])
    row = rows[value.spot.row - 1] if value.spot.row else None
    if row is None or row.page != value.spot.page or any(_flush(other, value) for other in under):
        return False
    heads = [label for label in scan.labels_in.get(row.index, []) if label.meanings & HEADS]
    plain = [label for label in heads if not any(meaning.startswith("col.") for meaning in label.meanings)]
    over = any(min(label.spot.box.right, box.right) > max(label.spot.box.left, box.left) for label in plain)
    return over and len(plain) > 1 and any("number" in label.meanings for label in plain)


def _is_town(words: list[Token]) -> bool:
    letters = all(char.isalpha() or char in ",.-'’/()" for word in words for char in word.text)
    return letters and words[0].text[:1].isupper() and not any(word.text.endswith(":") for word in words)


def _says(words: tuple[Token, ...]) -> bool:
    """Whether there are words; a letter that ends a date is none: "2025 m. vasario 13 d."."""
    texts = ("".join(filter(str.isalnum, word.text)) for word in words)
    return any(len(text) > 1 or text.isdigit() for text in texts)


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
    cell = cell_of(scan, value.spot)
    before = [o for o in scan.labels_in.get(cell.row, []) if cell.start <= o.spot.start < value.spot.start]
    sums = [o for o in before if o.meanings & SUMS_DUE]
    label = sums[-1] if sums and not any("amount_paid" in o.meanings for o in before) else None
    if label is not None:
        between = scan.layout.rows[label.spot.row].tokens[label.spot.end : value.spot.start]
        particle = bool(between) and fold(between[-1].text) in words_for("on")
        particle = particle and (len(between) == 1 or any(fold(word.text) in words_for("will") for word in between))
        if particle or (not between and "amount_due" in label.meanings):
            return replace(label, meanings=DUE)
    if _word_before(cell, value) in words_for("by") and (label is not None or _follows_amount(scan, value, cell)):
        spot = scan.layout.spot(cell.row, value.spot.start - 1, value.spot.start)
        return LabelSpot(spot, DUE, frozenset(), fold(spot.text))
    return None


def _word_before(cell: Cell, value: Value[date]) -> str:
    at = value.spot.start - cell.start
    return fold(cell.tokens[at - 1].text) if at else ""


def _follows_amount(scan: Scan, value: Value[date], cell: Cell) -> bool:
    """Whether a sum of money stands right before "by 9 Mar 2026", in its cell or alone on the row above."""
    by = value.spot.start - 1
    if by > cell.start:
        return any(decimals_of(a.value) and a.spot.end == by for a in scan.amounts_in.get(cell.row, []))
    above = scan.layout.rows[cell.row - 1] if cell.row else None
    amounts = scan.amounts_in.get(cell.row - 1, [])
    return (
        above is not None
        and len(amounts) == 1
        and bool(decimals_of(amounts[0].value))
        and sum(map(str.isalpha, above.text)) <= CURRENCY_LETTERS
    )


def pays_all(scan: Scan, value: Value[date], total: Decimal | None) -> bool:
    """Whether nothing but the total, and perhaps a running number, stands in the date's row: the only instalment.

    ``001   03/11/2026   1.011,64`` below *Duplicatas*; under the label of a payment that was made it is something else.
    """
    row = scan.layout.rows[value.spot.row]
    amounts = [a for a in scan.amounts_in.get(row.index, []) if a.spot.start >= value.spot.end]
    if total is None or len(amounts) != 1 or total not in amounts[0].readings or scan.labels_in.get(row.index):
        return False
    if any(map(str.isalpha, "".join(token.text for token in row.tokens[: value.spot.start]))):
        return False
    above = range(max(row.index - PAYMENTS, 0), row.index)
    paid = any("amount_paid" in label.meanings for index in above for label in scan.labels_in.get(index, []))
    others = [d for d in scan.dates if d is not value and abs(d.spot.row - row.index) == 1 and _flush(d, value)]
    return not paid and not others
