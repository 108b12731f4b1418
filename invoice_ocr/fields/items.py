"""A line item under construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from invoice_ocr.fields.columns import TOTALS, multiplies
from invoice_ocr.fields.layout import Cell, Row, Spot
from invoice_ocr.fields.scan import Scan, Value

MOST_CODE_WORDS = 3


@dataclass
class Item:
    """A line item under construction: typed values by column meaning, and the texts of its description."""

    row: int
    values: dict[str, Value[Decimal]] = field(default_factory=dict)
    texts: list[Spot] = field(default_factory=list)
    unit: Spot | None = None
    code: Spot | None = None
    position: Spot | None = None


def take_factors(scan: Scan, item: Item) -> None:
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


def product_holds(item: Item) -> bool:
    """Whether quantity x price is the item's amount."""
    total = next(item.values[name] for name in TOTALS if name in item.values)
    values = item.values
    if not {"quantity", "unit_price"} <= values.keys():
        return False
    return multiplies(values["quantity"].readings, values["unit_price"].readings, total.readings)


def begin_item(row: Row, cells: list[tuple[int, Cell | Value[Decimal]]], meaning: dict[int, str]) -> Item:
    """The item that a row begins."""
    item = Item(row.index)
    for k, value in cells:
        if isinstance(value, Value):
            item.values.setdefault(meaning[k], value)
        else:
            add_text(item, meaning[k], value, row)
    return item


def add_text(item: Item, meaning: str, cell: Cell, row: Row) -> None:
    """Give a run of words to the item: as its unit, code, position or description."""
    spot = Spot(
        row.index,
        cell.start,
        cell.start + len(cell.tokens),
        row.page,
        cell.box,
        cell.text,
        min(t.confidence for t in cell.tokens),
    )
    if not any(map(str.isalnum, cell.text)):
        return
    if meaning in {"unit", "quantity"} and item.unit is None:
        item.unit = spot
    elif (
        meaning in {"code", "position"}
        and item.code is None
        and not cell.text.strip(".").isdigit()
        and len(cell.tokens) == 1
    ):
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
    if rest and item.position is None and first.text.strip(".").isdigit() and len(first.text) <= 3:
        item.position = Spot(row.index, cell.start, cell.start + 1, row.page, first.box, first.text, first.confidence)
        tail = Cell(row.index, cell.start + 1, tuple(rest))
        spot = Spot(row.index, tail.start, spot.end, row.page, tail.box, tail.text, spot.confidence)
    item.code = spot
