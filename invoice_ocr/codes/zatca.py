"""The Saudi code of simplified invoices: tags, lengths and values in base64 (ZATCA, XML implementation standard).

Tags: 1 seller, 2 VAT number, 3 time, 4 total with VAT, 5 VAT; those after are hash, signature and keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoice_ocr.codes.parts import amount, day_of_moment, decoded
from invoice_ocr.errors import ValueParseError

TITLE = "ZATCA code"
_NEEDED = frozenset({1, 2, 3, 4, 5})
_VAT_DIGITS = 15


def read(text: str) -> Mapping[str, str] | None:
    """Seller, VAT number, day, total and tax."""
    try:
        data = decoded(text)
    except ValueParseError:
        return None
    if not data or data[0] != 1:
        return None
    parts = dict(_tagged(data))
    if not parts.keys() >= _NEEDED or len(parts[2]) != _VAT_DIGITS or not parts[2].isdigit():
        return None
    return {
        "seller.name": parts[1],
        "seller.vat_id": parts[2],
        "issue_date": day_of_moment(parts[3]),
        "total": amount(parts[4].replace(",", "")),
        "tax_total": amount(parts[5].replace(",", "")),
    }


def _tagged(data: bytes) -> Iterator[tuple[int, str]]:
    """Tags and texts, up to where a length goes beyond the data; keys and signatures are no texts."""
    at = 0
    while at + 2 <= len(data):
        tag, end = data[at], at + 2 + data[at + 1]
        if end > len(data) or tag not in _NEEDED:
            return
        try:
            yield tag, data[at + 2 : end].decode().strip()
        except UnicodeDecodeError:
            return
        at = end
