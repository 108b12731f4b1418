"""Tax ids, bank details and contacts, each given to the party in whose block it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from invoice_ocr.errors import ValueParseError
from invoice_ocr.fields.locale import Locale
from invoice_ocr.fields.page.beside import below, cell_of, cells_below, right_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import LabelSpot
from invoice_ocr.fields.parties.blocks import Block
from invoice_ocr.fields.parties.owners import is_buyers, is_dealt, owner
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.geometry import union
from invoice_ocr.values.bic import find_bics
from invoice_ocr.values.card import find_cards
from invoice_ocr.values.contact import find_emails, find_phones, find_websites
from invoice_ocr.values.iban import find_ibans
from invoice_ocr.values.tax_id import find_tax_ids, parse_tax_id

OTHER_THAN_VAT = frozenset({"DE", "AT"})
"""Countries whose tax numbers are not the VAT id; elsewhere one number serves for both."""

HEAD_ROWS = 10
GROUPED_PHONE = re.compile(r"\(\d{3}\)\s?\d{3}-\d{4}|\d{3}[-.]\d{3}[-.]\d{4}")
"""A phone number without a label is believed at the head of the page, in the American grouping, which is unique."""

JAPANESE = 1.0
"""The number that invoices of Japan must have is also called a number of registration."""

PREFIXED = 0.4
"""A number with its country's prefix is the VAT id, where the same stands without it as the register's number."""

BARE = re.compile(r"(?=[\dA-Z]*[A-Z])(?=(?:\w*\d){6})[\dA-Z]{8,14}")
"""A tax number that has letters; without them it might be anything."""

GLUED = re.compile(r"(?<=\d{2})[A-Z][a-z]+$")
"""The first letters of the label after the number, which an OCR did not part."""

CODE = re.compile(r"[A-Z]{0,4}[\d][\dA-Z./\- ]{5,20}", re.IGNORECASE)

GROUPS = re.compile(r"\d{2,4}(?: \d{2,4}){0,2}")
"""The last groups of a number."""

LAST_GROUP = re.compile(r"(?:[A-Z]{2}\d{4}|\d{3})\.?$")

IBAN_START = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){0,7}$")

ACCOUNT = re.compile(r"\d[\d /-]{3,22}\d(?![\w.,])")

BANK = ("bank", "bic", "iban")
BANK_ROWS = 5
"""An account is a bank's where such a label stands within so many rows."""


def find_identities(scan: Scan, blocks: list[Block], locale: Locale) -> Iterator[Candidate[str]]:
    """Everything that identifies a party or an account."""
    yield from find_tax_numbers(scan, blocks, locale)
    for value in scan.find(find_ibans):
        iban = value.value
        score = 3.0 if iban.valid else 1.0
        yield _candidate("payment.iban", iban.number, score, value)
    yield from _wrapped_ibans(scan)
    for value in scan.find(find_bics):
        labelled = any("bic" in lab.meanings for lab in scan.labels_in.get(value.spot.row, [])) or _label_above(
            scan, value, "bic"
        )
        if labelled:
            yield _candidate("payment.bic", value.value, 2.0, value)
    yield from _accounts(scan)
    for name, finder in (("phone", find_phones), ("email", find_emails), ("website", find_websites)):
        yield from _contacts(scan, blocks, name, finder)
    for value in scan.find(find_cards):
        yield _candidate("payment.card_last4", value.value, 1.5, value)


def _wrapped_ibans(scan: Scan) -> Iterator[Candidate[str]]:
    """IBANs that go on in the next row of their column; only a right checksum joins the two."""
    for row, lower in pairwise(scan.layout.rows):
        for cell in row.cells if row.page == lower.page else ():
            begun = IBAN_START.search(cell.text)
            under = [c for c in lower.cells if c.box.left < cell.box.right and c.box.right > cell.box.left]
            if begun is None or not under:
                continue
            whole = f"{begun.group()} {under[0].text}"
            for found in find_ibans(whole):
                if found.parsed.readings[0].valid and found.end > len(begun.group()):
                    place = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
                    box, number = union([cell.box, under[0].box]), found.parsed.readings[0].number
                    yield Candidate("payment.iban", number, 2.5, whole, place.page, box, "", place.confidence)


def _accounts(scan: Scan) -> Iterator[Candidate[str]]:
    """Account numbers other than an IBAN, among the words of a bank."""
    for label in scan.with_meaning("account"):
        spot = right_of(scan, label) or below(scan, label)
        found = ACCOUNT.match(spot.text) if spot else None
        if spot is None or found is None or not _is_of_bank(scan, label):
            continue
        text = found.group().strip()
        yield Candidate("payment.account", text, 1.5, text, spot.page, spot.box, "", spot.confidence)


def _is_of_bank(scan: Scan, label: LabelSpot) -> bool:
    """Whether a bank's label is near; what may be a customer's account must stand right under one, or between two."""
    here = label.spot
    near = [o.spot for o in scan.with_meaning(*BANK) if o.spot.page == here.page]
    near = [spot for spot in near if abs(spot.row - here.row) <= BANK_ROWS]
    if "customer_number" not in label.meanings:
        return bool(near)
    rows = [spot.row for spot in near if abs(spot.box.left - here.box.left) < here.box.height]
    return here.row - 1 in rows or min(rows, default=here.row) < here.row < max(rows, default=here.row)


def _contacts(scan: Scan, blocks: list[Block], name: str, finder: Callable[[str], Any]) -> Iterator[Candidate[str]]:
    for i, value in enumerate(scan.find(finder)):
        labels = [lab for lab in scan.labels_in.get(value.spot.row, []) if lab.spot.end <= value.spot.start]
        if name == "phone" and labels and "fax" in labels[-1].meanings:
            continue
        labelled = bool(labels) and name in labels[-1].meanings
        heads = value.spot.row < HEAD_ROWS and bool(GROUPED_PHONE.fullmatch(value.text.strip()))
        if name == "phone" and not labelled and not heads:
            continue
        score = 1.0 + labelled - 0.05 * i
        yield _candidate(f"{owner(scan, blocks, value.spot)}.{name}", value.value, score, value)


def _next_row(scan: Scan, spot: Spot) -> Spot | None:
    """The last group of a number that the end of the line has cut off, alone under the beginning of its column."""
    rows, cell = scan.layout.rows, cell_of(scan, spot)
    if spot.end < len(rows[spot.row].tokens) or spot.row + 1 >= len(rows) or rows[spot.row + 1].page != spot.page:
        return None
    under = [c for c in rows[spot.row + 1].cells if c.box.left < cell.box.right and c.box.right > cell.box.left]
    height = cell.box.height
    if len(under) != 1 or under[0].box.top - cell.box.bottom > height:
        return None
    aligned = abs(under[0].box.left - cell.box.left) < height and LAST_GROUP.match(under[0].text)
    whole = aligned or _completes(spot.text, under[0].text)
    return scan.layout.spot(spot.row + 1, under[0].start, under[0].start + len(under[0].tokens)) if whole else None


def _completes(begun: str, rest: str) -> bool:
    """Whether two lines together are a tax number with a right checksum."""
    if not GROUPS.fullmatch(rest):
        return False
    try:
        return parse_tax_id(f"{begun} {rest}").readings[0].valid
    except ValueParseError:
        return False


def _serves_for_all(locale: Locale) -> bool:
    """Whether the country is known and has one number for all taxes."""
    return locale.country is not None and locale.country not in OTHER_THAN_VAT


def _candidate(path: str, value: str, score: float, found: Value[Any]) -> Candidate[str]:
    spot = found.spot
    return Candidate(path, value, score, found.text, spot.page, spot.box, "", spot.confidence)


class _Found(NamedTuple):
    """A number for taxes; ``dealt`` if it stands in a row of values about the dealing, as the buyer's does."""

    candidate: Candidate[str]
    dealt: bool


def find_tax_numbers(scan: Scan, blocks: list[Block], locale: Locale) -> Iterator[Candidate[str]]:
    """The parties' numbers for taxes; one that stands in the buyer's block is the buyer's wherever it is repeated.

    Of two that would be the seller's, the one among the values about the dealing is the buyer's.
    """
    found = list(_tax_numbers(scan, blocks, locale))
    certain = {_compact(f.candidate.value) for f in found if f.candidate.path.startswith("seller.") and not f.dealt}
    both = [
        _of_buyer(f.candidate) if f.dealt and certain - {_compact(f.candidate.value)} else f.candidate for f in found
    ]
    theirs = {_compact(c.value) for c in both if c.path.startswith("buyer.")}
    yield from (c for c in both if c.path.startswith("buyer.") or _compact(c.value) not in theirs)


def _of_buyer(candidate: Candidate[str]) -> Candidate[str]:
    return replace(candidate, path=candidate.path.replace("seller.", "buyer."))


def _compact(number: str) -> str:
    return re.sub(r"\W", "", number).upper().lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _tax_numbers(scan: Scan, blocks: list[Block], locale: Locale) -> Iterator[_Found]:
    taken: set[tuple[int, int]] = set()
    for value in scan.find(find_tax_ids):
        readings = sorted(value.readings, key=lambda t: (t.country != locale.country, not t.valid))
        best = readings[0]
        label = _label_of(scan, value.spot) or _label_over(scan, value.spot)
        party = _party(scan, blocks, value.spot, label)
        if party == "ship_to":
            continue
        path = "tax_id" if best.kind == "sst" or (best.kind == "tin" and best.country in OTHER_THAN_VAT) else "vat_id"
        score = 1.5 + 0.7 * best.valid + 0.8 * bool(label and label.meanings & {"vat_id", "tax_id"})
        score += JAPANESE * (best.country == "JP")
        score += PREFIXED * (best.kind == "vat" and best.number[:2] == best.country)
        taken |= {(value.spot.row, i) for i in range(value.spot.start, value.spot.end)}
        number = best.number if path == "vat_id" else value.text
        dealt = label is not None and is_dealt(scan, label, value.spot)
        yield _Found(_candidate(f"{party}.{path}", number, score, value), dealt)
    yield from _labelled_ids(scan, blocks, locale, taken)
    yield from _bare_ids(scan, blocks, locale, taken)


def _party(scan: Scan, blocks: list[Block], spot: Spot, label: LabelSpot | None) -> str:
    theirs = label is not None and is_buyers(scan, label, spot)
    return "buyer" if theirs else owner(scan, blocks, spot, label)


def _bare_ids(scan: Scan, blocks: list[Block], locale: Locale, taken: set[tuple[int, int]]) -> Iterator[_Found]:
    """A number without a label as the last line of a party's block, if its letters and its checksum are right."""
    for block in blocks:
        for line in (*block.lines, *_line_under(scan, block)):
            if (line.row, line.start) in taken or not BARE.fullmatch(line.text):
                continue
            try:
                read = parse_tax_id(line.text, country=locale.country)
            except ValueParseError:
                continue
            if block.role != "ship_to" and read.readings[0].valid:
                value = Value(line, line.text, read.readings)
                yield _Found(_candidate(f"{block.role}.vat_id", read.readings[0].number, 1.5, value), dealt=False)


def _line_under(scan: Scan, block: Block) -> Iterator[Spot]:
    last = LabelSpot(block.lines[-1], frozenset(), frozenset(), "")
    for cell in cells_below(scan, last, rows=1):
        yield scan.layout.spot(cell.row, cell.start, cell.start + len(cell.tokens))


def _label_over(scan: Scan, spot: Spot) -> LabelSpot | None:
    """The label of a tax number over the number, in a form or a table."""
    if spot.start != cell_of(scan, spot).start:
        return None
    for label in scan.with_meaning("vat_id", "tax_id"):
        over = label.spot.page == spot.page and 0 < spot.row - label.spot.row < 3
        if over and label.spot.box.left < spot.box.right and label.spot.box.right > spot.box.left:
            return label
    return None


def _label_of(scan: Scan, spot: Spot) -> LabelSpot | None:
    before = [
        lab for lab in scan.labels_in.get(spot.row, []) if lab.spot.end <= spot.start and spot.start - lab.spot.end <= 1
    ]
    return before[-1] if before else None


def _label_above(scan: Scan, value: Value[Any], meaning: str) -> bool:
    rows = scan.layout.rows
    above = [row for row in rows[max(0, value.spot.row - 2) : value.spot.row] if row.page == value.spot.page]
    labels = [lab for row in above for lab in scan.labels_in.get(row.index, []) if meaning in lab.meanings]
    return any(lab.spot.box.left < value.spot.box.right and lab.spot.box.right > value.spot.box.left for lab in labels)


def _labelled_ids(scan: Scan, blocks: list[Block], locale: Locale, taken: set[tuple[int, int]]) -> Iterator[_Found]:
    """Codes beside a tax id's label whose form is unknown: kept as printed."""
    for label in scan.with_meaning("vat_id", "tax_id"):
        if len(label.compact) <= 3 and "col.tax_rate" in label.meanings:
            continue
        spots = (s for s in (right_of(scan, label), below(scan, label)) if s is not None)
        spot = next((s for s in spots if CODE.match(s.text)), None)
        if spot is None or any((spot.row, i) in taken for i in range(spot.start, spot.end)):
            continue
        found = CODE.match(spot.text)
        amounts = [
            a
            for a in scan.amounts_in.get(spot.row, [])
            if a.spot.start == spot.start and ("." in a.text or "," in a.text)
        ]
        rest = _next_row(scan, spot)
        text = f"{found.group() if found else ''} {rest.text if rest else ''}"
        text, box = GLUED.sub("", text.strip()).strip(" .-"), union([spot.box, rest.box]) if rest else spot.box
        if amounts or sum(map(str.isdigit, text)) < 6:
            continue
        party = _party(scan, blocks, spot, label)
        if party == "ship_to":
            continue
        path = "vat_id" if "vat_id" in label.meanings or _serves_for_all(locale) else "tax_id"
        value = text.replace(" ", "") if path == "vat_id" else text
        candidate = Candidate(f"{party}.{path}", value, 0.8, text, spot.page, box, "", spot.confidence)
        yield _Found(candidate, is_dealt(scan, label, spot))
