"""The values of a party's block that have labels of their own, as forms print them."""

from __future__ import annotations

from invoice_ocr.fields.page.beside import below, cell_of, cells_below, right_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.blocks import Block


def labelled_value(scan: Scan, block: Block, meaning: str) -> list[Spot]:
    """The value beside a label of the block, with the lines under it up to the next label."""
    for line in (*block.lines, *block.aside):
        labels = [
            lab for lab in scan.labels_in.get(line.row, []) if lab.spot.start == line.start and meaning in lab.meanings
        ]
        if not labels:
            continue
        value = _under_label(scan, labels[0], over=_is_over(scan, block))
        if value is not None:
            return [value]
        value = right_of(scan, labels[0])
        if value is None:
            continue
        values = [*_begun_above(scan, value), value] if meaning == "name" else [value]
        labelled = {other.row for other in block.lines if other.row != line.row and other.text.rstrip().endswith(":")}
        as_label = LabelSpot(value, frozenset(), frozenset(), "")
        for cell in cells_below(scan, as_label, rows=4):
            if cell.row in labelled or abs(cell.box.left - value.box.left) > value.box.height:
                break
            if any(c.box.left < value.box.left - value.box.height for c in scan.layout.rows[cell.row].cells):
                break
            values.append(scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens)))
        return values
    return []


def _begun_above(scan: Scan, value: Spot) -> list[Spot]:
    """The first line of a name of two lines, whose label stands beside their middle."""
    row = scan.layout.rows[value.row - 1] if value.row else None
    if row is None or row.page != value.page or len(row.cells) != 1:
        return []
    cell = row.cells[0]
    aligned = abs(cell.box.left - value.box.left) < 0.3 * value.box.height
    near = value.box.top - cell.box.bottom < 0.8 * value.box.height
    plain = not any(map(str.isdigit, cell.text)) and not scan.labels_in.get(row.index)
    return [scan.layout.spot(row.index, 0, len(row.tokens))] if aligned and near and plain else []


def _is_over(scan: Scan, block: Block) -> bool:
    """Whether the labels stand over their values: the name's is alone in its row."""
    rows = (scan.layout.rows[line.row] for line in block.lines)
    names = ((row, lab) for row in rows for lab in scan.labels_in.get(row.index, []) if "name" in lab.meanings)
    return any(lab.spot.start == 0 and lab.spot.end == len(row.tokens) for row, lab in names)


def _under_label(scan: Scan, label: LabelSpot, *, over: bool) -> Spot | None:
    """The value under the label, in a form whose row of labels stands over a row of values."""
    cell = cell_of(scan, label.spot)
    alone = label.spot.start == cell.start and label.spot.end == cell.start + len(cell.tokens)
    if not alone or cell.text.endswith(":"):
        return None
    if over:
        return _plain(scan, below(scan, label))
    starts = {c.start: c.start + len(c.tokens) for c in scan.layout.rows[cell.row].cells}
    others = [lab for lab in scan.labels_in[cell.row] if lab.spot.start != cell.start and lab.spot.start in starts]
    heads = any(lab.spot.end == starts[lab.spot.start] for lab in others)
    return below(scan, label) if heads else None


def _plain(scan: Scan, value: Spot | None) -> Spot | None:
    """The value, if it does not begin with a label itself."""
    labels = scan.labels_in.get(value.row, []) if value else []
    return value if value and not any(lab.spot.start == value.start and not lab.fuzzy for lab in labels) else None
