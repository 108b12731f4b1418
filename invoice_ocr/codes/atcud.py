"""The Portuguese code of fiscal documents: ``A:123456789*B:999999990*C:PT*D:FT*...*O:123.00`` (Portaria 195/2020)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoice_ocr.codes.parts import amount, day, tax_number
from invoice_ocr.errors import ValueParseError

TITLE = "Portuguese fiscal code"
FINAL_CONSUMER = "999999990"
_TYPES = {"NC": "credit_note"}
_BASES = {"2": "", "3": "4", "5": "6", "7": "8"}
"""Of each region: the field of a base, and the field of its tax; the first is exempt."""


def read(text: str) -> Mapping[str, str] | None:
    """Both parties' numbers, number, date, bases and taxes, tax total and total."""
    if not (text.startswith("A:") and "*B:" in text and "*D:" in text):
        return None
    parts = dict(field.partition(":")[::2] for field in text.strip().split("*"))
    if not {"F", "G", "H", "O"} <= parts.keys():
        raise ValueParseError("It lacks fields that a Portuguese code must have.")
    buyer = parts["B"] if parts.get("B") != FINAL_CONSUMER else ""
    country = parts.get("C", "PT")
    return {
        "seller.vat_id": f"PT{tax_number(parts['A'])}",
        "buyer.vat_id": f"PT{tax_number(buyer)}" if buyer and country == "PT" else "",
        "document_type": _TYPES.get(parts["D"], ""),
        "issue_date": day(parts["F"], "%Y%m%d"),
        "number": parts["G"],
        **dict(_taxes(parts)),
        "tax_total": amount(parts.get("N", "")),
        "total": amount(parts["O"]),
    }


def _taxes(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The rows of the mainland, Azores and Madeira that have an amount."""
    index = 0
    for region in "IJK":
        for base, tax in _BASES.items():
            if parts.get(region + base):
                yield f"taxes[{index}].base", amount(parts[region + base])
                yield f"taxes[{index}].amount", amount(parts.get(region + tax, "")) if tax else "0.00"
                index += 1
