"""The headings of item tables, and the columns under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from invoice_ocr.fields.layout import Row
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import LabelSpot
from invoice_ocr.model.geometry import Box
from invoice_ocr.values.currency import currency_readings


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
            headers.append(_with_wrapped(scan, row))
    return headers


def _column_labels(scan: Scan, row: Row) -> list[LabelSpot]:
    return [label for label in scan.labels_in.get(row.index, []) if any(m.startswith("col.") for m in label.meanings)]


def _heads_items(scan: Scan, row: Row, labels: list[LabelSpot]) -> bool:
    meanings = set().union(*(label.meanings for label in labels)) if labels else set()
    if scan.amounts_in.get(row.index) or scan.dates_in.get(row.index):
        return False
    kinds = {"col.description", "col.quantity", "col.unit_price", "col.amount"} & meanings
    cells = {
        cell.start
        for cell in row.cells
        for label in labels
        if cell.start <= label.spot.start < cell.start + len(cell.tokens)
    }
    named = sum(len(label.compact) > 1 for label in labels)
    covered = sum(label.spot.end - label.spot.start for label in labels)
    whole = covered >= 0.6 * len([t for t in row.tokens if any(map(str.isalnum, t.text))])
    return (len(kinds) >= 3 and named >= 3 and len(cells) >= 2 and whole) or (
        len(kinds) >= 2
        and len(labels) >= 2
        and "col.amount" in meanings
        and len(cells) >= 2
        and covered >= 0.8 * len(row.tokens)
        and bool({"col.description", "col.quantity"} & meanings)
    )


def _with_wrapped(scan: Scan, row: Row) -> tuple[int, ...]:
    """The heading's rows: those right below that hold nothing but more of the heading."""
    rows = [row.index]
    for other in scan.layout.rows[row.index + 1 : row.index + 3]:
        near = other.page == row.page and other.box.top - row.box.bottom < 0.9 * row.height
        plain = not scan.amounts_in.get(other.index) and len(other.cells) <= len(row.cells)
        if not (
            near and plain and _column_labels(scan, other) and len(_column_labels(scan, other)) >= len(other.cells)
        ):
            break
        rows.append(other.index)
    return tuple(rows)


def columns_of(scan: Scan, header: tuple[int, ...]) -> tuple[Column, ...]:
    """One column a header cell (or label within it), joined with what stands right under or over it."""
    columns: list[Column] = []
    for index in header:
        for label in sorted(_column_labels(scan, scan.layout.rows[index]), key=lambda lab: lab.spot.start):
            meanings = tuple(m.removeprefix("col.") for m in sorted(label.meanings) if m.startswith("col."))
            over = next((k for k, c in enumerate(columns) if index != header[0] and _over(c.box, label.spot.box)), None)
            if over is None:
                columns.append(Column(label.spot.box, meanings, label.spot.text))
            else:
                box = label.spot.box
                old = columns[over].box
                wide = Box(min(old.left, box.left), old.top, max(old.right, box.right), max(old.bottom, box.bottom))
                columns[over] = Column(wide, columns[over].meanings, columns[over].text)
    unknown = [c for c in _unknown(scan, header[0]) if not any(_over(c.box, k.box) for k in columns)]
    return tuple(sorted([*columns, *_with_totals(columns, unknown)], key=lambda c: c.box.left))


def _with_totals(known: list[Column], unknown: list[Column]) -> list[Column]:
    """The columns of unknown headings; the last of a table may hold the amounts where no other is said to."""
    last = max(unknown, key=lambda c: c.box.left, default=None)
    totals = {"amount", "amount_net", "amount_gross"}
    if last is None or any(totals & {*c.meanings} or c.box.left > last.box.left for c in known):
        return unknown
    return [replace(c, meanings=("other", "amount", "unit_price")) if c is last else c for c in unknown]


def _unknown(scan: Scan, header: int) -> Iterator[Column]:
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
    for i, token in enumerate(row.tokens):
        letters = "".join(c for c in token.text if c.isalpha())
        if i not in labelled and len(letters) > 2 and not currency_readings(token.text.strip("():")):
            yield Column(token.box, ("other", "unit_price", "quantity"), token.text)


def _over(upper: Box, lower: Box) -> bool:
    return min(upper.right, lower.right) - max(upper.left, lower.left) > 0.3 * min(upper.width, lower.width)
