"""FatturaPA 1.2, the Italian e-invoice: what its codes mean in ours.

Source: the specification of the Agenzia delle Entrate (TipoDocumento, Natura, ModalitaPagamento). The format has no
totals of its own but the gross one, which is optional: net and tax are the sums of its breakdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.bodies import each_body, join_name, sum_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invoice_ocr.einvoice.reading import Values

_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("TD01", "TD05", "TD06", "TD07", "TD09", "TD24", "TD25", "TD26"), "invoice"),
    "TD02": "prepayment",
    "TD03": "prepayment",
    "TD04": "credit_note",
    "TD08": "credit_note",
    "TD16": "self_billed",
    "TD17": "self_billed",
    "TD18": "self_billed",
    "TD19": "self_billed",
    "TD20": "self_billed",
    "TD21": "self_billed",
    "TD22": "self_billed",
    "TD23": "self_billed",
    "TD27": "self_billed",
    "TD28": "self_billed",
    "TD29": "self_billed",
}
_CATEGORIES: Final = (("N3.1", "G"), ("N3.2", "K"), ("N1", "O"), ("N2", "O"), ("N6", "AE"), ("N7", "O"), ("N", "E"))
"""The beginning of a Natura and the tax category, the longer first."""

_MEANS: Final[Mapping[str, str]] = {
    "MP01": "10",
    "MP02": "20",
    "MP03": "20",
    "MP05": "30",
    "MP08": "48",
    "MP09": "49",
    "MP10": "49",
    "MP11": "49",
    "MP16": "49",
    "MP17": "49",
    "MP19": "59",
    "MP20": "59",
    "MP21": "59",
}


def invoices(values: Values) -> Iterator[Values]:
    """The values of each invoice in the file."""
    for party in (values.get("seller"), values.get("buyer")):
        if party:
            _finish_party(party)
    for body in each_body(values):
        _finish(body)
        yield body


def _finish_party(party: Values) -> None:
    join_name(party)
    country = party.pop("vat_country", None)
    if country and "vat_id" in party:
        party["vat_id"] = f"{country}{party['vat_id']}"
    office = party.pop("rea_office", None)
    if office and "registration_id" in party:
        party["registration_id"] = f"{office}-{party['registration_id']}"
    address = party.get("address", {})
    house = address.pop("house", None)
    if house:
        address["street"] = f"{address['street']}, {house}" if "street" in address else house


def _finish(body: Values) -> None:
    kind = _TYPES.get(body.pop("document_type", ""))  # an unknown code says nothing
    if kind:
        body["document_type"] = kind
    taxes, lines = body.get("taxes", []), body.get("lines", [])
    for tax in taxes:
        _put_category(tax, "category", tax.get("rate"))
    for line in lines:
        _put_category(line, "tax_category", line.get("tax_rate"))
    _put_sums(body, taxes)
    if "means" in body.get("payment", {}):
        body["payment"]["means"] = _MEANS.get(body["payment"]["means"], body["payment"]["means"])


def _put_category(values: Values, name: str, rate: object) -> None:
    nature = values.pop(name, None)
    if nature:
        values[name] = next((code for start, code in _CATEGORIES if nature.startswith(start)), None)
    elif rate:
        values[name] = "S"


def _put_sums(body: Values, taxes: list[Values]) -> None:
    net, tax = sum_of(taxes, "base"), sum_of(taxes, "amount")
    if net is not None and tax is not None:
        body["subtotal"], body["tax_total"] = net, tax
        body.setdefault("total", net + tax)
