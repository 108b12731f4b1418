"""The specifications that are written, with what each demands beyond EN 16931."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from invoice_ocr.einvoice import CII, UBL
from invoice_ocr.export.en16931.parties import put_endpoints
from invoice_ocr.export.en16931.preparing import Profile
from invoice_ocr.export.en16931.work import adjustment_sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invoice_ocr.export.en16931.work import Values, Work

_EN16931: Final = "urn:cen.eu:en16931:2017"
_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_CENTS: Final = Decimal("0.01")
_LINE_SLACK: Final = Decimal("0.02")
_OTHER_PROCESSES: Final = frozenset({"self_billed", "proforma"})
_GERMAN_TYPES: Final = frozenset({"partial", "corrected"})


def _demand_network(work: Work) -> None:
    put_endpoints(work, by_email=False)
    values = work.values
    if not (values["buyer_reference"] or values["purchase_order"]):
        work.refuse(["buyer_reference", "purchase_order"], "one of them is demanded", "PEPPOL-EN16931-R003")
    if len(values["notes"]) > 1:
        work.put(values, "notes", ("\n".join(values["notes"]),), "all notes in one (PEPPOL-EN16931-R002)")
    _complete_adjustments(work)
    german = {(values[role]["address"] or {}).get("country") for role in ("seller", "buyer")} == {"DE"}
    if german:
        _demand_german_parties(work)
    if values["document_type"] in _OTHER_PROCESSES or (values["document_type"] in _GERMAN_TYPES and not german):
        reason = "this business process has no such type"
        work.refuse(["document_type"], reason, "PEPPOL-EN16931-P0100, P0112")
    _demand_products(work)


def _demand_products(work: Work) -> None:
    """Each line is quantity times price, with its charges and allowances (R120)."""
    for path, line in work.lines():
        if None not in (line["quantity"], line["unit_price"], line["amount"]):
            product = line["quantity"] * line["unit_price"] + adjustment_sum(line)
            if abs(product - line["amount"]) > _LINE_SLACK:
                work.refuse([f"{path}.amount"], "quantity and price make another amount", "PEPPOL-EN16931-R120")


def _refuse_split_payment(work: Work) -> None:
    """The code lists of CII lack Italy's category B."""
    for path, row in work.taxes():
        if row["category"] == "B":
            work.refuse([f"{path}.category"], "CII has no split payment", "BR-CL-17")


def _demand_germany(work: Work) -> None:
    put_endpoints(work, by_email=True)
    work.demand(work.values, "buyer_reference", "BR-DE-15")
    _demand_german_parties(work)
    _complete_adjustments(work)


def _demand_german_parties(work: Work) -> None:
    """BR-DE-1 to 9, which are DE-R-001 to 009 in Peppol: whom to ask, where they are, how to pay."""
    values = work.values
    seller = values["seller"]
    for role in ("seller", "buyer"):
        address = values[role]["address"] or {}
        work.demand(address, f"{role}.address.city", "BR-DE-3, BR-DE-8")
        work.demand(address, f"{role}.address.postcode", "BR-DE-4, BR-DE-9")
    if seller["name"]:
        work.put_extra("seller.contact", seller["name"], "the seller itself is whom to ask (BR-DE-5)")
    work.demand(seller, "seller.phone", "BR-DE-6")
    work.demand(seller, "seller.email", "BR-DE-7")
    if values["payment"]["means"] is None:
        reason = "no means of payment is known"
        work.refuse(["payment.means", "payment.iban"], reason, "BR-DE-1")


def _demand_extended(work: Work) -> None:
    """When what is due is due, and each tax to a cent for each amount of its rate (BR-CO-25, BR-FXEXT-S-09b)."""
    values = work.values
    if (values["amount_due"] or 0) > 0 and not (values["due_date"] or values["payment"]["terms"]):
        work.refuse(["due_date", "payment.terms"], "one of them is demanded", "BR-CO-25")
    for path, row in work.taxes():
        if row["category"] == "S" and None not in (row["base"], row["rate"], row["amount"]):
            items = (*work.lines(), *work.adjustments())
            slack = _CENTS * sum(1 for _, item in items if item["tax_rate"] == row["rate"])
            if abs(row["amount"] - row["base"] * row["rate"] / 100) > slack:
                work.refuse([f"{path}.amount"], "rate and base make another amount", "BR-FXEXT-S-09b")


def _complete_adjustments(work: Work) -> None:
    """Base and percentage of an allowance or charge stand together or not at all (R041, R042)."""
    for path, item in _everywhere(work):
        if item["rate"] is not None and item["base"] is None and item["rate"] and item["amount"] is not None:
            base = (item["amount"] * 100 / item["rate"]).quantize(_CENTS, ROUND_HALF_UP)
            work.put(item, f"{path}.base", base, "amount and percentage")
        elif item["base"] is not None and item["rate"] is None:
            work.leave_out(item, f"{path}.base")


def _everywhere(work: Work) -> Iterator[tuple[str, Values]]:
    yield from work.adjustments()
    for path, line in work.lines():
        for group in ("allowances", "charges"):
            yield from ((f"{path}.{group}[{index}]", item) for index, item in enumerate(line[group]))


EN16931_UBL: Final = Profile("UBL 2.1", UBL, _EN16931)
EN16931_CII: Final = Profile("UN/CEFACT CII", CII, _EN16931, demands=(_refuse_split_payment,))
EXTENDED: Final = Profile(
    "Factur-X EXTENDED",
    CII,
    f"{_EN16931}#conformant#urn:factur-x.eu:1p0:extended",
    demands=(_refuse_split_payment, _demand_extended),
)
ODOO: Final = Profile("UBL for Odoo", UBL, _EN16931, demands=(lambda work: work.put_extra("ubl_version", "2.1"),))
PEPPOL: Final = Profile(
    "Peppol BIS Billing 3.0",
    UBL,
    f"{_EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    _PROCESS,
    strict_payment=True,
    demands=(_demand_network,),
)
XRECHNUNG: Final = Profile(
    "XRechnung 3.0",
    UBL,
    f"{_EN16931}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    _PROCESS,
    strict_payment=True,
    demands=(_demand_germany,),
)
