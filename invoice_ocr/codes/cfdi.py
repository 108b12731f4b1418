"""The Mexican address of verification, ``...?id=UUID&re=RFC&rr=RFC&tt=0001234.56&fe=...`` (SAT, annex 20)."""

from __future__ import annotations

from collections.abc import Mapping

from invoice_ocr.codes.parts import amount, query, tax_number

TITLE = "CFDI"
ANYBODY = frozenset({"XAXX010101000", "XEXX010101000"})
"""The general public, and foreigners."""


def read(text: str) -> Mapping[str, str] | None:
    """Both parties' RFC and the total."""
    parts = query(text, "sat.gob.mx")
    if parts is None or not {"id", "re", "tt"} <= parts.keys():
        return None
    buyer = parts.get("rr", "").upper()
    return {
        "seller.vat_id": tax_number(parts["re"]),
        "buyer.vat_id": "" if buyer in ANYBODY else tax_number(buyer),
        "total": amount(parts["tt"]),
    }
