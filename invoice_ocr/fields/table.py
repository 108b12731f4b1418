"""Line items of a table with headed columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from invoice_ocr.fields.layout import Cell, Row, Spot
from invoice_ocr.fields.scan import Scan, Value
from invoice_ocr.fields.vocabulary import LabelSpot
from invoice_ocr.model.geometry import Box

MOST_CODE_WORDS = 3
NEAR = 0.95
"""A description centred beside its amounts begins less than so many row heights above them."""

STOP = frozenset({"subtotal", "lines_total", "total", "tax", "amount_due", "discount", "carried_forward", "tax_base"})
SUMMARY = frozenset({"tax_base", "tax", "subtotal", "total", "col.tax_rate", "col.tax_amount", "col.amount_net", "col.amount_gross"})
HIGHEST_RATE = Decimal(40)
NUMERIC = ("other", "quantity", "unit_price", "discount", "tax_rate", "tax_amount", "amount", "amount_net", "amount_gross", "position")
TOTALS = ("amount", "amount_net", "amount_gross")
"""Columns of line totals, the first that is there is the line's amount as printed."""
CURRENCY_WORDS = frozenset({"RM", "R$", "EUR", "USD", "GBP", "CHF", "KČ", "ZŁ", "SEK", "NOK", "DKK", "AUD", "CAD", "MYR", "BRL", "CZK", "PLN"})
SLACK = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Column:
    """A headed column; ``meanings`` are what its label may mean, the chosen one first once settled."""

    box: Box
    meanings: tuple[str, ...]
    text: str


@dataclass
class Item:
    """A line item under construction: typed values by column meaning, and the texts of its description."""

    row: int
    values: dict[str, Value[Decimal]] = field(default_factory=dict)
    texts: list[Spot] = field(default_factory=list)
    unit: Spot | None = None
    code: Spot | None = None
    position: Spot | None = None


@dataclass(frozen=True)
class Table:
    """A table's header rows, its columns and the items under them."""

    header: tuple[int, ...]
    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    rows: frozenset[int]


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
    cells = {cell.start for cell in row.cells for label in labels if cell.start <= label.spot.start < cell.start + len(cell.tokens)}
    named = sum(len(label.compact) > 1 for label in labels)
    covered = sum(label.spot.end - label.spot.start for label in labels)
    whole = covered >= 0.6 * len([t for t in row.tokens if any(c.isalnum() for c in t.text)])
    return len(kinds) >= 3 and named >= 3 and len(cells) >= 2 and whole or (  # noqa: PLR2004
        len(kinds) >= 2 and len(labels) >= 2 and "col.amount" in meanings and len(cells) >= 2 and covered >= 0.8 * len(row.tokens)  # noqa: PLR2004
        and bool({"col.description", "col.quantity"} & meanings)
    )


def _with_wrapped(scan: Scan, row: Row) -> tuple[int, ...]:
    """The heading's rows: those right below that hold nothing but more of the heading."""
    rows = [row.index]
    for other in scan.layout.rows[row.index + 1 : row.index + 3]:
        near = other.page == row.page and other.box.top - row.box.bottom < 0.9 * row.height
        plain = not scan.amounts_in.get(other.index) and len(other.cells) <= len(row.cells)
        if not (near and plain and _column_labels(scan, other) and len(_column_labels(scan, other)) >= len(other.cells)):
            break
        rows.append(other.index)
    return tuple(rows)


def read_tables(scan: Scan, headers: list[tuple[int, ...]]) -> list[Table]:
    """The items under each header, to the first sum or the next header."""
    tables = []
    for i, header in enumerate(headers):
        end = headers[i + 1][0] if i + 1 < len(headers) else len(scan.layout.rows)
        columns = _columns(scan, header)
        body = list(_body(scan, header, end))
        items, used = _items(scan, columns, body)
        if items:
            tables.append(Table(header, columns, tuple(items), frozenset(used)))
    return tables


def _columns(scan: Scan, header: tuple[int, ...]) -> tuple[Column, ...]:
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
    columns.extend(c for c in _unknown(scan, header[0]) if not any(_over(c.box, k.box) for k in columns))
    return tuple(sorted(columns, key=lambda c: c.box.left))


def _unknown(scan: Scan, header: int) -> Iterator[Column]:
    """Columns whose heading is no known label: the rows' arithmetic may tell what they are."""
    row = scan.layout.rows[header]
    labelled = {i for lab in _column_labels(scan, row) for i in range(lab.spot.start, lab.spot.end)}
    for i, token in enumerate(row.tokens):
        letters = "".join(c for c in token.text if c.isalpha())
        if i not in labelled and len(letters) > 2 and letters.upper() not in CURRENCY_WORDS:  # noqa: PLR2004 - no "in"
            yield Column(token.box, ("other", "unit_price", "quantity"), token.text)


def _over(upper: Box, lower: Box) -> bool:
    return min(upper.right, lower.right) - max(upper.left, lower.left) > 0.3 * min(upper.width, lower.width)


def _body(scan: Scan, header: tuple[int, ...], end: int) -> Iterator[Row]:
    page = scan.layout.rows[header[0]].page
    for row in scan.layout.rows[header[-1] + 1 : end]:
        if row.page != page or _is_sum(scan, row) or _heads_taxes(scan, row):
            return
        yield row


def _is_sum(scan: Scan, row: Row) -> bool:
    """Whether a cell of the row begins with the label of a sum and nothing but its amount follows: the items are over."""
    starts = {cell.start for cell in row.cells}
    for label in scan.labels_in.get(row.index, []):
        if not label.meanings & STOP or label.spot.start not in starts:
            continue
        after = [a for a in scan.amounts_in.get(row.index, []) if a.spot.start >= label.spot.end]
        if not after:
            alone = label.spot.start == 0 and label.spot.end == len(row.tokens)
            if alone and label.meanings & {"subtotal", "total", "carried_forward"}:
                return True
            continue
        words = [t for t in row.tokens[label.spot.end : after[0].spot.start] if sum(c.isalpha() for c in t.text) > 3]  # noqa: PLR2004
        if len(words) <= 1 and len(after) <= 2:  # noqa: PLR2004 - a base may stand before the sum
            return True
    return False


def _heads_taxes(scan: Scan, row: Row) -> bool:
    """Whether the row heads the columns of a tax summary, which is no list of items."""
    if scan.amounts_in.get(row.index):
        return False
    labels = [lab for lab in scan.labels_in.get(row.index, []) if lab.meanings & {*SUMMARY}]
    covered = sum(lab.spot.end - lab.spot.start for lab in labels)
    return len(labels) >= 2 and covered >= 0.6 * len(row.tokens)  # noqa: PLR2004


def _items(scan: Scan, columns: tuple[Column, ...], body: list[Row]) -> tuple[list[Item], set[int]]:
    placed = [(row, _placed(scan, columns, row)) for row in body]
    meaning = _settle(columns, [cells for _, cells in placed])
    described = "description" in meaning.values()
    items: list[Item] = []
    loose: list[tuple[Row, list[tuple[int, Cell | Value[Decimal]]]]] = []
    for row, cells in placed:
        numbers = {meaning[k]: v for k, v in cells if isinstance(v, Value) and meaning[k] in NUMERIC}
        item = _item(row, cells, meaning) if numbers.keys() & set(TOTALS) else None
        if item is not None and (item.texts or item.code or not described or _multiplies(item)):
            items.append(item)
        else:
            loose.append((row, cells))
    used = {item.row for item in items}
    if items:
        used |= _attach(scan, items, loose, meaning)
    for item in items:
        _take_factors(scan, item)
    return items, used


def _take_factors(scan: Scan, item: Item) -> None:
    """A quantity or price that stands at either end of the description, proved by the product."""
    missing = [name for name in ("quantity", "unit_price") if name not in item.values]
    if not missing or not item.texts:
        return
    first, last = item.texts[0], item.texts[-1]
    total = next(item.values[name] for name in TOTALS if name in item.values)
    for number in scan.amounts_in.get(item.row, []):
        leads = number.spot.row == first.row and number.spot.start == first.start and number.spot.end < first.end
        trails = number.spot.row == last.row and number.spot.end == last.end and number.spot.start > last.start
        for name in missing:
            values = {**item.values, name: number}
            if not (leads if name == "quantity" else trails) or not {"quantity", "unit_price"} <= values.keys():
                continue
            if multiplies(values["quantity"].readings, values["unit_price"].readings, total.readings):
                item.values[name] = number
                index = 0 if leads else -1
                spot = item.texts[index]
                start, end = (number.spot.end, spot.end) if leads else (spot.start, number.spot.start)
                item.texts[index] = scan.layout.spot(spot.row, start, end)
                return


def _placed(scan: Scan, columns: tuple[Column, ...], row: Row) -> list[tuple[int, Cell | Value[Decimal]]]:
    """Each number and each run of words of the row with the column it stands in."""
    numbers = [*scan.amounts_in.get(row.index, []), *scan.rates_in.get(row.index, [])]
    numeric = [k for k, c in enumerate(columns) if set(c.meanings) & {*NUMERIC, "date"}]
    out: list[tuple[int, Cell | Value[Decimal]]] = []
    taken: set[int] = set()
    for number in sorted(numbers, key=lambda n: n.spot.start):
        k = _nearest(columns, number.spot.box)
        if k in numeric and not _within_words(row, number, columns, k):
            out.append((k, number))
            taken |= set(range(number.spot.start, number.spot.end))
    for cell in row.cells:
        run: list[int] = []
        for i in [*range(cell.start, cell.start + len(cell.tokens)), -1]:
            if i >= 0 and i not in taken:
                run.append(i)
            elif run:
                part = Cell(row.index, run[0], tuple(row.tokens[j] for j in run))
                out.append((_nearest(columns, part.box, words=True), part))
                run = []
    return out


def _within_words(row: Row, number: Value[Decimal], columns: tuple[Column, ...], k: int) -> bool:
    """Whether the number is a part of a text: words stand before it in its cell, or it is in the column of texts."""
    cell = next(c for c in row.cells if c.start <= number.spot.start < c.start + len(c.tokens))
    before = cell.tokens[: number.spot.start - cell.start]
    worded = any(sum(c.isalpha() for c in t.text) > 1 and t.text.upper() not in CURRENCY_WORDS for t in before)
    if worded:
        return True
    return "description" in columns[k].meanings and any(t.text.isalpha() for t in cell.tokens)


def _nearest(columns: tuple[Column, ...], box: Box, *, words: bool = False) -> int:
    """The column whose heading is aligned best with the box: left, right or centre."""

    def distance(k: int) -> float:
        head = columns[k].box
        overlap = min(head.right, box.right) - max(head.left, box.left)
        edges = min(abs(head.left - box.left), abs(head.right - box.right), abs(head.x - box.x))
        if words:
            text = "description" in columns[k].meanings
            edges = abs(head.left - box.left) if text else edges
        return edges - (0.5 * overlap if overlap > 0 else 0)

    return min(range(len(columns)), key=distance)


def _settle(columns: tuple[Column, ...], rows: list[list[tuple[int, Cell | Value[Decimal]]]]) -> dict[int, str]:
    """The meaning of each column: what its heading allows and the arithmetic of the rows confirms."""
    counts = [sum(isinstance(v, Value) for cells in rows for c, v in cells if c == k) for k in range(len(columns))]
    options = []
    for k, column in enumerate(columns):
        numeric = [m for m in NUMERIC if m in column.meanings]
        text = [m for m in column.meanings if m not in NUMERIC]
        options.append((numeric + text if counts[k] else text + numeric) or list(column.meanings))
    best: tuple[float, tuple[str, ...]] | None = None
    for choice in product(*(o[:3] for o in options)):
        score = _fit(choice, options, rows)
        if best is None or score > best[0]:
            best = (score, choice)
    return dict(enumerate(best[1] if best else ()))


def _fit(choice: tuple[str, ...], options: list[list[str]], rows: list[list[tuple[int, Cell | Value[Decimal]]]]) -> float:
    repeated = len(choice) - len(set(choice))
    score = -2.0 * repeated - sum(0.3 * options[k].index(m) for k, m in enumerate(choice))
    score += 2.0 * max(0, choice.count("other") - 1)
    score += 1.0 * bool(set(TOTALS) & set(choice)) + 0.5 * ("description" in choice)
    for cells in rows:
        numbers = {choice[k]: v.readings for k, v in cells if isinstance(v, Value)}
        if "tax_rate" in numbers and numbers["tax_rate"][0] > HIGHEST_RATE:
            score -= 1.5
        if {"quantity", "unit_price", "amount"} <= set(numbers):
            score += 1.0 if multiplies(numbers["quantity"], numbers["unit_price"], numbers["amount"]) else -0.5
        if {"quantity", "unit_price", "amount_net"} <= set(numbers):
            score += 1.0 if multiplies(numbers["quantity"], numbers["unit_price"], numbers["amount_net"]) else -0.5
        if {"tax_rate", "amount", "amount_gross"} <= set(numbers):
            rate, net, gross = (numbers[m][0] for m in ("tax_rate", "amount", "amount_gross"))
            score += 0.7 if abs(net * (100 + rate) / 100 - gross) <= SLACK else -0.3
    return score


def multiplies(quantity: tuple[Decimal, ...], price: tuple[Decimal, ...], amount: tuple[Decimal, ...]) -> bool:
    """Whether some readings satisfy quantity x price = amount, up to the rounding of the printed price."""
    return any(
        abs(abs(q * p) - abs(a)) <= SLACK + abs(q) * Decimal("0.005") for q in quantity for p in price for a in amount
    )


def _multiplies(item: Item) -> bool:
    total = next(item.values[name] for name in TOTALS if name in item.values)
    values = item.values
    if not {"quantity", "unit_price"} <= values.keys():
        return False
    return multiplies(values["quantity"].readings, values["unit_price"].readings, total.readings)


def _item(row: Row, cells: list[tuple[int, Cell | Value[Decimal]]], meaning: dict[int, str]) -> Item:
    item = Item(row.index)
    for k, value in cells:
        if isinstance(value, Value):
            item.values.setdefault(meaning[k], value)
        else:
            _add_text(item, meaning[k], value, row)
    return item


def _add_text(item: Item, meaning: str, cell: Cell, row: Row) -> None:
    spot = Spot(row.index, cell.start, cell.start + len(cell.tokens), row.page, cell.box, cell.text, min(t.confidence for t in cell.tokens))
    if not any(c.isalnum() for c in cell.text):
        return
    if meaning in {"unit", "quantity"} and item.unit is None:
        item.unit = spot
    elif meaning in {"code", "position"} and item.code is None and not cell.text.strip(".").isdigit() and len(cell.tokens) == 1:
        item.code = spot
    elif meaning == "code" and item.code is None and len(cell.tokens) <= MOST_CODE_WORDS:
        _add_code(item, spot, cell, row)
    elif meaning == "position" and item.position is None and len(cell.tokens) == 1:
        item.position = spot
    elif meaning in {"description", "code", "position", "date"}:
        item.texts.append(spot)


def _add_code(item: Item, spot: Spot, cell: Cell, row: Row) -> None:
    """A code, with the position that may stand before it in the same cell."""
    first, *rest = cell.tokens
    if rest and item.position is None and first.text.strip(".").isdigit() and len(first.text) <= 3:  # noqa: PLR2004
        item.position = Spot(row.index, cell.start, cell.start + 1, row.page, first.box, first.text, first.confidence)
        tail = Cell(row.index, cell.start + 1, tuple(rest))
        spot = Spot(row.index, tail.start, spot.end, row.page, tail.box, tail.text, spot.confidence)
    item.code = spot


def _attach(
    scan: Scan,
    items: list[Item],
    loose: list[tuple[Row, list[tuple[int, Cell | Value[Decimal]]]]],
    meaning: dict[int, str],
) -> set[int]:
    """Give the rows without an amount to the item that they continue."""
    rows = scan.layout.rows
    used: set[int] = set()
    for row, cells in loose:
        owner = _owner(scan, items, row)
        if owner is None or abs(row.box.y - _nearest_row(rows, owner, row).box.y) > 2.4 * row.height:
            continue
        texts = [(k, c) for k, c in cells if isinstance(c, Cell) and meaning[k] in {"description", "code", "position"}]
        numbers = [(k, v) for k, v in cells if isinstance(v, Value) and meaning[k] in NUMERIC]
        if not texts and not numbers or (len(texts) > 3 and not numbers):  # noqa: PLR2004 - a continuation is one cell or two
            continue
        for k, value in numbers:
            owner.values.setdefault(meaning[k], value)
        for k, cell in texts:
            _add_text(owner, "description" if meaning[k] == "position" else meaning[k], cell, row)
        used.add(row.index)
    for item in items:
        item.texts.sort(key=lambda spot: (spot.row, spot.start))
    return used


def _nearest_row(rows: tuple[Row, ...], item: Item, row: Row) -> Row:
    """The item's row nearest to this one: a description may go on for several rows."""
    own = {item.row, *(spot.row for spot in item.texts)}
    return min((rows[i] for i in own), key=lambda r: abs(r.box.y - row.box.y))


def _owner(scan: Scan, items: list[Item], row: Row) -> Item | None:
    """The item above, unless the amounts of the one below stand nearer: beside the middle of its description."""
    above = next((item for item in reversed(items) if item.row < row.index), None)
    below = next((item for item in items if item.row > row.index), None)
    if below is not None and _amount_y(below) - row.box.y < NEAR * row.height:
        return below
    return above


def _amount_y(item: Item) -> float:
    """The height on the page at which the item's amount stands."""
    return next(item.values[name].spot.box.y for name in TOTALS if name in item.values)
