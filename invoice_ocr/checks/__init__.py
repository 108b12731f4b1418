"""The checks: sums, taxes, dates, identity numbers, signs, and where the values were read.

A check is one file with one function and one row of ``CHECKS``. Everything else follows from its docstring: the page
under ``docs/checks`` and what ``explain`` says. Checks that are your own go beside them: ``run_checks(subject,
(*CHECKS, mine))``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from invoice_ocr.checks.arithmetic.allowance_rate_differs import allowance_rate_differs
from invoice_ocr.checks.arithmetic.allowance_total_differs import allowance_total_differs
from invoice_ocr.checks.arithmetic.amount_due_differs import amount_due_differs
from invoice_ocr.checks.arithmetic.amount_due_unexplained import amount_due_unexplained
from invoice_ocr.checks.arithmetic.charge_total_differs import charge_total_differs
from invoice_ocr.checks.arithmetic.line_amount_differs import line_amount_differs
from invoice_ocr.checks.arithmetic.lines_differ import lines_differ
from invoice_ocr.checks.arithmetic.subtotal_differs import subtotal_differs
from invoice_ocr.checks.arithmetic.total_differs import total_differs
from invoice_ocr.checks.audit import Audit
from invoice_ocr.checks.check import Check
from invoice_ocr.checks.currency.currency_contradicted import currency_contradicted
from invoice_ocr.checks.currency.currency_obsolete import currency_obsolete
from invoice_ocr.checks.currency.decimals_exceed import decimals_exceed
from invoice_ocr.checks.dates.delivery_far_from_issue import delivery_far_from_issue
from invoice_ocr.checks.dates.due_before_issue import due_before_issue
from invoice_ocr.checks.dates.due_long_after_issue import due_long_after_issue
from invoice_ocr.checks.dates.due_off_terms import due_off_terms
from invoice_ocr.checks.dates.issue_in_future import issue_in_future
from invoice_ocr.checks.dates.issue_long_ago import issue_long_ago
from invoice_ocr.checks.dates.line_period_outside import line_period_outside
from invoice_ocr.checks.dates.period_far_from_issue import period_far_from_issue
from invoice_ocr.checks.dates.period_reversed import period_reversed
from invoice_ocr.checks.dates.preceding_after_issue import preceding_after_issue
from invoice_ocr.checks.evidence.confidence_low import confidence_low
from invoice_ocr.checks.evidence.details_differ import details_differ
from invoice_ocr.checks.evidence.sources_differ import sources_differ
from invoice_ocr.checks.evidence.value_ambiguous import value_ambiguous
from invoice_ocr.checks.evidence.value_nowhere import value_nowhere
from invoice_ocr.checks.evidence.value_unseen import value_unseen
from invoice_ocr.checks.fraud.account_change_announced import account_change_announced
from invoice_ocr.checks.fraud.account_changed import account_changed
from invoice_ocr.checks.fraud.document_alike_seen import document_alike_seen
from invoice_ocr.checks.fraud.file_edited import file_edited
from invoice_ocr.checks.fraud.file_seen_before import file_seen_before
from invoice_ocr.checks.fraud.hidden_characters import hidden_characters
from invoice_ocr.checks.fraud.name_mixed_scripts import name_mixed_scripts
from invoice_ocr.checks.fraud.number_alike_seen import number_alike_seen
from invoice_ocr.checks.fraud.number_seen_before import number_seen_before
from invoice_ocr.checks.identity.abn_checksum import abn_checksum
from invoice_ocr.checks.identity.bic_country_differs import bic_country_differs
from invoice_ocr.checks.identity.bic_malformed import bic_malformed
from invoice_ocr.checks.identity.card_number_printed import card_number_printed
from invoice_ocr.checks.identity.cnpj_checksum import cnpj_checksum
from invoice_ocr.checks.identity.ein_malformed import ein_malformed
from invoice_ocr.checks.identity.gstin_checksum import gstin_checksum
from invoice_ocr.checks.identity.gtin_checksum import gtin_checksum
from invoice_ocr.checks.identity.iban_checksum import iban_checksum
from invoice_ocr.checks.identity.iban_country_differs import iban_country_differs
from invoice_ocr.checks.identity.rfc_malformed import rfc_malformed
from invoice_ocr.checks.identity.seller_is_buyer import seller_is_buyer
from invoice_ocr.checks.identity.siret_checksum import siret_checksum
from invoice_ocr.checks.identity.vat_id_checksum import vat_id_checksum
from invoice_ocr.checks.identity.vat_id_country_differs import vat_id_country_differs
from invoice_ocr.checks.identity.vat_id_shared import vat_id_shared
from invoice_ocr.checks.pages import page
from invoice_ocr.checks.payment.overpaid import overpaid
from invoice_ocr.checks.payment.payment_time_missing import payment_time_missing
from invoice_ocr.checks.payment.reference_belgian_checksum import reference_belgian_checksum
from invoice_ocr.checks.payment.reference_checksum import reference_checksum
from invoice_ocr.checks.payment.transfer_account_missing import transfer_account_missing
from invoice_ocr.checks.plausibility.amount_is_number import amount_is_number
from invoice_ocr.checks.plausibility.carried_forward_counted import carried_forward_counted
from invoice_ocr.checks.plausibility.decimal_shifted import decimal_shifted
from invoice_ocr.checks.plausibility.digits_transposed import digits_transposed
from invoice_ocr.checks.plausibility.line_counted_twice import line_counted_twice
from invoice_ocr.checks.plausibility.line_exceeds_total import line_exceeds_total
from invoice_ocr.checks.plausibility.number_is_another import number_is_another
from invoice_ocr.checks.plausibility.quantity_implausible import quantity_implausible
from invoice_ocr.checks.plausibility.quantity_price_swapped import quantity_price_swapped
from invoice_ocr.checks.receipts.change_differs import change_differs
from invoice_ocr.checks.receipts.change_exceeds_given import change_exceeds_given
from invoice_ocr.checks.receipts.payments_differ import payments_differ
from invoice_ocr.checks.receipts.rounding_implausible import rounding_implausible
from invoice_ocr.checks.receipts.service_implausible import service_implausible
from invoice_ocr.checks.receipts.tip_implausible import tip_implausible
from invoice_ocr.checks.required.buyer_missing import buyer_missing
from invoice_ocr.checks.required.currency_missing import currency_missing
from invoice_ocr.checks.required.delivery_missing import delivery_missing
from invoice_ocr.checks.required.description_missing import description_missing
from invoice_ocr.checks.required.issue_date_missing import issue_date_missing
from invoice_ocr.checks.required.line_amount_missing import line_amount_missing
from invoice_ocr.checks.required.line_rate_missing import line_rate_missing
from invoice_ocr.checks.required.lines_missing import lines_missing
from invoice_ocr.checks.required.number_missing import number_missing
from invoice_ocr.checks.required.profile_field_missing import profile_field_missing
from invoice_ocr.checks.required.seller_address_missing import seller_address_missing
from invoice_ocr.checks.required.seller_country_unexpected import seller_country_unexpected
from invoice_ocr.checks.required.seller_id_missing import seller_id_missing
from invoice_ocr.checks.required.seller_missing import seller_missing
from invoice_ocr.checks.required.tax_rows_missing import tax_rows_missing
from invoice_ocr.checks.required.total_missing import total_missing
from invoice_ocr.checks.signs.allowance_negative import allowance_negative
from invoice_ocr.checks.signs.credit_unreferenced import credit_unreferenced
from invoice_ocr.checks.signs.line_sign_differs import line_sign_differs
from invoice_ocr.checks.signs.paid_negative import paid_negative
from invoice_ocr.checks.signs.subtotal_sign_differs import subtotal_sign_differs
from invoice_ocr.checks.signs.tax_sign_differs import tax_sign_differs
from invoice_ocr.checks.signs.total_negative import total_negative
from invoice_ocr.checks.standard.exact_allowance_total import exact_allowance_total
from invoice_ocr.checks.standard.exact_amount_due import exact_amount_due
from invoice_ocr.checks.standard.exact_category_base import exact_category_base
from invoice_ocr.checks.standard.exact_category_tax import exact_category_tax
from invoice_ocr.checks.standard.exact_charge_total import exact_charge_total
from invoice_ocr.checks.standard.exact_lines_total import exact_lines_total
from invoice_ocr.checks.standard.exact_subtotal import exact_subtotal
from invoice_ocr.checks.standard.exact_tax_amount import exact_tax_amount
from invoice_ocr.checks.standard.exact_tax_total import exact_tax_total
from invoice_ocr.checks.standard.exact_total import exact_total
from invoice_ocr.checks.subject import Subject
from invoice_ocr.checks.taxes.category_base_differs import category_base_differs
from invoice_ocr.checks.taxes.exemption_reason_missing import exemption_reason_missing
from invoice_ocr.checks.taxes.gst_halves_differ import gst_halves_differ
from invoice_ocr.checks.taxes.gst_place_contradicted import gst_place_contradicted
from invoice_ocr.checks.taxes.intra_community_ids_missing import intra_community_ids_missing
from invoice_ocr.checks.taxes.line_rate_unlisted import line_rate_unlisted
from invoice_ocr.checks.taxes.outside_scope_mixed import outside_scope_mixed
from invoice_ocr.checks.taxes.rate_not_legal import rate_not_legal
from invoice_ocr.checks.taxes.reverse_charge_ids_missing import reverse_charge_ids_missing
from invoice_ocr.checks.taxes.reverse_charge_taxed import reverse_charge_taxed
from invoice_ocr.checks.taxes.small_business_taxed import small_business_taxed
from invoice_ocr.checks.taxes.split_payment_mixed import split_payment_mixed
from invoice_ocr.checks.taxes.standard_rate_zero import standard_rate_zero
from invoice_ocr.checks.taxes.tax_amount_differs import tax_amount_differs
from invoice_ocr.checks.taxes.tax_base_off_lines import tax_base_off_lines
from invoice_ocr.checks.taxes.tax_bases_differ import tax_bases_differ
from invoice_ocr.checks.taxes.tax_rows_differ import tax_rows_differ
from invoice_ocr.checks.taxes.tax_share_implausible import tax_share_implausible
from invoice_ocr.checks.taxes.tax_total_off_rate import tax_total_off_rate
from invoice_ocr.checks.taxes.untaxed_amount import untaxed_amount
from invoice_ocr.checks.taxes.untaxed_rate import untaxed_rate
from invoice_ocr.errors import UsageError
from invoice_ocr.model.finding import Finding
from invoice_ocr.model.purchase import Kind

__all__ = ["CHECKS", "Audit", "Check", "Subject", "explain", "run_checks"]

INVOICES: Final[tuple[Kind, ...]] = ("invoice",)
RECEIPTS: Final[tuple[Kind, ...]] = ("receipt",)

PLAIN_AUDIT: Final = Audit()
"""No profile, and failures only."""

CHECKS: Final[tuple[Check, ...]] = (
    Check("ARI101", "error", "PEPPOL-EN16931-R120", line_amount_differs),
    Check("ARI102", "error", "EN16931:BR-CO-10", lines_differ),
    Check("ARI103", "error", "EN16931:BR-CO-13", subtotal_differs),
    Check("ARI104", "error", "EN16931:BR-CO-15", total_differs),
    Check("ARI105", "error", "EN16931:BR-CO-16", amount_due_differs),
    Check("ARI106", "warning", "EN16931:BR-CO-16", amount_due_unexplained),
    Check("ARI107", "error", "EN16931:BR-CO-11", allowance_total_differs),
    Check("ARI108", "error", "EN16931:BR-CO-12", charge_total_differs),
    Check("ARI109", "error", "PEPPOL-EN16931-R040", allowance_rate_differs),
    Check("TAX101", "error", "EN16931:BR-CO-14", tax_rows_differ),
    Check("TAX102", "error", "EN16931:BR-CO-17", tax_amount_differs),
    Check("TAX103", "error", "EN16931:BR-CO-17", tax_total_off_rate),
    Check("TAX104", "error", "EN16931:BR-S-08", tax_bases_differ),
    Check("TAX105", "error", "EN16931:BR-S-08", tax_base_off_lines),
    Check("TAX106", "warning", "EN16931:BR-CO-18", line_rate_unlisted),
    Check("TAX107", "warning", "EN16931:BR-E-05", untaxed_rate),
    Check("TAX108", "error", "EN16931:BR-E-09", untaxed_amount),
    Check("TAX109", "warning", "EN16931:BR-S-05", standard_rate_zero),
    Check("TAX110", "error", "EN16931:BR-E-08", category_base_differs),
    Check("TAX111", "warning", "EN16931:BR-AE-02", reverse_charge_ids_missing, INVOICES),
    Check("TAX112", "warning", "EN16931:BR-IC-02", intra_community_ids_missing, INVOICES),
    Check("TAX113", "info", "EN16931:BR-E-10", exemption_reason_missing, INVOICES),
    Check("TAX114", "warning", None, reverse_charge_taxed, INVOICES),
    Check("TAX115", "warning", None, small_business_taxed),
    Check("TAX116", "warning", None, rate_not_legal),
    Check("TAX117", "warning", None, gst_halves_differ),
    Check("TAX118", "info", None, gst_place_contradicted, INVOICES),
    Check("TAX119", "warning", "EN16931:BR-O-11", outside_scope_mixed),
    Check("TAX120", "warning", "EN16931:BR-B-02", split_payment_mixed),
    Check("TAX121", "warning", None, tax_share_implausible),
    Check("DAT101", "warning", None, due_before_issue),
    Check("DAT102", "error", None, issue_in_future),
    Check("DAT103", "warning", None, issue_long_ago),
    Check("DAT104", "error", "EN16931:BR-29", period_reversed),
    Check("DAT105", "warning", None, due_long_after_issue),
    Check("DAT106", "warning", None, delivery_far_from_issue),
    Check("DAT107", "warning", None, preceding_after_issue),
    Check("DAT108", "warning", None, due_off_terms, INVOICES),
    Check("DAT109", "warning", None, period_far_from_issue),
    Check("DAT110", "warning", "PEPPOL-EN16931-R110", line_period_outside, INVOICES),
    Check("IDN101", "warning", "EN16931:BR-CO-09", vat_id_checksum),
    Check("IDN102", "warning", "XRechnung:BR-DE-19", iban_checksum),
    Check("IDN103", "warning", None, seller_is_buyer),
    Check("IDN104", "warning", None, vat_id_shared),
    Check("IDN105", "warning", None, bic_malformed),
    Check("IDN106", "warning", None, bic_country_differs),
    Check("IDN107", "warning", None, gtin_checksum),
    Check("IDN108", "warning", None, gstin_checksum),
    Check("IDN109", "warning", None, abn_checksum),
    Check("IDN110", "warning", None, cnpj_checksum),
    Check("IDN111", "warning", None, rfc_malformed),
    Check("IDN112", "warning", None, siret_checksum),
    Check("IDN113", "warning", None, ein_malformed),
    Check("IDN114", "info", None, vat_id_country_differs),
    Check("IDN115", "info", None, iban_country_differs),
    Check("IDN116", "warning", "EN16931:BR-51", card_number_printed),
    Check("PAY101", "warning", None, overpaid, INVOICES),
    Check("PAY102", "info", "EN16931:BR-CO-25", payment_time_missing, INVOICES),
    Check("PAY103", "warning", None, reference_checksum),
    Check("PAY104", "info", "EN16931:BR-61", transfer_account_missing, INVOICES),
    Check("PAY105", "warning", None, reference_belgian_checksum),
    Check("RCP101", "error", None, payments_differ, RECEIPTS),
    Check("RCP102", "error", None, change_differs, RECEIPTS),
    Check("RCP103", "warning", None, rounding_implausible),
    Check("RCP104", "warning", None, tip_implausible, RECEIPTS),
    Check("RCP105", "error", None, change_exceeds_given, RECEIPTS),
    Check("RCP106", "warning", None, service_implausible, RECEIPTS),
    Check("REQ101", "error", "EN16931:BR-14", total_missing),
    Check("REQ102", "error", "EN16931:BR-03", issue_date_missing),
    Check("REQ103", "error", "EN16931:BR-06", seller_missing),
    Check("REQ104", "error", "EN16931:BR-02", number_missing, INVOICES),
    Check("REQ105", "error", "EN16931:BR-05", currency_missing, INVOICES),
    Check("REQ106", "info", "EN16931:BR-16", lines_missing),
    Check("REQ107", "info", "EN16931:BR-07", buyer_missing, INVOICES),
    Check("REQ108", "info", "EN16931:BR-CO-26", seller_id_missing),
    Check("REQ109", "info", "EN16931:BR-24", line_amount_missing),
    Check("REQ110", "info", "EN16931:BR-CO-18", tax_rows_missing),
    Check("REQ111", "error", None, profile_field_missing),
    Check("REQ112", "info", "EN16931:BR-08", seller_address_missing, INVOICES),
    Check("REQ113", "info", "EN16931:BR-25", description_missing, INVOICES),
    Check("REQ114", "info", "EN16931:BR-CO-04", line_rate_missing, INVOICES),
    Check("REQ115", "info", "EN16931:BR-IC-11", delivery_missing, INVOICES),
    Check("REQ116", "warning", None, seller_country_unexpected),
    Check("EVI101", "warning", None, value_ambiguous),
    Check("EVI102", "warning", None, value_nowhere),
    Check("EVI103", "error", None, value_unseen),
    Check("EVI104", "warning", None, confidence_low),
    Check("EVI105", "error", None, sources_differ),
    Check("EVI106", "warning", None, details_differ),
    Check("CUR101", "warning", None, decimals_exceed),
    Check("CUR102", "warning", "EN16931:BR-05", currency_contradicted),
    Check("CUR103", "error", None, currency_obsolete),
    Check("SGN101", "warning", None, total_negative, INVOICES),
    Check("SGN102", "warning", "EN16931:BR-27", line_sign_differs),
    Check("SGN103", "warning", None, tax_sign_differs),
    Check("SGN104", "warning", None, allowance_negative),
    Check("SGN105", "warning", None, subtotal_sign_differs),
    Check("SGN106", "info", "EN16931:BR-55", credit_unreferenced, INVOICES),
    Check("SGN107", "warning", None, paid_negative),
    Check("PLA101", "error", None, line_counted_twice),
    Check("PLA102", "warning", None, carried_forward_counted),
    Check("PLA103", "warning", None, quantity_price_swapped),
    Check("PLA104", "warning", None, decimal_shifted),
    Check("PLA105", "warning", None, digits_transposed),
    Check("PLA106", "warning", None, line_exceeds_total),
    Check("PLA107", "warning", None, quantity_implausible),
    Check("PLA108", "warning", None, amount_is_number),
    Check("PLA109", "warning", None, number_is_another),
    Check("FRD101", "warning", None, name_mixed_scripts),
    Check("FRD102", "warning", None, hidden_characters),
    Check("FRD103", "warning", None, account_change_announced, INVOICES),
    Check("FRD104", "error", None, account_changed, INVOICES),
    Check("FRD105", "error", None, number_seen_before, INVOICES),
    Check("FRD106", "warning", None, number_alike_seen, INVOICES),
    Check("FRD107", "warning", None, document_alike_seen),
    Check("FRD108", "warning", None, file_seen_before),
    Check("FRD109", "info", None, file_edited),
    Check("STD110", "error", "EN16931:BR-CO-10", exact_lines_total, INVOICES),
    Check("STD111", "error", "EN16931:BR-CO-11", exact_allowance_total, INVOICES),
    Check("STD112", "error", "EN16931:BR-CO-12", exact_charge_total, INVOICES),
    Check("STD113", "error", "EN16931:BR-CO-13", exact_subtotal, INVOICES),
    Check("STD114", "error", "EN16931:BR-CO-14", exact_tax_total, INVOICES),
    Check("STD115", "error", "EN16931:BR-CO-15", exact_total, INVOICES),
    Check("STD116", "error", "EN16931:BR-CO-16", exact_amount_due, INVOICES),
    Check("STD117", "error", "EN16931:BR-CO-17", exact_tax_amount, INVOICES),
    Check("STD208", "error", "EN16931:BR-S-08", exact_category_base, INVOICES),
    Check("STD209", "error", "EN16931:BR-S-09", exact_category_tax, INVOICES),
)
"""Every check, by rule id."""


def run_checks(
    subject: Subject, checks: Iterable[Check] = CHECKS, *, audit: Audit = PLAIN_AUDIT
) -> tuple[Finding, ...]:
    """What the checks find in a document; an empty tuple where all is well or too little is known.

    ``audit`` weighs the findings by a profile, and can ask for the status of every rule.

    >>> subject = Subject.of("receipt", subtotal="10.00", tax_total="1.90", total="19.90")
    >>> [(finding.rule, finding.expected) for finding in run_checks(subject) if finding.rule.startswith("ARI")]
    [('ARI104', '11.90')]
    """
    return audit.findings(subject, checks)


def explain(rule: str, checks: Iterable[Check] = CHECKS) -> str:
    """The page of a rule, in Markdown."""
    known = {check.rule: check for check in checks}
    wanted = rule.strip().upper()
    if wanted in known:
        return page(known[wanted])
    near = difflib.get_close_matches(wanted, known, n=3) or [name for name in known if name[:3] == wanted[:3]][:3]
    remedy = f"Did you mean {', '.join(near)}?" if near else f"Rules go from {min(known)} to {max(known)}."
    raise UsageError(f"There is no rule {rule}.", remedy=remedy)
