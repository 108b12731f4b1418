"""What the e-invoices in a document state, for `fields` to weigh against what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice.invoices import read_einvoices
from invoice_ocr.einvoice.roots import is_einvoice
from invoice_ocr.errors import DocumentError, UnsupportedDocument
from invoice_ocr.model.reading import Claim
from invoice_ocr.values.unmistakable import unmistakable

if TYPE_CHECKING:
    from invoice_ocr.einvoice.invoices import EInvoice
    from invoice_ocr.model.document import Document

SOURCE: Final = "xml"
_CONCLUSIONS: Final = frozenset({"prices_include_tax"})


def stated_by(document: Document) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The claims of the e-invoice in a document, and warnings about what could not be used.

    Raises:
        DocumentError: The document is nothing but an e-invoice, and that can't be read or holds several.
    """
    whole = not document.pages
    found: list[EInvoice] = []
    warnings: list[str] = []
    for attachment in document.attachments:
        if is_einvoice(attachment.data):
            try:
                found += read_einvoices(attachment.data, attachment.name)
            except DocumentError as error:
                if whole:
                    raise
                warnings.append(f"The e-invoice inside was not used: {error.message}")
    if len(found) > 1:
        _refuse_several(document, found, whole=whole)
        warnings.append(f"The file holds {len(found)} e-invoices, none of which was used.")
    if len(found) != 1:
        return (), tuple(warnings)
    if found[0].dropped:
        places = ", ".join(dict.fromkeys(found[0].dropped))
        warnings.append(f"Amounts in another currency, or that contradict each other, were not used: {places}.")
    return claims_of(found[0]), tuple(warnings)


def claims_of(invoice: EInvoice) -> tuple[Claim, ...]:
    """Every value of an e-invoice as a claim, its text written so that it can be read in one way only.

    What it states otherwise elsewhere comes first: the last claim of a path decides, and the first contradicts it.
    """
    values = (*invoice.rivals.items(), *invoice.values().items())
    return tuple(Claim(path, unmistakable(value), source=SOURCE) for path, value in values if path not in _CONCLUSIONS)


def _refuse_several(document: Document, found: list[EInvoice], *, whole: bool) -> None:
    if whole:
        message = f"{document.name} holds {len(found)} invoices; one report is for one."
        raise UnsupportedDocument(
            message, remedy="Read them with invoice_ocr.einvoice.read_einvoices, or split the file."
        )
