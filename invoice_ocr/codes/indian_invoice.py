"""The code of an Indian e-invoice: a signed token whose payload holds the invoice's main values (GSTN, IRP).

The signature is not verified: that takes the portal's public key of the day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from invoice_ocr.codes.parts import amount, day, decoded, members, name, tax_number
from invoice_ocr.errors import ValueParseError

TITLE = "Indian e-invoice"
_TOKEN = re.compile(r"eyJ[\w-]+\.([\w-]+)\.[\w-]*", re.ASCII)
_TYPES = {"CRN": "credit_note"}
_NOBODY = ("URP", "None", "")
"""An unregistered buyer."""


def read(text: str) -> Mapping[str, str] | None:
    """Both parties' GSTIN, number, date and total."""
    token = _TOKEN.fullmatch(text.strip())
    if token is None:
        return None
    data = members(decoded(token[1])).get("data")
    said = members(data) if isinstance(data, str) else data
    if not isinstance(said, dict) or "SellerGstin" not in said:
        return None
    buyer = str(said.get("BuyerGstin"))
    try:
        return {
            "seller.vat_id": tax_number(said["SellerGstin"]),
            "buyer.vat_id": "" if buyer in _NOBODY else tax_number(buyer),
            "number": name(said["DocNo"]),
            "issue_date": day(str(said["DocDt"]), "%d/%m/%Y"),
            "document_type": _TYPES.get(str(said.get("DocTyp", "")), ""),
            "total": amount(said["TotInvVal"]),
        }
    except KeyError as error:
        raise ValueParseError(f"It lacks {error}.") from error
