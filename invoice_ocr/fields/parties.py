"""Seller and buyer: their names and addresses, from headed blocks, the letterhead and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from invoice_ocr.fields.beside import cells_below, right_of
from invoice_ocr.fields.blocks import (
    DETAILS,
    POSTCODE,
    STREET,
    Block,
    is_detail,
    legal_form,
    looks_like_address,
    same_text,
)
from invoice_ocr.fields.layout import Cell, Spot
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import LabelSpot, fold, look_up
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.geometry import union

SEPARATORS = re.compile(r"\s*(?:,|;|\||•|·|\s[-–—]\s|\*)\s*")
REGISTRATION = re.compile(r"\(?\b(?:co\.?\s*(?:reg\.?\s*)?no\.?\s*:?\s*)?\(?[\dA-Z]{0,3}\d{5,8}\s*-\s*[A-Z]\)?", re.IGNORECASE)
SDN_BHD = re.compile(r"\bS[A-Z0]N(\.?\s?)BHD\b", re.IGNORECASE)
"""Malaysia's private limited company, whose middle letter an OCR mistakes."""

HEAD_ROWS = 14
"""A receipt's merchant stands within so many rows of its top."""

ADDRESS_ROWS = 7


@dataclass(frozen=True, slots=True)
class Located:
    """A party's name and address lines, each where they stand."""

    name: Candidate[str] | None
    address: tuple[Spot, ...]


def find_seller(scan: Scan, blocks: list[Block], kind: str) -> Located:
    """The seller's block if one is headed so, else the best line of the letterhead."""
    headed = next((b for b in blocks if b.role == "seller"), None)
    if headed is not None:
        found = _from_block(scan, headed, "seller.name")
        if found.name is not None:
            return found
    buyers = {(s.row, s.start) for b in blocks if b.role != "seller" for s in b.lines}
    names = sorted(_letterhead(scan, buyers, kind), key=lambda c: -c[0])
    if not names:
        return Located(None, ())
    score, spot, text = names[0]
    spot, text = _with_continuation(scan, spot, text)
    margin = score - (names[1][0] if len(names) > 1 else 0.0)
    name = Candidate("seller.name", _clean_name(text), margin + score / 2, text, spot.page, spot.box, "", spot.confidence)
    sender = _sender_line(spot.text)[1]
    if sender:
        return Located(name, tuple(replace(spot, text=part) for part in sender.split(", ")))
    return Located(name, _address_after(scan, spot, buyers))


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
        name = Candidate(path, _clean_name(text), 3.0, text, spot.page, union(s.box for s in named), "", spot.confidence)
        return Located(name, tuple(s for s in street if any(c.isalnum() for c in s.text)))
    lines = [spot for spot in block.lines if not is_detail(scan, spot)]
    if not lines:
        return Located(None, ())
    first = _without_label(scan, lines[0])
    name, rest = _split_name(first.text)
    if not any(c.isalpha() for c in name):
        return Located(None, ())
    confidence = first.confidence
    candidate = Candidate(path, _clean_name(name), 3.0, name, first.page, first.box, "", confidence)
    address = [s for s in lines[1:] if _part_of_address(scan, s)]
    address = address if any(looks_like_address(s.text) for s in address) else []
    if rest:
        address = [Spot(first.row, first.start, first.end, first.page, first.box, rest, confidence), *address]
    return Located(candidate, tuple(address[:ADDRESS_ROWS]))


def _labelled(scan: Scan, block: Block, meaning: str) -> list[Spot]:
    """The value beside a label of the block, with the lines under it up to the next label."""
    for line in (*block.lines, *block.aside):
        labels = [lab for lab in scan.labels_in.get(line.row, []) if lab.spot.start == line.start and meaning in lab.meanings]
        if not labels:
            continue
        value = right_of(scan, labels[0])
        if value is None:
            continue
        values = [value]
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


def _without_label(scan: Scan, spot: Spot) -> Spot:
    """The line without a leading ``Name:``."""
    for label in scan.labels_in.get(spot.row, []):
        if label.spot.start == spot.start and label.spot.end < spot.end and "name" in label.meanings:
            return scan.layout.spot(spot.row, label.spot.end, spot.end)
    return spot


def _part_of_address(scan: Scan, spot: Spot) -> bool:
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    return not any(lab.meanings & DETAILS for lab in labels) and "@" not in spot.text


def _sender_line(text: str) -> tuple[str, str]:
    """The name and the address of a sender's line, which ends in a postcode and a place."""
    name, rest = _split_name(text)
    return (name, rest) if rest and looks_like_address(rest) else (text, "")


def _split_name(text: str) -> tuple[str, str]:
    """A name and what follows it on the same line from the first part with a digit on."""
    parts = SEPARATORS.split(text)
    if len(parts) < 2:  # noqa: PLR2004
        return text, ""
    for i, part in enumerate(parts[1:], 1):
        if any(c.isdigit() for c in part):
            name = ", ".join(parts[:i]) if "," in text else " ".join(parts[:i])
            return name, ", ".join(parts[i:])
    return text, ""


def _clean_name(text: str) -> str:
    """The name without a registration number, and without stray punctuation at its ends."""
    text = SDN_BHD.sub(r"SDN\1BHD", text) if SDN_BHD.search(text) else text
    form = legal_form(text)
    if form:
        end = text.rindex(form) + len(form)
        rest = text[end:].strip(" .()")
        if rest and " " not in rest and any(c.isdigit() for c in rest):
            text = text[:end]
    text = REGISTRATION.sub("", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:-–*|•·#~_=<>\"'")


def _letterhead(scan: Scan, buyers: set[tuple[int, int]], kind: str) -> Iterator[tuple[float, Spot, str]]:
    """Every line that may be the seller's name, with its score."""
    height = scan.layout.text_height
    domains = _domains(scan)
    counts = _repeated(scan)
    for row in scan.layout.rows:
        for cell in row.cells:
            if (row.index, cell.start) in buyers:
                continue
            spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            score = _name_score(scan, spot, cell, domains, counts)
            if score is None:
                continue
            score += min(max(spot.box.height / height - 1, 0), 2) * 0.8
            score += _place_score(scan, spot, kind)
            yield score, spot, _sender_line(cell.text)[0]


def _place_score(scan: Scan, spot: Spot, kind: str) -> float:
    first = scan.layout.rows[0].index if scan.layout.rows else 0
    if kind == "receipt":
        return 2.5 - 0.35 * (spot.row - first) if spot.row - first < HEAD_ROWS else -3.0
    depth = spot.box.y / scan.layout.sizes[spot.page][1]
    if spot.page:
        return -1.5
    return 1.2 * max(0.0, 1 - depth * 4) + (0.2 if depth > 0.85 else 0.0)  # noqa: PLR2004 - the footer names the firm too


def _name_score(scan: Scan, spot: Spot, cell: Cell, domains: set[str], counts: dict[str, int]) -> float | None:
    name = _sender_line(cell.text)[0]
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or is_detail(scan, spot) or len(name) > 70:  # noqa: PLR2004
        return None
    folded = fold(name)
    firm = legal_form(name) is not None
    score = 2.2 if firm else 0.0
    if not firm and (look_up(folded, fuzzy=False) or _mostly_label(scan, spot)):
        score -= 3.5
    if any(phrase in folded for phrase in _not_names()):
        score -= 3.0
    if scan.amounts_in.get(spot.row) and any(a.spot.start >= spot.start for a in scan.amounts_in[spot.row] if "." in a.text or "," in a.text):
        score -= 1.5
    digits = sum(c.isdigit() for c in name)
    score -= 2.5 if looks_like_address(name) and not legal_form(name) else 0.0
    score += 2.0 if name != cell.text and POSTCODE.search(cell.text) and not looks_like_address(name) else 0.0
    score -= 1.0 if digits > letters / 2 else 0.3 * bool(digits)
    score -= 0.8 if len(name.split()) > 7 else 0.0  # noqa: PLR2004 - a sentence
    score += 1.2 if any(domain in folded or folded in domain for domain in domains if len(domain) > 3 and len(folded) > 3) else 0.0  # noqa: PLR2004
    score += 0.5 * min(counts.get(folded, 1) - 1, 2)
    score -= 1.0 if letters < 4 else 0.0  # noqa: PLR2004
    score -= 1.5 * (1 - spot.confidence)
    return score


@lru_cache(maxsize=1)
def _not_names() -> tuple[str, ...]:
    table = resources.files("invoice_ocr.fields").joinpath("tables/not_names.tsv").read_text(encoding="utf-8")
    return tuple(fold(line) for line in table.splitlines() if line and not line.startswith("#") and len(fold(line)) > 3)  # noqa: PLR2004


def _mostly_label(scan: Scan, spot: Spot) -> bool:
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    covered = sum(lab.spot.end - lab.spot.start for lab in labels if not lab.fuzzy)
    return covered > 0.6 * (spot.end - spot.start)


def _domains(scan: Scan) -> set[str]:
    """The firm's name as its e-mail or web address spells it."""
    text = " ".join(row.text for row in scan.layout.rows).lower()
    found = re.findall(r"(?:@|www\.)([a-z0-9-]+)\.[a-z.]+", text)
    users = re.findall(r"([a-z0-9]+)@(?:example|gmail|yahoo|hotmail|outlook)\.", text)
    return {d.replace("-", "") for d in [*found, *users] if d not in {"gmail", "yahoo", "hotmail", "outlook", "example"}}


def _repeated(scan: Scan) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in scan.layout.rows:
        for cell in row.cells:
            key = fold(_sender_line(cell.text)[0])
            counts[key] = counts.get(key, 0) + 1
    return counts


def _with_continuation(scan: Scan, spot: Spot, text: str) -> tuple[Spot, str]:
    """A name that goes on in the next row, or began in the one before: one of both has the legal form."""
    for step, joined in ((1, "{0} {1}"), (-1, "{1} {0}")):
        index = spot.row + step
        if not 0 <= index < len(scan.layout.rows):
            continue
        other = scan.layout.rows[index]
        if other.page != spot.page or len(other.cells) != 1 or abs(other.box.y - spot.box.y) > 2.2 * spot.box.height:
            continue
        cell = other.cells[0]
        near = scan.layout.spot(index, cell.start, cell.start + len(cell.tokens))
        if looks_like_address(cell.text) or is_detail(scan, near) or _mostly_label(scan, near) or any(c.isdigit() for c in cell.text):
            continue
        mine, theirs = legal_form(text), legal_form(cell.text)
        open_end = step == 1 and text.rstrip().endswith(("&", " and", " AND", " und", "-"))
        short = mine is not None and len(text.replace(mine, "").split()) <= 1
        completes = open_end or (bool(theirs) and mine is None if step == 1 else short and theirs is None)
        if completes:
            box = union([spot.box, near.box])
            both = Spot(max(spot.row, index), spot.start, spot.end, spot.page, box, text, min(spot.confidence, near.confidence))
            return both, joined.format(text, cell.text)
    return spot, text


def _address_after(scan: Scan, name: Spot, buyers: set[tuple[int, int]]) -> tuple[Spot, ...]:
    """The lines below the name that make an address, to the first that gives something else."""
    lines: list[Spot] = []
    bottom = name.box.bottom
    for row in scan.layout.rows[name.row + 1 : name.row + 1 + ADDRESS_ROWS + 3]:
        if row.page != name.page or row.box.top - bottom > 3.0 * row.height:
            break
        cell = min(row.cells, key=lambda c: abs(c.box.x - name.box.x))
        aligned = abs(cell.box.left - name.box.left) < 3 * row.height or abs(cell.box.x - name.box.x) < 6 * row.height
        spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
        if not aligned or (row.index, cell.start) in buyers:
            continue
        housed = not lines and _has_house_number(spot.text) and _place_follows(scan, row.index)
        if not housed and (is_detail(scan, spot) or _mostly_label(scan, spot)) or (legal_form(spot.text) and not _begins_address(spot.text)):
            if lines:
                break
            continue
        begins = _begins_address(spot.text) or (_has_house_number(spot.text) and _place_follows(scan, row.index))
        if REGISTRATION.fullmatch(spot.text.strip()) or (not lines and not begins):
            bottom = spot.box.bottom
            continue
        lines.append(spot)
        bottom = spot.box.bottom
        if len(lines) == ADDRESS_ROWS:
            break
    return tuple(_trimmed(lines))


def _has_house_number(text: str) -> bool:
    """A few words with a number at either end: ``Havenkade 112``, ``2 Drovers Bank``."""
    return bool(re.match(r"^\d+\s?[a-zA-Z]?,?\s+[^\W\d]{3,}|^[^\W\d][^\d:]{2,}\s\d+\s?[a-zA-Z]?(?:[-/]\d+)?$", text.strip()))


def _place_follows(scan: Scan, row: int) -> bool:
    """Whether one of the next two rows begins or ends with a postcode."""
    return any(POSTCODE.search(other.text) for other in scan.layout.rows[row + 1 : row + 3])


def _begins_address(text: str) -> bool:
    return looks_like_address(text) or bool(re.match(r"^(?:no|lot|unit|suite|level|block|blk|ground|g)\b\.?\s*[\w-]*\d", text, re.IGNORECASE)) or bool(STREET.search(text))


def _trimmed(lines: list[Spot]) -> list[Spot]:
    """Without trailing lines that are surely no part of an address."""
    while lines and not looks_like_address(lines[-1].text) and len(lines) > 1 and len(lines[-1].text.split()) > 6:  # noqa: PLR2004
        lines.pop()
    return lines


def _window(scan: Scan, seller: Located) -> Located:
    """A letter's address window: the block at the left of the first page's upper half that is not the seller's."""
    if not scan.layout.rows:
        return Located(None, ())
    width, height = scan.layout.sizes[0]
    own = {fold(seller.name.value)} if seller.name else set()
    lines: list[Spot] = []
    for row in scan.layout.page_rows(0):
        if not 0.08 < row.box.y / height < 0.42:  # noqa: PLR2004 - DIN 5008 and its cousins place it there
            continue
        cell = row.cells[0]
        spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
        fits = cell.box.left < 0.25 * width and cell.box.right < 0.62 * width
        if not fits or is_detail(scan, spot) or _mostly_label(scan, spot) or _is_sender_line(spot.text, own):
            if len(lines) > 2:  # noqa: PLR2004
                break
            lines = []
            continue
        if lines and row.box.top - lines[-1].box.bottom > 1.5 * row.height:
            if _is_postal(lines):
                break
            lines = []
        lines.append(spot)
    if not _is_postal(lines) or fold(lines[0].text) in own:
        return Located(None, ())
    first = lines[0]
    name = Candidate("buyer.name", _clean_name(first.text), 0.8, first.text, first.page, first.box, "", first.confidence)
    return Located(name, tuple(lines[1:ADDRESS_ROWS]))


def _is_sender_line(text: str, own: set[str]) -> bool:
    return any(name and name in fold(text) for name in own)


def _is_postal(lines: list[Spot]) -> bool:
    return 3 <= len(lines) <= 8 and any(looks_like_address(line.text) for line in lines[1:])  # noqa: PLR2004
