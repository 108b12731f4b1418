"""Which column a number stands in, and what each column means: its heading and the rows' arithmetic decide."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product

from invoice_ocr.fields.items.headers import Column
from invoice_ocr.fields.page.layout import Cell, Row
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import fold, look_up
from invoice_ocr.model.geometry import Box
from invoice_ocr.values.currency import currency_readings

HIGHEST_RATE = Decimal(40)

NUMERIC = (
    "other",
    "quantity",
    "unit_price",
    "discount",
    "tax_rate",
    "tax_amount",
    "amount",
    "amount_net",
    "amount_gross",
    "position",
)

TOTALS = ("amount", "amount_net", "amount_gross")
"""Columns of line totals, the first that is there is the line's amount as printed."""

SLACK = Decimal("0.02")

BEFORE_TEXTS = {"unit", "code", "position", "quantity"}
"""Columns of short words, whose words may run together with the text right of them."""

MOST_BEFORE = 2
"""So many words of such a column, at most."""

WORDY = 4
"""Units have less letters than that, or stand beside a number."""

MOST_DOUBT = -1.5
"""Rows whose product is another say so much against a table's columns at most: their headings say more."""


def parted(scan: Scan, columns: tuple[Column, ...], body: list[Row]) -> tuple[Column, ...]:
    """The columns, those apart that were taken for one: ``VAT Amount`` over two numbers in most of the rows."""
    out: list[Column] = []
    for column in columns:
        halves = _halves(column)
        out += halves if halves and _two_numbers(scan, columns, column, body) else [column]
    return tuple(out)


def _halves(column: Column) -> list[Column]:
    """Two columns for the two words of a heading, if each is one by itself."""
    words = column.text.split()
    if len(words) != 2:
        return []
    box, cut = column.box, column.box.left + column.box.width * len(words[0]) / (len(column.text) or 1)
    boxes = (Box(box.left, box.top, cut, box.bottom), Box(cut, box.top, box.right, box.bottom))
    found = [look_up(fold(word), fuzzy=False) for word in words]
    names = [tuple(m[4:] for m in sorted(hit[0].meanings) if m.startswith("col.")) if hit else () for hit in found]
    return [Column(b, n, w) for b, n, w in zip(boxes, names, words, strict=True)] if all(names) else []


def _two_numbers(scan: Scan, columns: tuple[Column, ...], column: Column, body: list[Row]) -> bool:
    """Whether most rows with numbers have two of them under this heading."""
    place = columns.index(column)
    counts = []
    for row in body:
        numbers = [k for k, value in place_cells(scan, columns, row) if isinstance(value, Value)]
        counts += [numbers.count(place)] if len(numbers) > 1 else []
    return bool(counts) and 2 * sum(count == 2 for count in counts) > len(counts)


def place_cells(scan: Scan, columns: tuple[Column, ...], row: Row) -> list[tuple[int, Cell | Value[Decimal]]]:
    """Each number and each run of words of the row with the column it stands in."""
    numbers = [*scan.amounts_in.get(row.index, []), *scan.rates_in.get(row.index, [])]
    numeric = [k for k, c in enumerate(columns) if set(c.meanings) & {*NUMERIC, "date"}]
    out: list[tuple[int, Cell | Value[Decimal]]] = []
    taken: set[int] = set()
    for number in sorted(numbers, key=lambda n: n.spot.start):
        k = _counted(columns, nearest(columns, number.spot.box), out)
        if k in numeric and not _within_words(row, number, columns, k):
            out.append((k, number))
            taken |= set(range(number.spot.start, number.spot.end))
    _spread(out, columns, numeric)
    for cell in row.cells:
        run: list[int] = []
        for i in [*range(cell.start, cell.start + len(cell.tokens)), -1]:
            if i >= 0 and i not in taken:
                run.append(i)
            elif run:
                out += _place_words(columns, row, out, Cell(row.index, run[0], tuple(row.tokens[j] for j in run)))
                run = []
    return out


def _counted(columns: tuple[Column, ...], k: int, placed: list[tuple[int, Cell | Value[Decimal]]]) -> int:
    """The column of quantities for a number that stands nearest to the heading of the units beside it."""
    before = columns[k - 1].meanings if k else ()
    free = all(column != k - 1 for column, _ in placed)
    return k - 1 if columns[k].meanings == ("unit",) and "quantity" in before and free else k


def _place_words(
    columns: tuple[Column, ...], row: Row, placed: list[tuple[int, Cell | Value[Decimal]]], part: Cell
) -> list[tuple[int, Cell]]:
    """The run of words with its column; two of them where it begins under one heading and goes on under the texts'.

    ``hours Pest inspection`` are a unit and a text, though no more than a space is between them.
    """
    head = nearest(columns, part.tokens[0].box, words=True)
    alone = not placed and "quantity" in columns[head].meanings  # no unit without a number
    cut = 0 if alone else _texts_begin(columns, head, part)
    if cut:
        tail = Cell(row.index, part.start + cut, part.tokens[cut:])
        return [(head, Cell(row.index, part.start, part.tokens[:cut])), (head + 1, tail)]
    return [(_text_column(columns, nearest(columns, part.box, words=True), row, part), part)]


def _texts_begin(columns: tuple[Column, ...], k: int, part: Cell) -> int:
    """The token with which the texts begin, right under the left of their heading; 0 where the run is of one column."""
    after = columns[k + 1] if k + 1 < len(columns) else None
    if after is None or "description" not in after.meanings or not {*columns[k].meanings} & BEFORE_TEXTS:
        return 0
    first, height = part.tokens[0].box, part.box.height
    if min(first.right, columns[k].box.right) <= max(first.left, columns[k].box.left):
        return 0
    starts = range(1, min(len(part.tokens), MOST_BEFORE + 1))
    return next((i for i in starts if abs(part.tokens[i].box.left - after.box.left) < height / 2), 0)


def _spread(placed: list[tuple[int, Cell | Value[Decimal]]], columns: tuple[Column, ...], numeric: list[int]) -> None:
    """Part two numbers that stand nearest to the same heading where the column beside it is empty.

    Headings at the left of their columns are far from numbers at the right.
    """
    for i, ((k, left), (other, right)) in enumerate(pairwise(placed)):
        if k != other or not isinstance(left, Value) or not isinstance(right, Value):
            continue
        held = {column for column, _ in placed}
        moves = [(i, k - 1, left)] if k - 1 in numeric and k - 1 not in held else []
        moves += [(i + 1, k + 1, right)] if k + 1 in numeric and k + 1 not in held else []
        if moves:
            at, there, number = min(moves, key=lambda move: _distance(columns[move[1]].box, move[2].spot.box))
            placed[at] = (there, number)


def _within_words(row: Row, number: Value[Decimal], columns: tuple[Column, ...], k: int) -> bool:
    """Whether the number is a part of a text: words stand before it in its cell, or it is in the column of texts.

    Texts that an OCR ran together with what stands right of them end where the next heading begins.
    """
    cell = next(c for c in row.cells if c.start <= number.spot.start < c.start + len(c.tokens))
    before = cell.tokens[: number.spot.start - cell.start]
    worded = any(sum(map(str.isalpha, t.text)) > 1 and not currency_readings(t.text) for t in before)
    head, box = columns[k].box, number.spot.box
    under = head.left - box.height < box.left and box.right < head.right + box.height
    if worded and not (under and len(before) > 1 and row.source == "ocr" and len(row.cells) > 2):
        return True
    return "description" in columns[k].meanings and any(t.text.isalpha() for t in cell.tokens)


def nearest(columns: tuple[Column, ...], box: Box, *, words: bool = False) -> int:
    """The column whose heading is aligned best with the box: left, right or centre."""

    def distance(k: int) -> float:
        return _distance(columns[k].box, box, words=words and "description" in columns[k].meanings)

    return min(range(len(columns)), key=distance)


def _text_column(columns: tuple[Column, ...], k: int, row: Row, part: Cell) -> int:
    """The column of texts for words that stand under or beside a heading of numbers, where they can be no unit.

    The heading of the texts may be centred, or theirs may be a row of their own over that of the numbers.
    """
    texts = [i for i, column in enumerate(columns) if "description" in column.meanings]
    letters = sum(map(str.isalpha, part.text))
    if not texts or letters < WORDY or {*columns[k].meanings} - {*NUMERIC}:
        return k
    cell = next(c for c in row.cells if c.start <= part.start < c.start + len(c.tokens))
    beside = part.box.left >= columns[k].box.right and part.start == cell.start
    if k - 1 in texts and len(part.tokens) > 1 and letters > 2 * WORDY and part.box.x < columns[k].box.left:
        return k - 1
    if k + 1 in texts and (beside or (len(part.tokens) > 1 and letters > 2 * WORDY)):
        return k + 1
    alone = len(row.cells) == 1 and len(part.tokens) == len(row.tokens)
    return texts[0] if alone and k < texts[0] else k


def _distance(head: Box, box: Box, *, words: bool = False) -> float:
    """How far the box is from being aligned with a heading; texts stand at the left of their columns."""
    overlap = min(head.right, box.right) - max(head.left, box.left)
    edges = min(abs(head.left - box.left), abs(head.right - box.right), abs(head.x - box.x))
    return (abs(head.left - box.left) if words else edges) - (0.5 * overlap if overlap > 0 else 0)


def settle_meanings(columns: tuple[Column, ...], rows: list[list[tuple[int, Cell | Value[Decimal]]]]) -> dict[int, str]:
    """The meaning of each column: what its heading allows and the arithmetic of the rows confirms."""
    counts = [sum(isinstance(v, Value) for cells in rows for c, v in cells if c == k) for k in range(len(columns))]
    options = []
    for k, column in enumerate(columns):
        numeric = [m for m in NUMERIC if m in column.meanings]
        text = [m for m in column.meanings if m not in NUMERIC]
        options.append((numeric + text if counts[k] else text + numeric) or list(column.meanings))
    _price_first(options)
    _count_again(options, rows)
    best: tuple[float, tuple[str, ...]] | None = None
    for choice in product(*(o[:3] for o in options)):
        score = _fit(choice, options, rows)
        if best is None or score > best[0]:
            best = (score, choice)
    return dict(enumerate(best[1] if best else ()))


def _price_first(options: list[list[str]]) -> None:
    """Let the first of several columns of amounts be the prices where no heading says so: ``Amount   Total``."""
    money = [k for k, names in enumerate(options) if {*TOTALS} & {*names}]
    if len(money) > 1 and not any("unit_price" in names for names in options):
        options[money[0]] = [*options[money[0]][:2], "unit_price"]


def _count_again(options: list[list[str]], rows: list[list[tuple[int, Cell | Value[Decimal]]]]) -> None:
    """Let the numbers under ``No.`` be quantities where they don't go up from row to row and no heading says so."""
    if any("quantity" in names for names in options):
        return
    for k, names in enumerate(options):
        numbers = [v.value for cells in rows for c, v in cells if c == k and isinstance(v, Value)]
        if "position" in names and any(right <= left for left, right in pairwise(numbers)):
            options[k] = [*names[:2], "quantity"]


def _fit(
    choice: tuple[str, ...], options: list[list[str]], rows: list[list[tuple[int, Cell | Value[Decimal]]]]
) -> float:
    repeated = len(choice) - len(set(choice))
    score = -2.0 * repeated - sum(0.3 * options[k].index(m) for k, m in enumerate(choice))
    score += 2.0 * max(0, choice.count("other") - 1)
    score += 1.0 * bool(set(TOTALS) & set(choice)) + 0.5 * ("description" in choice)
    products = 0.0
    for cells in rows:
        numbers = {choice[k]: v.readings for k, v in cells if isinstance(v, Value)}
        if "tax_rate" in numbers and numbers["tax_rate"][0] > HIGHEST_RATE:
            score -= 1.5
        products += max((_product_fit(numbers, m) for m in ("amount", "amount_net") if m in numbers), default=0.0)
        score += _gross_fit(numbers)
    return score + max(products, MOST_DOUBT)


def _gross_fit(numbers: dict[str, tuple[Decimal, ...]]) -> float:
    """How well the tax, as a rate or as an amount, leads from the net to the gross amount of a row."""
    net = next((numbers[name][0] for name in ("amount", "amount_net") if name in numbers), None)
    gross = numbers.get("amount_gross", (None,))[0]
    if net is None or gross is None or not {"tax_rate", "tax_amount"} & numbers.keys():
        return 0.0
    sums = [net * (100 + rate) / 100 for rate in numbers.get("tax_rate", ())[:1]]
    sums += [net + tax for tax in numbers.get("tax_amount", ())[:1]]
    if any(abs(known - gross) <= SLACK for known in sums):
        return 0.7
    return -0.3 if {"amount", "tax_rate"} <= numbers.keys() else 0.0


def _product_fit(numbers: dict[str, tuple[Decimal, ...]], total: str) -> float:
    """How well quantity and price explain an amount, with the discount or the tax of the row where they are printed."""
    if not {"quantity", "unit_price", total} <= numbers.keys():
        return 0.0
    quantity, price, amount = numbers["quantity"], numbers["unit_price"], numbers[total]
    if multiplies(quantity, price, amount):
        return 1.0
    taken = numbers.get("discount", ())[:1]
    if any(abs(q * p - abs(less) - a) <= SLACK for less in taken for q in quantity for p in price for a in amount):
        return 0.8
    factors = [Decimal(1), *(1 - rate / 100 for rate in taken)]
    factors += [factor * (100 + rate) / 100 for factor in factors for rate in numbers.get("tax_rate", ())[:1]]
    return 0.8 if any(multiplies(quantity, tuple(f * p for p in price), amount) for f in factors) else -0.5


def multiplies(quantity: tuple[Decimal, ...], price: tuple[Decimal, ...], amount: tuple[Decimal, ...]) -> bool:
    """Whether some readings satisfy quantity x price = amount, up to the rounding of the printed price."""
    return any(
        abs(abs(q * p) - abs(a)) <= SLACK + abs(q) * Decimal("0.005") for q in quantity for p in price for a in amount
    )
