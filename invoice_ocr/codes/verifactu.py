"""The Spanish address of verification, ``...?nif=...&numserie=...&fecha=01-01-2026&importe=121.00`` (VERI*FACTU)."""

from __future__ import annotations

from collections.abc import Mapping

from invoice_ocr.codes.parts import amount, day, query, tax_number

TITLE = "VeriFactu"


def read(text: str) -> Mapping[str, str] | None:
    """The seller's NIF, number, date and total."""
    parts = query(text, "agenciatributaria.gob.es", "aeat.es")
    if parts is None or not {"nif", "numserie", "fecha", "importe"} <= parts.keys():
        return None
    return {
        "seller.vat_id": tax_number(parts["nif"]),
        "number": parts["numserie"],
        "issue_date": day(parts["fecha"], "%d-%m-%Y"),
        "total": amount(parts["importe"]),
    }
