"""What payloads are made of: amounts, days, queries of addresses, base64; each as a text that has one reading."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from invoice_ocr.errors import ValueParseError
from invoice_ocr.values.iban import parse_iban
from invoice_ocr.values.unmistakable import unmistakable

_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,8})?", re.ASCII)
"""Few enough digits that sums of them stay exact."""

_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_ID = re.compile(r"(?=.*\d)[0-9A-Za-z&Ññ]{5,20}")
_CURRENCY = re.compile(r"[A-Z]{3}")


def amount(text: object) -> str:
    """A number with a point, as codes write them; empty for an empty text.

    Raises:
        ValueParseError: It is no such number.
    """
    if text == "":
        return ""
    if not _NUMBER.fullmatch(str(text)):
        raise ValueParseError(f"{str(text)[:40]!r} is no amount.")
    return unmistakable(Decimal(str(text)))


def whole(number: object) -> int:
    """A number without decimals, however large its exponent claims to be.

    Raises:
        ValueParseError: It is no such number.
    """
    if not _WHOLE.fullmatch(str(number)):
        raise ValueParseError(f"{str(number)[:40]!r} is no number.")
    return int(str(number))


def name(said: object) -> str:
    """A text or a number of JSON as a text.

    Raises:
        ValueParseError: It is neither.
    """
    if isinstance(said, bool) or not isinstance(said, str | int):
        raise ValueParseError(f"{str(said)[:40]!r} is no text.")
    return str(said)


def tax_number(said: object) -> str:
    """A taxpayer's number in capitals; empty for an empty text.

    Raises:
        ValueParseError: It is none.
    """
    text = str(said)
    if text and not _ID.fullmatch(text):
        raise ValueParseError(f"{text[:40]!r} is no tax number.")
    return text.upper()


def account(text: str) -> str:
    """An IBAN.

    Raises:
        ValueParseError: It is none, or its check digits are wrong: a code with such an account leads nowhere.
    """
    iban = parse_iban(text).readings[0]
    if not iban.valid:
        raise ValueParseError(f"The check digits of {iban.number} are wrong.")
    return iban.number


def currency(text: str) -> str:
    """A currency's code of three letters; empty for anything else."""
    return text if _CURRENCY.fullmatch(text) else ""


def day(text: str, form: str) -> str:
    """A date in a form of `strptime` as ISO 8601; empty for an empty text.

    Raises:
        ValueParseError: It is no such date.
    """
    if not text:
        return ""
    try:
        return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a date has no time zone
    except ValueError as error:
        raise ValueParseError(f"{text[:40]!r} is no date.") from error


def day_of_moment(text: str) -> str:
    """The date of a moment in ISO 8601; empty where it may be another day where the document was made.

    A moment in UTC from 21:00 to 02:00 may be; one without a time zone is local.

    Raises:
        ValueParseError: It is no moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueParseError(f"{text[:40]!r} is no time.") from error
    elsewhere = moment.utcoffset() is not None and not moment.utcoffset() and not 2 <= moment.hour < 21
    return "" if elsewhere else date(moment.year, moment.month, moment.day).isoformat()


def query(text: str, *hosts: str) -> dict[str, str] | None:
    """The parameters of a web address at one of the hosts (or below it), by their names in small letters."""
    if not text[:8].casefold().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    host = (parts.hostname or "").casefold()
    if not any(host == known or host.endswith(f".{known}") for known in hosts):
        return None
    return {name.casefold(): value.strip() for name, value in parse_qsl(parts.query)}


def decoded(text: str) -> bytes:
    """The bytes of a text in base64, as in addresses or not, padded or not.

    Raises:
        ValueParseError: It is no base64.
    """
    plain = text.strip().translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueParseError("It is no base64.") from error


def members(data: bytes | str) -> dict[str, Any]:
    """The members of a JSON object, with exact numbers.

    Raises:
        ValueParseError: It is no JSON object.
    """
    try:
        found = json.loads(data, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ValueParseError("It is no JSON.") from error
    if not isinstance(found, dict):
        raise ValueParseError("It is no JSON object.")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")
