"""Seller and buyer: their names and addresses, from headed blocks, the letterhead and the lines around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from invoice_ocr.fields.address_lines import ADDRESS_ROWS, address_after, bare_line
from invoice_ocr.fields.beside import cells_below, right_of
from invoice_ocr.fields.blocks import (
    DETAILS,
    Block,
    is_detail,
    looks_like_address,
    same_text,
)
from invoice_ocr.fields.headings import is_attention
from invoice_ocr.fields.layout import Spot
from invoice_ocr.fields.legal_forms import mend_form
from invoice_ocr.fields.letterhead import ADDRESSED, HEAD_ROWS, score_letterhead, with_continuation
from invoice_ocr.fields.misprints import mend, mend_words
from invoice_ocr.fields.names import clean_name, gives_detail, sender_line, split_name
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import LabelSpot, fold
from invoice_ocr.fields.windows import find_windows
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.geometry import union


@dataclass(frozen=True, slots=True)
class Located:
    """A party's name and address lines, each where they stand."""

    name: Candidate[str] | None
    address: tuple[Spot, ...]


def find_seller(scan: Scan, blocks: list[Block], kind: str, items: frozenset[int] = frozenset()) -> Located:
    """The seller's block if one is headed so, else the best line of the letterhead, ``items`` being the goods' rows."""
    headed = next((b for b in blocks if b.role == "seller"), None)
    if headed is not None and (kind == "invoice" or headed.lines[0].row < HEAD_ROWS):  # not the slip of a card
        found = _from_block(scan, headed, "seller.name")
        if found.name is not None:
            return found
    others = [b for b in blocks if b.role != "seller"]
    buyers = {(s.row, s.start) for b in others for s in b.lines}
    buyers |= {(b.heading.spot.row, b.heading.spot.start) for b in others if b.heading}
    names = sorted(_scored(scan, buyers, kind, items), key=lambda c: -c[0])
    if not names:
        return Located(None, ())
    score, spot, text = names[0]
    spot, text = with_continuation(scan, spot, text)
    text = _mended(scan, spot, text)
    margin = score - (names[1][0] if len(names) > 1 else 0.0)
    name = Candidate(
        "seller.name", clean_name(text), margin + score / 2, text, spot.page, spot.box, "", spot.confidence
    )
    sender = sender_line(spot.text)[1]
    if sender:
        return Located(name, tuple(replace(spot, text=part) for part in sender.split(", ")))
    return Located(name, address_after(scan, spot, buyers, kind) or _address_elsewhere(scan, spot, buyers, kind))


def _scored(
    scan: Scan, buyers: set[tuple[int, int]], kind: str, items: frozenset[int]
) -> Iterator[tuple[float, Spot, str]]:
    """The lines of the letterhead with their scores; a name in the recipient's window is rather the buyer's."""
    windows = find_windows(scan, set())[:1] if kind == "invoice" and not buyers else []
    addressed = {(line.row, line.start) for lines in windows for line in lines}
    for score, spot, text in score_letterhead(scan, buyers, kind, items):
        yield score - ADDRESSED * ((spot.row, spot.start) in addressed), spot, text


def _mended(scan: Scan, spot: Spot, text: str) -> str:
    """What an OCR reads for letters and digits in names, put right."""
    return mend_form(mend_words(mend(text))) if scan.layout.sources[spot.page] == "ocr" else text


def _address_elsewhere(scan: Scan, name: Spot, buyers: set[tuple[int, int]], kind: str) -> tuple[Spot, ...]:
    """The address under the same name at another place, such as the foot of the page."""
    for row in scan.layout.rows:
        for cell in row.cells:
            again = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            if again.row != name.row and (again.row, again.start) not in buyers and same_text(again.text, name.text):
                lines = address_after(scan, again, buyers, kind)
                if lines:
                    return lines
    return ()


def find_buyer(scan: Scan, blocks: list[Block], seller: Located) -> Located:
    """The buyer's headed block, else the address window under the sender's line."""
    for block in blocks:
        if block.role == "buyer":
            found = _from_block(scan, block, "buyer.name")
            if found.name and not (seller.name and same_text(found.name.value, seller.name.value)):
                return found
    return _window(scan, seller)


def find_ship_to(scan: Scan, blocks: list[Block]) -> Located:
    """The headed block of the place of delivery."""
    block = next((b for b in blocks if b.role == "ship_to"), None)
    return _from_block(scan, block, "ship_to.name") if block else Located(None, ())


def _from_block(scan: Scan, block: Block, path: str) -> Located:
    """The first line is the name, those after it the address; or both are labelled within the block."""
    named = _labelled(scan, block, "name")
    if named:
        street = _labelled(scan, block, "address")
        spot = named[0]
        text = " ".join(s.text for s in named)
        name = Candidate(path, clean_name(text), 3.0, text, spot.page, union(s.box for s in named), "", spot.confidence)
        return Located(name, tuple(s for s in street if any(map(str.isalnum, s.text))))
    bare = (bare_line(scan, line) for line in block.lines if not is_attention(line.text))
    lines = [spot for spot in bare if not is_detail(scan, spot)]
    if not lines:
        return Located(None, ())
    first = _without_label(scan, lines[0])
    printed, rest = split_name(_mended(scan, first, first.text))
    if not any(map(str.isalpha, printed)):
        return Located(None, ())
    confidence = first.confidence
    candidate = Candidate(path, clean_name(printed), 3.0, printed, first.page, first.box, "", confidence)
    listed = takewhile(lambda s: not gives_detail(s.text), lines[1:])
    address = [s for s in listed if _part_of_address(scan, s)]
    address = address if any(looks_like_address(s.text) for s in address) else []
    if rest:
        address = [Spot(first.row, first.start, first.end, first.page, first.box, rest, confidence), *address]
    return Located(candidate, tuple(address[:ADDRESS_ROWS]))


def _labelled(scan: Scan, block: Block, meaning: str) -> list[Spot]:
    """The value beside a label of the block, with the lines under it up to the next label."""
    for line in (*block.lines, *block.aside):
        labels = [
            lab for lab in scan.labels_in.get(line.row, []) if lab.spot.start == line.start and meaning in lab.meanings
        ]
        if not labels:
            continue
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


def _without_label(scan: Scan, spot: Spot) -> Spot:
    """The line without a leading ``Name:``."""
    for label in scan.labels_in.get(spot.row, []):
        if label.spot.start == spot.start and label.spot.end < spot.end and "name" in label.meanings:
            return scan.layout.spot(spot.row, label.spot.end, spot.end)
    return spot


def _part_of_address(scan: Scan, spot: Spot) -> bool:
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    return not any(lab.meanings & DETAILS for lab in labels) and "@" not in spot.text


def _window(scan: Scan, seller: Located) -> Located:
    """A letter's address window: the block in the first page's upper half that is not the seller's."""
    own = {fold(seller.name.value)} if seller.name else set()
    houses = {fold(spot.text) for spot in seller.address}
    for lines in find_windows(scan, own):
        if houses & {fold(line.text) for line in lines}:
            continue
        first = lines[0]
        name = clean_name(_mended(scan, first, first.text))
        found = Candidate("buyer.name", name, 0.8, first.text, first.page, first.box, "", first.confidence)
        return Located(found, lines[1:ADDRESS_ROWS])
    return Located(None, ())
