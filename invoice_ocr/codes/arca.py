"""The Argentine code of electronic vouchers: an address with JSON in base64 (ARCA, formerly AFIP; RG 4892/2020)."""

from __future__ import annotations

from collections.abc import Mapping

from invoice_ocr.codes.parts import amount, day, decoded, members, query, tax_number, whole
from invoice_ocr.errors import ValueParseError

TITLE = "ARCA voucher code"
_CURRENCIES = {"PES": "ARS", "DOL": "USD", "060": "EUR"}
_CREDIT_NOTES = frozenset({"3", "8", "13", "53", "203", "208", "213"})
_CUIT = 80


def read(text: str) -> Mapping[str, str] | None:
    """Number, date, total, currency, and both parties' CUIT."""
    parts = query(text, "afip.gob.ar", "arca.gob.ar")
    if parts is None or "p" not in parts:
        return None
    said = members(decoded(parts["p"].replace(" ", "+")))
    try:
        point, number = whole(said["ptoVta"]), whole(said["nroCmp"])
        buyer = said.get("nroDocRec", "") if said.get("tipoDocRec") == _CUIT else ""
        return {
            "seller.vat_id": tax_number(said["cuit"]),
            "buyer.vat_id": tax_number(buyer),
            "number": f"{point:05}-{number:08}",
            "issue_date": day(str(said["fecha"]), "%Y-%m-%d"),
            "document_type": "credit_note" if str(said.get("tipoCmp")) in _CREDIT_NOTES else "",
            "total": amount(said["importe"]),
            "currency": _CURRENCIES.get(str(said.get("moneda", "")), ""),
        }
    except KeyError as error:
        raise ValueParseError(f"It lacks {error}.") from error
