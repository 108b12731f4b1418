"""Where on the page a stated value stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz.fuzz import partial_ratio_alignment

from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import fold
from invoice_ocr.model.geometry import union

ALIKE = 85.0
"""Texts of this likeness, in percent, are the same as an OCR reads them; digits must be equal all the same."""

FEWEST = 3
"""Shorter texts are found as whole words only."""

MOST_PARTS = 12


@dataclass(frozen=True)
class Printed:
    """All that is printed, as one text: letters and digits in reading order, and the token each of them belongs to."""

    scan: Scan

    @cached_property
    def _tokens(self) -> list[tuple[int, int, str]]:
        rows = self.scan.layout.rows
        return [(row.index, i, fold(token.text)) for row in rows for i, token in enumerate(row.tokens)]

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for _, _, text in self._tokens:
            starts.append(at)
            at += len(text)
        return starts

    @cached_property
    def text(self) -> str:
        """The folded tokens without anything between them."""
        return "".join(text for _, _, text in self._tokens)

    def find(self, text: str, *, near: int | None = None) -> Spot | None:
        """Where the text is printed, or its parts (lines, clauses) one by one; the place nearest to row ``near``."""
        whole = self._find(fold(text), near)
        if whole is not None:
            return whole
        parts = [part for part in text.replace(",", "\n").splitlines() if fold(part)]
        if not 1 < len(parts) <= MOST_PARTS:
            return None
        spots = [self._find(fold(part), near) for part in parts]
        found = [spot for spot in spots if spot is not None and spot.page == next(s for s in spots if s).page]
        missing = sum(len(fold(p)) for p, spot in zip(parts, spots, strict=True) if spot not in found)
        return _joined(found) if found and missing * 4 <= len(fold(text)) else None

    def _find(self, wanted: str, near: int | None) -> Spot | None:
        if not wanted:
            return None
        places = [self._spot(at, at + len(wanted)) for at in self._occurrences(wanted)]
        if places:
            return min(places, key=lambda spot: abs(spot.row - near)) if near is not None else places[0]
        if len(wanted) < 2 * FEWEST:
            return None
        hit = partial_ratio_alignment(wanted, self.text, score_cutoff=ALIKE)
        if hit is None or _digits(self.text[hit.dest_start : hit.dest_end]) != _digits(wanted):
            return None
        return self._spot(hit.dest_start, hit.dest_end)

    def _occurrences(self, wanted: str) -> Iterator[int]:
        """Where the text begins; at the start of a token, and a short one or a number ends with one."""
        starts = set(self._starts)
        ends = starts | {len(self.text)}
        strict = len(wanted) <= FEWEST or wanted[-1].isdigit()
        at = self.text.find(wanted)
        while at >= 0:
            if at in starts and (not strict or at + len(wanted) in ends):
                yield at
            at = self.text.find(wanted, at + 1)

    def _spot(self, start: int, end: int) -> Spot:
        """The tokens between two characters, over as many rows as they take."""
        first = bisect_right(self._starts, start) - 1
        last = max(first, bisect_right(self._starts, end - 1) - 1)
        rows: dict[int, list[int]] = {}
        for row, i, _ in self._tokens[first : last + 1]:
            rows.setdefault(row, []).append(i)
        layout = self.scan.layout
        spots = [layout.spot(row, tokens[0], tokens[-1] + 1) for row, tokens in rows.items()]
        return _joined([spot for spot in spots if spot.page == spots[0].page])


def _joined(spots: list[Spot]) -> Spot:
    """Several runs of tokens as one, which counts as the first's."""
    first = spots[0]
    text = " ".join(spot.text for spot in spots)
    box = union(spot.box for spot in spots)
    return Spot(first.row, first.start, first.end, first.page, box, text, min(spot.confidence for spot in spots))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def same_number(values: tuple[Value[Any], ...], readings: tuple[Any, ...]) -> list[tuple[Value[Any], tuple[Any, ...]]]:
    """The printed values that can mean one of the readings, each with the readings that both share."""
    wanted = set(readings)
    shared = ((value, tuple(r for r in value.readings if r in wanted)) for value in values)
    return [(value, both) for value, both in shared if both]
