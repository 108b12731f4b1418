"""A page gives the same document every time, in reasonable time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from page import PITCH, draw, examples

from invoice_ocr.fields import assemble

SCRIPT = """
from page import draw, examples
from invoice_ocr.fields import assemble
for reading in [draw("Corner Shop\\nDate: 03/04/2026\\nTotal   5.00"), *[e.reading for e in examples().values()]]:
    draft = assemble(reading)
    print(draft.kind, draft.document.model_dump_json(), sorted(draft.evidence.items()))
"""


def printed(seed: int) -> str:
    """What a new process makes of all drawn pages; sets of texts have another order in each."""
    folder = str(Path(__file__).parent)
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join([folder, *sys.path])}
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_every_process_gives_the_same():
    assert len({printed(seed) for seed in range(3)}) == 1


def test_twice_in_one_process():
    reading = examples()["en-invoice-side-by-side"].reading
    first, second = assemble(reading), assemble(reading)
    assert first == second


def test_a_page_of_three_hundred_rows_takes_little_time():
    articles = "\n".join(f"Article number {i:03}          2          {i}.25          {2 * i}.50" for i in range(1, 291))
    head = "Long List Wholesale Ltd\n\nINVOICE\nInvoice No: 5\nDate: 1 May 2026\n\n"
    columns = "Description            Qty          Price         Amount\n"
    total = "\n\nTotal                                    84,535.00"
    reading = draw(head + columns + articles + total, source="textlayer")
    assert reading.pages[0].frame.height > 300 * PITCH
    seconds = []
    for _ in range(3):
        start = time.process_time()
        draft = assemble(reading)
        seconds.append(time.process_time() - start)
    assert len(draft.document.lines) == 290
    assert min(seconds) < 1.5
