"""Labels on the page: whole ones, longest first; what an OCR misread is forgiven, what a text layer says is not."""

from __future__ import annotations

from importlib import resources

import pytest
from page import draw

from invoice_ocr.fields.page.layout import lay_out
from invoice_ocr.fields.page.vocabulary import LONGEST, LabelSpot, find_labels, fold, is_label, labels

TABLES = [f for f in resources.files("invoice_ocr.fields").joinpath("labels").iterdir() if f.name.endswith(".tsv")]


def found(text: str, source: str = "ocr") -> list[LabelSpot]:
    return find_labels(lay_out(draw(text, source=source), is_label))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Total", "total"),
        ("SUBTOTAL:", "subtotal"),
        ("Sub-Total", "subtotal"),
        ("Zwischensumme (€)", "subtotal"),
        ("Date d'échéance", "due_date"),
        ("Número de factura", "number"),
        ("P.IVA", "vat_id"),
        ("Razem do zapłaty", "total"),
        ("Datum vystavení", "issue_date"),
        ("Förfallodatum", "due_date"),
        ("Jumlah Besar", "total"),
        ("T0TAL", "total"),
        ("Tota1", "total"),
        ("SUBT0TAL", "subtotal"),
        ("lnvoice Number", "number"),
        ("Rechnungsnumner", "number"),
        ("Zwischensume", "subtotal"),
        ("Kostennoten-Nr.:", "number"),
        ("Vuokralaskun numero", "number"),
        ("Avinummer", "number"),
        ("Data bolletta", "issue_date"),
        ("Wordt afgeschreven op", "due_date"),
        ("Sera prélevé le", "due_date"),
        ("Prosimy o zapłatę do", "due_date"),
        ("お支払期日", "due_date"),
    ],
)
def test_meaning(text: str, meaning: str):
    assert any(meaning in label.meanings for label in found(text))


@pytest.mark.parametrize(
    "text", ["Tonal", "Tota", "Totem", "Dale", "Casa", "alder birch", "1234", "--", "Taxi", "12.50"]
)
def test_no_label(text: str):
    assert [label for label in found(text) if label.meanings & {"total", "issue_date", "tendered", "tax"}] == []


@pytest.mark.parametrize("text", ["Tota1", "SUBT0TAL", "Rechnungsnumner", "Zwischensume"])
def test_a_text_layer_is_taken_by_its_word(text: str):
    assert found(text, "textlayer") == []


def test_forgiven_labels_say_so():
    assert [label.fuzzy for label in found("Total\nTota1")] == [False, True]


def test_the_longest_label_wins():
    (label,) = found("Purchase Order Number")
    assert label.meanings >= {"purchase_order"}
    assert label.spot.text == "Purchase Order Number"


def test_labels_come_in_reading_order():
    spots = [label.spot for label in found("Subtotal   5.00   Tax   1.00\nTotal   6.00")]
    assert [spot.text for spot in spots] == ["Subtotal", "Tax", "Total"]
    assert [spot.row for spot in spots] == [0, 0, 1]


def test_labels_of_two_letters_must_stand_alone():
    assert any("number" in label.meanings for label in found("No:   17"))
    assert not any("number" in label.meanings for label in found("no sugar added"))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zwischen-Summe (€):", "zwischensumme"),
        ("Nº 5 %", "no5%"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("ÉCHÉANCE", "echeance"),
        ("...", ""),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table(table):
    """Every line is a meaning and its labels; no label is too long to be found or empty."""
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    meanings = [line.split("\t")[0] for line in lines]
    assert len(set(meanings)) == len(meanings)
    for line in lines:
        _, texts = line.split("\t")
        assert all(fold(text) and len(text.split()) <= LONGEST for text in texts.split(" | ")), line


def test_meanings_are_the_same_words_in_all_languages():
    """A meaning that one language alone has is a slip of the pen, but for those that only English knows."""
    spelled: dict[str, set[str]] = {}
    for label in labels().values():
        for meaning in label.meanings:
            spelled.setdefault(meaning, set()).update(label.languages)
    alone = {meaning for meaning, languages in spelled.items() if len(languages) == 1 and languages != {"en"}}
    assert alone <= {"number_prefix", "withholding"}
