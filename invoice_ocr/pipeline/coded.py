"""What the codes on the pages state, beside what is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from invoice_ocr.codes import read_code
from invoice_ocr.errors import DocumentError
from invoice_ocr.model.reading import Claim
from invoice_ocr.readers.codes import MOST, find_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.reading import Reading
    from invoice_ocr.readers.codes import Code

SOURCE = "code"
RAW = "code"
"""The path of a leftover that is a code's whole text."""


def with_codes(reading: Reading, document: Document) -> Reading:
    """The reading with the claims of the codes on its pages, and a warning of each that is not as its kind should be.

    Two codes of which each states another value for a path state it both.
    """
    claims: list[Claim] = []
    warnings: list[str] = []
    scanned = {number for number, page in enumerate(reading.pages) if page.source != "textlayer"}
    for number in range(len(document.pages)):
        for code in _codes(document, number, warnings, scanned=number in scanned):
            claims += _claims(code, warnings)
    return replace(reading, claims=(*reading.claims, *claims), warnings=(*reading.warnings, *warnings))


def _codes(document: Document, number: int, warnings: list[str], *, scanned: bool) -> list[Code]:
    """The codes of a page, whose words are worth having even where its picture can't be drawn."""
    try:
        found = find_codes(document.pages[number], number, level=scanned)
    except DocumentError as error:
        warnings.append(f"No code was looked for on page {number + 1}: {error.message}")
        return []
    if len(found) > MOST:
        warnings.append(f"Page {number + 1} has {len(found)} codes, of which {MOST} were read.")
    return found[:MOST]


def _claims(code: Code, warnings: list[str]) -> Iterator[Claim]:
    """The code's whole text, and its values where it is of a kind that is known."""
    yield Claim(RAW, code.text, code.page, code.box, SOURCE)
    coded = read_code(code.text)
    if coded and coded.problem:
        warnings.append(f"The {coded.title} on page {code.page + 1} was not used: {coded.problem}")
    elif coded:
        yield from (Claim(path, text, code.page, code.box, SOURCE) for path, text in coded.values.items())
