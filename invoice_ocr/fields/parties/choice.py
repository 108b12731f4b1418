"""Seller and buyer: their names and addresses, from headed blocks, the letterhead and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.misprints import mend, mend_words
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.fields.parties.address_lines import (
    ADDRESS_ROWS,
    address_after,
    address_beside,
    bare_line,
    up_to_place,
)
from invoice_ocr.fields.parties.blocks import Block, same_text
from invoice_ocr.fields.parties.details import DETAILS, POST_BOX, is_detail
from invoice_ocr.fields.parties.full_names import Scored, full_name, has_words
from invoice_ocr.fields.parties.headings import is_attention, without_office
from invoice_ocr.fields.parties.labelled import labelled_value
from invoice_ocr.fields.parties.legal_forms import legal_form, mend_form
from invoice_ocr.fields.parties.letterhead import ADDRESSED, HEAD_ROWS, score_letterhead
from invoice_ocr.fields.parties.name_lines import with_continuation, with_form
from invoice_ocr.fields.parties.name_words import is_clinician
from invoice_ocr.fields.parties.names import clean_name, gives_detail, sender_line, split_name
from invoice_ocr.fields.parties.places import looks_like_address
from invoice_ocr.fields.parties.roles import buyers_of, names_salesman, of_bank, of_slip, places_of_others, sellers_of
from invoice_ocr.fields.parties.windows import find_windows
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.geometry import union

CODE = re.compile(r"(?=[^\d]*\d)[A-Z\d]{8,}")
"""A tax number is no name."""

NO_NAME, NO_SHOP = -1.5, 0.95
"""A line with a lower score is no name, however much worse the others are; the first line of a receipt has 2.5."""

WEAK = 1.5
"""Below this score, a line of the letterhead is no better than the name of the one to be paid."""

UNENDED = 1.0
"""The score of a headed name that may go on in the next line; others have 3."""

NUMBERED = 8
"""So many digits under a name are a telephone's or a tax number's."""

DELIVERED = 0.3
"""How sure it is that the one who gets the goods is the one who buys them."""

SLIM, WIDE, SMALL, FILLED = 0.64, 0.82, 0.0225, 0.6
"""Width by height of a sheet in a picture; the height of its letters and the width of all its text, by its width."""

SHEET = 480
"""A page of text is a sheet of paper from this width on, in points."""


@dataclass(frozen=True, slots=True)
class Located:
    """A party's name and address lines, each where they stand; ``line`` is the one that has the name."""

    name: Candidate[str] | None
    address: tuple[Spot, ...]
    line: Spot | None = None

    def as_block(self, role: str) -> Block | None:
        """The party's lines, where no heading names them."""
        return Block(role, None, (self.line, *self.address)) if self.line else None


def find_seller(scan: Scan, blocks: list[Block], kind: str, items: frozenset[int] = frozenset()) -> Located:
    """The seller's block if one is headed so, else the best line of the letterhead, ``items`` being the goods' rows."""
    kind = "invoice" if on_sheet(scan) else kind
    headed = next(iter(sellers_of(blocks)), None)
    payee, hired = Located(None, ()), False
    if headed is not None and (kind == "invoice" or headed.lines[0].row < HEAD_ROWS):  # not the slip of a card
        found = _from_block(scan, headed, "seller.name")
        hired = found.name is not None and (is_clinician(found.name.text) or names_salesman(headed))
        if found.name and not hired and not of_slip(headed) and (found.address or not of_bank(scan, headed)):
            return found
        payee = Located(None, ()) if hired else found
    buyers = places_of_others(blocks)
    names = sorted(_scored(scan, blocks, buyers, kind, items), key=lambda c: -c[0])
    if not names or names[0][0] < NO_NAME or ((payee.name or hired) and names[0][0] < WEAK):
        return payee
    found = _of_letterhead(scan, names, payee, buyers, kind)
    return replace(found, name=None) if kind == "receipt" and names[0][0] < NO_SHOP else found


def _of_letterhead(scan: Scan, names: list[Scored], payee: Located, buyers: set[tuple[int, int]], kind: str) -> Located:
    """The best of the lines, ``names`` in the order of their scores, with its address or else the ``payee``'s."""
    score, line, text = names[0]
    under = address_after(scan, line, buyers, kind)
    placed = partial(_stands_over_address, scan, buyers, kind)
    spot, text = full_name(names, (line, text), kind, above=bool(under), placed=placed)
    bare = _without_label(scan, spot)
    text = text if bare is spot else sender_line(bare.text)[0]
    spot, text = with_continuation(scan, bare, text)
    text = _mended(scan, spot, text)
    sure = score - (names[1][0] if len(names) > 1 else 0.0) + score / 2
    name = Candidate("seller.name", clean_name(text), sure, text, spot.page, spot.box, "", spot.confidence)
    sender = sender_line(spot.text)[1]
    if sender:
        printed = tuple(replace(spot, text=part) for part in sender.split(", "))
        cut_off = printed[-1].text.isdigit()  # before the town
        whole = _address_elsewhere(scan, replace(spot, text=name.value), buyers, kind) if cut_off else ()
        return Located(name, whole or printed, spot)
    own = (under if spot.row != line.row else ()) or _address_of(scan, spot, buyers, kind)
    return Located(name, (payee.address if payee.name else ()) or own or payee.address, spot)


def _stands_over_address(scan: Scan, buyers: set[tuple[int, int]], kind: str, line: Spot) -> bool:
    return bool(address_after(scan, line, buyers, kind))


def on_sheet(scan: Scan) -> bool:
    """Whether the page is a sheet of office paper, not a till roll; a picture may show either."""
    if not scan.layout.sizes or scan.layout.sources[0] != "textlayer":
        return False
    width, height = scan.layout.sizes[0]
    return width > SHEET and 0.6 < width / height < 0.85


def _pictures_sheet(scan: Scan) -> bool:
    """Whether a picture is rather of a sheet: letters are small for its width, and it is as high as sheets are."""
    boxes = [row.box for row in scan.layout.page_rows(0)] if scan.layout.sizes else []
    if not boxes:
        return False
    width, height = scan.layout.sizes[0]
    filled = max(box.right for box in boxes) - min(box.left for box in boxes) > FILLED * width
    return filled and SLIM < width / height < WIDE and scan.layout.text_height < SMALL * width


def _scored(
    scan: Scan, blocks: list[Block], buyers: set[tuple[int, int]], kind: str, items: frozenset[int]
) -> Iterator[tuple[float, Spot, str]]:
    """The lines of the letterhead with their scores; a name in the recipient's window is rather the buyer's."""
    windows = find_windows(scan, set())[:1] if kind == "invoice" and not buyers else []
    addressed = {(line.row, line.start) for lines in windows for line in lines}
    named = {fold(lines[0].text) for lines in windows}
    located = (_from_block(scan, block, "buyer.name").name for block in buyers_of(blocks)[:1])
    theirs = {fold(name.value) for name in located if name}
    for score, spot, text in score_letterhead(scan, buyers, kind, items):
        if spot.row in items or fold(text) not in theirs:
            repeated = (spot.row, spot.start) in addressed or fold(text) in named
            yield score - ADDRESSED * repeated, spot, text


def _address_of(scan: Scan, name: Spot, buyers: set[tuple[int, int]], kind: str) -> tuple[Spot, ...]:
    """The address under the name, under the same name elsewhere, or beside it in a head of several columns."""
    return (
        _not_recipients(scan, name, address_after(scan, name, buyers, kind), kind)
        or _address_elsewhere(scan, name, buyers, kind)
        or (address_beside(scan, name, buyers) if kind == "invoice" else ())
    )


def _not_recipients(scan: Scan, name: Spot, lines: tuple[Spot, ...], kind: str) -> tuple[Spot, ...]:
    """The lines, unless they stand in the recipient's window, under another name."""
    if not lines or kind != "invoice":
        return lines
    windows = find_windows(scan, {fold(name.text)})
    theirs = {(line.row, line.start) for window in windows for line in window[1:] if window[0].row > name.row}
    return () if (lines[0].row, lines[0].start) in theirs else lines


def _mended(scan: Scan, spot: Spot, text: str) -> str:
    """What an OCR reads for letters and digits in names, put right."""
    return mend_form(mend_words(mend(text))) if scan.layout.sources[spot.page] == "ocr" else text


def _address_elsewhere(scan: Scan, name: Spot, buyers: set[tuple[int, int]], kind: str) -> tuple[Spot, ...]:
    """The address under the same name at another place, such as the foot of the page."""
    for row in scan.layout.rows:
        for cell in row.cells:
            again = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            if again.row == name.row or (again.row, again.start) in buyers:
                continue
            firm, sender = sender_line(again.text)
            brand = kind == "invoice" and " " in firm and not sender and has_words(name.text, firm)
            if not (brand or same_text(firm, name.text)):
                continue
            imprint = tuple(up_to_place(replace(again, text=part) for part in sender.split(", ") if part))
            lines = imprint or address_after(scan, again, buyers, kind)
            if lines:
                return lines
    return ()


def find_buyer(scan: Scan, blocks: list[Block], seller: Located, kind: str = "invoice") -> Located:
    """The buyer's headed block, else the address window under the sender's line.

    A receipt has a buyer only where an address or a number is printed with the name.
    """
    sheet = kind == "invoice" or on_sheet(scan)
    for block in buyers_of(blocks):
        found = _from_block(scan, block, "buyer.name")
        named = found.name and not (seller.name and same_text(found.name.value, seller.name.value))
        numbered = any(sum(map(str.isdigit, s.text)) >= NUMBERED for s in (*block.lines[1:], *block.details))
        if named and (sheet or found.address or numbered):
            return found
    found = _window(scan, seller) if sheet or _pictures_sheet(scan) else Located(None, ())
    return found if found.name or not sheet else _delivered(scan, blocks, seller)


def _delivered(scan: Scan, blocks: list[Block], seller: Located) -> Located:
    """The one to whom goods are delivered, where nobody else is named: shops ask for no other address."""
    found = find_ship_to(scan, blocks)
    if found.name is None or not found.address or (seller.name and same_text(found.name.value, seller.name.value)):
        return Located(None, ())
    return Located(replace(found.name, path="buyer.name", score=DELIVERED), found.address)


def find_ship_to(scan: Scan, blocks: list[Block]) -> Located:
    """The headed block of the place of delivery."""
    block = next((b for b in blocks if b.role == "ship_to"), None)
    return _from_block(scan, block, "ship_to.name") if block else Located(None, ())


def _from_block(scan: Scan, block: Block, path: str) -> Located:
    """The first line is the name, those after it the address; or both are labelled within the block."""
    named = labelled_value(scan, block, "name")
    if named:
        street = labelled_value(scan, block, "address")
        spot = named[0]
        text = " ".join(s.text for s in named)
        name = Candidate(path, clean_name(text), 3.0, text, spot.page, union(s.box for s in named), "", spot.confidence)
        return Located(name, tuple(s for s in street if any(map(str.isalnum, s.text))))
    bare = (bare_line(scan, line) for line in block.lines if not is_attention(line.text))
    lines = with_form(spot for spot in bare if not is_detail(scan, spot))
    if not lines:
        return Located(None, ())
    if _follows_address_label(scan, lines[0]):
        return Located(None, tuple(lines[:ADDRESS_ROWS]))
    first = _without_label(scan, lines[0])
    printed, rest = split_name(without_office(_mended(scan, first, first.text)))
    boxed = POST_BOX.match(first.text) is not None
    if boxed or (path == "seller.name" and first.text[:1].isdigit() and looks_like_address(first.text)):
        return Located(None, tuple(lines[:ADDRESS_ROWS]))
    if not any(map(str.isalpha, printed)) or CODE.fullmatch(printed):
        return Located(None, ())
    confidence = first.confidence
    sure = UNENDED if len(lines) > 2 and _may_go_on(printed, lines[1].text, lines[2].text) else 3.0
    candidate = Candidate(path, clean_name(printed), sure, printed, first.page, first.box, "", confidence)
    listed = up_to_place(s for s in takewhile(lambda s: not gives_detail(s.text), lines[1:]))
    address = [s for s in listed if _part_of_address(scan, s)]
    address = address if any(looks_like_address(s.text) for s in address) else []
    if rest:
        address = [Spot(first.row, first.start, first.end, first.page, first.box, rest, confidence), *address]
    return Located(candidate, tuple(address[:ADDRESS_ROWS]))


def _may_go_on(name: str, second: str, third: str) -> bool:
    """Whether the line between a name without a legal form and the street may be the rest of the name."""
    plain = not any(map(str.isdigit, second)) and not looks_like_address(second)
    return legal_form(name) is None and plain and third[:1].isdigit() and len(third.split()) > 2


def _follows_address_label(scan: Scan, line: Spot) -> bool:
    """Whether the label of an address stands right before the line: the name is elsewhere."""
    labels = (lab for lab in scan.labels_in.get(line.row, []) if lab.spot.end == line.start)
    return any("address" in lab.meanings and not lab.meanings & {"name", "buyer", "seller"} for lab in labels)


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
        if len(lines) > 1 and houses >= {fold(line.text) for line in lines[1:]}:
            continue
        first = lines[0]
        name = clean_name(_mended(scan, first, first.text))
        found = Candidate("buyer.name", name, 0.8, first.text, first.page, first.box, "", first.confidence)
        placed = any(looks_like_address(line.text) for line in lines[1:]) or len(lines) > 2
        return Located(found, tuple(up_to_place(lines[1:ADDRESS_ROWS])) if placed else (), first)
    return Located(None, ())
