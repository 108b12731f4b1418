"""How often values like this one were right, fitted on labelled documents.

The fit is a logistic one per field, of the score that the finder gave and of how legible the value's own words are
(`benchmarks/calibration.py` makes the table and tells what it was fitted on).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, TypeAlias

Calibrate: TypeAlias = Callable[[str, float, float], float]
"""From the path, its confidence so far, and the confidence of its worst word, to the probability that it is right."""

SURELY = (0.02, 0.995)
LEGIBLE = (0.5, 0.999)
"""Beyond these there were too few documents to tell one confidence from another."""

_INDEX = re.compile(r"\[\d+\]")


class Fit(NamedTuple):
    """Log-odds of being right: ``bias + score * log-odds of the confidence + legibility * log-odds of the words``."""

    bias: float
    score: float
    legibility: float


def calibrated(path: str, confidence: float, legibility: float) -> float:
    """The probability that the value is right; the confidence itself where no labels tell about the field."""
    fit = fits().get(_INDEX.sub("[]", path))
    if fit is None:
        return confidence
    score, legible = log_odds(confidence, *SURELY), log_odds(legibility, *LEGIBLE)
    return 1 / (1 + math.exp(-fit.bias - fit.score * score - fit.legibility * legible))


def log_odds(share: float, lowest: float, highest: float) -> float:
    """The log-odds of a share, kept between these."""
    kept = min(max(share, lowest), highest)
    return math.log(kept / (1 - kept))


@lru_cache(maxsize=1)
def fits() -> dict[str, Fit]:
    """The fit of each field that has labels; ``[]`` stands for any index."""
    table = resources.files("invoice_ocr.fields").joinpath("tables/calibration.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {path: Fit(*map(float, numbers)) for path, *numbers in rows}
