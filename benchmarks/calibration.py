"""Whether a confidence means what it says, and which documents may be accepted for a promised share of errors.

    python benchmarks/calibration.py                  # figures of the fit, on sellers that it was not fitted on
    python benchmarks/calibration.py --publish        # writes the fit into the package, results, docs/calibration.md
    python benchmarks/calibration.py --readings DIR   # keeps there what was read, for the next run

Each labelled document is read once. For each labelled field that was given a value, a logistic regression fits whether
it is right to the finder's confidence and that of its worst word (`invoice_ocr/fields/calibration.py`); where labels
tell little, it stays near the finder's. Sellers are dealt into five parts, and each part is judged by the fit of the
other four. Sets that nothing may be learned from are judged only. The exit status is 1 where a field with enough labels
is off by more than 3 points, or less is accepted than promised.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from accuracy import BENCH, HERE, read_lines, write
from hallucination import PATHS as LABELLED
from hallucination import undisputed

import invoice_ocr
from invoice_ocr.fields import assemble
from invoice_ocr.fields.calibration import LEGIBLE, SURELY, log_odds
from invoice_ocr.model.report import Report, Source
from invoice_ocr.pipeline.decision import DOUBTED, NOT_SEEN, WARNED, reasons, warned
from invoice_ocr.pipeline.summary import report_on, summarise

sys.path.insert(0, str(BENCH))

PACKAGE = HERE.parent / "invoice_ocr"
FITS = PACKAGE / "fields" / "tables" / "calibration.tsv"
PROMISES = PACKAGE / "pipeline" / "promises.tsv"
RESULTS = HERE / "results" / "calibration.json"
PAGE = HERE.parent / "docs" / "calibration.md"

PATHS = {**LABELLED, "seller_address": "seller.address.text"}
"""The labels' names and the paths of their evidence."""

JUDGED_ONLY = frozenset({"wildreceipt"})
"""Sets whose licence lets nothing be learned from them."""

PARTS = 5
PRIOR = np.array([0.0, 1.0, 0.0])
"""Without labels the confidence stays as it is."""

STRENGTH = np.array([1e-6, 10.0, 10.0])
"""How many labels it takes to turn from the prior; nothing holds the bias."""

BINS = 20
ENOUGH = 100
MOST_OFF = 0.03
LEVELS = (0.005, 0.008, 0.01, 0.02)
RESAMPLES, HELD = 1000, 0.9
"""A promise is one that was held in so many of the documents drawn anew."""

ACCEPTED = {0.005: 0.55, 0.01: 0.70}
"""What must be accepted for a promise to be of use."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Judged(NamedTuple):
    """A document as it was read, before any calibration, and which of its labels came out right."""

    set: str
    part: int
    seen: dict[str, tuple[float, float]]
    verdicts: dict[str, bool]
    """By path; only where a value was given."""

    key_right: bool | None
    """Whether no labelled key field is wrong or missing; None where no total is labelled."""

    kind: str
    open_questions: bool
    warnings: int
    """Key fields that a warning is about."""


def judge(entry: dict[str, Any], readings: Path | None) -> Judged:
    from score import KEY_FIELDS, Tally  # noqa: PLC0415 - the scorer lies beside the labelled documents

    reading = read(entry, readings)
    seen: dict[str, tuple[float, float]] = {}

    def keep(path: str, confidence: float, legibility: float) -> float:
        seen[path] = (confidence, legibility)
        return confidence

    draft = assemble(reading, calibrate=keep)
    report: Report[Any] = report_on(
        draft, Source(name=entry["file"], sha256="0" * 64, pages=1), summarise(reading, 0.0)
    )
    verdicts = Tally().add(entry, report.to_dict())
    given = {PATHS[label]: verdict[0] == "right" for label, verdict in verdicts.items() if verdict[0] != "missing"}
    key_right = all(verdict[0] == "right" for label, verdict in verdicts.items() if label in KEY_FIELDS)
    asks = draft.kind is None or any(reasons(draft, draft.kind, report.findings, reading))
    odd = len(warned(report.findings, report.kind))
    right = key_right if entry["truth"].get("total") else None
    return Judged(entry["set"], part_of(entry), seen, given, right, report.kind, asks, odd)


def read(entry: dict[str, Any], readings: Path | None) -> invoice_ocr.Reading:
    kept = readings and readings / (hashlib.sha256(entry["id"].encode()).hexdigest()[:20] + ".pkl")
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())  # noqa: S301 - written by the lines below
    document = invoice_ocr.open_document(BENCH / "dev" / entry["file"])
    reading = invoice_ocr.make_reader("auto").read(document)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(reading))
    return reading


def part_of(entry: dict[str, Any]) -> int:
    """The same for all documents of a seller."""
    seller = re.sub(r"\W", "", entry["truth"].get("seller_name") or entry["id"]).casefold()
    return int(hashlib.sha256(seller.encode()).hexdigest(), 16) % PARTS


class Labels(NamedTuple):
    """The labelled values of one path: their features (constant, confidence, legibility), whether they are right."""

    features: Floats
    right: Floats
    parts: Floats
    learnable: Floats
    documents: list[int]


def labels_of(documents: Sequence[Judged], path: str) -> Labels:
    rows = [
        (features(each.seen[path]), each.verdicts[path], each.part, each.set not in JUDGED_ONLY, index)
        for index, each in enumerate(documents)
        if path in each.verdicts and path in each.seen
    ]
    columns = [np.array(column, dtype=float) for column in zip(*rows, strict=True)]
    return Labels(*columns[:4], documents=[row[4] for row in rows])


def features(seen: tuple[float, float]) -> tuple[float, float, float]:
    return 1.0, log_odds(seen[0], *SURELY), log_odds(seen[1], *LEGIBLE)


def fitted(x: Floats, right: Floats) -> Floats:
    """Logistic regression by Newton's method, with Platt's targets: what was never wrong is not quite sure."""
    good, bad = right.sum(), (1 - right).sum()
    target = np.where(right == 1, (good + 1) / (good + 2), 1 / (bad + 2))
    weights = PRIOR.copy()
    for _ in range(100):
        p = probabilities(x, weights)
        gradient = x.T @ (p - target) + STRENGTH * (weights - PRIOR)
        weights -= np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(STRENGTH), gradient)
    return weights


def probabilities(x: Floats, weights: Floats) -> Floats:
    shares: Floats = 1 / (1 + np.exp(-x @ weights))
    return shares


def held_out(labels: Labels) -> Floats:
    """Each value's probability by the fit of the other parts."""
    shares = np.zeros(len(labels.right))
    for part in range(PARTS):
        mine, others = labels.parts == part, (labels.parts != part) & (labels.learnable == 1)
        shares[mine] = probabilities(labels.features[mine], fitted(labels.features[others], labels.right[others]))
    return shares


def bins_of(shares: Floats, right: Floats) -> list[tuple[int, int, float, float]]:
    """Bin, values in it, their mean confidence, the share of them that is right."""
    numbers = np.minimum((shares * BINS).astype(int), BINS - 1)
    return [
        (int(n), int((numbers == n).sum()), float(shares[numbers == n].mean()), float(right[numbers == n].mean()))
        for n in sorted(set(numbers))
    ]


def calibration_error(shares: Floats, right: Floats) -> float:
    """The expected calibration error: the mean distance of confidence and share of right values, over all bins."""
    return sum(count * abs(said - true) for _, count, said, true in bins_of(shares, right)) / len(right)


def doubts(documents: Sequence[Judged], confident: dict[int, dict[str, float]]) -> Iterator[tuple[float, bool]]:
    """Doubt and truth of each document that leaves no question open."""
    for index, each in enumerate(documents):
        if each.open_questions or each.key_right is None:
            continue
        paths = [path for path in DOUBTED if path != "number" or each.kind == "invoice"]
        doubt = sum(1 - confident[index][p] if p in confident[index] else NOT_SEEN for p in paths)
        yield doubt + WARNED * each.warnings, each.key_right


def promise(level: float, ranked: list[tuple[float, bool]]) -> tuple[float, int, int]:
    """The most doubt, the documents accepted and those of them that are wrong."""
    chance = np.random.default_rng(0)
    draws = (np.sort(chance.integers(0, len(ranked), len(ranked))) for _ in range(RESAMPLES))
    most = float(np.quantile([_most_doubt(level, [ranked[i] for i in draw]) for draw in draws], 1 - HELD))
    accepted = [right for doubt, right in ranked if doubt <= most]
    return most, len(accepted), accepted.count(False)


def _most_doubt(level: float, ranked: list[tuple[float, bool]]) -> float:
    best, wrong = 0.0, 0
    for count, (doubt, right) in enumerate(ranked, start=1):
        wrong += not right
        best = doubt if wrong / count <= level else best
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, metavar="DIR", help="a folder that keeps what was read")
    parser.add_argument("--publish", action="store_true", help="write the fit, results/calibration.json and the page")
    args = parser.parse_args()
    entries = undisputed(read_lines(BENCH / "dev" / "truth.jsonl"))
    with ProcessPoolExecutor() as workers:
        documents = list(workers.map(partial(judge, readings=args.readings), entries, chunksize=4))
    fits, fields, pooled, confident = fit_all(documents)
    scored = sum(each.key_right is not None for each in documents)
    ranked = sorted(doubts(documents, confident))
    promises = {level: promise(level, ranked) for level in LEVELS}
    figures = {
        "documents": len(documents),
        "fields": fields,
        "bins": bins_of(*pooled),
        "error": calibration_error(*pooled),
        "promises": [
            {"max_error": level, "doubt": doubt, "accepted": accepted / scored, "documents": accepted, "wrong": wrong}
            for level, (doubt, accepted, wrong) in promises.items()
        ],
    }
    print("\n".join(page_of(figures)))
    if args.publish:
        publish(fits, figures)
    off = [row["path"] for row in fields if row["values"] >= ENOUGH and row["error"] > MOST_OFF]
    few = [level for level, least in ACCEPTED.items() if promises[level][1] / scored < least]
    print(
        *(f"{path} is off by more than {MOST_OFF}" for path in off), *(f"too few at {level}" for level in few), sep="\n"
    )
    return int(bool(off or few))


def fit_all(
    documents: Sequence[Judged],
) -> tuple[dict[str, Floats], list[dict[str, Any]], tuple[Floats, Floats], dict[int, dict[str, float]]]:
    """The fit of each path, its figures, all confidences with their truth, and each document's confidences."""
    fits: dict[str, Floats] = {}
    fields, shares, rights = [], [], []
    confident: dict[int, dict[str, float]] = defaultdict(dict)
    for path in {path: None for each in documents for path in each.verdicts if path in each.seen}:
        labels = labels_of(documents, path)
        out, learnable = held_out(labels), labels.learnable == 1
        fits[path] = fitted(labels.features[learnable], labels.right[learnable])
        for index, each in enumerate(documents):
            if path in each.seen:
                confident[index][path] = float(probabilities(np.array(features(each.seen[path])), fits[path]))
        for index, share in zip(labels.documents, out, strict=True):
            confident[index][path] = float(share)
        fields.append(
            {
                "path": path,
                "values": len(out),
                "right": float(labels.right.mean()),
                "confidence": float(out.mean()),
                "error": calibration_error(out, labels.right),
                "learned": int(learnable.sum()),
                "error_where_learned": calibration_error(out[learnable], labels.right[learnable]),
            }
        )
        shares.append(out)
        rights.append(labels.right)
    return fits, fields, (np.concatenate(shares), np.concatenate(rights)), confident


def page_of(figures: dict[str, Any]) -> Iterator[str]:
    """The tables of docs/calibration.md."""
    yield from (
        "| path | values | right | mean confidence | off by | off by, sets learned from |",
        "|-|-:|-:|-:|-:|-:|",
    )
    for row in figures["fields"]:
        shares = " | ".join(f"{100 * row[key]:.1f}" for key in ("right", "confidence", "error", "error_where_learned"))
        yield f"| `{row['path']}` | {row['values']} | {shares} |"
    yield f"\nAll together: off by {100 * figures['error']:.1f} points.\n"
    yield from ("| confidence | values | mean confidence | right | |", "|-|-:|-:|-:|-|")
    for number, count, said, true in figures["bins"]:
        bar = "█" * round(20 * true)
        yield f"| {5 * number}-{5 * number + 5} % | {count} | {100 * said:.1f} | {100 * true:.1f} | {bar} |"
    yield from ("", "| `--max-error` | most doubt | accepted | of these wrong |", "|-|-:|-:|-:|")
    for row in figures["promises"]:
        share = f"{100 * row['accepted']:.1f} % ({row['documents']})"
        yield f"| {row['max_error']:g} | {row['doubt']:.4f} | {share} | {row['wrong']} |"


def publish(fits: dict[str, Floats], figures: dict[str, Any]) -> None:
    """Write the fit and the promises into the package, and the figures into results and docs."""
    made = "Made by benchmarks/calibration.py --publish from labelled documents; see docs/calibration.md."
    rows = ["\t".join([path, *(f"{weight:.4f}" for weight in weights)]) for path, weights in fits.items()]
    FITS.write_text("\n".join([f"# {made}", "# path\tbias\tscore\tlegibility", *rows, ""]), "utf-8")
    promises = [f"{row['max_error']:g}\t{row['doubt']:.4f}" for row in figures["promises"]]
    PROMISES.write_text("\n".join([f"# {made}", "# share of errors\tmost doubt", *promises, ""]), "utf-8")
    write(RESULTS, figures)
    rounded = json.loads(RESULTS.read_text("utf-8"))
    begin, end = "<!-- figures -->", "<!-- end of figures -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    PAGE.write_text("\n".join([before + begin, "", *page_of(rounded), "", end + after]), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
