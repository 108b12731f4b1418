"""Labels that take two lines: ``Número de | 2026-031`` over ``factura:``, or a strip of headings in two rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from invoice_ocr.fields.page.layout import Cell, Layout, Row
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, look_up

NEXT_LINE = 1.2
"""The second line begins at most so many text heights under the first."""

FLUSH = 0.6
ALIKE = 0.3
"""Both lines begin at the same place and are as tall, but for these parts of their height."""

LABELLED = frozenset(
    {"number", "issue_date", "due_date", "delivery_date", "other_date", "purchase_order", "customer_number"}
    | {"buyer_reference", "payment_reference", "contract", "other_number", "vat_id", "tax_id", "registration_id"}
)
"""What labels of a document's head may name; headings of items are joined elsewhere."""


def with_wrapped(layout: Layout, labels: Iterable[LabelSpot]) -> list[LabelSpot]:
    """The labels, those of two lines as one where its value is looked for: beside its first line or under its last."""
    joined = list(_joined(layout))
    parts = {place for pair, _ in joined for cell in pair for place in _places(cell)}
    kept = [label for label in labels if (label.spot.row, label.spot.start) not in parts]
    return sorted([*kept, *(label for _, label in joined)], key=lambda label: (label.spot.row, label.spot.start))


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    return ((cell.row, cell.start + i) for i in range(len(cell.tokens)))


def _joined(layout: Layout) -> Iterator[tuple[tuple[Cell, Cell], LabelSpot]]:
    for upper, lower in zip(layout.rows, layout.rows[1:], strict=False):
        if upper.page != lower.page:
            continue
        for above in upper.cells:
            below = next((cell for cell in lower.cells if _goes_on(above, cell)), None)
            label = below and _label(layout, (upper, above), (lower, below))
            if below and label:
                yield (above, below), label


def _goes_on(above: Cell, below: Cell) -> bool:
    """Whether the cell is the next line of the other."""
    height = above.box.height
    near = -0.5 * height < below.box.top - above.box.bottom < NEXT_LINE * height
    flush = abs(below.box.left - above.box.left) < FLUSH * height or abs(below.box.x - above.box.x) < FLUSH * height
    return near and flush and abs(below.box.height - height) < ALIKE * height


def _label(layout: Layout, above: tuple[Row, Cell], below: tuple[Row, Cell]) -> LabelSpot | None:
    (upper, first), (lower, second) = above, below
    text = f"{first.text} {second.text}"
    if any(map(str.isdigit, text)) or first.text.endswith((":", ".", ",")) or _has_value(lower, second):
        return None
    known = look_up(fold(text), fuzzy=False)
    if known is None or not known[0].meanings & LABELLED:
        return None
    beside = _has_value(upper, first)
    whole = all(look_up(fold(cell.text), fuzzy=False) for cell in (first, second))
    if (beside and whole) or (not beside and len(lower.cells) == 1):
        return None  # two labels, of which the second was left blank, or a title over one
    row, cell = above if beside else below
    spot = layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
    return LabelSpot(spot, known[0].meanings & LABELLED, known[0].languages, fold(text))


def _has_value(row: Row, cell: Cell) -> bool:
    """Whether the next cell of the row has a number or a day in it."""
    following = next((other for other in row.cells if other.start == cell.start + len(cell.tokens)), None)
    return following is not None and any(map(str.isdigit, following.text))
