"""Paperless-ngx: title, date and custom fields of a document, as PATCH /api/documents/<id>/ takes them.

Source: the serializers of https://github.com/paperless-ngx/paperless-ngx. Which custom field (its id) takes which
value, says the mapping file: [fields] total = "3". A field for an amount is monetary (EUR80.30), for a date a date,
else a text of at most 128 characters.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import unsaid
from invoice_ocr.export.exported import Export
from invoice_ocr.export.json_text import json_text
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.model.leaves import leaves

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.model.report import Report

_LONGEST: Final = 128
_CENTS: Final = Decimal("0.01")
_NO_MONEY: Final = re.compile(r".*(quantity|rate)")


def as_paperless(report: Report[Any], settings: Settings) -> Export:
    """The body of the request."""
    document = report.document
    fields, values = settings.mapping.fields, leaves(report.document)
    if not fields:
        remedy = 'Give them in a mapping file: [fields] total = "3", number = "1".'
        raise ExportError("No custom fields are known.", paths=("mapping.fields",), remedy=remedy)
    custom = [
        {"field": _id(number, path), "value": _value(path, values[path], document.currency)}
        for path, number in fields.items()
        if path in values
    ]
    contact = settings.mapping.contact(document.seller)
    title = " ".join(part for part in (document.seller.name, document.number) if part)[:_LONGEST]
    body = {
        "title": title or None,
        "created": document.issue_date and document.issue_date.isoformat(),
        "correspondent": contact and _id(contact, "contacts"),
        "custom_fields": custom,
    }
    missing = {"total", "currency"} - set(fields)
    dropped = (*unsaid(report, ("number", *fields)), *(path for path in ("total", "currency") if path in missing))
    return Export(json_text(body) + "\n", dropped=tuple(path for path in dropped if path in values))


def _value(path: str, value: Any, currency: str | None) -> Any:
    if isinstance(value, Decimal) and not _NO_MONEY.fullmatch(path):
        return _monetary(path, value, currency)
    if isinstance(value, date):
        return value.isoformat()
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if len(text) > _LONGEST:
        raise ExportError(f"Paperless takes {_LONGEST} characters.", paths=(path,), remedy="Leave it out of [fields].")
    return text


def _monetary(path: str, value: Decimal, currency: str | None) -> str:
    if currency is None or value != value.quantize(_CENTS):
        raise ExportError("A monetary field needs a currency and at most two decimals.", paths=(path, "currency"))
    return f"{currency}{value:.2f}"


def _id(number: str, name: str) -> int:
    if not number.isdecimal():
        remedy = "Look it up in Paperless: /api/custom_fields/ and /api/correspondents/ list them."
        raise ExportError(f"{number!r} is no id.", paths=(f"mapping.{name}",), remedy=remedy)
    return int(number)
