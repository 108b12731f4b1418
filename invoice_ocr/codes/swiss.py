"""The Swiss QR code of a payment part (Swiss Implementation Guidelines for the QR-bill, versions 2.0 to 2.3).

Its lines stand at fixed places: 3 IBAN, 4-10 creditor, 18 amount, 19 currency, 20-26 debtor, 27 type of the reference,
28 reference, 29 message, 31 billing information of Swico (``//S1/10/10201409/11/190512/...``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from invoice_ocr.codes.parts import account, amount, day
from invoice_ocr.errors import ValueParseError

TITLE = "Swiss QR code"
_FEWEST = 31
_VERSION = re.compile(r"02\d\d", re.ASCII)
_UID = re.compile(r"\d{9}", re.ASCII)
_SWICO = re.compile(r"/(\d{2})/((?:\\.|[^/\\])*)")


def read(text: str) -> Mapping[str, str] | None:
    """Creditor, debtor, account, amount, reference and billing information."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    if lines[0] != "SPC":
        return None
    if len(lines) < _FEWEST or not _VERSION.fullmatch(lines[1]) or lines[30] != "EPD":
        raise ValueParseError("It has not the lines of a Swiss QR code.")
    currency = lines[19] if lines[19] in {"CHF", "EUR"} else ""
    return {
        "payment.iban": account(lines[3]),
        **dict(_party("payee", lines[4:11])),
        "amount_due": amount(lines[18]),
        "currency": currency,
        **dict(_party("buyer", lines[20:27])),
        "payment.reference": lines[28],
        **dict(_swico(lines[31] if len(lines) > _FEWEST else "")),
    }


def _party(role: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    """Name and address; structured (S) with street, house, postcode and town, or combined (K) in two lines."""
    form, name, first, second, postcode, town, country = lines
    yield f"{role}.name", name
    if not name:
        return
    street = f"{first} {second}".strip() if form == "S" else first
    yield f"{role}.address.text", ", ".join(filter(None, (street, f"{postcode} {town}".strip() or second)))
    yield f"{role}.address.country", country


def _swico(text: str) -> Iterator[tuple[str, str]]:
    """The billing information of the Swico association, syntax S1."""
    if not text.startswith("//S1"):
        return
    parts = {tag: re.sub(r"\\(.)", r"\1", value) for tag, value in _SWICO.findall(text[4:])}
    yield "number", parts.get("10", "")
    yield "issue_date", day(parts.get("11", ""), "%y%m%d")
    yield "buyer_reference", parts.get("20", "")
    yield "seller.vat_id", f"CHE{parts['30']}" if _UID.fullmatch(parts.get("30", "")) else ""
    yield from _service(parts.get("31", ""))


def _service(text: str) -> Iterator[tuple[str, str]]:
    """One day of delivery, or the first and last day of a period."""
    if len(text) == 6:
        yield "delivery_date", day(text, "%y%m%d")
    elif text:
        yield "period.start", day(text[:6], "%y%m%d")
        yield "period.end", day(text[6:], "%y%m%d")
