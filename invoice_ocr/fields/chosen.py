"""The chosen values with their evidence, collected by path and then built into the typed document."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from invoice_ocr.fields.calibration import Calibrate, calibrated
from invoice_ocr.fields.page.layout import Spot
from invoice_ocr.fields.page.scan import Value
from invoice_ocr.model.candidate import Candidate, Doubt
from invoice_ocr.model.geometry import Box, union
from invoice_ocr.model.purchase import Purchase
from invoice_ocr.model.reading import Claim, Reading
from invoice_ocr.model.report import Evidence, Leftover

TRUSTED = 0.5
"""A value less likely than this is not given."""

BOTH_WRONG = 0.3
"""The share of wrong readings that a second source makes as well: what is blurred for one is blurred for both."""

EVEN = 0.5
"""How sure a conclusion is that another source contradicts."""

INDEX = re.compile(r"\[(\d+)\]")

STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def probability(score: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def written(value: Any) -> str:
    """A value as the report writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return (
        format(value, "f")
        if hasattr(value, "as_tuple")
        else value.isoformat()
        if hasattr(value, "isoformat")
        else str(value)
    )


@dataclass
class Chosen:
    """Values by path, with the place and the confidence of each."""

    reading: Reading
    calibrate: Calibrate = calibrated
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    places: dict[str, Box] = field(default_factory=dict)

    def put(self, path: str, value: Any, spots: Iterable[Spot], confidence: float) -> None:
        """Set a value that stands in these places (all on the first one's page)."""
        places = list(spots)
        page = places[0].page
        box = union(s.box for s in places if s.page == page)
        text = " ".join(s.text for s in places)
        legible = min(s.confidence for s in places)
        sure = confidence * min(1.0, 0.5 + legible)
        evidence = self._evidence(page, box, text, self.calibrate(path, sure, legible))
        if sure < TRUSTED:
            self._distrust(path, value, evidence, box)
            return
        self.values[path] = value
        self.evidence[path] = evidence
        self.places[path] = box

    def put_candidate(self, candidate: Candidate[Any], confidence: float | None = None) -> None:
        """Set a candidate's value, or only its evidence where its readings are several."""
        likely = probability(candidate.score) if confidence is None else confidence
        sure = likely * min(1.0, 0.5 + candidate.confidence)
        right = self.calibrate(candidate.path, sure, candidate.confidence)
        evidence = self._evidence(candidate.page, candidate.box, candidate.text, right)
        if len(candidate.readings) > 1:
            readings = tuple(written(r) for r in candidate.readings)
            evidence = evidence.model_copy(
                update={"readings": readings, "confidence": round(evidence.confidence / len(readings), 4)}
            )
        elif sure < TRUSTED:
            self._distrust(candidate.path, candidate.value, evidence, candidate.box)
            return
        else:
            self.values[candidate.path] = candidate.value
        self.evidence[candidate.path] = evidence
        if candidate.box is not None:
            self.places[candidate.path] = candidate.box

    def _distrust(self, path: str, value: Any, evidence: Evidence, box: Box | None) -> None:
        """Keep a value that is more likely wrong than right as a leftover, and say that the path is in doubt."""
        self.leftovers.append(Leftover(path=path, value=written(value), evidence=evidence))
        self.doubts.append(Doubt(path, evidence.page or 0, box))

    def put_amount(
        self, path: str, value: Value[Decimal], number: Decimal, confidence: float, *, settled: bool
    ) -> None:
        """Set an amount; where its text has several readings that nothing settles, only say so."""
        if settled or len(value.readings) < 2:
            self.put(path, number, [value.spot], confidence)
            return
        spot = value.spot
        self.put_candidate(
            Candidate(path, number, 0.0, spot.text, spot.page, spot.box, "", spot.confidence, value.readings),
            confidence,
        )

    def put_stated(self, path: str, value: Any, claim: Claim, spot: Spot | None, confidence: float) -> None:
        """Set a value that only another source than the words gives; without a place on the page where it has none."""
        self.values[path] = value
        if spot is not None:
            evidence = self._evidence(spot.page, spot.box, claim.text, confidence)
            self.evidence[path] = evidence.model_copy(update={"source": claim.source})
        else:
            self.evidence[path] = Evidence(text=claim.text, confidence=confidence, source=claim.source)

    def confirm(self, path: str) -> None:
        """Another source gives the same value: it is wrong only if both are."""
        known = self.evidence.get(path)
        if known is not None:
            confidence = round(1 - (1 - known.confidence) * BOTH_WRONG, 4)
            self.evidence[path] = known.model_copy(update={"confidence": confidence})

    def contradict(self, path: str, value: Any) -> None:
        """Another source gives another value, which is kept beside this one, be that only a conclusion."""
        known = self.evidence.get(path) or self._conclusion(path)
        if known is not None:
            others = (*(known.contradicted_by or ()), written(value))
            self.evidence[path] = known.model_copy(update={"contradicted_by": tuple(dict.fromkeys(others))})

    def _conclusion(self, path: str) -> Evidence | None:
        """Evidence for a value that stands nowhere as such, once its source is no longer the only one."""
        if path not in self.values:
            return None
        source = next((page.source for page in self.reading.pages), self.reading.reader)
        return Evidence(text=written(self.values[path]), confidence=EVEN, source=source)

    def drop(self, path: str) -> None:
        """Take a value back."""
        self.values.pop(path, None)
        self.evidence.pop(path, None)

    def doubt(self, path: str, spot: Spot) -> None:
        """Mark a path whose printed value could not be settled."""
        self.doubts.append(Doubt(path, spot.page, spot.box))

    def leave(self, path: str, value: Any, spot: Spot, confidence: float) -> None:
        """Keep a value that was not chosen."""
        self.leftovers.append(
            Leftover(
                path=path, value=written(value), evidence=self._evidence(spot.page, spot.box, spot.text, confidence)
            )
        )

    def _evidence(self, page: int, box: Box | None, text: str, confidence: float) -> Evidence:
        read = self.reading.pages[page]
        place = tuple(read.frame.to_page(box)) if box is not None and read.placed else None
        return Evidence(
            page=page, box=place, text=text, confidence=round(min(max(confidence, 0.0), 1.0), 4), source=read.source
        )

    def build(self, model: type[Purchase]) -> Purchase:
        """The typed document; paths that the model does not have are left out."""
        self._close_gaps()
        tree: dict[str, Any] = {}
        for path, value in self.values.items():
            steps = [name or int(index) for name, index in STEP.findall(path)]
            if steps[0] in model.model_fields:
                _plant(tree, steps, value)
        self.evidence = {path: e for path, e in self.evidence.items() if STEP.findall(path)[0][0] in model.model_fields}
        for path in self.evidence:
            _reserve(tree, [name or int(index) for name, index in STEP.findall(path)])
        return model.model_validate(_listed(tree))

    def _close_gaps(self) -> None:
        """Number the elements of each list from 0 on: a line of which nothing is known is none of the document's."""
        present: dict[str, set[int]] = {}
        for path in (*self.values, *self.evidence):
            for match in INDEX.finditer(path):
                present.setdefault(path[: match.start()], set()).add(int(match[1]))
        if all(max(found) < len(found) for found in present.values()):
            return
        ranks = {name: {old: new for new, old in enumerate(sorted(found))} for name, found in present.items()}
        self.values = {_renumbered(path, ranks): value for path, value in self.values.items()}
        self.evidence = {_renumbered(path, ranks): value for path, value in self.evidence.items()}
        self.places = {_renumbered(path, ranks): box for path, box in self.places.items()}
        self.doubts = [replace(each, path=_renumbered(each.path, ranks)) for each in self.doubts]
        self.leftovers = [each.model_copy(update={"path": _renumbered(each.path, ranks)}) for each in self.leftovers]


def _renumbered(path: str, ranks: Mapping[str, Mapping[int, int]]) -> str:
    """The path with the place of each element among those that are left."""

    def rank(match: re.Match[str]) -> str:
        old = int(match[1])
        return f"[{ranks.get(path[: match.start()], {}).get(old, old)}]"

    return INDEX.sub(rank, path)


def _plant(tree: dict[Any, Any], steps: list[Any], value: Any) -> None:
    for step in steps[:-1]:
        tree = tree.setdefault(step, {})
    tree[steps[-1]] = value


def _reserve(tree: dict[Any, Any], steps: list[Any]) -> None:
    """Keep the place of a list's element of which nothing is known but that it is there."""
    for step, following in pairwise(steps if isinstance(steps[-1], str) else ()):
        if not isinstance(following, int) and not isinstance(step, int):
            return
        tree = tree.setdefault(step, {})


def _listed(tree: Any) -> Any:
    """Dictionaries whose keys are numbers become lists."""
    if not isinstance(tree, dict):
        return tree
    if tree and all(isinstance(key, int) for key in tree):
        return [_listed(tree[key]) for key in sorted(tree)]
    return {key: _listed(value) for key, value in tree.items()}
