"""GnuCash: a bill for File > Import > Import Bills & Invoices, comma separated with all 22 columns.

Source: the columns in gnucash/import-export/bi-import of https://github.com/Gnucash/gnucash. Dates are ISO 8601:
choose that form in the preferences, as GnuCash reads dates in the form that it shows. Tax is an entry of its own. The
mapping file gives the vendor's id ([contacts]) and the accounts; with a `payable` account the bill is posted.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from invoice_ocr.export.booking import account_for, demand, item_account, unsaid
from invoice_ocr.export.exported import Export
from invoice_ocr.export.factors import factors
from invoice_ocr.export.items import Item, Items, itemise
from invoice_ocr.export.refusal import ExportError
from invoice_ocr.export.table import cell

if TYPE_CHECKING:
    from invoice_ocr.export.exported import Settings
    from invoice_ocr.export.mapping import Mapping
    from invoice_ocr.model.purchase import Purchase
    from invoice_ocr.model.report import Report

COLUMNS: Final = (
    *("id", "date_opened", "owner_id", "billingid", "notes", "date", "desc", "action", "account", "quantity", "price"),
    *("disc_type", "disc_how", "discount", "taxable", "taxincluded", "tax_table", "date_posted", "due_date"),
    *("account_posted", "memo_posted", "accu_splits"),
)


def as_gnucash(report: Report[Any], settings: Settings) -> Export:
    """The rows of one bill; GnuCash wants no heading."""
    document: Purchase = report.document
    demand(document, "number", "issue_date", "total")
    found = itemise(report)
    head = _head(document, settings.mapping)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    for row in _rows(found, document, settings.mapping):
        writer.writerow({name: cell(value) for name, value in {**head, **row}.items()})
    notes = (f"notes[{index}]" for index in range(len(document.notes)))
    said = ("number", "due_date", "tax_total", *notes, *(item.path for item in found.items))
    return Export(text.getvalue(), dropped=unsaid(report, said))


def _head(document: Purchase, mapping: Mapping) -> dict[str, object]:
    owner = mapping.contact(document.seller)
    if owner is None:
        remedy = 'Give its id in a mapping file: [contacts] "VAT id or name" = "000001".'
        raise ExportError("The vendor is not known.", paths=("seller.name",), remedy=remedy)
    payable = mapping.accounts.get("payable")
    posted = document.issue_date if payable else None
    due = (document.due_date or document.issue_date) if payable else None
    return {
        "id": document.number,
        "date_opened": document.issue_date,
        "owner_id": owner,
        "billingid": document.number,
        "notes": " ".join(document.notes),
        "date": document.issue_date,
        "date_posted": posted,
        "due_date": due,
        "account_posted": payable,
        "memo_posted": document.seller.name if payable else None,
        "accu_splits": "N",
    }


def _rows(found: Items, document: Purchase, mapping: Mapping) -> list[dict[str, object]]:
    net = [Item("subtotal", found.total - found.tax, "Goods and services")] if found.inclusive else list(found.items)
    rows = [_row(item.text, item_account(item, document, mapping), *factors(item, mapping), found.sign) for item in net]
    if found.tax:
        rows.append(_row("Tax", account_for("tax", mapping), Decimal(1), found.tax, found.sign))
    return rows


def _row(text: str, account: str, quantity: Decimal, price: Decimal, sign: int) -> dict[str, object]:
    return {
        "desc": text,
        "account": account,
        "quantity": format(sign * quantity, "f"),
        "price": format(price, "f"),
        "taxable": "N",
        "taxincluded": "N",
    }
