"""What the codes on the pages state, beside what is printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from invoice_ocr.codes import read_code
from invoice_ocr.model.reading import Claim
from invoice_ocr.readers.codes import find_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from invoice_ocr.model.document import Document
    from invoice_ocr.model.reading import Reading
    from invoice_ocr.readers.codes import Code

SOURCE = "code"
RAW = "code"
"""The path of a leftover that is a code's whole text."""


def with_codes(reading: Reading, document: Document) -> Reading:
    """The reading with the claims of the codes on its pages, and a warning of each that is not as its kind should be.

    Two codes of which each states another value for a path state it both; a code printed twice counts once.
    """
    claims: list[Claim] = []
    warnings: list[str] = []
    for code in _different(find_codes(document)):
        claims.append(Claim(RAW, code.text, code.page, code.box, SOURCE))
        coded = read_code(code.text)
        if coded and coded.problem:
            warnings.append(f"The {coded.title} on page {code.page + 1} was not used: {coded.problem}")
        elif coded:
            claims += (Claim(path, text, code.page, code.box, SOURCE) for path, text in coded.values.items())
    return replace(reading, claims=(*reading.claims, *claims), warnings=(*reading.warnings, *warnings))


def _different(codes: Iterable[Code]) -> Iterable[Code]:
    return {code.text: code for code in codes}.values()
