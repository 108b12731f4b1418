"""Blocks of text that belong to a party: headed by a label such as "Bill to", or the letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from invoice_ocr.fields.page.beside import cell_of, cells_below, right_of
from invoice_ocr.fields.page.layout import Cell, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold, says_which
from invoice_ocr.fields.parties.details import DETAILS, OTHER, is_detail
from invoice_ocr.fields.parties.forms import centred_under, form_part
from invoice_ocr.fields.parties.headings import HEADINGS, as_heading, headings
from invoice_ocr.fields.parties.places import looks_like_address
from invoice_ocr.model.geometry import union

BOXED, BOXED_ROWS = 4.0, 4
"""A name is at most so many text heights and rows under the heading of its box."""

APART = 1.5
"""A gap of so many text heights is wider than the lines of an address are apart."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a party's block, top to bottom; ``role`` is seller, buyer or ship_to.

    ``aside`` are the other cells of these rows, where the heading stands alone over the whole width; ``details`` are
    values that have a label of their own to their left, such as the party's tax number.
    """

    role: str
    heading: LabelSpot | None
    lines: tuple[Spot, ...]
    aside: tuple[Spot, ...] = ()
    details: tuple[Spot, ...] = ()


def find_blocks(scan: Scan, items: frozenset[int]) -> list[Block]:
    """The blocks under or beside the headings that name a party."""
    blocks = []
    for role, label in headings(scan):
        lines = () if label.spot.row in items else tuple(_lines(scan, label))
        lines = lines if _labels_name(scan, lines) else form_part(scan, label) or lines
        if any(character.isalpha() for line in lines for character in line.text):
            aside = tuple(_aside(scan, label, lines))
            details = aside if _is_form(scan, lines) else tuple(_labelled_details(scan, label, lines))
            blocks.append(Block(role, label, lines, aside, details))
    return blocks


def _labels_name(scan: Scan, lines: tuple[Spot, ...]) -> bool:
    """Whether one of the lines begins with the label of a name."""
    return any(
        lab.spot.start == s.start and "name" in lab.meanings for s in lines for lab in scan.labels_in.get(s.row, [])
    )


def _lines(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    """What follows the heading in its row, then the cells under it."""
    beside = right_of(scan, label)
    same_cell = beside is not None and cell_of(scan, label.spot) is cell_of(scan, beside)
    if beside is None or not (
        (same_cell and beside.box.left - label.spot.box.right < 2 * label.spot.box.height)
        or not _has_below(scan, label)
    ):
        yield from _under_wide(scan, label)
        return
    if same_cell and any(lab.spot.start == beside.start and lab.meanings & DETAILS for lab in _labels(scan, beside)):
        yield from _under_gap(scan, label)
        return
    yield beside
    under = LabelSpot(beside, label.meanings, label.languages, label.compact)
    if same_cell:
        listed = (spot for means, spot in _listed(scan, label) if "address" in means)
        yield from listed if _in_list(scan, label) else _address_under(scan, label, beside)
    elif not any(map(str.isdigit, beside.text)) or _in_list(scan, label):
        lines = takewhile(lambda line: not _headed_anew(scan, label, line), _under(scan, under))
        yield from (line for line in lines if not _labelled_otherwise(scan, label, line))


def _under_gap(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    """The lines in a box whose heading stands at its top, with the party's numbers beside it."""
    box = label.spot.box
    for row in scan.layout.rows[label.spot.row + 1 : label.spot.row + 1 + BOXED_ROWS]:
        if row.page != label.spot.page or row.box.top - box.bottom > BOXED * box.height:
            return
        cell = next((c for c in row.cells if abs(c.box.left - box.left) < 2 * box.height), None)
        spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens)) if cell else None
        if spot is not None and ":" not in spot.text and not is_detail(scan, spot):
            yield spot
            yield from _under(scan, LabelSpot(spot, label.meanings, label.languages, label.compact))
            return


def _address_under(scan: Scan, label: LabelSpot, name: Spot) -> Iterator[Spot]:
    """The lines under ``Bill to: Name``, if they begin with an address, or are numbers of the party."""
    lines = list(_under(scan, label))
    housed = bool(lines) and any(map(str.isdigit, lines[0].text))
    placed = any(looks_like_address(line.text) for line in lines[:2]) and not looks_like_address(name.text)
    labelled = any(lab.spot.start == s.start and "address" in lab.meanings for s in lines for lab in _labels(scan, s))
    if labelled or (housed and (placed or all(" " not in line.text for line in lines))):
        yield from lines


def _labels(scan: Scan, spot: Spot) -> list[LabelSpot]:
    return scan.labels_in.get(spot.row, [])


def _aside(scan: Scan, label: LabelSpot, lines: tuple[Spot, ...]) -> Iterator[Spot]:
    """The cells beside the lines, if nothing stands beside the heading."""
    if len(scan.layout.rows[label.spot.row].cells) > 1:
        return
    for line in lines:
        for cell in scan.layout.rows[line.row].cells:
            if cell.start != line.start:
                yield scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))


def _is_form(scan: Scan, lines: tuple[Spot, ...]) -> bool:
    """Whether the name's label stands over it: the block has the whole width of the page."""
    labels = (lab for line in lines[:1] for lab in scan.labels_in.get(line.row, []) if lab.spot.start == line.start)
    return any("name" in lab.meanings and lab.spot.end == lines[0].end for lab in labels)


def _has_below(scan: Scan, label: LabelSpot) -> bool:
    """Whether something other than the next label of a list stands under the heading."""
    cell = next(cells_below(scan, label, rows=1), None)
    return cell is not None and not _is_label(scan, cell) and not _gives_number(scan, cell)


def _gives_number(scan: Scan, cell: Cell) -> bool:
    """Whether the cell is a party's number after its label, above which the name must stand."""
    labels = (lab for lab in scan.labels_in.get(cell.row, []) if lab.spot.start == cell.start and not lab.fuzzy)
    return any(lab.meanings & {"vat_id", "tax_id", "registration_id"} and len(lab.compact) > 2 for lab in labels)


def _in_list(scan: Scan, label: LabelSpot) -> bool:
    """Whether the heading is the label of one value in a list of such."""
    cell = next(cells_below(scan, label, rows=1), None)
    return cell is not None and _is_label(scan, cell)


def _is_label(scan: Scan, cell: Cell) -> bool:
    """Whether the cell is nothing but a label, and its row goes on with a value."""
    if len(scan.layout.rows[cell.row].cells) < 2:
        return False
    return cell.text.endswith(":") or _covered(scan, cell)


def _covered(scan: Scan, cell: Cell) -> bool:
    """Whether labels make up the whole cell, such as ``Tenant VAT No``."""
    at = cell.start
    for label in scan.labels_in.get(cell.row, []):
        if label.spot.start == at:
            at = label.spot.end
    return at == cell.start + len(cell.tokens)


def _label_before(scan: Scan, label: LabelSpot, line: Spot) -> Cell | None:
    """The label that stands before the line in the heading's column."""
    height = label.spot.box.height
    cells = (c for c in scan.layout.rows[line.row].cells if abs(c.box.left - label.spot.box.left) < height)
    cell = next(cells, None)
    return cell if cell is not None and cell.start < line.start and _is_label(scan, cell) else None


def _headed_anew(scan: Scan, label: LabelSpot, line: Spot) -> bool:
    """Whether the heading of another party stands before the line, in the heading's column."""
    cell = _label_before(scan, label, line)
    if cell is None:
        return False
    heads = (lab for lab in scan.labels_in.get(cell.row, []) if lab.spot.start == cell.start)
    whole = (lab for lab in heads if lab.spot.end == cell.start + len(cell.tokens))
    return any(lab.meanings & set(HEADINGS) - label.meanings for lab in whole)


def _labelled_otherwise(scan: Scan, label: LabelSpot, line: Spot) -> bool:
    """Whether a label before the line says that it gives neither a name nor an address."""
    cell = _label_before(scan, label, line)
    return cell is not None and not _means(scan, cell) & {"address", "name"}


def _means(scan: Scan, cell: Cell) -> frozenset[str]:
    labels = (lab for lab in scan.labels_in.get(cell.row, []) if lab.spot.start == cell.start)
    return frozenset(meaning for lab in labels for meaning in lab.meanings)


def _listed(scan: Scan, label: LabelSpot) -> Iterator[tuple[frozenset[str], Spot]]:
    """The values beside the labels under the heading, with what these mean, up to one that is no party's."""
    for cell in cells_below(scan, label):
        row = scan.layout.rows[cell.row]
        means = _means(scan, cell)
        if not _is_label(scan, cell) or not means & (DETAILS | {"address", "name"}):
            return
        value = next(c for c in row.cells if c.start > cell.start)
        yield means, scan.layout.spot(row.index, value.start, value.start + len(value.tokens))


def _labelled_details(scan: Scan, label: LabelSpot, lines: tuple[Spot, ...]) -> Iterator[Spot]:
    """The values under a party's name whose labels stand under its heading."""
    if lines[0].row != label.spot.row or not _in_list(scan, label):
        return
    if cell_of(scan, label.spot) is cell_of(scan, lines[0]):
        yield from (spot for means, spot in _listed(scan, label) if means & DETAILS)
        return
    value = LabelSpot(lines[0], label.meanings, label.languages, label.compact)
    for line in _under(scan, value):
        cell = _label_before(scan, label, line)
        if cell is None:
            continue
        if not _means(scan, cell) & (DETAILS | {"address", "name"}):
            return
        yield line


def _under_wide(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    """The lines under the heading; where the first ends where the heading ends, they all do."""
    box, rows = label.spot.box, scan.layout.rows
    below = rows[label.spot.row + 1] if label.spot.row + 1 < len(rows) else None
    first = next(cells_below(scan, label, rows=1), None)
    heads = sum(bool(lab.meanings & set(HEADINGS)) for lab in _labels(scan, label.spot))
    over = centred_under(below.cells, box) if heads > 1 and below and below.page == label.spot.page else None
    if over is not None:
        yield from _under(scan, replace(label, spot=replace(label.spot, box=union([box, over]))))
        return
    if below is None or below.page != label.spot.page or (first and first.row == below.index):
        yield from _under(scan, label)
        return
    flush = (c.box for c in below.cells if abs(c.box.right - box.right) < box.height)
    line = next((b for b in flush if b.top - box.bottom < APART * box.height), None)
    if line is not None:
        wide = replace(label, spot=replace(label.spot, box=union([box, line])))
        yield from takewhile(lambda spot: abs(spot.box.right - box.right) < box.height, _under(scan, wide))
    elif first:
        yield from _under(scan, label)


def _under(scan: Scan, label: LabelSpot) -> Iterator[Spot]:
    bottom = label.spot.box.bottom
    for cell in cells_below(scan, label):
        apart, bottom = cell.box.top - bottom > APART * cell.box.height, cell.box.bottom
        headed = [
            lab
            for lab in scan.labels_in.get(cell.row, [])
            if cell.start <= lab.spot.start < cell.start + len(cell.tokens)
        ]
        if any(
            lab.meanings & set(HEADINGS) and lab.spot.start == cell.start and as_heading(scan, lab) for lab in headed
        ):
            return
        surely = [lab for lab in headed if not lab.fuzzy]
        if len(surely) > 1 and (_heads_column(surely[0]) or sum(map(_heads_column, surely)) > 1):
            return
        if any(_tells_of_document(lab, cell, apart=apart) for lab in headed) or _heads_values(scan, cell):
            return
        if len(scan.layout.rows[cell.row].cells) == 1 and any(_is_title(lab, cell) for lab in headed):
            return
        yield scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))


def _heads_column(label: LabelSpot) -> bool:
    return any(meaning.startswith("col.") for meaning in label.meanings)


def _heads_values(scan: Scan, cell: Cell) -> bool:
    """Whether the cell is one of the labels of a row of labels, whose values stand under them."""
    row = scan.layout.rows[cell.row]
    labels = [lab for lab in scan.labels_in.get(row.index, []) if not lab.fuzzy]
    starts = {lab.spot.start: lab for lab in labels}
    whole = [c for c in row.cells if c.start in starts and starts[c.start].spot.end == c.start + len(c.tokens)]
    other = [c for c in whole if starts[c.start].meanings & OTHER]
    named = any("name" in lab.meanings for lab in labels)
    return len(whole) > 2 and len(whole) == len(row.cells) and bool(other) and cell in whole and not named


def _is_title(label: LabelSpot, cell: Cell) -> bool:
    """Whether the cell is the title of another part of a form, or of the document."""
    titled = any(meaning.startswith("title.") for meaning in label.meanings)
    return titled and label.spot.start == cell.start and not any(map(str.isdigit, cell.text)) and cell.text.isupper()


def _tells_of_document(label: LabelSpot, cell: Cell, *, apart: bool) -> bool:
    """Whether the cell is the label of the document's number or date: the party's block is over."""
    if label.spot.start != cell.start or not label.meanings & {"number", "issue_date", "due_date"}:
        return False
    whole = label.spot.end == cell.start + len(cell.tokens) and len(label.compact) > 4
    marked = cell.tokens[label.spot.end - cell.start - 1].text.endswith(":")
    return (whole or marked) and ("number" not in label.meanings or apart or says_which(label.compact))


def same_text(left: str, right: str) -> bool:
    """Equal but for case, accents, spaces and punctuation."""
    return fold(left) == fold(right)
