"""The headings of item tables, and the columns under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from invoice_ocr.fields.page.layout import Cell, Row, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, look_up
from invoice_ocr.model.geometry import Box, union
from invoice_ocr.values.currency import currency_readings

_SHORT_FORM = re.compile(r"^[^\W\d_]/[^\W\d_]$")
"""``U/P`` heads a column."""

MANY = 4
"""So many known headings make a row with unknown ones between them the head of a table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A headed column; ``meanings`` are what its label may mean, the chosen one first once settled."""

    box: Box
    meanings: tuple[str, ...]
    text: str


def find_headers(scan: Scan) -> list[tuple[int, ...]]:
    """Rows that head the columns of line items, each with the rows of a heading that wraps."""
    headers: list[tuple[int, ...]] = []
    for row in scan.layout.rows:
        if headers and row.index in headers[-1]:
            continue
        columns = _column_labels(scan, row)
        if _heads_items(scan, row, columns):
            own = _with_wrapped(scan, row)
            if headers and _follows(scan.layout.rows[headers[-1][-1]], row):
                own = headers.pop() + own  # the same headings in a second language, or the second row of them
            headers.append(own)
        elif _heads_in_two_rows(scan, row):
            headers.append((row.index, row.index + 1))
    return headers


def _column_labels(scan: Scan, row: Row) -> list[LabelSpot]:
    return [label for label in scan.labels_in.get(row.index, []) if any(m.startswith("col.") for m in label.meanings)]


def _heads_items(scan: Scan, row: Row, labels: list[LabelSpot]) -> bool:
    meanings = set().union(*(label.meanings for label in labels)) if labels else set()
    if scan.amounts_in.get(row.index):
        return False
    kinds = {"col.description", "col.quantity", "col.unit_price", "col.amount"} & meanings
    money = _money_heading(row)
    kinds |= {"col.amount"} if {"col.amount_net", "col.amount_gross"} & meanings or money else set()
    cells = {
        cell.start
        for cell in row.cells
        for label in labels
        if cell.start <= label.spot.start < cell.start + len(cell.tokens)
    }
    cells |= {money.start} if money else set()
    named = sum(len(label.compact) > 1 for label in labels)
    beside = any(date.spot.start for date in scan.dates_in.get(row.index, []))
    if scan.dates_in.get(row.index) and (beside or len(kinds) < 3 or len(cells) < 4):
        return False  # a block of its own at the left of the table may have a date in this row
    covered = sum(label.spot.end - label.spot.start for label in labels)
    words = sum(any(map(str.isalnum, t.text)) and not _is_by_the_way(t.text) for t in row.tokens)
    whole = covered >= 0.6 * words
    return (len(kinds) >= 3 and named >= 3 and len(cells) >= 2 and whole) or (
        len(kinds) >= 2
        and len(labels) >= 2
        and "col.amount" in kinds
        and len(cells) >= 2
        and covered >= (0.8 if len(labels) < MANY else 0.6) * words
        and bool({"col.description", "col.quantity"} & meanings)
    )


def _is_by_the_way(word: str) -> bool:
    """Whether a word of a heading only says the currency: ``Charges in HKD``."""
    return word.lower() == "in" or bool(currency_readings(word.strip("():")))


def _money_heading(row: Row) -> Cell | None:
    """The last cell of a heading where it names nothing but the currency of the amounts under it."""
    last = row.cells[-1]
    named = len(row.cells) > 2 and all(currency_readings(token.text.strip("():")) for token in last.tokens)
    return last if named else None


def _with_wrapped(scan: Scan, row: Row) -> tuple[int, ...]:
    """The heading's rows: those right below that hold nothing but more of the heading."""
    rows = [row.index]
    for other in scan.layout.rows[row.index + 1 : row.index + 3]:
        plain = not _is_filled(scan, other) and len(other.cells) <= len(row.cells)
        if not (_follows(row, other) and plain and (_is_headed(scan, other) or _goes_on(row, other))):
            break
        rows.append(other.index)
    return tuple(rows)


def _follows(row: Row, other: Row) -> bool:
    near = other.page == row.page and other.box.top - row.box.bottom < 0.9 * row.height
    return near and any(map(str.isalnum, other.text))


def _is_filled(scan: Scan, row: Row) -> bool:
    """Whether the row has values, as no heading has."""
    return bool(scan.amounts_in.get(row.index) or scan.dates_in.get(row.index))


def _is_headed(scan: Scan, row: Row) -> bool:
    return len(_column_labels(scan, row)) >= max(len(row.cells), 1)


def _goes_on(row: Row, other: Row) -> bool:
    """Whether the row only adds to headings above it: ``(incl. VAT)``, or the second halves of several of them."""
    stacks = _stacks((row, other))
    under = [cell for stack in stacks if len(stack) == 2 for cell in stack if cell.row == other.index]
    bracketed = all(cell.text[0] in "([" and cell.text[-1] in ")]" for cell in other.cells)
    joined = sum(bool(_meanings(_joined(stack))) for stack in stacks if len(stack) == 2)
    return len(under) == len(other.cells) and (bracketed or 2 * joined >= len(under))


def _heads_in_two_rows(scan: Scan, row: Row) -> bool:
    """Whether the row and the next head the columns together, as neither does alone: ``Unit`` over ``price``."""
    if len(row.cells) < 3 or row.index + 1 >= len(scan.layout.rows) or _is_filled(scan, row):
        return False
    other = scan.layout.rows[row.index + 1]
    if not _follows(row, other) or _is_filled(scan, other) or len(other.cells) < 2:
        return False
    stacks = _stacks((row, other))
    known = [_meanings(_joined(stack)) or _meanings(stack[0].text) for stack in stacks]
    kinds = {"description", "quantity", "unit_price", "amount"} & {*chain(*known)}
    return len(kinds) >= 3 and sum(map(bool, known)) >= 0.6 * len(stacks)


def _stacks(rows: tuple[Row, ...]) -> list[list[Cell]]:
    """The cells of a heading that stand over one another, top to bottom, the stacks from left to right."""
    stacks: list[list[Cell]] = []
    for row in rows:
        for cell in row.cells:
            over = [stack for stack in stacks if stack[-1].row != row.index and _over(_box(stack), cell.box)]
            if over:
                min(over, key=lambda stack: abs(_box(stack).x - cell.box.x)).append(cell)
            else:
                stacks.append([cell])
    return sorted(stacks, key=lambda stack: _box(stack).left)


def _box(stack: list[Cell]) -> Box:
    return union(cell.box for cell in stack)


def _joined(stack: list[Cell]) -> str:
    return " ".join(cell.text for cell in stack)


def _meanings(text: str) -> tuple[str, ...]:
    """What a whole heading may mean as that of a column."""
    hit = look_up(fold(text), fuzzy=False)
    return tuple(m.removeprefix("col.") for m in sorted(hit[0].meanings) if m.startswith("col.")) if hit else ()


def columns_of(scan: Scan, header: tuple[int, ...]) -> tuple[Column, ...]:
    """One column a header cell (or label within it), joined with what stands right under or over it."""
    columns = _stacked(scan, header)
    joined = len(columns)
    for index in header:
        for label in sorted(_column_labels(scan, scan.layout.rows[index]), key=lambda lab: lab.spot.start):
            meanings = tuple(m.removeprefix("col.") for m in sorted(label.meanings) if m.startswith("col."))
            if any(_over(c.box, label.spot.box) for c in columns[:joined]):
                continue
            over = next((k for k, c in enumerate(columns) if index != header[0] and _over(c.box, label.spot.box)), None)
            if over is None and index == header[0] and columns[joined:] and _translates(scan, index, label.spot):
                columns[-1] = _both(columns[-1], label.spot.box, meanings)
            elif over is None:
                columns.append(Column(label.spot.box, meanings, label.spot.text))
            else:
                box = label.spot.box
                old = columns[over].box
                wide = Box(min(old.left, box.left), old.top, max(old.right, box.right), max(old.bottom, box.bottom))
                columns[over] = Column(wide, columns[over].meanings, columns[over].text)
    unknown = [c for c in _unknown(scan, header[0], columns) if not any(_over(c.box, k.box) for k in columns)]
    more = [c for c in unknown if any(_goes_with(k, c) for k in columns)]
    columns = [_widened(k, more) for k in columns]
    unknown = [c for c in unknown if c not in more]
    return tuple(sorted(_with_texts([*columns, *_with_totals(columns, unknown)]), key=lambda c: c.box.left))


def _translates(scan: Scan, index: int, spot: Spot) -> bool:
    """Whether a heading says in a second language, after a slash, what stands before it: ``Price / Kaina``."""
    row = scan.layout.rows[index]
    same = any(cell.start < spot.start < cell.start + len(cell.tokens) for cell in row.cells)
    return same and (row.tokens[spot.start - 1].text == "/" or spot.text.startswith("/"))


def _both(column: Column, box: Box, meanings: tuple[str, ...]) -> Column:
    """A column with a second name: what both may mean, or what either may."""
    shared = tuple(m for m in column.meanings if m in meanings)
    return Column(union((column.box, box)), shared or (*column.meanings, *meanings), column.text)


def _with_texts(columns: list[Column]) -> list[Column]:
    """The columns; where none is said to hold the texts, the first unknown one may."""
    unknown = [c for c in columns if "other" in c.meanings]
    if not unknown or any("description" in c.meanings for c in columns):
        return columns
    first = min(unknown, key=lambda c: c.box.left)
    return [replace(c, meanings=("description", *c.meanings)) if c is first else c for c in columns]


def _goes_with(known: Column, unknown: Column) -> bool:
    """Whether an unknown word is only more of the heading beside it: ``Item names``, ``Quantity received``."""
    gap = max(unknown.box.left - known.box.right, known.box.left - unknown.box.right)
    after = known.meanings[:1] == ("quantity",) and unknown.box.left > known.box.left
    return ("description" in known.meanings or after) and 0 <= gap < 0.7 * known.box.height


def _widened(known: Column, more: list[Column]) -> Column:
    """The column of quantities with the words that go with its heading."""
    own = [c.box for c in more if "quantity" in known.meanings and _goes_with(known, c)]
    return replace(known, box=union((known.box, *own)))


def _stacked(scan: Scan, header: tuple[int, ...]) -> list[Column]:
    """The columns whose heading is known only when its rows are read together."""
    stacks = _stacks(tuple(scan.layout.rows[index] for index in header)) if len(header) > 1 else []
    named = [(stack, _meanings(_joined(stack))) for stack in stacks if len(stack) > 1]
    return [Column(_box(stack), meanings, _joined(stack)) for stack, meanings in named if meanings]


def _with_totals(known: list[Column], unknown: list[Column]) -> list[Column]:
    """The columns of unknown headings; the last of a table may hold the amounts where no other is said to."""
    last = max(unknown, key=lambda c: c.box.left, default=None)
    totals = {"amount", "amount_net", "amount_gross"}
    if last is None or any(totals & {*c.meanings} or c.box.left > last.box.left for c in known):
        return unknown
    return [replace(c, meanings=("other", "amount", "unit_price")) if c is last else c for c in unknown]


def _unknown(scan: Scan, header: int, known: list[Column]) -> Iterator[Column]:
    """Columns whose heading is no known label: the rows' arithmetic may tell what they are.

    A sum's label heads the amounts: ``Total EUR``.
    """
    row = scan.layout.rows[header]
    labelled = {i for lab in _column_labels(scan, row) for i in range(lab.spot.start, lab.spot.end)}
    for label in scan.labels_in.get(header, []):
        own = range(label.spot.start, label.spot.end)
        if label.meanings & {"total", "subtotal", "lines_total"} and not labelled.intersection(own):
            labelled.update(own)
            yield Column(label.spot.box, ("amount",), label.spot.text)
    headed = set().union(*(c.meanings for c in known)) if known else set()
    money = _money_heading(row)
    if money is not None and not headed & {"amount", "amount_net", "amount_gross"}:
        yield Column(money.box, ("amount",), money.text)
    meanings = ("other", *(m for m in ("unit_price", "quantity") if m not in headed))
    for i, token in enumerate(row.tokens):
        letters = "".join(c for c in token.text if c.isalpha())
        if i and row.tokens[i - 1].text == "/" and not any(cell.start == i for cell in row.cells):
            continue  # what stands before it in another language
        if (
            i not in labelled
            and (len(letters) > 2 or _SHORT_FORM.match(token.text))
            and not currency_readings(token.text.strip("():"))
        ):
            yield Column(token.box, meanings, token.text)


def _over(upper: Box, lower: Box) -> bool:
    return min(upper.right, lower.right) - max(upper.left, lower.left) > 0.3 * min(upper.width, lower.width)
