"""Packs of invoices in one PDF, drawn at random: how many pages each has is known."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from fpdf import FPDF


class Words(NamedTuple):
    """How a language writes it."""

    invoice: str
    number: str
    date: str
    head: tuple[str, str, str, str]
    subtotal: str
    tax: str
    total: str
    page: str
    of: str
    carried: str
    note: str
    items: tuple[str, ...]


LANGUAGES = tuple(
    Words(*row[:3], tuple(row[3].split("|")), *row[4:11], tuple(row[11].split("|")))  # type: ignore[arg-type]
    for row in csv.reader((Path(__file__).parent / "pack_words.tsv").read_text("utf-8").splitlines(), delimiter="\t")
)

SELLERS = (
    ("Harbour Point Trading Ltd", "12 Quay Street", "Bristol BS1 4DJ"),
    ("Nordlicht Handels GmbH", "Am Deich 7", "20457 Hamburg"),
    ("Atelier Mirabelle SARL", "4 rue des Lilas", "54000 Nancy"),
    ("Muebles Sierra S.L.", "Calle Olmo 9", "41001 Sevilla"),
    ("Blauwe Haven B.V.", "Kade 112", "3011 AB Rotterdam"),
    ("Luce Viva S.r.l.", "Via Roma 3", "50123 Firenze"),
    ("Fenwick and Daughters", "8 Mill Lane", "York YO1 7HT"),
)


@dataclass
class Pack:
    """A PDF, and the first page and the number of each document in it."""

    data: bytes
    starts: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    pages: int = 0


def pack(chance: Random) -> Pack:
    """Two to thirty invoices of one to three pages; often several of one seller after one another."""
    made = Pack(b"")
    pdf = FPDF()
    pdf.set_auto_page_break(auto=False)
    count = chance.randint(2, 30)
    seller, words = chance.choice(SELLERS), chance.choice(LANGUAGES)
    for number in range(count):
        if chance.random() < 0.6:
            seller, words = chance.choice(SELLERS), chance.choice(LANGUAGES)
        made.starts.append(pdf.pages_count)
        label = chance.choice(("R-", "INV", "2026/", "")) + str(chance.randint(1000, 99999)) + str(number)
        made.numbers.append(label)
        _invoice(pdf, chance, seller, words, label)
    made.data, made.pages = bytes(pdf.output()), pdf.pages_count
    return made


def _invoice(pdf: FPDF, chance: Random, seller: tuple[str, ...], words: Words, number: str) -> None:
    pages = chance.choices((1, 2, 3), (6, 3, 1))[0]
    numbered, repeated, carried = chance.random() < 0.5, chance.random() < 0.5, chance.random() < 0.4
    lines = [_line(chance, words) for _ in range(chance.randint(2, 9) if pages == 1 else 14 * pages)]
    day = f"{chance.randint(13, 28)}.{chance.randint(1, 12):02}.2026"
    running = 0
    for page in range(pages):
        _sheet(pdf)
        if page == 0:
            _head(pdf, chance, seller, words, number, day)
        elif repeated:
            _row(pdf, f"{seller[0]}   {words.number} {number}")
        here = lines[page * len(lines) // pages : (page + 1) * len(lines) // pages]
        running = _items(pdf, words, here, running, carried=carried, last=page == pages - 1)
        if numbered:
            _foot(pdf, f"{words.page} {page + 1} {words.of} {pages}")
    _enclosed(pdf, chance, words, number, lines)


def _items(
    pdf: FPDF, words: Words, lines: list[tuple[str, int, int]], running: int, *, carried: bool, last: bool
) -> int:
    """The items of one page; gives the sum so far."""
    _table(pdf, words.head)
    if running and carried:
        _row(pdf, f"{words.carried}      {_money(running)}")
    for name, quantity, cents in lines:
        _table(pdf, (name, str(quantity), _money(cents), _money(quantity * cents)))
        running += quantity * cents
    if last:
        _sums(pdf, words, running)
    elif carried:
        _row(pdf, f"{words.carried}      {_money(running)}")
    return running


def _enclosed(pdf: FPDF, chance: Random, words: Words, number: str, lines: list[tuple[str, int, int]]) -> None:
    """Now and then a delivery note, or the empty back of a sheet."""
    if chance.random() < 0.15:
        _sheet(pdf)
        _row(pdf, f"{words.note} {number}")
        for name, quantity, _ in lines[:5]:
            _row(pdf, f"{quantity} x {name}")
    if chance.random() < 0.1:
        pdf.add_page()


def _line(chance: Random, words: Words) -> tuple[str, int, int]:
    return chance.choice(words.items), chance.randint(1, 9), chance.randint(250, 20_000)


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _sheet(pdf: FPDF) -> None:
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.set_xy(18, 16)


def _head(pdf: FPDF, chance: Random, seller: tuple[str, ...], words: Words, number: str, day: str) -> None:
    for text in seller:
        _row(pdf, text)
    pdf.ln(6)
    if chance.random() < 0.7:
        pdf.set_font("helvetica", size=16)
        _row(pdf, words.invoice)
        pdf.set_font("helvetica", size=10)
    _row(pdf, f"{words.number} {number}")
    _row(pdf, f"{words.date}: {day}")
    pdf.ln(4)


def _table(pdf: FPDF, cells: tuple[str, ...]) -> None:
    pdf.set_x(18)
    for width, text in zip((80, 25, 30, 30), cells, strict=True):
        pdf.cell(width, 6, text)
    pdf.ln(6)


def _row(pdf: FPDF, text: str) -> None:
    pdf.set_x(18)
    pdf.cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")


def _sums(pdf: FPDF, words: Words, net: int) -> None:
    tax = round(net * 0.2)
    pdf.ln(3)
    for label, cents in ((words.subtotal, net), (f"{words.tax} 20%", tax), (words.total, net + tax)):
        pdf.set_x(98)
        pdf.cell(55, 6, label)
        pdf.cell(30, 6, _money(cents), new_x="LMARGIN", new_y="NEXT")


def _foot(pdf: FPDF, text: str) -> None:
    pdf.set_xy(18, 280)
    pdf.cell(0, 6, text)
