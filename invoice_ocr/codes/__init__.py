"""What the codes that are printed on invoices and receipts say: a text in, values by path out.

Each kind is a module with ``TITLE`` and ``read``. A text is never opened as an address, and no signature is verified: a
code is as good a witness as the print beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from invoice_ocr.codes import (
    arca,
    atcud,
    cfdi,
    emv,
    girocode,
    hub3,
    indian_invoice,
    nfe,
    spayd,
    swiss,
    tse,
    upi,
    verifactu,
    zatca,
)
from invoice_ocr.errors import ValueParseError


class Kind(Protocol):
    """A kind of code.

    ``read`` gives texts by path, each written so that it has one reading; None for a text of another kind.

    Raises:
        ValueParseError: The text begins as this kind does, but isn't one.
    """

    TITLE: str

    def read(self, text: str, /) -> Mapping[str, str] | None:
        """The values."""


KINDS: tuple[Kind, ...] = (
    swiss,
    girocode,
    spayd,
    upi,
    hub3,
    emv,
    tse,
    atcud,
    cfdi,
    arca,
    verifactu,
    nfe,
    indian_invoice,
    zatca,
)
"""In the order in which they are tried; the first that knows the text takes it."""

LONGEST = 8000
"""Characters; the largest QR code holds 4,296 letters or 7,089 digits."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says: texts by path, or what is wrong with it."""

    title: str
    values: Mapping[str, str]
    problem: str = ""


def read_code(text: str) -> Coded | None:
    r"""The values of a code's text; None where it is of no kind that is known.

    >>> read_code("BCD\n002\n1\nSCT\n\nAnna Berg\nDE02120300000000202051\nEUR119.00").values["amount_due"]
    '119.00'
    """
    if len(text) > LONGEST:
        return None
    for kind in KINDS:
        try:
            values = kind.read(text)
        except ValueParseError as error:
            return Coded(kind.TITLE, {}, error.message)
        if values is not None:
            return Coded(kind.TITLE, {path: value for path, value in values.items() if value})
    return None
