"""Accuracy on labelled documents that lie outside the project, through the installed program.

    python benchmarks/accuracy.py --publish             # all of them; writes the results and the README's table
    python benchmarks/accuracy.py --sample 15           # the same 15 of each set every time
    python benchmarks/accuracy.py --limit 60            # the same 60, as CI measures them
    python benchmarks/accuracy.py --limit 60 --set-baseline

Each run is compared with what `benchmarks/baseline.json` holds for the same choice of documents; where accuracy has
fallen, the exit status is 1. Labels that are proved wrong (`disputed.tsv`, here and beside the documents) are left out
of the comparison; the results hold the figures with and without them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BENCH = HERE.parents[1] / "shared" / "bench"
BASELINE = HERE / "baseline.json"
RESULTS = HERE / "results" / "accuracy.json"
README = HERE.parent / "README.md"
MARKS = ("<!-- figures -->\n", "<!-- end of figures -->")
DISPUTED = "disputed.tsv"

F1_SLACK = 0.015
SILENT_SLACK = 0.02
ENOUGH = 20
"""Sets and fields with fewer labels say too little on their own to be compared."""

READ = (0, 1, 3)
"""Exit statuses of `batch` after which there are reports: accepted, to review, some not readable."""

SETS = {
    "all": "all",
    "sroie": "Malaysian receipts, scans",
    "sroie_more": "more of these, smaller pictures",
    "wildreceipt": "small phone photos of receipts, mostly US",
    "softmatic": "German till receipts, 300 dpi",
    "drawn": "invoices of 11 countries, PDF, invented data",
    "drawn-photo": "the same as page images and photos",
    "zugferd-invoice": "e-invoices (ZUGFeRD) as PDF, XML removed",
    "zugferd-stylesheet": "the same, printed by stylesheets",
}
"""The sets of documents in words, in the order of the README's table."""

Figures = dict[str, Any]
"""What the scorer says of one set: "documents", "key_right", "accepted", "silent_error", "fields"."""


def main() -> int:
    args = parse_arguments()
    entries = chosen(read_lines(args.bench / "dev" / "truth.jsonl"), args.sample, args.limit)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        seconds = read_documents(args.program, args.bench, entries, folder, args.workers)
        measured = {
            "all_labels": score(args.bench, folder, ()),
            "without_disputed": score(args.bench, folder, lists(args.bench)),
        }
    name = selection(args.sample, args.limit)
    run: Figures = {
        "selection": name,
        "documents": len(entries),
        "fingerprint": fingerprint(entries),
        "seconds": round(seconds),
        **measured,
    }
    show("All labels", run["all_labels"])
    show("Without the disputed labels", run["without_disputed"])
    print(f"\n{len(entries)} documents in {seconds:.0f} s")
    if args.publish:
        write(RESULTS, run)
        README.write_text(
            with_figures(README.read_text("utf-8"), readme_figures(json.loads(RESULTS.read_text()))), "utf-8"
        )
    return compare(name, run, set_baseline=args.set_baseline)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="invoice-ocr", help="the program to measure (default: invoice-ocr)")
    parser.add_argument("--bench", type=Path, default=BENCH, help="the folder of the labelled documents")
    parser.add_argument("--workers", type=int, help="processes (default: one a processor)")
    parser.add_argument("--keep", type=Path, help="leave truth.jsonl and reports.jsonl in this folder")
    parser.add_argument("--set-baseline", action="store_true", help="let later runs be compared with this one")
    parser.add_argument("--publish", action="store_true", help="write results/accuracy.json and the README's table")
    few = parser.add_mutually_exclusive_group()
    few.add_argument("--sample", type=int, metavar="N", help="at most N documents of each set")
    few.add_argument("--limit", type=int, metavar="N", help="N documents, of all sets in turn")
    return parser.parse_args()


def chosen(entries: list[Figures], sample: int | None, limit: int | None) -> list[Figures]:
    """The documents to measure, in an order that depends on nothing but their ids."""
    ordered = sorted(entries, key=lambda entry: hashlib.sha256(entry["id"].encode()).hexdigest())
    taken: Counter[str] = Counter()
    ranked = []
    for entry in ordered:
        ranked.append((taken[entry["set"]], entry))
        taken[entry["set"]] += 1
    if sample:
        return [entry for rank, entry in ranked if rank < sample]
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])][:limit]


def selection(sample: int | None, limit: int | None) -> str:
    return f"sample {sample}" if sample else f"limit {limit}" if limit else "all"


def fingerprint(entries: list[Figures]) -> str:
    """Changes with the documents and with their labels."""
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()[:16]


def read_documents(program: str, bench: Path, entries: list[Figures], folder: Path, workers: int | None) -> float:
    """Run `batch` over the documents; gives the seconds it took."""
    write_lines(folder / "truth.jsonl", entries)
    files = [str(bench / "dev" / entry["file"]) for entry in entries]
    options = ["--workers", str(workers)] if workers else []
    start = time.monotonic()
    run = subprocess.run([program, "batch", *files, "--output", str(folder / "reports.jsonl"), *options], check=False)
    if run.returncode not in READ:
        sys.exit(f"{program} ended with status {run.returncode}")
    return time.monotonic() - start


def lists(bench: Path) -> tuple[Path, ...]:
    return tuple(path for path in (bench / DISPUTED, HERE / DISPUTED) if path.exists())


def score(bench: Path, folder: Path, disputed: tuple[Path, ...]) -> dict[str, Figures]:
    """The scorer's figures, by set and for all."""
    command = [
        sys.executable,
        str(bench / "score.py"),
        str(folder / "truth.jsonl"),
        str(folder / "reports.jsonl"),
        "--json",
    ]
    if disputed:
        left_out = folder / DISPUTED
        left_out.write_text("".join(path.read_text("utf-8") for path in disputed), "utf-8")
        command += ["--without", str(left_out)]
    scored = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Figures] = json.loads(scored.stdout)
    return figures


def show(title: str, figures: dict[str, Figures]) -> None:
    print(f"\n{title}\n\n{'set':20} {'n':>4} {'key_right':>9} {'accepted':>9} {'silent_error':>12}")
    for name, each in figures.items():
        shares = [percent(each[key]) for key in ("key_right", "accepted", "silent_error")]
        print(f"{name:20} {each['documents']:4} {shares[0]:>9} {shares[1]:>9} {shares[2]:>12}")
    print(f"\n{'field':20} {'n':>4} {'precision':>9} {'recall':>9} {'F1':>12}")
    for name, row in sorted(figures["all"]["fields"].items(), key=lambda item: -item[1]["n"]):
        shares = [percent(row[key]) for key in ("precision", "recall", "f1")]
        print(f"{name:20} {row['n']:4} {shares[0]:>9} {shares[1]:>9} {shares[2]:>12}")


def with_figures(readme: str, figures: str) -> str:
    """The README with its part between the marks replaced."""
    before, _, rest = readme.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}{figures}{MARKS[1]}{after}"


def readme_figures(run: Figures) -> str:
    """The README's table of accuracy, from the results of a run over all documents."""
    figures = run["without_disputed"]
    option = "" if run["selection"] == "all" else f" --{run['selection']}"
    names = [*SETS, *sorted(figures.keys() - SETS)]
    return "\n".join(
        [
            f"Found by `python benchmarks/accuracy.py{option}`:",
            "",
            "| documents | number | key fields right | accepted | of these wrong |",
            "|---|---:|---:|---:|---:|",
            *(row_of(SETS.get(name, name), figures[name]) for name in names if name in figures),
            "",
            f"F1 in percent, with the number of labels: {fields_in_words(figures['all']['fields'])}.",
            "",
        ]
    )


def row_of(title: str, figures: Figures) -> str:
    shares = " | ".join(percent(figures[key]) for key in ("key_right", "accepted", "silent_error"))
    return f"| {title} | {figures['documents']} | {shares} |"


def fields_in_words(fields: Figures) -> str:
    rows = sorted(fields.items(), key=lambda item: -item[1]["n"])
    return ", ".join(f"{name.replace('_', ' ')} {percent(row['f1'])} ({row['n']})" for name, row in rows)


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def compare(name: str, run: Figures, *, set_baseline: bool) -> int:
    """Hold the run against the baseline, or make it the baseline."""
    baselines = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    if set_baseline:
        kept = {key: run[key] for key in ("documents", "fingerprint", "without_disputed")}
        write(BASELINE, {**baselines, name: kept})
        return 0
    before = baselines.get(name)
    if before is None:
        print(f"There is no baseline for {name!r}.")
        return 1 if os.environ.get("CI") else 0
    if before["fingerprint"] != run["fingerprint"]:
        print(
            "The labelled documents are not those of the baseline: look at the figures, then run with --set-baseline."
        )
        return 1
    falls = [
        f"{group}: {fall}"
        for group, figures in before["without_disputed"].items()
        if figures["documents"] >= ENOUGH
        for fall in worse(figures, run["without_disputed"][group])
    ]
    print("\n".join(["Accuracy has fallen:", *falls]) if falls else "Accuracy is not below the baseline.")
    return 1 if falls else 0


def worse(before: Figures, now: Figures) -> list[str]:
    """What is worse than before by more than noise; one document more or less is noise."""
    falls = []
    for field, row in before["fields"].items():
        fall = row["f1"] - now["fields"][field]["f1"]
        if row["n"] >= ENOUGH and fall > max(F1_SLACK, 1.01 / row["n"]):
            falls.append(f"F1 of {field} was {percent(row['f1'])} and is {percent(now['fields'][field]['f1'])}")
    accepted = max(1, round((now["accepted"] or 0) * now["documents"]))
    rise = (now["silent_error"] or 0) - (before["silent_error"] or 0)
    if rise > max(SILENT_SLACK, 1.01 / accepted):
        falls.append(f"silent_error was {percent(before['silent_error'])} and is {percent(now['silent_error'])}")
    for share in ("key_right", "accepted"):
        fall = (before[share] or 0) - (now[share] or 0)
        if fall > max(2 * F1_SLACK, 2.01 / before["documents"]):
            falls.append(f"{share} was {percent(before[share])} and is {percent(now[share])}")
    return falls


def read_lines(path: Path) -> list[Figures]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def write_lines(path: Path, values: list[Figures]) -> None:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")


def write(path: Path, value: Figures) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded = json.loads(json.dumps(value), parse_float=lambda text: round(float(text), 4))
    path.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
