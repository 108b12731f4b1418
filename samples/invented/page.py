"""A generated document on paper: PDF pages in one of several layouts; right to left where the language runs so."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING

from drawing.fonts import CARLITO, DEJAVU, LATO, OPEN_SANS, SANS, SERIF, WAREE, ZENHEI
from drawing.sheet import BODY, GREY, Colour, Pen, Sheet
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from drawing.fonts import Family

    from invented.content import Page, Sample

FONTS: dict[str, tuple[Family, ...]] = {
    "ja": (ZENHEI,),
    "zh": (ZENHEI,),
    "ko": (ZENHEI,),
    "th": (WAREE,),
    "ar": (DEJAVU,),
    "he": (DEJAVU,),
    "vi": (DEJAVU, OPEN_SANS),
    "el": (DEJAVU, SANS, SERIF),
    "ru": (DEJAVU, SANS, SERIF),
    "uk": (DEJAVU,),
    "bg": (DEJAVU, SANS, SERIF),
    "tr": (DEJAVU,),
}
LATIN = (LATO, CARLITO, OPEN_SANS, SANS, SERIF, DEJAVU)
RIGHT_TO_LEFT = {"ar", "he"}
RULE: Colour = (150, 150, 150)
SHEET_WIDTH, LEFT, RIGHT, BOTTOM = 210.0, 18.0, 192.0, 262.0
ROLL_WIDTH = 78.0
_RTL = re.compile("[\u0590-\u065f\u066d-\u06ef]")
_RUNS = re.compile('[\u0590-\u065f\u066d-\u06ef"]+|[^\u0590-\u065f\u066d-\u06ef"]+')


def draw(sample: Sample) -> bytes:
    """The PDF."""
    return (_Roll if sample.layout == "roll" else _Paper)(sample).draw()


def visual(text: str) -> str:
    """The letters in the order in which they stand on the paper, from left to right."""
    if not _RTL.search(text):
        return text
    runs = [run[::-1] if _RTL.search(run) else _around(run) for run in _RUNS.findall(text)]
    return "".join(runs[::-1])


def _around(run: str) -> str:
    """A number between words: the spaces and marks around it change sides with it."""
    body = run.strip(" :,()")
    start = run.find(body) if body else 0
    return run[start + len(body) :][::-1] + body + run[:start][::-1] if body else run[::-1]


def _family(sample: Sample, rng: Random) -> Family:
    """One of the language's fonts, in which no letter and no currency's sign is missing."""
    page = sample.page
    cells = [text for row in page.rows for text in row.values()] + [
        text for row in page.sums for text in (row.label, row.text)
    ]
    cells += [text for row in page.below for text in row] + [*page.notes, *page.foot]
    cells += [text for pair in page.meta for text in pair]
    printed = set("".join([page.title, *page.seller, *page.buyer, *page.heads.values(), *cells, *page.carried]))
    families = [*FONTS.get(sample.language, LATIN), DEJAVU]
    return rng.choice([each for each in families if printed <= _letters(each)] or families[:1])


@lru_cache(maxsize=32)
def _letters(family: Family) -> frozenset[str]:
    """All that the font can print, in bold too."""
    found = []
    for style in ("", "B"):
        with TTFont(family.file(style), fontNumber=0, lazy=True) as font:
            found.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*found)


class _Paper:
    """An office page: head, parties, table, sums, foot."""

    def __init__(self, sample: Sample) -> None:
        self.rng = Random(sample.seed)
        self.sample, self.page = sample, sample.page
        self.sheet = self._sheet(_family(sample, self.rng))
        self.mirrored = sample.language in RIGHT_TO_LEFT
        self.look = self.rng.choice(["ruled", "plain", "lines"])
        self.pen = BODY.sized(self.rng.choice([8.5, 9, 9.5]))
        self.columns = _columns(self.page, self.rng, sample.layout)

    def _sheet(self, family: Family) -> Sheet:
        return Sheet(family)

    def put(self, x: float, y: float, text: str, pen: Pen) -> None:
        """A text at its place; mirrored where the language runs from right to left."""
        if self.mirrored:
            x, pen = SHEET_WIDTH - x, replace(pen, align={"L": "R", "R": "L", "C": "C"}[pen.align])
        self.sheet.text(x, y, visual(text), pen)

    def rule(self, x: float, y: float, to: float) -> None:
        left, right = (SHEET_WIDTH - to, SHEET_WIDTH - x) if self.mirrored else (x, to)
        self.sheet.rule(left, y, right, 0.2, RULE)

    def draw(self) -> bytes:
        """All parts, top to bottom."""
        y = self._table(self._head())
        page = self.page
        y = self._room(y, 8 * len(page.sums) + 16 + 5 * (len(page.notes) + len(page.below)))
        y = self._sums(y + 5)
        for note in page.notes:
            self.put(LEFT, y + 6, note, self.pen)
            y += 4.6
        self._below(y + 8)
        self._foot()
        return self.sheet.output()

    def _below(self, y: float) -> None:
        """Further rows under the sums: a text, a label and its amount, or a small table."""
        for cells in self.page.below:
            self.put(LEFT, y, cells[0], self.pen)
            for index, text in enumerate(cells[1:]):
                self.put(LEFT + 78 + 30 * index, y, text, self.pen.right)
            y += 4.8

    def _room(self, y: float, needed: float) -> float:
        """The same place, or the top of a new page where this one has not so much room."""
        if y + needed <= BOTTOM:
            return y
        self._foot()
        self.sheet.page()
        return 22.0

    def _foot(self) -> None:
        for index, line in enumerate(self.page.foot):
            self.put(LEFT, 280 + 4 * index, line, BODY.sized(8).inked(GREY))

    def _head(self) -> float:
        page, rng = self.page, self.rng
        self.put(LEFT, 22, page.seller[0], BODY.sized(14).bold)
        for index, line in enumerate(page.seller[1:]):
            self.put(LEFT, 28 + 4.2 * index, line, self.pen.sized(8.5))
        self.put(RIGHT, 24, page.title, BODY.sized(17).bold.right)
        place = rng.choice(["right", "left", "stacked"])
        self.put(LEFT, 52, page.buyer_label, self.pen.bold)
        for index, line in enumerate(page.buyer):
            self.put(LEFT, 57 + 4.6 * index, line, self.pen)
        if place == "stacked":
            return self._stacked(82)
        x, y = (118.0, 52.0) if place == "right" else (LEFT, 80.0)
        for label, value in page.meta:
            self.put(x, y, label, self.pen)
            if place == "right":
                self.put(RIGHT, y, value, self.pen.right)
            else:
                self.put(x + 48, y, value, self.pen)
            y += 5.2
        return max(100.0, y + 4)

    def _stacked(self, y: float) -> float:
        """Labels in a row, their values below."""
        for index, (label, value) in enumerate(self.page.meta):
            x, down = LEFT + 58 * (index % 3), 12 * (index // 3)
            self.put(x, y + down, label.rstrip(":"), self.pen.bold)
            self.put(x, y + down + 5, value, self.pen)
        return y + 16 + 12 * ((len(self.page.meta) - 1) // 3)

    def _table_head(self, y: float) -> float:
        for name, x, align, _ in self.columns:
            self.put(x, y + 4, self.page.heads[name], replace(self.pen.bold, align=align))
        self.rule(LEFT, y + 5.5, RIGHT)
        return y + 6

    def _table(self, y: float) -> float:
        y = self._table_head(y)
        for index, row in enumerate(self.page.rows):
            if y + 14 > BOTTOM:
                y = self._turn(index)
            y = self._row(y, row)
        return y

    def _turn(self, index: int) -> float:
        """The next page, with the sum so far at both ends where the document carries it."""
        carry = self.page.carry
        x = self.columns[-1][1]
        if carry:
            self._pair(x - 40, x, BOTTOM + 6, (carry[0], self.page.carried[index - 1]))
        self._foot()
        self.sheet.page()
        y = self._table_head(20)
        if carry:
            self._pair(x - 40, x, y + 4.6, (carry[1], self.page.carried[index - 1]))
            y += 7
        return y

    def _pair(self, x: float, to: float, y: float, pair: tuple[str, str]) -> None:
        self.put(x, y, pair[0], self.pen.bold.right)
        self.put(to, y, pair[1], self.pen.bold.right)

    def _row(self, y: float, row: dict[str, str]) -> float:
        leading, lines = self.pen.leading, 1
        own = self.sample.layout == "own-row"
        for name, x, align, width in self.columns:
            texts = self.sheet.wrap(row[name], width, self.pen) if name == "desc" else [row.get(name, "")]
            lines = max(lines, len(texts))
            for index, text in enumerate(texts):
                self.put(x, y + 4 + index * leading, text, replace(self.pen, align=align))
        if own and row.get("qty"):
            self.put(LEFT + 4, y + 4 + lines * leading, f"{row['qty']} x {row['price']}", self.pen)
            lines += 1
        y += lines * leading + 2.4
        if self.look == "ruled":
            self.rule(LEFT, y - 0.6, RIGHT)
        return y

    def _sums(self, y: float) -> float:
        step = (RIGHT - LEFT) / len(self.page.sums)
        pen = self.pen.sized(7.5 if len(self.page.sums) > 3 else 8.5)
        fits = all(self.sheet.width(row.label, pen.bold) < step - 3 for row in self.page.sums)
        if self.sample.layout == "headed" and fits:
            return self._headed(y, step, pen)
        x, to = {"left": (LEFT, 92.0), "centre": (64.0, 140.0)}.get(self.sample.layout, (116.0, RIGHT))
        for row in self.page.sums:
            pen = self.pen.bold if row.strong else self.pen
            self.put(x, y + 4, row.label, pen)
            self.put(to, y + 4, row.text, pen.right)
            y += 5.6
        for index, row in enumerate(self.page.ghost):
            top = y - 5.6 * (len(self.page.ghost) - index) + 1.2
            self.put(x + 3, top + 4, row.label, self.pen)
            self.put(to + 4, top + 4, row.text, self.pen.right)
        return y

    def _headed(self, y: float, step: float, pen: Pen) -> float:
        """The sums in one row under their labels."""
        for index, row in enumerate(self.page.sums):
            to = LEFT + step * (index + 1)
            self.put(to, y + 4, row.label, pen.bold.right)
            self.put(to, y + 9, row.text, pen.right)
        self.rule(LEFT, y + 5.4, RIGHT)
        return y + 14


def _columns(page: Page, rng: Random, layout: str) -> list[tuple[str, float, str, float]]:
    """Name, place, alignment and room of each column."""
    if layout == "own-row":
        return [("desc", LEFT, "L", 120.0), ("amount", RIGHT, "R", 30.0)]
    numbers = ["qty", "price", *(["rate"] if "rate" in page.heads else [])]
    if rng.random() < 0.3:
        numbers = [numbers[-1], *numbers[:-1]] if len(numbers) > 2 else numbers
    first = rng.random() < 0.2
    step = 26.0
    last = ["amount", "gross"] if "gross" in page.heads else ["amount"]
    right = RIGHT - step * (len(numbers) + len(last))
    columns = [("desc", LEFT + (18 if first else 0), "L", right - LEFT - (24 if first else 8))]
    for index, name in enumerate(numbers):
        columns.append((name, right + step * (index + 1), "R", step))
    if first:
        columns = [("qty", LEFT + 10, "R", 12.0), *(c for c in columns if c[0] != "qty")]
    ends = [(name, RIGHT - step * (len(last) - 1 - index), "R", step) for index, name in enumerate(last)]
    return [*columns, *ends]


class _Roll(_Paper):
    """A till roll as a PDF of its own size."""

    def __init__(self, sample: Sample) -> None:
        super().__init__(sample)
        self.quantities = self.rng.choice(["below", "before"])

    def _sheet(self, family: Family) -> Sheet:
        page = self.page
        rows = 2 * len(page.rows) + len(page.sums) + len(page.seller) + len(page.meta) + len(page.below) + 16
        return Sheet(family, (ROLL_WIDTH, max(rows * 5.2, 110.0)))

    def draw(self) -> bytes:
        y, to, x, pen = 10.0, ROLL_WIDTH - 6, 6.0, self.pen.sized(8.5)
        for line in self.page.seller:
            self.sheet.text(ROLL_WIDTH / 2, y, line, pen.centre)
            y += 4.6
        self.sheet.text(ROLL_WIDTH / 2, y + 2, self.page.title, pen.bold.centre)
        y += 9
        for label, value in self.page.meta:
            self.sheet.text(x, y, f"{label} {value}", pen)
            y += 6
        for row in self.page.rows:
            y = self._item(y, row, to, pen)
        self.sheet.rule(x, y, to, 0.2, RULE)
        for row in self.page.sums:
            y += 5
            self.sheet.text(x, y, row.label, pen.bold if row.strong else pen)
            self.sheet.text(to, y, row.text, (pen.bold if row.strong else pen).right)
        self._slip(y + 9, to, x, pen)
        return self.sheet.output()

    def _slip(self, y: float, to: float, x: float, pen: Pen) -> None:
        """What follows the sums on the roll."""
        for cells in (*self.page.below, *((note,) for note in self.page.notes), *((foot,) for foot in self.page.foot)):
            self.sheet.text(x, y, cells[0], pen)
            if len(cells) > 1:
                self.sheet.text(to, y, "  ".join(cells[1:]), pen.right)
            y += 5

    def _item(self, y: float, row: dict[str, str], to: float, pen: Pen) -> float:
        if self.quantities == "before" or row["qty"] in {"", "1"}:
            text = row["desc"] if row["qty"] in {"", "1"} else f"{row['qty']} x {row['desc']}"
            self.sheet.text(6, y, text[:34], pen)
            self.sheet.text(to, y, row["amount"], pen.right)
            return y + 5
        self.sheet.text(6, y, row["desc"][:34], pen)
        self.sheet.text(10, y + 4.4, f"{row['qty']} x {row['price']}", pen)
        self.sheet.text(to, y + 4.4, row["amount"], pen.right)
        return y + 9.4
