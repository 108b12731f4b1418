"""Facturae 3.2, the Spanish e-invoice: what its codes mean in ours.

Source: the schema of the Ministerio de Hacienda (InvoiceClass, PaymentMeans, UnitOfMeasure).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.bodies import each_body, join_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from invoice_ocr.einvoice.reading import Values

_TYPES: Final[Mapping[str, str]] = {
    "OO": "invoice",
    "OR": "corrected",
    "OC": "invoice",
    "CO": "invoice",
    "CR": "corrected",
}
_MEANS: Final[Mapping[str, str]] = {"01": "10", "02": "49", "04": "30", "11": "20", "15": "49", "19": "48"}
_UNITS: Final[Mapping[str, str]] = {"01": "C62", "02": "HUR", "03": "KGM", "04": "LTR"}


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
    country = _alpha_2(party.get("address", {}).pop("country", None))
    if country:
        party["address"]["country"] = country
    number = party.get("tax_id")
    if number and number[:2].isalpha():
        party["vat_id"] = party.pop("tax_id")


def _finish(body: Values) -> None:
    kind = _TYPES.get(body.pop("document_type", ""))  # an unknown code says nothing
    if kind:
        body["document_type"] = kind
    _put_series(body)
    for preceding in body.get("preceding_invoices", []):
        _put_series(preceding)
    for line in body.get("lines", []):
        if "unit" in line:
            line["unit"] = _UNITS.get(line["unit"], line["unit"])
    if "means" in body.get("payment", {}):
        body["payment"]["means"] = _MEANS.get(body["payment"]["means"], body["payment"]["means"])


def _put_series(values: Values) -> None:
    """The number of an invoice is unique only within its series."""
    series = values.pop("series", None)
    if series and "number" in values:
        values["number"] = f"{series}-{values['number']}"


def _alpha_2(code: str | None) -> str | None:
    """The country of an ISO 3166-1 alpha-3 code."""
    from babel.core import get_global  # noqa: PLC0415  # needed for these invoices alone

    found = get_global("territory_aliases").get(code or "")
    return found[0] if found else None
