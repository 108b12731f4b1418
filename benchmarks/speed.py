"""Seconds and memory for a page of each kind, beside other OCR on the same pictures.

    python benchmarks/speed.py                  # pages of samples/
    python benchmarks/speed.py photo=my.jpg     # files of your own, by kind
    python benchmarks/speed.py --publish        # writes results/speed.json and the table of README.md

Each reader reads each page in a process of its own, in turn, for several rounds; figures are medians over the rounds.
Of this project, opening and rendering the file is part of the time; the others get the finished picture. Tesseract
runs in one thread, as this project starts it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
RESULTS = HERE / "results" / "speed.json"
README = HERE / "README.md"
MARKS = ("<!-- speed -->\n", "<!-- end of speed -->")
LONG_SIDE = 2339

KINDS = {
    "receipt photo": SAMPLES / "my-hardware-gst" / "document.jpg",
    "A4 scan": SAMPLES / "es-factura-scan" / "document.pdf",
    "PDF with text": SAMPLES / "uk-vat-invoice" / "document.pdf",
}

Figures = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("files", nargs="*", metavar="KIND=FILE")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=4, help="how often a process reads the page after the first time")
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one[0], Path(given.one[1]), given.pages)))
        return 0
    kinds = {kind: Path(path) for kind, _, path in (entry.partition("=") for entry in given.files)} or KINDS
    results = {kind: compared(path, given.rounds, given.pages) for kind, path in kinds.items()}
    print(table(results))
    if given.publish:
        publish(results)
    return 0


def compared(path: Path, rounds: int, pages: int) -> dict[str, Figures]:
    """Medians by reader; the readers take turns, so that a busy moment of the machine meets them all."""
    runs: dict[str, list[Figures]] = {reader: [] for reader in READERS}
    for _ in range(rounds):
        for reader, figures in runs.items():
            command = [sys.executable, __file__, "--pages", str(pages), "--one", reader, str(path)]
            figures.append(json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    return {reader: medians(figures) for reader, figures in runs.items()}


def medians(figures: list[Figures]) -> Figures:
    return {name: round(statistics.median(one[name] for one in figures), 3) for name in figures[0]}


def measured(reader: str, path: Path, pages: int) -> Figures:
    """First page and next pages, in seconds; peak memory in MB, of the program that was started as well."""
    picture = None if reader == "invoice_ocr" else drawn(path)
    start = time.perf_counter()
    read = READERS[reader](path, picture)
    read()
    first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(pages):
        read()
    each = (time.perf_counter() - start) / max(pages, 1)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"first_seconds": first, "seconds": each, "peak_mb": peak / 1024}


def drawn(path: Path) -> Any:
    """The first page's picture, as the others are given it."""
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - what is not measured is not loaded

    return open_document(path).pages[0].image(long_side=LONG_SIDE)


def ours(path: Path, _picture: Any) -> Callable[[], object]:
    from invoice_ocr.documents import open_document  # noqa: PLC0415 - its loading is measured
    from invoice_ocr.readers import make_reader  # noqa: PLC0415

    reader = make_reader("auto")
    return lambda: reader.read(open_document(path))


def rapidocr(_path: Path, picture: Any) -> Callable[[], object]:
    import numpy as np  # noqa: PLC0415 - its loading is measured
    from rapidocr import RapidOCR  # noqa: PLC0415

    engine = RapidOCR(params={"Global.log_level": "critical"})
    pixels = np.asarray(picture)[:, :, ::-1].copy()
    return lambda: engine(pixels)


def tesseract(_path: Path, picture: Any) -> Callable[[], object]:
    from invoice_ocr.readers.tesseract import TesseractEngine  # noqa: PLC0415 - its loading is measured

    engine = TesseractEngine("eng")
    return lambda: engine.read(picture)


READERS: dict[str, Callable[[Path, Any], Callable[[], object]]] = {
    "invoice_ocr": ours,
    "rapidocr": rapidocr,
    "tesseract": tesseract,
}


def table(results: dict[str, dict[str, Figures]]) -> str:
    lines = ["| page | reader | s a page | times ours | first page, s | peak MB |", "|-|-|-|-|-|-|"]
    for kind, readers in results.items():
        unit = readers["invoice_ocr"]["seconds"]
        for reader, one in readers.items():
            seconds, first, peak = one["seconds"], one["first_seconds"], one["peak_mb"]
            lines.append(f"| {kind} | {reader} | {seconds:.2f} | {seconds / unit:.1f} | {first:.2f} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


def publish(results: dict[str, dict[str, Figures]]) -> None:
    machine = {"processors": os.cpu_count(), "architecture": platform.machine(), "python": platform.python_version()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": machine, "pages": results}, indent=1) + "\n", "utf-8")
    text = README.read_text("utf-8")
    before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
    README.write_text(before + MARKS[0] + "\n" + table(results) + "\n" + MARKS[1] + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
