"""How well turned and skewed photos are read: F1 of copies of labelled receipts against the upright ones.

    benchmarks/turned.py [--program invoice-ocr] [--documents N]

Takes N receipts of ``../shared/bench`` (set ``sroie``, fixed by the hash of their ids), turns each by 90, 180, 270
and by 5 and 10 degrees either way, reads all copies in one batch and prints the F1 of date, total and seller name
for each angle.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
ANGLES = (0, 90, 180, 270, -10, -5, 5, 10)
FIELDS = ("issue_date", "total", "seller_name")


def labelled(count: int) -> list[dict[str, object]]:
    """The receipts to turn: the same ones each time."""
    lines = (BENCH / "dev/truth.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [entry for entry in map(json.loads, lines) if entry["set"] == "sroie"]
    entries.sort(key=lambda entry: hashlib.sha256(entry["id"].encode()).hexdigest())
    return entries[:count]


def turned(entry: dict[str, object], angle: int, folder: Path) -> dict[str, object]:
    """Write the copy and give its truth, whose ``set`` is the angle."""
    name = f"{angle}/{Path(str(entry['file'])).stem}_{angle}.jpg"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    with Image.open(BENCH / "dev" / str(entry["file"])) as image:
        copy = image.convert("RGB").rotate(
            angle, expand=True, fillcolor=(90, 84, 78), resample=Image.Resampling.BICUBIC
        )
    copy.save(path, quality=92)
    return {**entry, "file": name, "set": f"{angle:+d}"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="invoice-ocr")
    parser.add_argument("--documents", type=int, default=25)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        truth = [turned(entry, angle, folder) for entry in labelled(args.documents) for angle in ANGLES]
        (folder / "truth.jsonl").write_text("".join(json.dumps(entry) + "\n" for entry in truth), encoding="utf-8")
        files = [str(folder / str(entry["file"])) for entry in truth]
        reports = folder / "reports.jsonl"
        subprocess.run([args.program, "batch", *files, "--output", str(reports)], check=False)
        command = [sys.executable, str(BENCH / "score.py"), str(folder / "truth.jsonl"), str(reports), "--json"]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{'degrees':>8}" + "".join(f"{field:>14}" for field in FIELDS))
    for angle in ANGLES:
        fields = figures[f"{angle:+d}"]["fields"]
        print(f"{angle:>8}" + "".join(f"{100 * fields[field]['f1']:>14.1f}" for field in FIELDS))
    return 0


if __name__ == "__main__":
    sys.exit(main())
