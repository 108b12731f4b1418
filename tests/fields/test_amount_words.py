"""The amount in words becomes a note, wherever it stands and however it is broken into lines."""

from __future__ import annotations

import pytest
from page import draw

from invoice_ocr.checks import Subject, run_checks
from invoice_ocr.fields import assemble

PAGE = """
Anna Berg Pvt. Ltd.

TAX INVOICE
Invoice No: R-17                              Invoice Date: 12 May 2026

Description                        Qty          Rate           Amount
Desk                                 2      50,000.00      100,000.00

                                    Sub Total              100,000.00
                                    GST 18 %                18,000.00
                                    Grand Total INR        118,000.00

{words}

Bank: Example Bank
"""


def drawn(*words):
    return assemble(draw(PAGE.format(words="\n".join(words))))


@pytest.mark.parametrize(
    "words",
    [
        ("Amount in words: Rupees One Lakh Eighteen Thousand Only",),
        ("Amount Chargeable (in words)", "INR One Lakh Eighteen Thousand Only"),
        ("Rupees One Lakh Eighteen", "Thousand Only"),
        ("In words: Rupees One Lakh", "Eighteen Thousand", "Only"),
    ],
    ids=["after a label", "below a label", "two lines", "three lines"],
)
def test_the_words_are_a_note_and_agree(words):
    draft = drawn(*words)
    (note,) = draft.document.notes
    assert "Eighteen" in note
    assert draft.evidence["notes[0]"].box is not None
    assert rules(draft) == set()


def test_words_that_say_another_amount():
    draft = drawn("Amount in words: Rupees One Lakh Eighty Thousand Only")
    assert rules(draft) == {"EVI107"}


@pytest.mark.parametrize(
    "words",
    [
        ("Amount in words: Rupees One Lakh Eightecn Thousand Only",),
        ("Rupees One Lakh Eighteen Thousand", "Five Hundrcd Only"),
        ("One of our two shops is closed; fifty rupees off on your next visit",),
        ("Nothing of the kind",),
    ],
    ids=["a misread word", "a misread second line", "a sentence", "no number"],
)
def test_what_is_no_amount_in_words_is_no_note(words):
    assert drawn(*words).document.notes == ()


def rules(draft):
    found = run_checks(Subject(draft.document, "invoice", draft.evidence, draft.layout))
    return {finding.rule for finding in found if finding.rule.startswith("EVI")}
