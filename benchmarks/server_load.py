"""The server under load, and what it adds to the library's own time.

    python benchmarks/server_load.py                  # 32 clients for two minutes
    python benchmarks/server_load.py --seconds 20     # as CI runs it
    python benchmarks/server_load.py --publish        # writes results/server_load.json and the table of README.md

The server is a process of its own (`invoice-ocr serve`), with a worker a processor. First, pages are read by turns
through the library and through the idle server; the fastest round of each counts, since whatever else the machine
does only adds to a time. Then the clients send what the API takes, each its next request when the last one is answered;
429 is obeyed, anything else than 200 is an error. The status is 1 if there was an error, or if memory grew by more than
a tenth after the first quarter of the load.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
RESULTS = HERE / "results" / "server_load.json"
README = HERE / "README.md"
MARKS = ("<!-- server -->\n", "<!-- end of server -->")
PHOTO, PDF = SAMPLES / "us-cafe-tip" / "document.jpg", SAMPLES / "de-invoice-two-rates" / "document.pdf"
KEY = "key-of-the-load-run"
GROWTH = 1.1


def main() -> int:
    parser = argparse.ArgumentParser(description="Put the server under load.")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=25, help="pages read each way for the difference")
    parser.add_argument("--publish", action="store_true")
    given = parser.parse_args()
    workers = len(os.sched_getaffinity(0))
    os.environ["INVOICE_OCR_THREADS"] = "1"  # as a worker of a server that has one a processor
    with serving(workers) as (server, url):
        added = {name: overhead(url, path, given.rounds) for name, path in (("photo", PHOTO), ("PDF with text", PDF))}
        load = asyncio.run(Load(url, server.pid, given.clients, given.seconds).run())
    results = {"workers": workers, "overhead_ms": added, "load": load}
    print(json.dumps(results, indent=1))
    if given.publish:
        publish(results)
    return 1 if load["errors"] or load["rss_mb"]["end"] > GROWTH * load["rss_mb"]["after_a_quarter"] else 0


@contextmanager
def serving(workers: int) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server that is ready, and its address."""
    command = [sys.executable, "-m", "invoice_ocr", "serve", "--port", "0", "--workers", str(workers)]
    environment = {**os.environ, "INVOICE_OCR_SERVER_KEYS": KEY}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as server:
        assert server.stderr  # noqa: S101 - it is a pipe
        url = str(json.loads(server.stderr.readline())["url"])
        while b'"event": "ready"' not in server.stderr.readline():
            pass
        drain = subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL)
        try:
            yield server, url
        finally:
            server.terminate()
            server.wait(60)
            drain.wait(10)


def overhead(url: str, path: Path, rounds: int) -> dict[str, float]:
    """Milliseconds of the library and of the server, their fastest rounds, and what the server adds."""
    from invoice_ocr import extract  # noqa: PLC0415 - the threads are set before it is loaded

    data = path.read_bytes()
    here, there = [], []
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {KEY}"}, timeout=60, trust_env=False) as client:
        for number in range(rounds + 1):
            spent = timed(lambda: extract(data, name=path.name).to_json())
            asked = timed(lambda: client.post("/v1/extract", files={"file": (path.name, data)}).raise_for_status())
            if number:  # the first of each loads what the others use
                here.append(spent)
                there.append(asked)
    library, server = (round(1000 * min(spans), 1) for spans in (here, there))
    return {"library": library, "server": server, "added": round(server - library, 1)}


def timed(work: Any) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Load:
    """So many clients for so many seconds."""

    def __init__(self, url: str, pid: int, clients: int, seconds: float) -> None:
        self.url, self.pid, self.clients, self.seconds = url, pid, clients, seconds
        self.statuses: Counter[str] = Counter()
        self.spans: list[float] = []
        self.requests = itertools.cycle(bodies())

    async def run(self) -> dict[str, Any]:
        """The figures of the run."""
        before = resident_mb(self.pid)
        limits = httpx.Limits(max_connections=self.clients)
        headers = {"Authorization": f"Bearer {KEY}"}
        start = time.monotonic()
        async with httpx.AsyncClient(
            base_url=self.url, headers=headers, timeout=300, limits=limits, trust_env=False
        ) as client:
            watching = asyncio.create_task(self.watch())
            await asyncio.gather(*(self.ask(client, start + self.seconds) for _ in range(self.clients)))
            early, peak = await watching
        took = time.monotonic() - start
        errors = sum(count for status, count in self.statuses.items() if status not in {"200", "429"})
        quantiles = statistics.quantiles(self.spans, n=100)
        return {
            "clients": self.clients,
            "seconds": round(took, 1),
            "answered": self.statuses["200"],
            "refused_429": self.statuses["429"],
            "errors": errors,
            "a_second": round(self.statuses["200"] / took, 2),
            "median_s": round(statistics.median(self.spans), 2),
            "p99_s": round(quantiles[98], 2),
            "rss_mb": {"start": before, "after_a_quarter": early, "highest": peak, "end": resident_mb(self.pid)},
        }

    async def ask(self, client: httpx.AsyncClient, end: float) -> None:
        """Request after request until the time is over."""
        while time.monotonic() < end:
            path, more = next(self.requests)
            start = time.monotonic()
            try:
                answer = await client.post(path, **more)
            except httpx.HTTPError as error:
                self.statuses[type(error).__name__] += 1
                continue
            self.statuses[str(answer.status_code)] += 1
            if answer.status_code == 429:
                await asyncio.sleep(float(answer.headers["Retry-After"]))
            else:
                self.spans.append(time.monotonic() - start)

    async def watch(self) -> tuple[float, float]:
        """The memory after a quarter of the time, and the highest."""
        readings = []
        for _ in range(20):
            await asyncio.sleep(self.seconds / 20)
            readings.append(resident_mb(self.pid))
        return readings[4], max(readings)


def bodies() -> list[tuple[str, dict[str, Any]]]:
    """What the clients send, by turns: photos and PDFs, to both endpoints, in all ways."""
    photo = "data:image/jpeg;base64," + base64.b64encode(PHOTO.read_bytes()).decode()
    prompts = ("Please extract all text from this image.", "As markdown with tables", "This receipt as JSON")
    chats = [("/v1/chat/completions", {"json": asking(prompt, photo)}) for prompt in prompts]
    streamed = ("/v1/chat/completions", {"json": {**asking("OCR with boxes", photo), "stream": True}})
    uploads = [
        ("/v1/extract", {"files": {"file": (p.name, p.read_bytes())}, "data": {"wait": "300"}}) for p in (PHOTO, PDF)
    ]
    return [*chats, streamed, *uploads]


def asking(prompt: str, picture: str) -> dict[str, Any]:
    content = [{"type": "text", "text": prompt}, {"type": "image_url", "image_url": {"url": picture}}]
    return {"model": "any", "messages": [{"role": "user", "content": content}]}


def resident_mb(pid: int) -> float:
    """The resident memory of a process and its children."""
    whole = {pid, *children(pid)}
    return round(sum(resident_kb(each) for each in whole) / 1024, 1)


def children(pid: int) -> list[int]:
    lists = [path.read_text("ascii").split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for found in lists for child in found]


def resident_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def table(results: dict[str, Any]) -> str:
    load, rss = results["load"], results["load"]["rss_mb"]
    rows = [
        f"| clients, workers | {load['clients']}, {results['workers']} |",
        f"| seconds | {load['seconds']:.0f} |",
        f"| answered, refused for now (429), errors | {load['answered']}, {load['refused_429']}, {load['errors']} |",
        f"| answers a second | {load['a_second']} |",
        f"| median, 99th percentile | {load['median_s']} s, {load['p99_s']} s |",
        f"| memory (RSS) at the start, highest, end | {rss['start']:.0f}, {rss['highest']:.0f}, {rss['end']:.0f} MB |",
    ]
    for name, ms in results["overhead_ms"].items():
        rows.append(f"| {name}: library, server, added | {ms['library']}, {ms['server']}, {ms['added']} ms |")
    return "| | |\n|-|-|\n" + "\n".join(rows) + "\n"


def publish(results: dict[str, Any]) -> None:
    machine = {"processors": os.cpu_count(), "architecture": platform.machine(), "python": platform.python_version()}
    RESULTS.write_text(json.dumps({"machine": machine, **results}, indent=1) + "\n", "utf-8")
    text = README.read_text("utf-8")
    before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
    README.write_text(before + MARKS[0] + "\n" + table(results) + "\n" + MARKS[1] + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
