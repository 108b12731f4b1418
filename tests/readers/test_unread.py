"""Text that the models cannot read is reported, not dropped in silence."""

from __future__ import annotations

import pytest
from drawn_pages import LATIN, draw, texts

from invoice_ocr.model.geometry import Box, Frame
from invoice_ocr.model.reading import PageReading, Word
from invoice_ocr.readers.unread import doubtful_share, reading_warnings

UNREADABLE = {
    "Russian": (
        LATIN,
        [
            "ООО «Ромашка и партнёры»",
            "Молоко пастеризованное 2 шт 89,90",
            "Сыр российский 312,40",
            "Итого к оплате 402,30",
        ],
    ),
    "Ukrainian": (LATIN, ["ТОВ «Сонячна долина»", "Послуги з перевезення 2500,00", "Всього до сплати 3000,00 грн"]),
    "Bulgarian": (LATIN, ["Доставчик: Слънце ЕООД", "Общо за плащане 120,00 лв", "ДДС 20% 20,00", "Благодарим ви"]),
    "Arabic": (
        "noto/NotoSansArabic-Regular.ttf",
        ["شركة النور للتجارة", "12.50 حليب طازج", "15.50 المجموع", "شكرا لزيارتكم"],
    ),
    "Hebrew": ("noto/NotoSansHebrew-Regular.ttf", ["מכולת השכונה", "6.50 חלב טרי", "14.30 לתשלום", "תודה ולהתראות"]),
    "Hindi": ("noto/NotoSansDevanagari-Regular.ttf", ["शर्मा किराना स्टोर", "चावल बासमती 240.00", "कुल राशि 400.00"]),
    "Thai": ("noto/NotoSansThai-Regular.ttf", ["ร้านอาหารบ้านสวน", "ข้าวผัดกุ้ง 160.00", "รวมทั้งสิ้น 280.00"]),
}
READABLE = [
    ["Bäckerei Müller GmbH & Co. KG", "Brötchen 5 x 0,45 2,25", "Gesamtbetrag 5,45 EUR"],
    ["Řeznictví Dvořák s.r.o.", "Čerstvé vejce 10 ks 59,90", "Celkem k úhradě 149,80 Kč"],
    ["Piekarnia Złoty Kłos", "Bułka śniadaniowa 3,20", "Razem do zapłaty 9,10 zł"],
    ["Pâtisserie de l'Église", "Éclair au café 3,20", "Total à régler 6,40 €"],
    ["W . . . . . . . . . 12.50", "M ------------- 7.00", "12345 67890 4.00"],
]


def rows(lines):
    return [(40, 40 + 70 * place, line) for place, line in enumerate(lines)]


@pytest.mark.parametrize("language", UNREADABLE)
def test_an_unknown_script_is_reported(engine, language):
    font, lines = UNREADABLE[language]
    page = engine.read(draw(rows(lines), font=font))
    assert page.unread or any(word.confidence < engine.sure for word in page.words)
    (warning,) = reading_warnings(page, 3, engine.sure)
    assert warning.startswith("Parts of page 3 are in a script that this OCR cannot read")


def test_the_digits_beside_an_unknown_script_survive(engine):
    page = engine.read(draw(rows(["Сыр российский 312,40", "Масло сливочное 199,00"])))
    assert {"312,40", "199,00"} <= set(texts(page))
    assert page.unread
    amount = next(word.box for word in page.words if word.text == "312,40")
    assert all(box.right <= amount.left for box in page.unread if abs(box.y - amount.y) < 10)


def test_greek_is_said_to_be_weak(engine):
    page = engine.read(
        draw(rows(["Ελληνικός καφές 5,00", "Τυρόπιτα σπιτική 3,20", "Ευχαριστούμε πολύ", "Σύνολο 8,20"]))
    )
    assert reading_warnings(page, 1, engine.sure)


@pytest.mark.parametrize("lines", READABLE)
def test_latin_scripts_raise_no_warning(engine, lines):
    page = engine.read(draw(rows(lines)))
    assert reading_warnings(page, 1, engine.sure) == []


def test_the_share_weighs_by_length():
    box = Box(0, 0, 100, 10)
    page = PageReading((Word("a", box), Word("b", box, 0.3)), Frame(1, 1), "ocr", (box, box))
    assert doubtful_share(page, 0.9) == 0.75
    assert doubtful_share(PageReading((), Frame(1, 1), "ocr"), 0.9) == 0
    assert doubtful_share(PageReading((), Frame(1, 1), "ocr", (box,)), 0.9) == 1
