"""How much is lost where a PDF is a scan: F1 of its pages as pictures against its text layer.

    python benchmarks/rendered.py                 # the e-invoices of ../shared/bench, 200 dpi, JPEG quality 80
    python benchmarks/rendered.py --publish       # writes results/rendered.json

Each PDF of the sets ``zugferd-*`` is rendered, its pages become JPEG pictures in a new PDF without text, and both are
read in one batch. The exit status is 1 where the fields together lose more than 3 points.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from accuracy import BENCH, HERE, lists, read_documents, read_lines, score, write

RESULTS = HERE / "results" / "rendered.json"
DPI, QUALITY = 200, 80
MOST_LOST = 0.03


def rendered(source: Path, target: Path) -> None:
    """Write the pages of the PDF as pictures."""
    with pypdfium2.PdfDocument(source) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    target.parent.mkdir(parents=True, exist_ok=True)
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=QUALITY)


def together(fields: dict[str, Any]) -> float:
    """The F1 of all labels, each counting once; lines are left to their own row."""
    rows = [row for name, row in fields.items() if name != "line_items"]
    return sum(row["f1"] * row["n"] for row in rows) / sum(row["n"] for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="invoice-ocr")
    parser.add_argument("--keep", type=Path, help="leave the PDFs, truth.jsonl and reports.jsonl in this folder")
    parser.add_argument("--publish", action="store_true", help="write results/rendered.json")
    args = parser.parse_args()
    entries = [e for e in read_lines(BENCH / "dev" / "truth.jsonl") if e["set"].startswith("zugferd-")]
    with tempfile.TemporaryDirectory() as room:
        folder = args.keep or Path(room)
        for entry in entries:
            rendered(BENCH / "dev" / entry["file"], folder / entry["file"])
        scans = [{**entry, "file": str(folder / entry["file"]), "set": "pictures"} for entry in entries]
        texts = [{**entry, "set": "text layer"} for entry in entries]
        read_documents(args.program, BENCH, [*texts, *scans], folder, None)
        figures = score(BENCH, folder, lists(BENCH))
    text, pictures = figures["text layer"]["fields"], figures["pictures"]["fields"]
    print(f"{'field':18} {'n':>4} {'text':>7} {'picture':>8}")
    for name, row in sorted(text.items(), key=lambda item: -item[1]["n"]):
        print(f"{name:18} {row['n']:4} {100 * row['f1']:7.1f} {100 * pictures[name]['f1']:8.1f}")
    lost = together(text) - together(pictures)
    print(f"\nAll fields together: {100 * together(text):.1f} and {100 * together(pictures):.1f}")
    if args.publish:
        write(RESULTS, {"documents": len(entries), "text layer": text, "pictures": pictures, "lost": lost})
    return int(lost > MOST_LOST)


if __name__ == "__main__":
    sys.exit(main())
