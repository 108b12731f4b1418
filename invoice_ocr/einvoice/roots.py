"""E-invoices by their outermost element; light, since every file that is opened passes here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.parsing import root_name

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOTS: Final[Mapping[str, str]] = {
    "Invoice": "ubl",
    "CreditNote": "ubl",
    "CrossIndustryInvoice": "cii",
    "CrossIndustryDocument": "cii",
    "FatturaElettronica": "fatturapa",
    "Facturae": "facturae",
}
"""The names of syntaxes by outermost element."""


def is_einvoice(data: bytes) -> bool:
    """Whether bytes begin like an e-invoice that we read; cheap, and true of damaged and hostile ones too."""
    return root_name(data) in ROOTS
