"""From the bytes of an e-invoice to typed documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.einvoice import facturae, fatturapa
from invoice_ocr.einvoice.currencies import drop_unusable_amounts
from invoice_ocr.einvoice.parsing import parse
from invoice_ocr.einvoice.prices import gross_less_discount, settle_price
from invoice_ocr.einvoice.reading import harvest
from invoice_ocr.einvoice.roots import ROOTS
from invoice_ocr.einvoice.syntaxes import CII, SYNTAXES, Syntax
from invoice_ocr.einvoice.tables import rows
from invoice_ocr.errors import DamagedDocument, UnsupportedDocument
from invoice_ocr.model.leaves import leaves
from invoice_ocr.model.purchase import Invoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from xml.etree.ElementTree import Element

    from invoice_ocr.einvoice.reading import Values

_EXTRA: Final = ("ubl_version", "profile", "process", "endpoint", "endpoint_scheme", "contact")
"""Terms of EN 16931 that no page prints, for which our document has no field."""

_ZUGFERD_1: Final = "urn:ferd:CrossIndustryDocument:invoice:1p0"
_SPLITS: Final[Mapping[str, Callable[[Values], Iterator[Values]]]] = {
    "fatturapa": fatturapa.invoices,
    "facturae": facturae.invoices,
}


@dataclass(frozen=True)
class EInvoice:
    """An e-invoice as it was read.

    ``extra`` are values that our document has no field for (``profile``, ``seller.endpoint``, ...); ``unread`` the
    places in the file whose text has no path, or is not of the form that its place demands. ``dropped`` are those among
    them whose amount is in another currency than the invoice, or contradicts another in its place. ``rivals`` are
    values by path that the file states besides, and otherwise: a gross price less its discount for ``unit_price``.
    """

    syntax: str
    document: Invoice
    extra: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    rivals: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def profile(self) -> str | None:
        """The specification identifier (BT-24)."""
        return self.extra.get("profile")

    def values(self) -> dict[str, Any]:
        """Every value by its path, ``lines[2].amount``, typed."""
        return leaves(self.document)


def read_einvoices(data: bytes, name: str = "document") -> tuple[EInvoice, ...]:
    """The invoices of a file: one, but FatturaPA and Facturae may hold several.

    Raises:
        UnsupportedDocument: It is no e-invoice that we read, or it declares entities.
        DamagedDocument: It is not well-formed, or holds no invoice.
        DocumentTooLarge: It is too large, or nests too deeply.
    """
    root = parse(data, name)
    local = root.tag.rpartition("}")[2]
    if local not in ROOTS:
        readable = "UBL 2.1, CII, Factur-X, ZUGFeRD, XRechnung, Peppol BIS 3, FatturaPA and Facturae"
        raise UnsupportedDocument(f"{name} is XML of another kind ({local}).", remedy=f"This version reads {readable}.")
    found = _read(root, local, SYNTAXES[ROOTS[local]])
    if not found:
        raise DamagedDocument(f"{name} holds no invoice.", remedy="Ask the sender for a complete file.")
    return found


def _read(root: Element, local: str, syntax: Syntax) -> tuple[EInvoice, ...]:
    zugferd_1 = _modernise(root)
    dropped = drop_unusable_amounts(root)
    found = harvest(root, syntax.tree("CrossIndustryInvoice" if syntax is CII else local))
    split = _SPLITS.get(syntax.name)
    documents = split(found.values) if split else iter([{**found.values, "prices_include_tax": False}])
    name = "zugferd1" if zugferd_1 else syntax.name
    return tuple(_einvoice(name, values, [*dropped, *found.unread], dropped) for values in documents)


def _einvoice(syntax: str, values: Values, unread: list[str], dropped: list[str]) -> EInvoice:
    extra = dict(_take_extra(values, ""))
    for role in ("seller", "buyer", "ship_to"):
        _write_out(values.get(role, {}).get("address", {}))
    lines = values.get("lines", ())
    made = {f"lines[{index}].unit_price": gross_less_discount(line) for index, line in enumerate(lines)}
    for line in lines:
        settle_price(line, unread)
    rivals = {path: price for path, price in made.items() if price is not None}
    return EInvoice(syntax, Invoice.model_validate(values), extra, tuple(unread), tuple(dropped), rivals)


def _take_extra(values: Values, prefix: str) -> Iterator[tuple[str, str]]:
    for name in _EXTRA:
        if name in values:
            yield prefix + name, values.pop(name)
    for role in ("seller", "buyer"):
        if not prefix and role in values:
            yield from _take_extra(values[role], f"{role}.")


def _write_out(address: Values) -> None:
    """The address on one line, from its parts."""
    town = " ".join(address[part] for part in ("postcode", "city") if part in address)
    if text := ", ".join(part for part in (address.get("street"), town) if part):
        address["text"] = text


def _modernise(root: Element) -> bool:
    """Give the elements of ZUGFeRD 1 the names that CII has now; true where it was one."""
    if _ZUGFERD_1 not in root.tag:
        return False
    names = dict(rows("zugferd1"))
    for element in root.iter():
        uri, _, local = element.tag.rpartition("}")
        element.tag = f"{{{_modern_uri(uri)}}}{names.get(local, local)}"
    for element in root.iter():
        if element.tag.endswith("ReferencedDocument"):
            for child in element:
                child.tag = re.sub("}ID$", "}IssuerAssignedID", child.tag)
    return True


def _modern_uri(uri: str) -> str:
    part = next((prefix for prefix, part in _PARTS.items() if part in uri), "ram")
    return CII.namespaces[part] if part != "rsm" else CII.roots["CrossIndustryInvoice"]


_PARTS: Final = {"rsm": "ferd:CrossIndustryDocument", "udt": "UnqualifiedDataType", "qdt": "QualifiedDataType"}
