"""How well a file that holds several invoices is split: F1 of the boundaries between them.

    python benchmarks/splitting.py                # 60 PDFs of 2 to 30 invoices, drawn at random
    python benchmarks/splitting.py --publish      # writes results/splitting.json
    python benchmarks/splitting.py --packs 10

Languages, sellers, one to three pages each, with page numbers or without, heads repeated or not, sums carried forward,
delivery notes, empty backs of sheets. The exit status is 1 where F1 is below 0.97.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from random import Random

from accuracy import HERE, write

sys.path.append(str(HERE.parent / "tests" / "pipeline"))

from packs import pack

from invoice_ocr import make_reader, open_document
from invoice_ocr.fields import split_pages

RESULTS = HERE / "results" / "splitting.json"
LEAST = 0.97


def boundaries(seed: int) -> tuple[int, int, int, int]:
    """Found and right, found and wrong, missed, doubted."""
    made = pack(Random(seed))  # noqa: S311 - the same packs every time
    parts = split_pages(make_reader("auto").read(open_document(made.data)))
    found, true = {part.first for part in parts} - {0}, set(made.starts) - {0}
    return len(found & true), len(found - true), len(true - found), sum(bool(part.doubt) for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packs", type=int, default=60)
    parser.add_argument("--publish", action="store_true", help=f"write {RESULTS.name}")
    args = parser.parse_args()
    with ProcessPoolExecutor() as workers:
        counts = list(workers.map(boundaries, range(args.packs)))
    right, wrong, missed, doubted = map(sum, zip(*counts, strict=True))
    f1 = 2 * right / (2 * right + wrong + missed)
    print(
        f"{args.packs} files, {right + missed} boundaries: {right} found, {wrong} wrong, {missed} missed; F1 {f1:.4f}"
    )
    print(f"{doubted} documents with a boundary in doubt")
    if args.publish:
        write(
            RESULTS,
            {"files": args.packs, "right": right, "wrong": wrong, "missed": missed, "doubted": doubted, "f1": f1},
        )
    return int(f1 < LEAST)


if __name__ == "__main__":
    sys.exit(main())
