"""The Brazilian key of electronic invoices: 44 digits, as a bar code or in an address (Manual do Contribuinte).

State 2, year and month 4, CNPJ 14, model 2 (55 invoice, 65 consumer's), series 3, number 9, kind of issue 1, code 8,
check digit (modulo 11, weights 2 to 9 from the right). From July 2026 on, a CNPJ may have capital letters,
which count by their place in ASCII after the digit zero. An address made without a connection also has the total.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from invoice_ocr.codes.parts import amount, query
from invoice_ocr.errors import ValueParseError

TITLE = "NF-e key"
_KEY = re.compile(r"[1-5]\d{5}[0-9A-Z]{12}\d{26}", re.ASCII)
_MODELS = frozenset({"55", "65"})
_HOSTS = ("gov.br",)
_OFFLINE, _TOTAL = 8, 4
"""How many parts an address made without a connection has, and which of them is the total."""


def read(text: str) -> Mapping[str, str] | None:
    """The issuer's CNPJ, the number, and the total where it is there."""
    parts = query(text, *_HOSTS)
    fields = [text.strip()] if parts is None else parts.get("p", "").split("|")
    given = (parts or {}).get("chnfe") or fields[0]
    if not _KEY.fullmatch(given) or given[20:22] not in _MODELS:
        return None
    if int(given[43]) != check_digit(given[:43]):
        raise ValueParseError("The key's check digit is wrong.")
    total = (parts or {}).get("vnf") or (fields[_TOTAL] if len(fields) == _OFFLINE else "")
    return {"seller.vat_id": given[6:20], "number": given[25:34].lstrip("0"), "total": amount(total)}


def check_digit(digits: str) -> int:
    """The last digit of a key.

    >>> check_digit("5206043300991100250655012000000780026730161")
    5
    """
    weighted = sum((ord(digit) - ord("0")) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    rest = 11 - weighted % 11
    return rest if rest < 10 else 0
