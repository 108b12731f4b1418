"""The parties of a document, and their VAT ids without blanks and dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invoice_ocr.model.purchase import Party, Purchase


def parties(document: Purchase) -> Iterator[tuple[str, Party]]:
    """Each party with its path."""
    named = {
        "seller": document.seller,
        "buyer": document.buyer,
        "payee": document.payee,
        "ship_to": document.ship_to,
    }
    for path, party in named.items():
        if party is not None:
            yield path, party


def compact(number: str) -> str:
    """The number in capitals, letters and digits only.

    >>> compact("de 136.695-976")
    'DE136695976'
    """
    return re.sub(r"[\W_]", "", number).upper()
