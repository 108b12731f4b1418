"""The recipient's address without a heading: where a letter's envelope has its window."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.fields.blocks import is_detail
from invoice_ocr.fields.headings import is_attention
from invoice_ocr.fields.layout import Cell, Spot
from invoice_ocr.fields.letterhead import mostly_label
from invoice_ocr.fields.names import gives_detail, sender_line
from invoice_ocr.fields.places import looks_like_address
from invoice_ocr.fields.scan import Scan
from invoice_ocr.fields.vocabulary import fold
from invoice_ocr.values.country import find_countries

TOP, BOTTOM = 0.08, 0.42
"""The window is between these parts of the first page's height."""

APART = 1.5
"""The lines of an address are at most so many text heights apart."""

TOWN = re.compile(r"[^\W\d_][^\d:]{2,30}\s\d{4,6}")
"""A place before its postcode: ``Auckland 1010``."""

CONTACTS = frozenset({"phone", "fax", "email", "website", "iban", "bank"})
"""What a sender prints under the own address, and no sender under a recipient's."""


def find_windows(scan: Scan, own: set[str]) -> list[tuple[Spot, ...]]:
    """The blocks of a name and an address at the left, then those at the right; ``own`` are the seller's names."""
    if not scan.layout.rows:
        return []
    width = scan.layout.sizes[0][0]
    runs = [run for run in _runs(scan, own) if _is_postal(scan, run)]
    left = [run for run in runs if run[0].box.left < 0.25 * width and run[0].box.right < 0.62 * width]
    right = [run for run in runs if run[0].box.left > 0.42 * width and len({line.row for line in run}) < 7]
    return left + right


def _runs(scan: Scan, own: set[str]) -> Iterator[tuple[Spot, ...]]:
    """The lines that stand under one another, each run up to a label, a detail, a wide gap or a sender's line."""
    height = scan.layout.sizes[0][1]
    open_runs: list[tuple[list[Spot], float]] = []
    for row in scan.layout.page_rows(0):
        if not TOP < row.box.y / height < BOTTOM:
            continue
        for cell in row.cells:
            spot = scan.layout.spot(row.index, cell.start, cell.start + len(cell.tokens))
            run = next((run for run in open_runs if _goes_on(run, cell)), None)
            if run is not None:
                open_runs.remove(run)
            lines = run[0] if run is not None else []
            if run is not None and is_attention(spot.text):
                open_runs.append((lines, cell.box.bottom))
            elif is_detail(scan, spot) or mostly_label(scan, spot) or _is_senders(spot.text, own):
                if lines and not _is_contact(scan, spot):
                    yield tuple(lines)
            else:
                open_runs.append(([*lines, spot], cell.box.bottom))
    yield from (tuple(lines) for lines, _ in open_runs)


def _goes_on(run: tuple[list[Spot], float], cell: Cell) -> bool:
    last, bottom = run[0][-1].box, run[1]
    near = -0.5 * last.height < cell.box.top - bottom < APART * cell.box.height
    return near and abs(cell.box.left - last.left) < 1.5 * last.height


def _is_contact(scan: Scan, spot: Spot) -> bool:
    labels = [lab for lab in scan.labels_in.get(spot.row, []) if spot.start <= lab.spot.start < spot.end]
    return "@" in spot.text or "www." in spot.text.lower() or any(lab.meanings & CONTACTS for lab in labels)


def _is_senders(text: str, own: set[str]) -> bool:
    """Whether the line has the sender's name, or a name with an address."""
    sender, address = sender_line(text)
    sends = bool(address) and not any(map(str.isdigit, sender)) and not looks_like_address(sender)
    return sends or any(name and name in fold(text) for name in own)


def _is_postal(scan: Scan, run: tuple[Spot, ...]) -> bool:
    """Whether the lines are a name and an address."""
    name = run[0].text
    if not 3 <= len(run) <= 8:
        return False
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    named = letters > 2 and digits < letters / 2 and not looks_like_address(name) and not gives_detail(name)
    placed = any(looks_like_address(line.text) for line in run[1:]) or _ends_in_place(run)
    return named and placed and run[0].row > scan.layout.rows[0].index


def _ends_in_place(run: tuple[Spot, ...]) -> bool:
    """Whether a street with a number is followed by a town before its postcode, or by a country."""
    housed = any(any(map(str.isdigit, line.text)) for line in run[1:-1])
    country = find_countries(run[-1].text)
    whole = len(country) == 1 and country[0].end - country[0].start >= len(run[-1].text.strip(" ."))
    return housed and (whole or any(TOWN.fullmatch(line.text) for line in run[2:]))
