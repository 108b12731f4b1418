"""Accuracy on documents drawn by `samples/invented`: many languages, layouts and cases, all invented.

    python benchmarks/generated.py                          # 700 by their text, 70 as pictures
    python benchmarks/generated.py --documents 70 --pictures 0 --wrong
    python benchmarks/generated.py --publish                # writes results/generated.json and the table of README.md

Every document goes through the whole program. The key fields are those of a booking; a document is silently wrong where
it is accepted and one of them is wrong, missing or invented. The figures hold for what is drawn here and say nothing
of real paper: they show what breaks, by language, layout and case.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "samples"))

from invented import generate  # noqa: E402 - it stands with the samples
from invented.damage import DAMAGES, damaged  # noqa: E402 - as above
from invented.page import draw  # noqa: E402 - as above

import invoice_ocr  # noqa: E402 - as above
from invoice_ocr.batch.likeness import Judgement, judge  # noqa: E402 - as above

RESULTS = ROOT / "benchmarks" / "results" / "generated.json"
README = ROOT / "benchmarks" / "README.md"
MARKS = ("<!-- generated -->\n", "<!-- end of generated -->")
KEYS = frozenset({"number", "issue_date", "currency", "subtotal", "tax_total", "total"})
UNREADABLE = frozenset({"ar", "he", "th", "el", "ru", "uk", "bg", "ko", "vi"})
"""Languages whose letters the embedded OCR was not trained on: they are read by their text layer alone."""

VERDICTS = ("right", "wrong", "missing", "invented")


@dataclass(frozen=True)
class Result:
    """What became of one document."""

    seed: int
    groups: dict[str, str]
    accepted: bool
    verdicts: tuple[Judgement, ...]
    decoys: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def silent(self) -> bool:
        """Accepted although a key field is wrong, or the page contradicts itself."""
        return self.accepted and bool(self.bad_keys or self.doubtful)

    @property
    def bad_keys(self) -> list[Judgement]:
        """The key fields that are not right."""
        return [each for each in self.verdicts if each.field in KEYS and each.verdict != "right"]


def main() -> int:
    args = parse_arguments()
    jobs = [(seed, "") for seed in range(args.first, args.first + args.documents)]
    jobs += pictured(args.first, args.pictures)
    with ProcessPoolExecutor(args.workers) as pool:
        results = list(pool.map(read, jobs, chunksize=4))
    by_text = [each for each in results if each.groups["source"] == "text"]
    by_picture = [each for each in results if each.groups["source"] != "text"]
    figures = {"text": measured(by_text), "pictures": measured(by_picture)}
    for name, each in figures.items():
        show(name, each)
    if args.wrong:
        list_wrong(results)
    if args.publish:
        publish(figures)
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=700, help="how many are read by their text (default: 700)")
    parser.add_argument("--pictures", type=int, default=70, help="how many are read as pictures (default: 70)")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first document (default: 0)")
    parser.add_argument("--workers", type=int, help="processes (default: one a processor)")
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    parser.add_argument(
        "--publish", action="store_true", help="write results/generated.json and the table of README.md"
    )
    return parser.parse_args()


def pictured(first: int, count: int) -> list[tuple[int, str]]:
    """Documents of one page in letters that the OCR knows, with a damage for each in turn."""
    seeds = (seed for seed in range(first, first + 40 * count) if fit_for_pictures(seed))
    return [(seed, DAMAGES[index % len(DAMAGES)]) for index, seed in zip(range(count), seeds, strict=False)]


def fit_for_pictures(seed: int) -> bool:
    sample = generate(seed)
    return sample.language not in UNREADABLE and sample.layout != "long"


def read(job: tuple[int, str]) -> Result:
    """Draw one document, read it, and judge what was read."""
    seed, damage = job
    sample = generate(seed)
    data = draw(sample)
    data = damaged(data, damage, seed) if damage else data
    report = invoice_ocr.extract(data, name=sample.name)
    verdicts = tuple(judge(sample.truth, report.document))
    groups = {name: getattr(sample, name) for name in ("language", "layout", "case")}
    return Result(
        seed,
        {**groups, "source": damage or "text"},
        report.decision == "accept",
        verdicts,
        sample.decoys,
        sample.doubtful,
    )


def measured(results: list[Result]) -> dict[str, Any]:
    """The figures of all, by field, and by each group."""
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        for each in result.verdicts:
            fields[each.field][each.verdict] += 1
    groups = {
        group: {name: shares([r for r in results if r.groups[group] == name]) for name in names(results, group)}
        for group in ("language", "layout", "case", "source")
    }
    kinds = sorted({name for result in results for name in result.decoys})
    groups["decoy"] = {"none": shares([r for r in results if not r.decoys])}
    groups["decoy"] |= {name: shares([r for r in results if name in r.decoys]) for name in kinds}
    counted = {name: {verdict: counts[verdict] for verdict in VERDICTS} for name, counts in fields.items()}
    return {"all": shares(results), "fields": counted, **groups}


def names(results: list[Result], group: str) -> list[str]:
    return sorted({result.groups[group] for result in results})


def shares(results: list[Result]) -> dict[str, float | int]:
    """How many documents, and how many of them have all keys right, are accepted, are silently wrong."""
    accepted = [result for result in results if result.accepted]
    return {
        "documents": len(results),
        "key_right": sum(not result.bad_keys for result in results),
        "accepted": len(accepted),
        "silent": sum(result.silent for result in accepted),
    }


def show(title: str, figures: dict[str, Any]) -> None:
    print(f"\n{title:24} {'documents':>9} {'key_right':>9} {'accepted':>9} {'silent':>9}")
    for group in ("all", "source", "language", "layout", "case", "decoy"):
        rows = {"all": figures["all"]} if group == "all" else figures[group]
        for name, row in rows.items():
            print(f"{name:24} {row['documents']:9} {row['key_right']:9} {row['accepted']:9} {row['silent']:9}")
    print(f"\n{'field':24} " + " ".join(f"{verdict:>9}" for verdict in VERDICTS))
    for name, row in sorted(figures["fields"].items(), key=lambda item: -sum(item[1].values())):
        print(f"{name:24} " + " ".join(f"{row[verdict]:9}" for verdict in VERDICTS))


def list_wrong(results: list[Result]) -> None:
    """What is not right, the silently wrong documents first."""
    for result in sorted(results, key=lambda r: (not r.silent, r.seed)):
        bad = [each for each in result.verdicts if each.verdict != "right" and not each.field.startswith("lines")]
        lines = Counter(each.verdict for each in result.verdicts if each.field == "lines")
        mark = "SILENT" if result.silent else "accept" if result.accepted else "review"
        if bad or result.silent or lines.total() > lines["right"]:
            kinds = " ".join([*result.groups.values(), *result.decoys])
            print(f"\n{mark} {result.seed} {kinds} lines: {dict(lines)}")
        for each in bad:
            print(f"    {each.field}: {each.verdict}; label {each.label}, given {each.given}")


def publish(figures: dict[str, Any]) -> None:
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    before, _, rest = README.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    README.write_text(f"{before}{MARKS[0]}\n{table(figures)}\n{MARKS[1]}{after}", encoding="utf-8")


def table(figures: dict[str, Any]) -> str:
    """The README's table: of all, and of each layout and case by text."""
    lines = ["| documents | number | key fields right | accepted | of these wrong |", "|-|-:|-:|-:|-:|"]
    lines += [line_of(name, each["all"]) for name, each in figures.items()]
    lines += [line_of(name, row) for group in ("layout", "case") for name, row in figures["text"][group].items()]
    return "\n".join(lines) + "\n"


def line_of(name: str, row: dict[str, int]) -> str:
    n, accepted = row["documents"], row["accepted"]
    shares_of = [row["key_right"] / n, accepted / n, row["silent"] / accepted if accepted else 0.0] if n else [0.0] * 3
    return f"| {name} | {n} | " + " | ".join(f"{100 * share:.1f}" for share in shares_of) + " |"


if __name__ == "__main__":
    sys.exit(main())
