"""Where the time of a page goes: opening, finding its lines, reading them, fields, checks.

    python benchmarks/split.py                  # pages of samples/
    python benchmarks/split.py FILE...          # files of your own
    python benchmarks/split.py --publish        # writes results/split.json and the table of README.md

Each file is read once to load what is needed, then several times, in one thread; the figures are means in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["INVOICE_OCR_THREADS"] = "1"

from accuracy import HERE, write

from invoice_ocr import extract
from invoice_ocr.documents import raster
from invoice_ocr.documents.pdf import page as pdf_page
from invoice_ocr.pipeline import extraction, stages, summary
from invoice_ocr.readers.ppocr import engine

SAMPLES = HERE.parent / "samples"
RESULTS = HERE / "results" / "split.json"
README = HERE / "README.md"
MARKS = ("<!-- split -->\n", "<!-- end of split -->")
ROUNDS = 8

KINDS = {
    "receipt photo": SAMPLES / "my-hardware-gst" / "document.jpg",
    "A4 scan": SAMPLES / "es-factura-scan" / "document.pdf",
    "PDF with text": SAMPLES / "uk-vat-invoice" / "document.pdf",
}
PARTS: dict[str, tuple[tuple[Any, str], ...]] = {
    "opening": (
        (extraction, "open_document"),
        (raster.RasterPage, "image"),
        (pdf_page.PdfPage, "image"),
        (pdf_page.PdfPage, "text_layer"),
    ),
    "finding lines": ((engine, "find_lines"), (engine, "find_turn")),
    "reading lines": ((engine, "read_strips"),),
    "fields": ((stages, "assemble"),),
    "checks": ((summary, "run_checks"),),
}
"""The functions that do each part, as they are called."""


def timed(function: Callable[..., Any], part: str, spent: Counter[str]) -> Callable[..., Any]:
    """The function, which adds the seconds it takes to its part."""

    def call(*args: Any, **named: Any) -> Any:
        start = time.perf_counter()
        result = function(*args, **named)
        spent[part] += time.perf_counter() - start
        return result

    return call


def split(path: Path) -> dict[str, float]:
    """Milliseconds of each part of reading the file, and of the whole."""
    spent: Counter[str] = Counter()
    plain = [(owner, name, getattr(owner, name)) for functions in PARTS.values() for owner, name in functions]
    for part, functions in PARTS.items():
        for owner, name in functions:
            setattr(owner, name, timed(getattr(owner, name), part, spent))
    try:
        extract(path)
        spent.clear()
        start = time.perf_counter()
        for _ in range(ROUNDS):
            extract(path)
        whole = time.perf_counter() - start
    finally:
        for owner, name, function in plain:
            setattr(owner, name, function)
    parts = {part: 1000 * spent[part] / ROUNDS for part in PARTS}
    return {**parts, "rest": 1000 * whole / ROUNDS - sum(parts.values()), "all": 1000 * whole / ROUNDS}


def table(results: dict[str, dict[str, float]]) -> str:
    names = [*PARTS, "rest", "all"]
    lines = [f"| page | {' | '.join(names)} |", "|-|" + "-:|" * len(names)]
    for kind, figures in results.items():
        shares = [f"{figures[name]:.1f} ({figures[name] / figures['all']:.0%})" for name in names[:-1]]
        lines.append(f"| {kind} | {' | '.join(shares)} | {figures['all']:.1f} |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--publish", action="store_true", help="write results/split.json and the table of README.md")
    args = parser.parse_args()
    results = {kind: split(path) for kind, path in ({path.name: path for path in args.files} or KINDS).items()}
    print(table(results))
    if args.publish:
        write(RESULTS, results)
        begin, end = MARKS
        before, _, rest = README.read_text("utf-8").partition(begin)
        README.write_text(f"{before}{begin}\n{table(results)}\n\n{end}{rest.partition(end)[2]}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
