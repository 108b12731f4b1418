"""Boxes on a page: each value that was read, coloured by the worst finding about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from invoice_ocr.reports.words import sure_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invoice_ocr.model.finding import Finding
    from invoice_ocr.model.report import Evidence, Report


@dataclass(frozen=True, slots=True)
class Place:
    """A box in percent of its page; ``severity`` is empty where no finding is about it."""

    path: str
    anchor: str
    page: int
    style: str
    severity: str
    numbers: tuple[int, ...]
    link: str
    hint: str


def places_of(report: Report[Any], findings: Sequence[Finding], prefix: str) -> list[Place]:
    """The places of all evidence, those of findings last, so that they lie on top."""
    about: dict[str, list[int]] = {}
    for number, finding in enumerate(findings, 1):
        for path in finding.paths:
            about.setdefault(path, []).append(number)
    places = [
        _place(path, evidence, about.get(path, []), findings, f"{prefix}b{index}")
        for index, (path, evidence) in enumerate(report.evidence.items(), 1)
        if evidence.box is not None and evidence.page is not None
    ]
    return sorted(places, key=lambda place: bool(place.severity))


def _place(path: str, evidence: Evidence, numbers: list[int], findings: Sequence[Finding], anchor: str) -> Place:
    prefix = anchor.rpartition("b")[0]
    return Place(
        path=path,
        anchor=anchor,
        page=evidence.page or 0,
        style=_style(evidence.box or (0, 0, 0, 0)),
        severity=findings[numbers[0] - 1].severity if numbers else "",
        numbers=tuple(numbers),
        link=f"#{prefix}f{numbers[0]}" if numbers else f"#{anchor}",
        hint=f"{evidence.text} ({evidence.source}, {sure_in_words(evidence.confidence)} sure)",
    )


def _style(box: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = box
    return f"left:{left:.2%};top:{top:.2%};width:{max(0, right - left):.2%};height:{max(0, bottom - top):.2%}"
