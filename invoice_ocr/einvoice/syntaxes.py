"""The syntaxes that e-invoices are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.grammar import Grammar
from invoice_ocr.einvoice.kinds import COMPACT_DATE, KINDS, Kind
from invoice_ocr.einvoice.tables import rows

if TYPE_CHECKING:
    from invoice_ocr.einvoice.grammar import Node
    from invoice_ocr.model.purchase import Purchase


@dataclass(frozen=True)
class Syntax:
    """A way to write an invoice in XML: its table, its namespaces by prefix, and its root elements with theirs."""

    name: str
    title: str
    namespaces: Mapping[str, str]
    roots: Mapping[str, str]
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    root_prefix: str = ""
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def root_for(self, document: Purchase) -> str:
        """The root element in which a document is written."""
        credits_something = document.document_type == "credit_note" and "CreditNote" in self.roots
        return "CreditNote" if credits_something else next(iter(self.roots))

    def declared(self, root: str) -> dict[str, str]:
        """The namespaces to declare in the root element."""
        return {self.root_prefix: self.roots[root], **self.namespaces}

    def tree(self, root: str) -> Node:
        """The tree of elements below a root."""
        return _tree(self.name, root)

    def paths(self, root: str) -> tuple[tuple[str, str], ...]:
        """Our paths, with their marks, and the elements for them below a root."""
        names = self.renamed.get(root, {})
        table = [(path, place) for path, place, *only in rows(self.name) if root in (only or [""])[0] or not any(only)]
        return tuple((path, _rename(place, names)) for path, place in table)


def _rename(place: str, names: Mapping[str, str]) -> str:
    return "/".join(names.get(step, step) for step in place.split("/"))


@cache
def _tree(name: str, root: str) -> Node:
    syntax = SYNTAXES[name]
    kind_of = {path: kind for path, kind, *_ in rows("terms")}
    spaces = {**syntax.namespaces, syntax.root_prefix: syntax.roots[root]} if syntax.root_prefix else syntax.namespaces
    return Grammar(syntax.kinds, kind_of, spaces).build(syntax.paths(root))


_UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd:"
UBL: Final = Syntax(
    "ubl",
    "UBL 2.1",
    {"cac": f"{_UBL}CommonAggregateComponents-2", "cbc": f"{_UBL}CommonBasicComponents-2"},
    {"Invoice": f"{_UBL}Invoice-2", "CreditNote": f"{_UBL}CreditNote-2"},
    renamed={
        "CreditNote": {
            "cbc:InvoiceTypeCode": "cbc:CreditNoteTypeCode",
            "cac:InvoiceLine": "cac:CreditNoteLine",
            "cbc:InvoicedQuantity": "cbc:CreditedQuantity",
        }
    },
)

_CII: Final = "urn:un:unece:uncefact:data:standard:"
CII: Final = Syntax(
    "cii",
    "UN/CEFACT Cross Industry Invoice D16B",
    {
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
        "udt": f"{_CII}UnqualifiedDataType:100",
        "qdt": f"{_CII}QualifiedDataType:100",
    },
    {"CrossIndustryInvoice": f"{_CII}CrossIndustryInvoice:100"},
    kinds={**KINDS, "date": COMPACT_DATE, "money": replace(KINDS["money"], currency=False)},
    root_prefix="rsm",
)

FATTURAPA: Final = Syntax("fatturapa", "FatturaPA 1.2", {}, {"FatturaElettronica": ""})
FACTURAE: Final = Syntax("facturae", "Facturae 3.2", {}, {"Facturae": ""})
"""These two are only read."""

SYNTAXES: Final[Mapping[str, Syntax]] = {syntax.name: syntax for syntax in (UBL, CII, FATTURAPA, FACTURAE)}
