"""Long business words that an OCR misread, and those that somebody prints so."""

from datetime import date

import pytest
from page import draw

from invoice_ocr.fields import assemble
from invoice_ocr.fields.page.misprints import _business_words, mend_words


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("NORTH CHANNEL NEIWORK SDN. BHD.", "NORTH CHANNEL NETWORK SDN. BHD."),
        ("Ash Hardwae Centre", "Ash Hardware Centre"),
        ("Fern Supernarkets plc", "Fern Supermarkets plc"),
        ("PANADFRÍA SOL", "PANADERÍA SOL"),
        ("Papetrie du Lac", "Papeterie du Lac"),
        ("Pestaurants of Elm", "Restaurants of Elm"),
    ],
)
def test_a_misread_letter_is_put_right(read, name):
    assert mend_words(read) == name


@pytest.mark.parametrize(
    "name",
    [
        "Ash Stationary",  # a common spelling
        "Elm Enterprize",
        "Kitchin & Sons",
        "Marketting One",
        "Comercial INTERNACIONAL",
        "Fern Painting",
        "Kitchens Ltd",  # another form
        "SUPERMARKETI",
        "Confectonary",  # two letters at fault
        "NFTWORX",
        "Hard wae",
    ],
)
def test_what_somebody_may_print_stays(name):
    assert mend_words(name) == name


def test_the_words_themselves_and_their_accents_stay():
    for word in _business_words().values():
        assert mend_words(word) == word
        assert mend_words(word.upper()) == word.upper()


def test_a_digit_in_the_name_of_a_month():
    page = draw("MILLBROOK STORES\nServed by: Ann    Sat 03 0ct 2026 11:48\nTea    3.20\nTOTAL    3.20")
    assert assemble(page).document.issue_date == date(2026, 10, 3)
