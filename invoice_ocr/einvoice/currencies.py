"""Amounts of an e-invoice in another currency than its own, and tax totals that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

_CURRENCY: Final = ("}DocumentCurrencyCode", "}InvoiceCurrencyCode")
_ABOVE_TAX_TOTAL: Final = ("}Invoice", "}CreditNote", "}SpecifiedTradeSettlementHeaderMonetarySummation")
_TAX_TOTAL: Final = ("}TaxTotal", "}TaxTotalAmount")


def drop_unusable_amounts(root: Element) -> list[str]:
    """Take out what would be read as an amount in the invoice's currency and is none, or not the only one.

    That is the tax total in the accounting currency (BT-111), whatever else is in another currency, and tax totals
    that differ though there may be one. The names of the elements are given, without the first, which is as it should
    be.
    """
    currency = next((each.text.strip() for each in root.iter() if each.tag.endswith(_CURRENCY) and each.text), None)
    if currency is None:
        return []
    dropped: list[str] = []
    for parent in [each for each in root.iter() if each.tag.endswith(_ABOVE_TAX_TOTAL)]:
        dropped += _drop_tax_totals(parent, currency)
    for each in root.iter():
        if each.text and _is_foreign(each, currency):
            each.text = None
            dropped.append(_name(each))
    return dropped


def _drop_tax_totals(parent: Element, currency: str) -> Iterator[str]:
    totals = [child for child in parent if child.tag.endswith(_TAX_TOTAL)]
    own = [total for total in totals if not _is_foreign(_amount(total), currency)]
    for total in totals:
        if total not in own:
            parent.remove(total)
    if len(_texts(own)) > 1:
        for total in own:
            _amount(total).text = None
            yield _name(_amount(total))


def _amount(total: Element) -> Element:
    """The amount of a tax total; in CII it is the total itself."""
    return next((child for child in total if child.tag.endswith("}TaxAmount")), total)


def _texts(totals: Iterable[Element]) -> set[str]:
    return {(_amount(total).text or "").strip() for total in totals}


def _is_foreign(amount: Element, currency: str) -> bool:
    return amount.get("currencyID", currency).strip() != currency


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
