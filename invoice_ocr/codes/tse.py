"""The QR code of a German till's security device: ``V0;serial;Kassenbeleg-V1;Beleg^gross by rate^payments;...``.

The gross amounts are those of 19, 7, 10.7, 5.5 and 0 per cent (DSFinV-K, annex I). Times are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from invoice_ocr.codes.parts import amount, day_of_moment
from invoice_ocr.errors import ValueParseError

TITLE = "TSE receipt code"
_FEWEST = 12


def read(text: str) -> Mapping[str, str] | None:
    """Total, payments, and the day."""
    if not text.startswith("V0;"):
        return None
    fields = text.strip().split(";")
    if len(fields) < _FEWEST:
        raise ValueParseError("It has not the fields of a till's code.")
    process = fields[3].split("^")
    if fields[2] != "Kassenbeleg-V1" or process[0] != "Beleg":
        return {}
    gross = [Decimal(amount(each)) for each in process[1].split("_") if each] if len(process) > 1 else []
    if not gross:
        raise ValueParseError("It has no amounts.")
    return {
        "total": amount(sum(gross, Decimal(0))),
        "issue_date": day_of_moment(fields[6]) if fields[6] else "",
        **dict(_payments(process[2] if len(process) > 2 else "")),
    }


def _payments(text: str) -> Iterator[tuple[str, str]]:
    """Amounts and means, those in euros."""
    home = [part.split(":") for part in text.split("_") if part.count(":") == 1]
    for index, (money, means) in enumerate(home):
        yield f"payments[{index}].amount", amount(money)
        yield f"payments[{index}].method", means
