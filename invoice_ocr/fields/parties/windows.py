"""The recipient's address without a heading: where a letter's envelope has its window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from typing import NamedTuple

from invoice_ocr.fields.page.beside import cells_below
from invoice_ocr.fields.page.layout import Cell, Spot
from invoice_ocr.fields.page.scan import Scan
from invoice_ocr.fields.page.vocabulary import LabelSpot, fold
from invoice_ocr.fields.parties.details import is_detail
from invoice_ocr.fields.parties.headings import is_attention
from invoice_ocr.fields.parties.letterhead import mostly_label
from invoice_ocr.fields.parties.name_words import is_country_name, named_as_firm, says_else
from invoice_ocr.fields.parties.names import gives_detail, sender_line
from invoice_ocr.fields.parties.places import JAPANESE, POSTCODE, looks_like_address, street_words
from invoice_ocr.model.geometry import Box
from invoice_ocr.values.country import find_countries

TOP, BOTTOM = 0.08, 0.42
"""The window is between these parts of the first page's height."""

HIGHEST = 0.04
"""Where it may begin once the seller is known."""

BEGUN = 5
"""So many letters that begin the sender's name are the first line of it."""

WHOLE = 9
"""The sender's own block has at most so many lines under its name."""

CONTACTED = 2
"""How much a contact under a block speaks for its being the sender's; a number for taxes speaks half as much."""

HOUSED = re.compile(r"[^\W\d_][^\d:]{2,30}\s\d{1,4}[a-z]?(?:[-/]\d+)?", re.IGNORECASE)
"""A word or two and a house's number."""

PERSON = re.compile(
    r"(?:mrs?|ms|miss|dr|prof|herrn?|frau|familie|eheleute|mme|mlle|monsieur|madame|sr|sra|srta|sig|sig\.ra|dott|dhr|mevr"
    r"|mevrouw|pan[ií]?|encik|puan|tuan|cik|bapak|ibu)\b\.?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""How a person is named."""

APART = 1.5
"""The lines of an address are at most so many text heights apart."""

TOWN = re.compile(r"[^\W\d_][^\d:]{2,30}\s\d{4,6}")
"""A place before its postcode: ``Auckland 1010``."""

COUNTY = re.compile(r"(?:Co\.?|County)\s[^\W\d_]{4,}")
"""An Irish county, where towns have no postcodes."""

CUT_OFF = re.compile(r"(?:\s[·•●|]|\s[·•●|]\s\d{4,5})\s*$")
"""How a sender's line ends that goes on in the next: after a mark, or before the town."""

YOURS = re.compile(
    r"(?:ihre?|your|votre|vos|vostr[aoei]|su|sus|sua|suas|uw|jouw|din|ditt|dina|deres|va[šs][eai]?|twoj[ae]|pa[ńn]stwa"
    r"|teie|j[ūu]su)\s",
    re.IGNORECASE,
)
"""How titles speak to the reader: ``Your bill``."""

CONTACTS = frozenset({"phone", "fax", "email", "website", "iban", "bank"})
"""What a sender prints under the own address, and no sender under a recipient's."""


class Run(NamedTuple):
    """Lines under one another; ``last`` is the lowest, ``swallows`` how many more the sender's own block takes."""

    lines: tuple[Spot, ...]
    last: Box
    swallows: int = 0


def find_windows(scan: Scan, own: set[str]) -> list[tuple[Spot, ...]]:
    """The blocks of a name and an address at the left, then those at the right; ``own`` are the seller's names.

    Once the seller is known, what is printed higher, shorter or with contacts under it may be the recipient's too.
    """
    if not scan.layout.rows:
        return []
    width = scan.layout.sizes[0][0]
    found = ((_from_name(run), after) for run, after in _runs(scan, own))
    runs = [(run, _rank(scan, after)) for run, after in found if run and _is_postal(scan, run, known=bool(own))]
    runs = [(run, rank) for run, rank in runs if own or rank < CONTACTED]
    left = [r for r in runs if r[0][0].box.left < 0.25 * width and r[0][0].box.right < 0.62 * width]
    right = [r for r in runs if r[0][0].box.left > 0.42 * width and len({line.row for line in r[0]}) < 7]
    return [run for run, _ in sorted(left + right, key=lambda r: r[1])]


def _from_name(run: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The lines without a country above them, which ends the sender's line."""
    return tuple(dropwhile(lambda line: is_country_name(line.text), run))


def _rank(scan: Scan, after: Spot | None) -> int:
    """How much the detail under a block speaks for its being the sender's: a number for taxes, or a contact."""
    if after is None:
        return 0
    labels = [lab for lab in scan.labels_in.get(after.row, []) if after.start <= lab.spot.start < after.end]
    return CONTACTED if _is_contact(scan, after) else int(any(lab.meanings & {"vat_id", "tax_id"} for lab in labels))


def _runs(scan: Scan, own: set[str]) -> Iterator[tuple[tuple[Spot, ...], Spot | None]]:
    """The lines that stand under one another, up to a label, a gap, a sender's line or a detail, and this detail."""
    open_runs: list[Run] = []
    highest = HIGHEST if own else TOP
    above = list(takewhile(lambda row: not _heads_table(scan, row.index), scan.layout.page_rows(0)))
    for row in scan.layout.page_rows(0):
        outside = not highest < row.box.y / scan.layout.sizes[0][1] < BOTTOM
        if outside or (row.index >= len(above) and scan.amounts_in.get(row.index)):
            continue
        for cell in row.cells:
            spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            run = next((run for run in open_runs if _goes_on(run, cell)), Run((), cell.box))
            open_runs = [other for other in open_runs if other is not run]
            if run.swallows and not sender_line(spot.text)[1]:
                open_runs.append(Run((), cell.box, run.swallows - 1))
            elif is_attention(spot.text) or (own and len(run.lines) == 1 and _gives_tax_number(scan, spot)):
                open_runs.append(Run(run.lines, cell.box)) if run.lines else None
            elif _is_senders(spot.text, own):
                if run.lines:
                    yield run.lines, None
                open_runs.append(Run((), cell.box, _swallows(spot.text, own)))
            elif (is_detail(scan, spot) and not _is_street(scan, spot)) or mostly_label(scan, spot):
                if run.lines:
                    yield run.lines, spot
            else:
                open_runs.append(Run((*run.lines, spot), cell.box))
    yield from ((run.lines, None) for run in open_runs if run.lines)


def _swallows(text: str, own: set[str]) -> int:
    """How many lines below are the sender's: the address under a name, the rest of a line that was too long."""
    if _is_part(fold(text), own):
        return WHOLE
    cut_off = CUT_OFF.search(text) or POSTCODE.search(text.rstrip(" ,")[-7:])
    return int(cut_off is not None and not text.rstrip()[-1].isalpha())


def _heads_table(scan: Scan, row: int) -> bool:
    """Whether the row has the headings of the goods' columns: below it, rows with amounts are goods."""
    meanings = {meaning for lab in scan.labels_in.get(row, []) for meaning in lab.meanings}
    columns = sum(any(m.startswith("col.") for m in lab.meanings) for lab in scan.labels_in.get(row, []))
    return columns > 2 and {"col.description", "col.amount"} <= meanings


def _gives_tax_number(scan: Scan, spot: Spot) -> bool:
    """Whether the line is a person's or a firm's tax number with its label, as Spain prints it under the name."""
    labels = (lab for lab in scan.labels_in.get(spot.row, []) if lab.spot.start == spot.start and not lab.fuzzy)
    return any(lab.meanings & {"vat_id", "tax_id"} for lab in labels) and len(spot.text.split()) < 4


def _is_street(scan: Scan, spot: Spot) -> bool:
    """Whether a word and a number are a street, since a postcode begins the line below: ``Markt 17``."""
    below = next((cell for cell in cells_below(scan, LabelSpot(spot, frozenset(), frozenset(), ""), rows=1)), None)
    return bool(HOUSED.fullmatch(spot.text.strip(" ,")) and below and POSTCODE.match(below.text))


def _goes_on(run: Run, cell: Cell) -> bool:
    near = -0.5 * run.last.height < cell.box.top - run.last.bottom < APART * cell.box.height
    return near and abs(cell.box.left - run.last.left) < 1.5 * run.last.height


def _is_contact(scan: Scan, spot: Spot) -> bool:
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    return "@" in spot.text or "www." in spot.text.lower() or any(lab.meanings & CONTACTS for lab in labels)


def _is_senders(text: str, own: set[str]) -> bool:
    """Whether the line has the sender's name, or a name with an address."""
    sender, address = sender_line(text)
    sends = bool(address) and not any(map(str.isdigit, sender)) and not looks_like_address(sender)
    return sends or _is_part(fold(text), own) or any(name and name in fold(text) for name in own)


def _is_part(folded: str, own: set[str]) -> bool:
    """Whether the line is the sender's name, or the first line of it."""
    return folded in own or (len(folded) >= BEGUN and any(name.startswith(folded) for name in own))


def _is_postal(scan: Scan, run: tuple[Spot, ...], *, known: bool) -> bool:
    """Whether the lines are a name and an address, or, once the seller is known, a person and little else."""
    name = run[0].text
    if known and len(run) <= 8 and PERSON.match(name) and not any(map(str.isdigit, name)):
        return True
    placed = len(run) == 2 and len(run[1].text.split()) > 4 and looks_like_address(run[1].text)
    whole = known and placed and bool(POSTCODE.search(run[1].text) or JAPANESE.search(run[1].text))
    if not (whole or 3 <= len(run) <= 8):
        return False
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    titled = (YOURS.match(name) or says_else(name)) and not named_as_firm(name)
    named = letters > 2 and digits < letters / 2 and not looks_like_address(name) and not gives_detail(name)
    named = named and not titled
    placed = any(looks_like_address(line.text) for line in run[1:]) or _ends_in_place(run)
    return named and placed and (known or run[0].row > scan.layout.rows[0].index)


def _ends_in_place(run: tuple[Spot, ...]) -> bool:
    """Whether a street with a number is followed by a town before its postcode, or by a country.

    A postcode alone or a county as the last line is a place too, and a street's word, where houses have no numbers.
    """
    if COUNTY.fullmatch(run[-1].text.strip(" .,")) or any(street_words().search(line.text) for line in run[1:-1]):
        return True
    housed = any(any(map(str.isdigit, line.text)) for line in run[1:-1])
    country = find_countries(run[-1].text)
    whole = len(country) == 1 and country[0].end - country[0].start >= len(run[-1].text.strip(" ."))
    alone = re.fullmatch(r"\d{4,6}", run[-1].text) is not None and run[-2].text.replace(" ", "").isalpha()
    return housed and (whole or alone or any(TOWN.fullmatch(line.text) for line in run[2:]))
