"""Fields that users add to `Invoice` or `Receipt`: found by the labels in their metadata, typed by their annotation."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

from invoice_ocr.fields.locale import Locale, readings_in
from invoice_ocr.fields.page.beside import below, right_of
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Scan, Value
from invoice_ocr.fields.page.vocabulary import LONGEST, LabelSpot, fold
from invoice_ocr.model.candidate import Candidate
from invoice_ocr.model.purchase import Labels, Purchase


def find_custom(scan: Scan, locale: Locale, model: type[Purchase]) -> Iterator[Candidate[Any]]:
    """The best value for each field of the model that carries `Labels`."""
    spots = {path: list(_spots(scan, wanted)) for path, wanted in _labels(model)}
    labels = {(label.spot.row, label.spot.start) for own in spots.values() for label in own}
    for path, own in spots.items():
        annotation = model.model_fields[path].annotation
        found = (_candidate(scan, locale, path, annotation, label, labels) for label in own)
        yield from (candidate for candidate in found if candidate is not None)


def _labels(model: type[Purchase]) -> Iterator[tuple[str, set[str]]]:
    """The paths of the caller's fields with their labels, folded."""
    for path, field in model.model_fields.items():
        wanted = {fold(text) for item in field.metadata if isinstance(item, Labels) for text in item.labels}
        if wanted:
            yield path, wanted


def _spots(scan: Scan, wanted: set[str]) -> Iterator[LabelSpot]:
    for row in scan.layout.rows:
        for cell in row.cells:
            folded = [fold(token.text) for token in cell.tokens]
            for start in range(len(folded)):
                for end in range(start + 1, min(start + LONGEST, len(folded)) + 1):
                    compact = "".join(folded[start:end])
                    if compact in wanted:
                        spot = scan.layout.spot(row.index, cell.start + start, cell.start + end)
                        yield LabelSpot(spot, frozenset(), frozenset(), compact)


def _candidate(
    scan: Scan, locale: Locale, path: str, annotation: Any, label: LabelSpot, labels: set[tuple[int, int]]
) -> Candidate[Any] | None:
    """The value beside or under the label; one of the caller's other ``labels`` is no value."""
    for spot, score in ((right_of(scan, label), 3.0), (below(scan, label), 2.5)):
        if spot is None or (spot.row, spot.start) in labels:
            continue
        for readings, place, text in _typed(scan, locale, spot, annotation):
            return Candidate(path, readings[0], score, text, place.page, place.box, "", place.confidence, readings)
    return None


def _typed(scan: Scan, locale: Locale, spot: Spot, annotation: Any) -> Iterator[tuple[tuple[Any, ...], Spot, str]]:
    """The values of the wanted type within the spot."""
    wanted = set(_types(annotation))
    if Decimal in wanted:
        yield from _within(scan.amounts, spot)
    elif date in wanted:
        for value in scan.dates:
            if _inside(value, spot):
                yield readings_in(value, locale.order), value.spot, value.text
    elif time in wanted:
        yield from _within(scan.times, spot)
    elif int in wanted:
        whole = (v for v in scan.amounts if v.value == v.value.to_integral_value())
        yield from (((int(r[0]),), s, t) for r, s, t in _within(whole, spot))
    elif str in wanted:
        yield (spot.text,), spot, spot.text


def _within(values: Any, spot: Spot) -> Iterator[tuple[tuple[Any, ...], Spot, str]]:
    return ((value.readings, value.spot, value.text) for value in values if _inside(value, spot))


def _inside(value: Value[Any], spot: Spot) -> bool:
    return value.spot.row == spot.row and spot.start <= value.spot.start < spot.end


def _types(annotation: Any) -> Iterator[type]:
    """The plain types of an annotation: ``Annotated[Decimal, ...] | None`` gives Decimal and NoneType."""
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _types(part)
    elif hasattr(annotation, "__metadata__"):
        yield from _types(annotation.__origin__)
    elif isinstance(annotation, type):
        yield annotation
