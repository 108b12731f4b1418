"""What other people call our fields: `names.tsv`, one line a field, with the thing that it is a field of."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER = re.compile(r"[^a-z0-9]+")

THINGS: Final = {
    "seller": "party",
    "buyer": "party",
    "payee": "party",
    "ship_to": "party",
    "address": "address",
    "payment": "payment",
    "lines": "line",
    "taxes": "tax",
    "allowances": "adjustment",
    "charges": "adjustment",
    "payments": "tender",
    "period": "period",
    "preceding_invoices": "preceding",
}
"""What the values of a field are, where they have fields of their own."""


def plain_name(name: str) -> str:
    """A name in our way of writing.

    >>> plain_name("invoiceNumber"), plain_name("VAT ID")
    ('invoice_number', 'vat_id')
    """
    return _OTHER.sub("_", _HUMP.sub("_", name).lower()).strip("_")


def field_called(thing: str, name: str) -> str | None:
    """The path, within a thing, of the field that goes by another name.

    >>> field_called("purchase", "vendor"), field_called("line", "qty"), field_called("line", "colour")
    ('seller', 'quantity', None)
    """
    return _names().get((thing, name))


@cache
def _names() -> dict[tuple[str, str], str]:
    text = files(__package__).joinpath("names.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return {(thing, name): field for thing, field, names in rows for name in names.split("|")}
