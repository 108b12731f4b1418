"""The QR code that a merchant shows (EMVCo, "QR Code Specification for Payment Systems", merchant-presented mode, 1.1).

Pix, PayNow, PromptPay, DuitNow, QRIS, VietQR and other national codes are of this form: objects of two digits of a tag,
two of a length, and the value; the last is a checksum.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping

from invoice_ocr.codes.parts import amount
from invoice_ocr.errors import ValueParseError

TITLE = "merchant's payment code"
_HEAD, _SUM = "000201", "6304"
_CURRENCY, _AMOUNT, _TIP, _NAME, _MORE = "53", "54", "55", "59", "62"
_BILL, _LABEL = "01", "05"

_CURRENCIES = {
    "032": "ARS",
    "036": "AUD",
    "050": "BDT",
    "068": "BOB",
    "104": "MMK",
    "116": "KHR",
    "144": "LKR",
    "152": "CLP",
    "156": "CNY",
    "170": "COP",
    "188": "CRC",
    "344": "HKD",
    "356": "INR",
    "360": "IDR",
    "392": "JPY",
    "398": "KZT",
    "404": "KES",
    "410": "KRW",
    "418": "LAK",
    "458": "MYR",
    "484": "MXN",
    "524": "NPR",
    "554": "NZD",
    "566": "NGN",
    "586": "PKR",
    "600": "PYG",
    "604": "PEN",
    "608": "PHP",
    "682": "SAR",
    "702": "SGD",
    "704": "VND",
    "710": "ZAR",
    "756": "CHF",
    "764": "THB",
    "784": "AED",
    "818": "EGP",
    "826": "GBP",
    "834": "TZS",
    "840": "USD",
    "858": "UYU",
    "860": "UZS",
    "901": "TWD",
    "936": "GHS",
    "978": "EUR",
    "986": "BRL",
}
"""Numbers of ISO 4217 in the countries that have such codes, and of those whose visitors pay with them."""


def read(text: str) -> Mapping[str, str] | None:
    """Payee, amount, currency and reference; an amount to which a tip or a fee is added is none that is known."""
    text = text.strip()
    if not text.startswith(_HEAD) or text.isdigit():
        return None
    if text[-8:-4] != _SUM or f"{binascii.crc_hqx(text[:-4].encode(), 0xFFFF):04X}" != text[-4:].upper():
        raise ValueParseError("Its checksum is wrong.")
    said = _objects(text)
    more = _objects(said.get(_MORE, ""))
    money = "" if _TIP in said else amount(said.get(_AMOUNT, "").removesuffix("."))
    reference = more.get(_LABEL) or more.get(_BILL, "")
    return {
        "payee.name": said.get(_NAME, ""),
        "amount_due": money,
        "currency": _CURRENCIES.get(said.get(_CURRENCY, ""), "") if money else "",
        "payment.reference": "" if set(reference) <= {"*"} else reference,
    }


def _objects(text: str) -> dict[str, str]:
    """Values by tag.

    Raises:
        ValueParseError: A value is shorter than it says.
    """
    found: dict[str, str] = {}
    while text:
        tag, length, rest = text[:2], text[2:4], text[4:]
        if not (tag + length).isascii() or not (tag + length).isdigit() or len(length) < 2 or int(length) > len(rest):
            raise ValueParseError("An object of it is cut.")
        found[tag], text = rest[: int(length)], rest[int(length) :]
    return found
