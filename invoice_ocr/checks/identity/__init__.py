"""Identity numbers: VAT ids, IBAN, BIC, GTIN."""

from __future__ import annotations

from typing import Final

from invoice_ocr.checks.check import Check
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

CHECKS: Final = (
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
)
