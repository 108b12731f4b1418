"""Tax letters say a rate only where the table of taxes explains them, and a misread letter is noticed."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.checks import Subject, run_checks
from invoice_ocr.fields import assemble

PAGE = """
   Markt am Brunnen
   Brunnenstr. 1
   50667 Köln

Joghurt Natur         2,14 {0}
Kerze rot            11,90 {1}
Butter                5,35 {2}

SUMME EUR            19,39
EC-Karte             19,39

          Netto    MwSt   Brutto
{3} 19 %    10,00    1,90    11,90
{4}  7 %     7,00    0,49     7,49
"""


def drawn(letters):
    draft = assemble(draw(PAGE.format(*letters)), kind="receipt")
    rates = [None if line.tax_rate is None else str(line.tax_rate) for line in draft.document.lines]
    found = run_checks(Subject(draft.document, "receipt", draft.evidence, draft.layout))
    return rates, {finding.rule for finding in found if finding.rule.startswith("TAX")}


@pytest.mark.parametrize(
    ("letters", "rates", "rules"),
    [
        ("BABAB", ["7", "19", "7"], set()),
        ("AABAB", ["19", "19", "7"], {"TAX105"}),
        ("B BAB", ["7", None, "7"], set()),
        ("CACAB", [None, "19", None], set()),
        ("BABAA", [None, None, None], set()),
        ("BAB  ", [None, None, None], set()),
    ],
    ids=["explained", "a letter misread", "a letter missing", "unknown", "two rates for one letter", "unexplained"],
)
def test_letters(letters, rates, rules):
    assert drawn(letters) == (rates, rules)
